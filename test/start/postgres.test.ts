// Does the embedded PostgreSQL start whatever the last end has left behind, and keep every committed row?
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { chmodSync, existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Client } from 'pg';
import { serverAccount } from '#start/dataFolder';
import { freePort } from '#start/ports';
import { type Postgres, startPostgres } from '#start/postgres';
import { processFacts } from '#start/processes';

async function ask(server: Postgres, sql: string) {
  const client = new Client({ connectionString: server.adminUrl });
  await client.connect();
  try {
    return (await client.query(sql)).rows;
  } finally {
    await client.end();
  }
}

describe('startPostgres', () => {
  let folder: string;
  const running: Postgres[] = [];
  const lines: string[] = [];
  const start = async () => {
    lines.length = 0;
    const server = await startPostgres({ folder, port: await freePort(), durable: false, say: (line) => lines.push(line) });
    running.push(server);
    return server;
  };
  const pidFile = () => join(folder, 'postgres', 'postmaster.pid');

  beforeAll(() => {
    folder = mkdtempSync(join(tmpdir(), 'shelfbridge-runner-'));
    chmodSync(folder, 0o711);
  });
  afterEach(async () => {
    for (const server of running.splice(0)) await server.stop();
  });
  afterAll(() => rmSync(folder, { recursive: true, force: true }));

  it('makes a cluster at the first start, also over a half-made one', async () => {
    mkdirSync(join(folder, 'postgres.tmp', 'base'), { recursive: true });
    writeFileSync(join(folder, 'postgres.tmp', 'PG_VERSION'), '18\n');
    const server = await start();
    expect(lines).toContain('Making a new PostgreSQL cluster (first start only).');
    expect(await ask(server, "SELECT lower('Ö') AS low, current_setting('listen_addresses') AS listens")).toEqual([
      { low: 'ö', listens: '127.0.0.1' },
    ]);
    await ask(server, 'CREATE TABLE kept (title text); INSERT INTO kept VALUES (1)');
    expect(existsSync(join(folder, 'postgres.tmp'))).toBe(false);
    expect(existsSync(join(folder, 'postgres.tmp.password'))).toBe(false);
  });

  it('keeps rows and passwords over an orderly stop, and says nothing new is made', async () => {
    const server = await start();
    expect(lines).toEqual([]);
    expect(await ask(server, 'SELECT title FROM kept')).toEqual([{ title: '1' }]);
    await server.stop();
    await server.stop();
    expect(await server.ended).toBe('exit code 0');
  });

  it('lets nobody in without the password, which its owner alone can read', async () => {
    const server = await start();
    const stranger = new Client({ connectionString: server.adminUrl.replace(server.passwords.postgres, 'guess') });
    await expect(stranger.connect()).rejects.toThrow('password authentication failed');
    expect(statSync(join(folder, 'passwords.json')).mode & 0o777).toBe(0o600);
  });

  it('says nothing of the rows in refused statements', async () => {
    const server = await start();
    await ask(server, 'CREATE TABLE signer (email text PRIMARY KEY)');
    await ask(server, "INSERT INTO signer VALUES ('a@example.org')");
    await expect(ask(server, "INSERT INTO signer VALUES ('a@example.org')")).rejects.toThrow('duplicate key');
    await server.stop();
    expect(lines.join('\n')).not.toContain('example.org');
  });

  it('takes over a server that still runs', async () => {
    const left = await start();
    const server = await start();
    expect(lines[0]).toBe(`PostgreSQL (process ${left.pid}) still runs from an earlier start: taking it over.`);
    expect(await left.ended).toBe('exit code 0');
    expect(await ask(server, 'SELECT title FROM kept')).toEqual([{ title: '1' }]);
  });

  it('starts at once after SIGKILL, with a client still connected, and keeps committed rows', async () => {
    const left = await start();
    const client = new Client({ connectionString: left.adminUrl });
    client.on('error', () => {});
    await client.connect();
    await client.query('INSERT INTO kept VALUES (2)');
    process.kill(left.pid, 'SIGKILL');
    const server = await start();
    expect(await left.ended).toBe('SIGKILL');
    expect(await ask(server, 'SELECT title FROM kept ORDER BY 1')).toEqual([{ title: '1' }, { title: '2' }]);
    await client.end().catch(() => {});
  });

  it('starts although the pid file names a living process of the same account', async () => {
    const server = await start();
    const remembered = readFileSync(pidFile(), 'utf8');
    await server.stop();
    const bystander = spawn('sleep', ['60'], { ...serverAccount(), cwd: '/', stdio: 'ignore' });
    writeFileSync(pidFile(), remembered.replace(/^\d+/, String(bystander.pid)));
    await ask(await start(), 'SELECT 1');
    expect(processFacts(bystander.pid ?? 0)).not.toBeNull();
    bystander.kill();
    await once(bystander, 'exit');
  });

  it('starts although the pid file is empty', async () => {
    writeFileSync(pidFile(), '');
    await ask(await start(), 'SELECT 1');
  });

  it('refuses rows of another major release, in words, and leaves them as they are', async () => {
    const version = join(folder, 'postgres', 'PG_VERSION');
    const ours = readFileSync(version, 'utf8');
    writeFileSync(version, '17\n');
    await expect(start()).rejects.toThrow(
      'were written by PostgreSQL 17, and this release of Shelfbridge runs 18: bring them over by npm run upgrade-postgres',
    );
    writeFileSync(version, ours);
  });

  it('refuses rows whose passwords are gone, in words', async () => {
    const path = join(folder, 'passwords.json');
    const ours = readFileSync(path, 'utf8');
    rmSync(path);
    await expect(start()).rejects.toThrow('passwords.json is missing: put it back');
    writeFileSync(path, ours, { mode: 0o600 });
  });

  it('passes the complaint of the server on when its port is taken', async () => {
    const server = await start();
    const other = join(folder, 'other');
    await expect(startPostgres({ folder: other, port: server.port, durable: false, patience: 0 })).rejects.toThrow(
      'could not bind',
    );
  });
});
