// Promise of: a subgraph with a primary and its standby in its address follows the promotion, and nothing that was acknowledged is lost.
import { execFileSync } from 'node:child_process';
import { appendFileSync, cpSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Client } from 'pg';
import { serverAccount } from '#start/dataFolder';
import { freePort } from '#start/ports';
import { ensureDatabases, type Postgres, startPostgres } from '#start/postgres';
import { startAdvocacyAt } from '../support/advocacy';
import { afterwards } from '../support/afterwards';
import { operation, post } from '../support/graphql';
import { eventually } from '../support/reader';

const folders: string[] = [];
const servers: Postgres[] = [];
afterAll(async () => {
  for (const server of servers) await server.stop();
  for (const folder of folders) rmSync(folder, { recursive: true, force: true });
});

const folder = () => {
  const made = mkdtempSync(join(tmpdir(), 'shelfbridge-promotion-'));
  folders.push(made);
  return made;
};

async function ask(url: string, sql: string) {
  const client = new Client({ connectionString: url });
  client.on('error', () => undefined);
  await client.connect();
  return client.query(sql).finally(() => client.end());
}

/** A standby of a server that runs, from a copy of its files; it is there when it answers. */
async function standbyOf(primary: Postgres, from: string) {
  const [to, port] = [folder(), await freePort()];
  const backup = new Client({ connectionString: primary.adminUrl });
  await backup.connect();
  await backup.query(`SELECT pg_backup_start('standby', true)`);
  cpSync(from, to, { recursive: true });
  const { rows } = await backup.query('SELECT labelfile FROM pg_backup_stop(false)');
  await backup.end();
  const cluster = join(to, 'postgres');
  rmSync(join(cluster, 'postmaster.pid'), { force: true });
  writeFileSync(join(cluster, 'backup_label'), rows[0].labelfile);
  writeFileSync(join(cluster, 'standby.signal'), '');
  const source = `host=127.0.0.1 port=${primary.port} user=postgres password=${primary.passwords.postgres}`;
  appendFileSync(join(cluster, 'postgresql.auto.conf'), `\nprimary_conninfo = '${source}'\n`);
  const { uid, gid } = serverAccount();
  if (uid !== undefined) execFileSync('chown', ['-R', `${uid}:${gid}`, to]);
  // It says that it is ready once it takes changes.
  const promoted = startPostgres({ folder: to, port, durable: false });
  promoted.catch(() => undefined);
  const adminUrl = primary.adminUrl.replace(`:${primary.port}/`, `:${port}/`);
  const answers = () =>
    ask(adminUrl, 'SELECT 1').then(
      () => true,
      () => false,
    );
  await eventually('the standby answers', answers, 60_000);
  return { adminUrl, port, promoted };
}

it('goes on signing and showing counts after kill -9 of the primary', async () => {
  const home = folder();
  const primary = await startPostgres({ folder: home, port: await freePort(), durable: false });
  servers.push(primary);
  const { advocacy: url } = await ensureDatabases(primary.port, primary.passwords);
  const standby = await standbyOf(primary, home);
  // An answer is then given when the standby has it as well.
  await ask(primary.adminUrl, `ALTER SYSTEM SET synchronous_standby_names = '*'`);
  await ask(primary.adminUrl, 'SELECT pg_reload_conf()');
  const both = url.replace(`:${primary.port}/`, `:${primary.port},127.0.0.1:${standby.port}/`);
  const advocacy = await startAdvocacyAt(`${both}?target_session_attrs=read-write`, { seed: 'demo' });
  afterwards(() => advocacy.stop());
  const reader = await advocacy.app.feed.watch(['fair-ebook-terms']);
  const acknowledged = new Set<string>();
  let [next, stopped] = [0, false];
  const sign = async () => {
    while (!stopped) {
      const clientMutationId = `tap ${next++}`;
      const email = `r${next}@library.example`;
      const input = { petitionId: 'fair-ebook-terms', name: 'Reader', email, country: 'FI', clientMutationId };
      const { data } = await post(advocacy.url, operation('SignPetition'), { input });
      if (data?.signPetition?.outcome === 'SIGNED') acknowledged.add(clientMutationId);
    }
  };
  const signing = Promise.all(Array.from({ length: 4 }, sign));
  const more = async (number: number) => {
    const least = acknowledged.size + number;
    await eventually(`${number} more have signed`, () => acknowledged.size >= least, 60_000);
  };
  await more(50);
  process.kill(primary.pid, 'SIGKILL');
  await primary.ended;
  await ask(standby.adminUrl, 'SELECT pg_promote(false)');
  servers.push(await standby.promoted);
  await more(50);
  stopped = true;
  await signing;
  const { rows } = await ask(
    standby.adminUrl.replace(/\/postgres$/, '/advocacy'),
    `SELECT client_mutation_id AS id, (SELECT count FROM petition WHERE id = 'fair-ebook-terms') AS count,
            (SELECT count(*)::int FROM signature WHERE petition_id = 'fair-ebook-terms') AS all FROM signature`,
  );
  const stored = new Set(rows.map(({ id }) => id));
  expect([...acknowledged].filter((id) => !stored.has(id))).toEqual([]);
  expect(rows[0].count).toBe(rows[0].all);
  for (let count = 0; count < rows[0].count; ) {
    const { value } = await reader.next();
    count = value?.[0]?.count ?? 0;
  }
  await reader.return();
}, 180_000);
