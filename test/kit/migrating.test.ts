// Promises of: tables are brought up to date however long that takes, once, while others wait alive; and by a release that fits them.
import { spawn } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, relative } from 'node:path';
import { Client } from 'pg';
import { entities, migrations } from '#advocacy/features';
import { openDatabase } from '#kit/data/database';
import { migrate, pendingMigrations, refuseNewer } from '#kit/data/migrations';
import { type Log, silentLog } from '#kit/words/log';
import { projectFile } from '#kit/words/projectFile';
import { freePort } from '#start/ports';
import { demoDatabase, startAdvocacyAt } from '../support/advocacy';
import { afterwards } from '../support/afterwards';
import { createDatabase, type TestDatabase } from '../support/postgres';
import { finishProcess } from '../support/processes';
import { eventually } from '../support/reader';

let database: TestDatabase;
let client: Client;
/** Each test has one of its own. */
const use = (make: () => Promise<TestDatabase>) =>
  beforeEach(async () => {
    database = await make();
    client = new Client({ connectionString: database.url });
    await client.connect();
  });
afterEach(async () => {
  await client.end();
  await database.drop();
});

const options = (log: Log = silentLog) => ({ url: database.url, migrations, log });
const open = () => openDatabase({ ...options(), name: 'test', entities });
const pending = () => pendingMigrations({ query: async (sql, values) => (await client.query(sql, values)).rows }, migrations);
const turn = 'hashtextextended($1, 0)';
const hold = () => client.query(`SELECT pg_advisory_lock(${turn})`, ['shelfbridge.migrate']);
const release = () => client.query(`SELECT pg_advisory_unlock(${turn})`, ['shelfbridge.migrate']);
const statusOf = (url: URL | string) =>
  fetch(url).then(
    ({ status }) => status,
    () => undefined,
  );

/** For processes that start while others do. */
const patience = 20_000;

/** Lines that were logged. */
function keeping() {
  const lines: string[] = [];
  const keep = (_fields: unknown, text?: string) => void lines.push(text ?? String(_fields));
  return { lines, log: { debug: keep, info: keep, warn: keep, error: keep } as Log };
}

describe('a process that meets tables of an earlier release', () => {
  use(createDatabase);

  it('migrates by statements that no time-out ends', async () => {
    const { rows } = await client.query('SELECT current_database() AS name');
    await client.query(`ALTER DATABASE ${rows[0].name} SET statement_timeout = '1ms'`);
    await client.query(`ALTER DATABASE ${rows[0].name} SET lock_timeout = '1ms'`);
    await migrate(options());
    expect(await pending()).toEqual([]);
  });

  it('waits for the one that migrates, alive and not ready, and serves then', async () => {
    await hold();
    const port = await freePort();
    const starting = startAdvocacyAt(database.url, { port });
    const at = (path: string) => `http://127.0.0.1:${port}${path}`;
    await eventually('it says that it lives', async () => (await statusOf(at('/health'))) === 200, patience);
    expect(await statusOf(at('/ready'))).toBe(503);
    expect(await statusOf(at('/graphql'))).toBe(503);
    await release();
    const advocacy = await starting;
    expect([await statusOf(at('/health')), await statusOf(at('/ready'))]).toEqual([200, 200]);
    await advocacy.stop();
  });

  it('says once that it waits, and leaves to the other what the other has done', async () => {
    await hold();
    const { lines, log } = keeping();
    const waiting = migrate(options(log));
    await eventually('it waits', () => lines.length > 0, patience);
    await release();
    await Promise.all([waiting, migrate(options())]);
    expect(lines[0]).toBe('another process brings the tables up to date; waiting for it');
    const { rows } = await client.query('SELECT count(*)::int AS all, count(DISTINCT name)::int AS names FROM migrations');
    expect(rows[0].all).toBe(rows[0].names);
  });

  it('tries a migration again that waited for somebody who waited for it', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'shelfbridge-migrations-'));
    const raise = "RAISE EXCEPTION 'deadlock detected' USING ERRCODE = '40P01'";
    const text = `-- 2026-11-30. Shelves.\nCREATE TABLE shelf ();\nDO $$ BEGIN IF nextval('tries') < 3 THEN ${raise}; END IF; END $$;\n`;
    writeFileSync(join(folder, '1900000000000-Shelves.sql'), `${text}\n-- Undo\nDROP TABLE shelf;\n`);
    afterwards(() => rmSync(folder, { recursive: true }));
    await client.query('CREATE SEQUENCE tries');
    const { lines, log } = keeping();
    await migrate({ ...options(log), migrations: relative(projectFile(), folder) });
    const again = 'a migration and somebody who wrote waited for each other; it is tried again';
    expect(lines.filter((line) => line === again)).toHaveLength(2);
    expect((await client.query('SELECT FROM shelf')).rowCount).toBe(0);
  });

  it('does not hold up an index that is built meanwhile without a lock', async () => {
    await hold();
    const { lines, log } = keeping();
    const waiting = migrate(options(log));
    await eventually('it waits', () => lines.length > 0, patience);
    await client.query('CREATE TABLE shelf (id int); CREATE TABLE other ()');
    await client.query('CREATE INDEX CONCURRENTLY shelf_by_id ON shelf (id)');
    await release();
    await waiting;
  });

  it('waits for the command where it is told to', async () => {
    const port = await freePort();
    const starting = startAdvocacyAt(database.url, { port, migrating: 'wait' });
    await eventually('it says that it lives', async () => (await statusOf(`http://127.0.0.1:${port}/health`)) === 200, patience);
    expect((await pending()).length).toBeGreaterThan(0);
    expect(finishProcess('services/advocacy/migrate.js', { DATABASE_URL: database.url }).code).toBe(0);
    await (await starting).stop();
  });
});

describe('the command migrate.js', () => {
  use(createDatabase);

  it('makes all tables, undoes what failed, and repeats without harm', async () => {
    const run = () => finishProcess('services/partnership/migrate.js', { DATABASE_URL: database.url });
    await client.query('CREATE TABLE library (id text)');
    expect(run()).toEqual({ code: 1, output: expect.stringContaining('could not be brought up to date') });
    await client.query('DROP TABLE library');
    expect(run()).toEqual({ code: 0, output: expect.stringContaining('tables brought up to date') });
    expect(run()).toEqual({ code: 0, output: expect.not.stringContaining('tables brought up to date') });
  });

  it('brings the tables to those of an earlier release by --only, and refuses names that it does not know', async () => {
    const run = (...words: string[]) => finishProcess('services/advocacy/migrate.js', { DATABASE_URL: database.url }, words);
    const all = await pending();
    const landed = all.slice(0, 3);
    expect(run('--only', landed.join(','))).toEqual({ code: 0, output: expect.stringContaining('the tables are up to date') });
    expect(await pending()).toEqual(all.slice(3));
    expect(run('--only', `${all[3]},Later1900000000000`)).toEqual({
      code: 1,
      output: expect.stringMatching(/^This release does not know the migrations Later1900000000000: a later one made them/),
    });
    expect(run('--only', '')).toEqual({ code: 1, output: expect.stringMatching(/^Usage: migrate\.js \[--only NAME,NAME\]/) });
    expect(await pending()).toEqual(all.slice(3));
    await migrate(options());
    expect(await pending()).toEqual([]);
  });

  it('leaves no lock behind when it is killed', async () => {
    await hold();
    const child = spawn(process.execPath, [projectFile('dist', 'services', 'advocacy', 'migrate.js')], {
      env: { PATH: process.env.PATH, DATABASE_URL: database.url },
      stdio: 'ignore',
    });
    const others = `SELECT pid FROM pg_stat_activity WHERE datname = current_database() AND application_name = 'shelfbridge migrate'`;
    await eventually('it is there', async () => (await client.query(others)).rowCount === 1, patience);
    child.kill('SIGKILL');
    await eventually('it is gone', async () => (await client.query(others)).rowCount === 0, patience);
    await release();
    await migrate(options());
    expect(await pending()).toEqual([]);
  });
});

describe('tables of a later release', () => {
  use(demoDatabase);

  const later = (need?: string) =>
    client.query(`
    INSERT INTO migrations ("timestamp", name) VALUES (1900000000000, 'Later1900000000000');
    ${need ? `INSERT INTO release_need (migration, release) VALUES ('Later1900000000000', '${need}')` : ''}`);

  it.each([
    ['only add', undefined],
    ['need a release before it', '0.0.9'],
  ])('are served by this one where they %s', async (_what, need) => {
    await later(need);
    await (await open()).destroy();
  });

  it('are refused in words, before anything is written, where they need a later one', async () => {
    await later('0.10.0');
    await expect(open()).rejects.toThrow(
      /they need Shelfbridge 0\.10\.0, and this is 0\.1\.0\. Start Shelfbridge 0\.10\.0 or later/,
    );
    const { code, output } = finishProcess('services/advocacy/migrate.js', { DATABASE_URL: database.url });
    expect([code, output]).toEqual([1, expect.stringMatching(/^The tables of this database were changed by a later release/)]);
  });

  it('are compared as versions, not as words', async () => {
    await later('0.9.0');
    const asked = (own: string) => refuseNewer({ query: async (sql, values) => (await client.query(sql, values)).rows }, own);
    await expect(asked('0.10.0')).resolves.toBeUndefined();
    await expect(asked('0.9.0')).resolves.toBeUndefined();
    await expect(asked('0.8.12')).rejects.toThrow('they need Shelfbridge 0.9.0');
  });

  it('make a process that serves say that it is not ready any more', async () => {
    const advocacy = await startAdvocacyAt(database.url);
    const ready = new URL('/ready', advocacy.url);
    expect(await statusOf(ready)).toBe(200);
    await later('99.0.0');
    expect(await statusOf(ready)).toBe(503);
    await advocacy.stop();
  });
});
