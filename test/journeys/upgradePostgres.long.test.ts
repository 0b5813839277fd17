// An operator pulls a release whose PostgreSQL is a later major: a start says what to do, one command brings every row over, and the old ones stay.
import { execFileSync, spawn } from 'node:child_process';
import { once } from 'node:events';
import {
  chmodSync,
  chownSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  renameSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Client } from 'pg';
import { copy, format, listing, type Written, write } from '#start/backup/record';
import { earlierVersions, majorOf, type Programs, withEarlierPrograms } from '#start/cluster';
import { serverAccount } from '#start/dataFolder';
import { freePort } from '#start/ports';
import { ensureDatabases, startPostgres } from '#start/postgres';
import { databaseUrl, passwordsOf, signatureKeyOf } from '#start/secrets';
import { startAdvocacyAt } from '../support/advocacy';
import { afterwards } from '../support/afterwards';
import { dataOf, operation, post } from '../support/graphql';
import { createDatabase } from '../support/postgres';
import { endProcess, finishProcess, GatewayProcesses, runProcess } from '../support/processes';
import { eventually } from '../support/reader';
import { Federation } from './federation';

const folder = mkdtempSync(join(tmpdir(), 'shelfbridge-upgrade-'));
/** A data folder that the release before has left. */
const data = join(folder, 'data');
const cluster = join(data, 'postgres');
const key = Buffer.alloc(32, 6).toString('hex');
const petitionId = 'fair-ebook-terms';
const signers = Array.from({ length: 40 }, (_, i) => `reader${i}@library.example`);
const variables = (email: string) => ({ input: { petitionId, name: 'Łucja "Reader"\\N', email, country: 'FI' } });
let signed = 0;

const upgrade = (...words: readonly string[]) => finishProcess('start/upgrade/main.js', { DATA_DIR: data, ...npm }, words);
const npm: Record<string, string> = process.env.HOME === undefined ? {} : { HOME: process.env.HOME };
/** Runs PostgreSQL 17 on the data folder for some work. */
const onOld = async (work: (port: number) => Promise<unknown>) => {
  const server = await startPostgres({ folder: data, port: await freePort(), programs: old, durable: false });
  await work(server.port).finally(() => server.stop());
};
let old: Programs;
let giveBack: () => void;

async function ask(port: number, database: string, sql: string) {
  const client = new Client({ connectionString: databaseUrl('postgres', database, port, passwordsOf(data)) });
  await client.connect();
  try {
    return (await client.query(sql)).rows;
  } finally {
    await client.end();
  }
}

beforeAll(async () => {
  chmodSync(folder, 0o711);
  mkdirSync(data, { mode: 0o711 });
  const SIGNATURE_KEY = signatureKeyOf(data);
  const lent = new Promise<void>((resolve) => (giveBack = resolve));
  old = await new Promise<Programs>((resolve, reject) => {
    const wanted = { major: '17', account: serverAccount(), say: () => {} };
    withEarlierPrograms(wanted, (programs) => {
      resolve(programs);
      return lent;
    }).catch(reject);
  });
  await onOld(async (port) => {
    const urls = await ensureDatabases(port, passwordsOf(data));
    const environment = { GATEWAY_KEY: key, MAIL_FOLDER: join(folder, 'mail'), SEED: 'demo', CONTACT_KEY: key };
    const [one, two] = [String(await freePort()), String(await freePort())];
    const children = [
      await runProcess('services/partnership/main.js', { ...environment, PORT: one, DATABASE_URL: urls.partnership }),
      await runProcess('services/advocacy/main.js', { ...environment, PORT: two, SIGNATURE_KEY, DATABASE_URL: urls.advocacy }),
    ];
    const at = (each: string) => `http://127.0.0.1:${each}/graphql`;
    const addresses = { PARTNERSHIP_URL: at(one), ADVOCACY_URL: at(two), PARTNERSHIP_KEY: key, ADVOCACY_KEY: key };
    const gateways = new GatewayProcesses();
    const gateway = await gateways.run({ ...addresses, MUTATION_LIMITS: 'signPetition=1000/60' });
    for (const email of signers) dataOf(await post(gateway.url, operation('SignPetition'), variables(email)));
    const answer = await post(gateway.url, `{ petition(id: "${petitionId}") { signatureCount } }`);
    signed = dataOf(answer).petition.signatureCount;
    await gateway.stop();
    for (const child of children) {
      child.kill('SIGTERM');
      await once(child, 'exit');
    }
    // A mail that waits for its turn, with a word that a careless copy would spoil.
    await ask(
      port,
      'advocacy',
      `SELECT graphile_worker.add_job('kept', '{"word": "a\\\\tb\\nc"}'::json, run_at => now() + interval '1 year')`,
    );
  });
}, 300_000);
afterAll(() => {
  giveBack?.();
  rmSync(folder, { recursive: true, force: true });
});

it('is told before anything starts, and by every command that needs the rows', async () => {
  const ports = { PORT: await freePort(), PARTNERSHIP_PORT: await freePort(), ADVOCACY_PORT: await freePort() };
  const settings = Object.fromEntries(Object.entries(ports).map(([name, port]) => [name, String(port)]));
  const start = finishProcess('start/main.js', { DATA_DIR: data, POSTGRES_PORT: String(await freePort()), ...settings });
  expect(start).toEqual({
    code: 1,
    output:
      `Shelfbridge cannot start:\n  The rows in ${cluster} were written by PostgreSQL 17, and this release of Shelfbridge runs 18: ` +
      'bring them over by npm run upgrade-postgres, which keeps the old ones, or start the release before.\n',
  });
  const backup = finishProcess('start/backup/main.js', { DATA_DIR: data }, [join(folder, 'backup')]);
  expect(backup).toEqual({ code: 1, output: expect.stringContaining('bring them over by npm run upgrade-postgres') });
  expect(readdirSync(data)).not.toContain('owner.json');
}, 60_000);

it('refuses words it does not know, programs of another major, folders without any, and a database of one’s own', () => {
  for (const [words, output] of [
    [['--now'], 'Usage: npm run upgrade-postgres'],
    [['--old-programs', folder], 'do not run'],
    [['--old-programs', join(old.postgres, '..', '..', '..', 'nothing')], 'do not run'],
  ] as const)
    expect(upgrade(...words)).toEqual({ code: 1, output: expect.stringContaining(output) });
  const own = { PARTNERSHIP_DATABASE_URL: 'postgres://a:b@db/one', ADVOCACY_DATABASE_URL: 'postgres://a:b@db/two' };
  const outside = finishProcess('start/upgrade/main.js', { ...own, SIGNATURE_KEY: key });
  expect(outside).toEqual({ code: 1, output: expect.stringContaining('by pg_upgrade or pg_dump') });
  const none = finishProcess('start/upgrade/main.js', { DATA_DIR: join(folder, 'none') });
  expect(none).toEqual({ code: 1, output: expect.stringContaining('There are no rows') });
  expect(majorOf(cluster)).toBe('17');
}, 60_000);

it('names what is not of Shelfbridge, and changes nothing', async () => {
  const programs = join(old.postgres, '..');
  await onOld(async (port) => {
    await ask(port, 'advocacy', 'CREATE TABLE public.own_report (n int); CREATE VIEW public.own_view AS SELECT 1 AS one');
    await ask(port, 'postgres', 'CREATE ROLE grafana');
  });
  const { code, output } = upgrade('--old-programs', programs);
  expect([code, output]).toEqual([1, expect.stringContaining('role grafana')]);
  for (const other of ['table public.own_report of advocacy', 'view public.own_view of advocacy'])
    expect(output).toContain(other);
  expect(readdirSync(data).sort()).toEqual(['passwords.json', 'postgres', 'signature.key']);
  await onOld((port) => ask(port, 'advocacy', 'DROP VIEW public.own_view; DROP TABLE public.own_report'));
}, 120_000);

it('that somebody ends leaves the rows as they were', async () => {
  const words = ['--old-programs', join(old.postgres, '..')];
  const ended = await endProcess('start/upgrade/main.js', { DATA_DIR: data }, words, () =>
    eventually('a new cluster is filled', () => existsSync(join(data, 'upgrading', 'postgres', 'postmaster.pid')), 60_000),
  );
  expect([ended.code, ended.output]).toEqual([1, expect.stringContaining('Ended by SIGINT, and nothing was kept.\n')]);
  expect(readdirSync(data).sort()).toEqual(['passwords.json', 'postgres', 'signature.key']);
  expect(majorOf(cluster)).toBe('17');
}, 120_000);

it('restores a backup that the release before took, and says what comes next', async () => {
  const backup = join(folder, 'backup of 17');
  const found = await listing(data);
  const files: Record<string, Written> = {};
  for (const path of found.files) files[path] = await copy(join(data, path), join(backup, 'data', path));
  const record = {
    format,
    takenAt: new Date().toISOString(),
    release: '0.0.9',
    postgres: '17',
    files,
    emptyFolders: found.emptyFolders,
  };
  await write(join(backup, 'backup.json'), [JSON.stringify(record)]);
  const words = ['--old-programs', join(old.postgres, '..'), backup];
  const restored = join(folder, 'restored');
  const { code, output } = finishProcess('start/restore/main.js', { DATA_DIR: restored }, words);
  expect([code, output]).toEqual([0, expect.stringMatching(/^Restored to .*: [\d,]+ signatures and [\d,]+ libraries, as of /)]);
  expect(output).toContain('They are of PostgreSQL 17: bring them over by npm run upgrade-postgres first.');
  expect(majorOf(join(restored, 'postgres'))).toBe('17');
  rmSync(restored, { recursive: true });
}, 120_000);

it('brings every row over by one command, keeps the old ones, and everybody who signed is known', async () => {
  const kept = `${cluster}-17`;
  mkdirSync(kept);
  expect(upgrade()).toEqual({ code: 1, output: expect.stringContaining(`${kept} is there already`) });
  rmSync(kept, { recursive: true });
  // As a kill at the last step would leave it.
  mkdirSync(`${cluster}.upgraded`);
  writeFileSync(join(`${cluster}.upgraded`, 'half'), '');
  const { code, output } = upgrade('--leave-others');
  expect([code, output]).toEqual([0, expect.stringContaining('are of PostgreSQL 18 now')]);
  expect(output).toMatch(/Getting the programs of PostgreSQL 17/);
  expect(output).toMatch(/Brought over and compared, advocacy: [\d,]+ rows of \d+ tables\./);
  expect(output).toContain('Left behind: role grafana.');
  expect([majorOf(cluster), majorOf(kept)]).toEqual(['18', '17']);
  expect(readdirSync(data).sort()).toEqual(['passwords.json', 'postgres', 'postgres-17', 'signature.key']);
  expect(upgrade()).toEqual({ code: 0, output: expect.stringContaining('Nothing to do') });

  // What a kill between the last two steps leaves is done by the same command, or by the start.
  renameSync(cluster, `${cluster}.upgraded`);
  expect(upgrade()).toEqual({ code: 0, output: expect.stringContaining('Nothing to do') });
  renameSync(cluster, `${cluster}.upgraded`);
  const after = await Federation.startOn(async (place) => renameSync(data, place), { CONTACT_KEY: key });
  afterwards(() => after.stop());
  const { petition } = dataOf(await after.ask(`{ petition(id: "${petitionId}") { signatureCount } }`));
  expect(petition.signatureCount).toBe(signed);
  expect(await after.verifyCounts()).toMatch(/counted again, 0 differ/);
  const outcome = async (email: string) =>
    dataOf(await after.ask(operation('SignPetition'), variables(email))).signPetition.outcome;
  for (const email of signers.slice(0, 5)) expect(await outcome(email)).toBe('ALREADY_SIGNED');
  expect(await outcome('somebody.new@library.example')).toBe('SIGNED');
  const place = join(after.folder, 'data');
  const client = new Client({
    connectionString: databaseUrl('postgres', 'advocacy', after.ports.POSTGRES_PORT, passwordsOf(place)),
  });
  await client.connect();
  const { rows } = await client.query(
    "SELECT payload FROM graphile_worker._private_jobs j JOIN graphile_worker._private_tasks t ON t.id = j.task_id WHERE identifier = 'kept'",
  );
  await client.end();
  expect(rows).toEqual([{ payload: { word: 'a\\tb\nc' } }]);
}, 300_000);

it('refuses rows of a major that is still to come, in words', () => {
  const later = join(folder, 'later');
  mkdirSync(join(later, 'postgres'), { recursive: true });
  writeFileSync(join(later, 'postgres', 'PG_VERSION'), '19\n');
  const said = finishProcess('start/upgrade/main.js', { DATA_DIR: later });
  expect(said).toEqual({ code: 1, output: expect.stringContaining('which cannot read them: start the release that wrote them') });
});

it('knows where the programs of every supported major before its own are had', () => {
  expect(Object.keys(earlierVersions)).toEqual(['15', '16', '17']);
});

it('takes an outside server from 15 to 18 by pg_dump and psql, as docs/operating.md says', async () => {
  const place = join(folder, 'fifteen');
  const account = serverAccount();
  await withEarlierPrograms({ major: '15', account, say: () => {} }, async ({ initdb, postgres }) => {
    mkdirSync(place, { mode: 0o700 });
    if (account.uid !== undefined && account.gid !== undefined) chownSync(place, account.uid, account.gid);
    const words = ['-D', place, '--username=postgres', '--auth=trust', '--encoding=UTF8', '--locale=C.UTF-8', '--no-sync'];
    execFileSync(initdb, words, { ...account, cwd: '/', stdio: 'ignore' });
    const port = await freePort();
    const settings = ['listen_addresses=127.0.0.1', 'unix_socket_directories=', 'fsync=off', 'timezone=UTC'];
    const server = spawn(postgres, ['-D', place, '-p', String(port), ...settings.flatMap((each) => ['-c', each])], {
      ...account,
      cwd: '/',
      stdio: 'ignore',
    });
    const gone = once(server, 'exit');
    try {
      const from = `postgres://postgres@127.0.0.1:${port}/postgres`;
      const answers = async () => {
        const client = new Client({ connectionString: from });
        client.on('error', () => undefined);
        return await client.connect().then(
          () => client.end().then(() => true),
          () => false,
        );
      };
      await eventually('PostgreSQL 15 answers', answers, 30_000);
      const before = await startAdvocacyAt(from, { seed: 'demo' });
      for (const email of signers) dataOf(await post(before.url, operation('SignPetition'), variables(email)));
      const count = async (at: { readonly url: string }) =>
        dataOf(await post(at.url, `{ petition(id: "${petitionId}") { signatureCount } }`)).petition.signatureCount;
      const counted = await count(before);
      await before.stop();

      const to = await createDatabase();
      afterwards(() => to.drop());
      const dump = execFileSync('pg_dump', ['--no-owner', from], { maxBuffer: 2 ** 30 });
      const quiet = ['--quiet', '--single-transaction', '--set', 'ON_ERROR_STOP=1', '--output', '/dev/null'];
      execFileSync('psql', [...quiet, to.url], { input: dump });
      const after = await startAdvocacyAt(to.url);
      afterwards(() => after.stop());
      expect(await count(after)).toBe(counted);
      expect(finishProcess('services/advocacy/verify/main.js', { DATABASE_URL: to.url }).output).toMatch(
        /counted again, 0 differ/,
      );
      const again = dataOf(await post(after.url, operation('SignPetition'), variables(signers[0] ?? '')));
      expect(again.signPetition.outcome).toBe('ALREADY_SIGNED');
    } finally {
      server.kill('SIGINT');
      await gone;
    }
  });
}, 300_000);
