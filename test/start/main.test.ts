// Does `npm start` bring everything up, keep it up, take it down in order, and leave others in peace?
import { existsSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { Client } from 'pg';
import { processFacts } from '#start/processes';
import { setStage } from './stage';

type Stage = Awaited<ReturnType<typeof setStage>>;

async function ask(url: string | undefined, sql: string) {
  const client = new Client({ connectionString: url });
  await client.connect();
  try {
    return (await client.query(sql)).rows;
  } finally {
    await client.end();
  }
}

const postmasterOf = (stage: Stage) =>
  Number(readFileSync(join(stage.data, 'postgres', 'postmaster.pid'), 'utf8').split('\n')[0]);

const ready = /Shelfbridge is ready/;

describe('npm start', () => {
  let stage: Stage;
  beforeAll(async () => {
    stage = await setStage();
  });
  afterAll(() => stage.clear());

  it('brings up PostgreSQL, both subgraphs and the gateway, and tells their addresses', async () => {
    const start = stage.begin({
      SEED: 'none',
      SOMETHING: 'else',
      RATE_LIMIT_DATABASE_URL: 'postgres://nobody@127.0.0.1:1/rates',
    });
    await start.said(ready);
    await start.said(new RegExp(`GraphQL +http://127.0.0.1:${stage.ports.PORT}/graphql`));
    await start.said(/Stop +Ctrl-C/);
    const partnership = await stage.environmentOf('PARTNERSHIP_PORT');
    expect(partnership).toMatchObject({ HOST: '127.0.0.1', SEED: 'none', LOG_LEVEL: 'info', SOMETHING: 'else' });
    expect(await ask(partnership.DATABASE_URL, 'SELECT current_user AS role, current_database() AS db')).toEqual([
      { role: 'partnership', db: 'partnership' },
    ]);
    const gateway = await stage.environmentOf('PORT');
    expect(gateway).toMatchObject({
      PARTNERSHIP_URL: `http://127.0.0.1:${stage.ports.PARTNERSHIP_PORT}/graphql`,
      ADVOCACY_URL: `http://127.0.0.1:${stage.ports.ADVOCACY_PORT}/graphql`,
    });
    for (const secret of ['DATABASE_URL', 'SIGNATURE_KEY']) expect(gateway).not.toHaveProperty(secret);
    for (const secret of ['SIGNATURE_KEY', 'ADVOCACY_KEY', 'PARTNERSHIP_KEY', 'RATE_LIMIT_DATABASE_URL'])
      expect(partnership).not.toHaveProperty(secret);
    expect(gateway).toHaveProperty('RATE_LIMIT_DATABASE_URL');
    const advocacy = await stage.environmentOf('ADVOCACY_PORT');
    expect([partnership.GATEWAY_KEY, advocacy.GATEWAY_KEY]).toEqual([gateway.PARTNERSHIP_KEY, gateway.ADVOCACY_KEY]);
    expect(partnership.GATEWAY_KEY).not.toBe(advocacy.GATEWAY_KEY);

    start.child.kill('SIGTERM');
    start.child.kill('SIGINT');
    expect(await start.ended).toBe(0);
  });

  it('stops the gateway, then the subgraphs, then PostgreSQL, and leaves nothing running', async () => {
    const start = stage.begin();
    await start.said(ready);
    const postmaster = postmasterOf(stage);
    start.child.kill('SIGINT');
    expect(await start.ended).toBe(0);
    const order = start.lines
      .filter((line) => /stopping by|database system is shut down/.test(line))
      .map((line) => /\[(\w+)\]/.exec(line)?.[1]);
    expect(order).toEqual([
      'gateway',
      expect.stringMatching(/partnership|advocacy/),
      expect.stringMatching(/partnership|advocacy/),
      'postgres',
    ]);
    expect(processFacts(postmaster)).toBeNull();
    expect(existsSync(join(stage.data, 'owner.json'))).toBe(false);
  });

  it('starts a crashed process again', async () => {
    const start = stage.begin();
    const [, pid] = await start.said(/\[advocacy\] pid (\d+)/);
    await start.said(ready);
    process.kill(Number(pid), 'SIGKILL');
    await start.said(/advocacy ended by SIGKILL: starting it again in 0.25 s \(1 of at most 5 times\)/);
    await start.said(/advocacy is back/);
    expect(await stage.environmentOf('ADVOCACY_PORT')).toMatchObject({ SEED: 'demo' });
    start.child.kill('SIGTERM');
    expect(await start.ended).toBe(0);
  });

  it('starts a killed PostgreSQL again, with every committed row', async () => {
    const start = stage.begin();
    await start.said(ready);
    const { DATABASE_URL } = await stage.environmentOf('ADVOCACY_PORT');
    await ask(DATABASE_URL, 'CREATE TABLE killed (kept text); INSERT INTO killed VALUES (1)');
    process.kill(postmasterOf(stage), 'SIGKILL');
    await start.said(/PostgreSQL is back/);
    expect(await ask(DATABASE_URL, 'SELECT kept FROM killed')).toEqual([{ kept: '1' }]);
    start.child.kill('SIGTERM');
    expect(await start.ended).toBe(0);
  });

  it('takes over what a killed start left behind', async () => {
    const first = stage.begin();
    const children = await Promise.all(
      ['gateway', 'partnership', 'advocacy'].map((name) => first.said(new RegExp(`\\[${name}\\] pid (\\d+)`))),
    );
    await first.said(ready);
    const { DATABASE_URL } = await stage.environmentOf('PARTNERSHIP_PORT');
    const { SIGNATURE_KEY } = await stage.environmentOf('ADVOCACY_PORT');
    expect(SIGNATURE_KEY).toMatch(/^[0-9a-f]{64}$/);
    await ask(DATABASE_URL, 'CREATE TABLE orphaned (kept text); INSERT INTO orphaned VALUES (1)');
    const postmaster = postmasterOf(stage);
    first.child.kill('SIGKILL');
    await first.ended;

    const second = stage.begin();
    await second.said(new RegExp(`PostgreSQL \\(process ${postmaster}\\) still runs from an earlier start: taking it over`));
    await second.said(ready);
    expect(await ask(DATABASE_URL, 'SELECT kept FROM orphaned')).toEqual([{ kept: '1' }]);
    expect((await stage.environmentOf('ADVOCACY_PORT')).SIGNATURE_KEY).toBe(SIGNATURE_KEY);
    for (const [, pid] of children) expect(processFacts(Number(pid))).toBeNull();
    second.child.kill('SIGTERM');
    expect(await second.ended).toBe(0);
  });

  it('refuses to start beside another start, names every obstacle, and does no harm to the first', async () => {
    const first = stage.begin();
    await first.said(ready);
    const second = stage.begin();
    expect(await second.ended).toBe(1);
    const words = second.lines.join('\n');
    expect(words).toContain(`${stage.data} is in use by process ${first.child.pid}`);
    for (const [setting, port] of Object.entries(stage.ports)) {
      expect(words).toContain(
        `Port ${port} on 127.0.0.1 is in use: stop the program that listens there, or set ${setting} to a free port.`,
      );
    }
    const { DATABASE_URL } = await stage.environmentOf('ADVOCACY_PORT');
    expect(await ask(DATABASE_URL, 'SELECT 1 AS fine')).toEqual([{ fine: 1 }]);
    first.child.kill('SIGHUP');
    expect(await first.ended).toBe(0);
    expect(first.lines.join('\n')).not.toMatch(/ended by|again/);
  });

  it('stops everything and exits with 1 when a process cannot start', async () => {
    const start = stage.begin({ FAIL: 'advocacy' });
    expect(await start.ended).toBe(1);
    expect(start.lines).toContain('[start] advocacy could not start: exit code 1');
    expect(start.lines.join('\n')).toContain('[advocacy] Error: nothing works today');
    expect(start.lines.at(-1)).toBe('[start] Stopped.');
    expect(existsSync(join(stage.data, 'postgres', 'postmaster.pid'))).toBe(false);
  });

  it('says what is wrong with the settings and exits with 1', async () => {
    const start = stage.begin({ SEED: 'everything' });
    expect(await start.ended).toBe(1);
    expect(start.lines.join('\n')).toMatch(/^The environment cannot be used:\n {2}SEED: .*everything/);
  });

  it('stops everything when npm, which started it, is killed', async () => {
    const start = stage.begin({}, 'shell');
    await start.said(ready);
    start.child.kill('SIGKILL');
    await start.said(/\[start\] npm has ended/);
    await start.said(/\[start\] Stopped/);
    await start.ended;
  });

  it('never writes a secret, nor shows one on a command line', async () => {
    const start = stage.begin({ LOG_LEVEL: 'debug' });
    await start.said(ready);
    const path = join(stage.data, 'passwords.json');
    expect(statSync(path).mode & 0o777).toBe(0o600);
    const secrets: string[] = Object.values(JSON.parse(readFileSync(path, 'utf8')));
    secrets.push(readFileSync(join(stage.data, 'signature.key'), 'utf8'));
    const commands = [start.child.pid, postmasterOf(stage)].map((pid) => processFacts(pid ?? 0)?.command);
    start.child.kill('SIGTERM');
    await start.ended;
    expect(secrets).toHaveLength(4);
    for (const secret of secrets) expect([...start.lines, ...commands].join('\n')).not.toContain(secret);
  });
});

describe('npm start with databases of your own', () => {
  it('starts no PostgreSQL and makes no data folder', async () => {
    const stage = await setStage();
    const start = stage.begin({
      PARTNERSHIP_DATABASE_URL: 'postgres://a:b@db/one',
      ADVOCACY_DATABASE_URL: 'postgres://a:b@db/two',
      SIGNATURE_KEY: 'ab'.repeat(32),
    });
    await start.said(/Data +your databases/);
    expect(await stage.environmentOf('ADVOCACY_PORT')).toMatchObject({
      DATABASE_URL: 'postgres://a:b@db/two',
      SIGNATURE_KEY: 'ab'.repeat(32),
    });
    expect(await stage.environmentOf('PORT')).not.toHaveProperty('ADVOCACY_DATABASE_URL');
    expect(existsSync(stage.data)).toBe(false);
    await stage.clear();
  });
});
