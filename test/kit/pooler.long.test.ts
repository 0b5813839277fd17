// Promises of: behind Debian's pgbouncer in transaction mode everything works with an address past it, and is refused in words without.
import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { chmodSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { connect } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Advocacy } from '#advocacy/subgraph';
import { serverAccount } from '#start/dataFolder';
import { freePort } from '#start/ports';
import { demoDatabase, startAdvocacyAt } from '../support/advocacy';
import { dataOf, post } from '../support/graphql';
import type { TestDatabase } from '../support/postgres';
import { eventually } from '../support/reader';

const id = 'fair-ebook-terms';
const SIGN = 'mutation ($input: SignPetitionInput!) { signPetition(input: $input) { outcome } }';

let database: TestDatabase;
let folder: string;
const poolers: ChildProcess[] = [];
const running: Advocacy[] = [];

/** Lends three connections of PostgreSQL to all who ask, one transaction at a time. */
async function pooler(more = ''): Promise<string> {
  const port = await freePort();
  const { hostname, port: behind, username, password, pathname } = new URL(database.url);
  const name = pathname.slice(1);
  const file = join(folder, `${port}.ini`);
  writeFileSync(
    file,
    `[databases]
${name} = host=${hostname} port=${behind} dbname=${name} user=${username} password=${password}
[pgbouncer]
listen_addr = 127.0.0.1
listen_port = ${port}
unix_socket_dir =
auth_type = any
pool_mode = transaction
default_pool_size = 3
${more}
`,
  );
  const { uid, gid } = serverAccount();
  const child = spawn('pgbouncer', ['-q', file], {
    stdio: 'ignore',
    ...(uid !== undefined && { uid }),
    ...(gid !== undefined && { gid }),
  });
  child.once('error', () => undefined);
  poolers.push(child);
  const isThere = () =>
    new Promise<boolean>((resolve) => {
      const socket = connect(port, '127.0.0.1', () => resolve(true));
      socket.once('error', () => resolve(false)).once('connect', () => socket.destroy());
    });
  await eventually('pgbouncer listens (apt-get install pgbouncer)', isThere, 20_000);
  return `postgres://${username}@127.0.0.1:${port}/${name}`;
}

beforeEach(async () => {
  database = await demoDatabase();
  folder = mkdtempSync(join(tmpdir(), 'shelfbridge-pooler-'));
  chmodSync(folder, 0o755);
});
afterEach(async () => {
  for (const each of running.splice(0)) await each.stop();
  for (const child of poolers.splice(0)) {
    child.kill('SIGINT');
    if (child.exitCode === null && child.signalCode === null) await once(child, 'exit');
  }
  await database.drop();
  rmSync(folder, { recursive: true });
});

const start = async (databaseUrl: string, databaseDirectUrl?: string) => {
  const advocacy = await startAdvocacyAt(databaseUrl, { databaseDirectUrl });
  running.push(advocacy);
  return advocacy;
};

it('two processes sign, count, tell each other and keep their time-outs, over three connections', async () => {
  const url = await pooler();
  const one = await start(url, database.url);
  const other = await start(url, database.url);
  const reader = await other.app.feed.watch([id]);
  await reader.next();
  const people = Array.from({ length: 400 }, (_, i) => i);
  const outcomes = await Promise.all(
    people.map(async (i) => {
      const input = { petitionId: id, name: 'Reader', email: `r${i}@library.example`, country: 'US' };
      return dataOf(await post((i % 2 ? one : other).url, SIGN, { input })).signPetition.outcome;
    }),
  );
  expect(new Set(outcomes)).toEqual(new Set(['SIGNED']));
  for (let count = 0; count < 400; ) {
    const { value } = await reader.next();
    count = value?.[0]?.count ?? 0;
  }
  for (const bound of ['statement_timeout', 'lock_timeout', 'idle_in_transaction_session_timeout']) {
    const [row] = await one.database.query(`SHOW ${bound}`);
    expect([bound, row[bound]]).toEqual([bound, expect.not.stringMatching(/^0$/)]);
  }
  const addresses = await one.database.query(
    `SELECT count(*)::int AS n FROM pg_stat_activity WHERE datname = current_database() AND application_name LIKE 'listen %'`,
  );
  expect(addresses[0].n).toBeGreaterThanOrEqual(1);
}, 120_000);

it.each([
  ['refuses time-outs', ''],
  [
    'drops time-outs without a word',
    'ignore_startup_parameters = statement_timeout, lock_timeout, idle_in_transaction_session_timeout',
  ],
])(
  'a subgraph without an address past a pooler that %s says what would work',
  async (_what, more) => {
    await expect(start(await pooler(more))).rejects.toThrow(/DATABASE_URL leads to a pooler.*Set DATABASE_DIRECT_URL/);
  },
  60_000,
);
