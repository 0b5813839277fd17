// A database that commit feb3641 filled learns what the facts know now, once, and never over what an editor recorded.
import { readFileSync } from 'node:fs';
import { Client } from 'pg';
import type { DataSource } from 'typeorm';
import { entities, migrations } from '#advocacy/features';
import { seed } from '#advocacy/subgraph';
import { openDatabase } from '#kit/data/database';
import { factsSubject } from '#kit/data/revise';
import { readFacts } from '#kit/words/facts';
import { silentLog } from '#kit/words/log';
import { projectFile } from '#kit/words/projectFile';
import { createDatabase, type TestDatabase } from '../../support/postgres';

const revisions = readFacts<{ policies: Record<string, { before: { note: string } }> }>('revisions.json');
const now = new Date('2026-11-30T12:00:00Z');
let place: TestDatabase;
let database: DataSource;
let said: object[];
const log = { ...silentLog, info: (line: object) => void said.push(line) };

const open = () => openDatabase({ url: place.url, name: 'test', entities, migrations, log: silentLog });
const fill = async (more: string) => {
  const client = new Client({ connectionString: place.url });
  await client.connect();
  const sql = readFileSync(projectFile('fixtures', 'feb3641', 'advocacy.sql'), 'utf8');
  await client.query(`${sql};\nSET session_replication_role = origin;\n${more}`).finally(() => client.end());
};

beforeEach(async () => {
  place = await createDatabase();
  said = [];
});
afterEach(async () => {
  await database.destroy();
  await place.drop();
});

const start = async (more = '') => {
  await fill(more);
  database = await open();
};
const bring = () => seed(database, 'facts', now, log);
const policy = async (id: string) =>
  database.query(
    `SELECT version, revision, correction_reason AS reason, effective_to_day AS until, source_ids AS sources, recorded_at AS at
       FROM policy_period WHERE id = $1 ORDER BY version`,
    [id],
  );
const audited = `INSERT INTO audit_entry (id, at, subject, action, record_id, before, after)
  VALUES (gen_random_uuid(), '2026-11-24', 'eve', `;

it('a policy as it was delivered gets a new version with reason and source, told in the feed and the log', async () => {
  await start();
  const [before] = (await policy('blackstone-2019-embargo')).slice(-1);
  await bring();
  const versions = await policy('blackstone-2019-embargo');
  expect(versions.at(-2)).toEqual(before);
  expect(versions.at(-1)).toEqual({
    version: before.version + 1,
    revision: 'CORRECTED',
    reason: expect.stringContaining('2022-07-01'),
    until: '2022-07-01',
    sources: ['pw-bla', 'nols-bla', 'rf-bla21', 'rf-bla22'],
    at: now,
  });
  const feed = await database.query(
    "SELECT kind FROM policy_change WHERE from_id = 'blackstone-2019-embargo' AND recorded_at = $1",
    [now],
  );
  expect(feed.map(({ kind }: { kind: string }) => kind)).toContain('CORRECTED');
  expect(said).toEqual([{ revised: 11 }]);
  const log = await database.query('SELECT count(*)::int AS n FROM audit_entry WHERE subject = $1', [factsSubject]);
  expect(log).toEqual([{ n: 11 }]);
});

it('petitions and boycotts follow, with their reason in the audit log, and new facts are added', async () => {
  await start();
  await bring();
  const [petition] = await database.query("SELECT state, goal, note FROM petition WHERE id = 'hc-2011-change'");
  expect(petition).toEqual({ state: 'DELIVERED', goal: 100_000, note: expect.stringContaining('marked closed') });
  expect(await database.query("SELECT launch_confidence AS c FROM petition WHERE id = 'ebooksforall'")).toEqual([{ c: 'HIGH' }]);
  const [boycott] = await database.query("SELECT ended_on AS on, note FROM boycott WHERE id = 'boycott-blackstone-2019'");
  expect(boycott).toEqual({ on: null, note: expect.stringContaining('Timberland') });
  const [entry] = await database.query("SELECT after FROM audit_entry WHERE record_id = 'boycott-blackstone-2019'");
  expect(entry.after.reason).toMatch(/different times/);
  const added = await database.query(
    "SELECT (SELECT count(*)::int FROM law) AS laws, (SELECT count(*)::int FROM publisher WHERE kind = 'AGGREGATOR') AS aggregators",
  );
  expect(added).toEqual([{ laws: 18, aggregators: 5 }]);
});

it('what editors recorded stays as it is, and the log names it', async () => {
  await start(`${audited} 'correctPolicy', 'policy audible-2023-palace', '{}', '{"reason": "a call"}');
    ${audited} 'endBoycott', 'boycott-blackstone-2019', '{}', '{}');
    UPDATE boycott SET ended_on = '2021-07-20' WHERE id = 'boycott-blackstone-2019';
    ${audited} 'verifyPolicy', 'policy mac-2019-embargo', '{}', '{}');`);
  const before = await policy('audible-2023-palace');
  await bring();
  expect(await policy('audible-2023-palace')).toEqual(before);
  expect((await policy('mac-2019-embargo')).at(-1).revision).not.toBe('CORRECTED');
  expect(await database.query("SELECT ended_on AS on, note FROM boycott WHERE id = 'boycott-blackstone-2019'")).toEqual([
    { on: '2021-07-20', note: null },
  ]);
  const records = expect.arrayContaining(['audible-2023-palace', 'boycott-blackstone-2019', 'mac-2019-embargo']);
  expect(said).toEqual([{ revised: 8 }, { kept: 3, records }]);
});

it('a number that an editor added to a boycott does not keep the rest of its record from following', async () => {
  await start(`${audited} 'recordBoycottCount', 'boycott-blackstone-2019', '{}', '{}');`);
  await bring();
  expect(said).toEqual([{ revised: 11 }]);
});

it('a policy that an editor recorded for the same titles and days keeps ours out, and the start goes on', async () => {
  await start(`INSERT INTO policy_period SELECT (r).* FROM (SELECT jsonb_populate_record(p, '{"id": "blackstone-of-eve", "version": 1,
      "title_scope": "ALL", "embargo": null, "effective_from_day": "2022-07-01", "recorded_at": "2026-11-24"}') AS r
      FROM policy_period p WHERE id = 'blackstone-2019-embargo' AND superseded_at IS NULL) AS one;`);
  await bring();
  expect(await policy('blackstone-2022-perpetual')).toEqual([]);
  expect(said).toEqual([{ revised: 11 }, { kept: 1, records: ['blackstone-2022-perpetual'] }]);
  const orphans = await database.query("SELECT FROM policy_change WHERE to_id = 'blackstone-2022-perpetual'");
  expect(orphans).toEqual([]);
});

it('brings each fact once, also from several processes at once', async () => {
  await start();
  const other = await open();
  await Promise.all([bring(), seed(other, 'facts', now, log), bring()]);
  await other.destroy();
  const counts = () =>
    database.query(`SELECT (SELECT count(*)::int FROM policy_period) AS policies, (SELECT count(*)::int FROM policy_change) AS changes,
      (SELECT count(*)::int FROM audit_entry) AS entries, (SELECT count(*)::int FROM reported_count) AS counts`);
  const first = await counts();
  expect(said).toEqual([{ revised: 11 }]);
  await bring();
  expect(await counts()).toEqual(first);
  expect(said).toHaveLength(1);
});

it('a database that is filled by this release has nothing to revise', async () => {
  database = await open();
  await bring();
  await bring();
  expect(said).toEqual([]);
  const versions = await policy('blackstone-2019-embargo');
  expect(versions.map(({ revision, at }: { revision: string; at: Date }) => [revision, at.toISOString().slice(0, 10)])).toEqual([
    ['RECORDED', '2019-06-15'],
    ['VERIFIED', '2021-07-20'],
    ['END_RECORDED', '2022-04-15'],
  ]);
});

it('keeps of every version when it was public and when it was entered, the news by the day of their source', async () => {
  await start();
  await bring();
  const rows = await database.query(
    `SELECT version, recorded_at AS recorded, published_at AS published, entered_at AS entered FROM policy_period
     WHERE id = 'blackstone-2019-embargo' ORDER BY version`,
  );
  expect(rows[0].published).toEqual(rows[0].recorded);
  expect(rows[0].entered.getTime()).toBeGreaterThan(rows[0].recorded.getTime());
  expect(rows.at(-1)).toMatchObject({ recorded: now, published: new Date('2022-04-15T00:00:00Z'), entered: now });
});

it('an embargo that was delivered as one length becomes the range that the source tells', async () => {
  await start();
  await bring();
  await database.query('ALTER TABLE policy_period DISABLE TRIGGER policy_period_kept');
  await database.query(`UPDATE policy_period SET embargo = embargo - 'atLeast', note = $1 WHERE id = 'random-house-de-2018'`, [
    revisions.policies['random-house-de-2018']!.before.note,
  ]);
  await database.query('ALTER TABLE policy_period ENABLE TRIGGER policy_period_kept');
  const embargoes = () =>
    database.query(`SELECT embargo->>'atLeast' AS least, embargo->>'amount' AS most, correction_reason AS reason
      FROM policy_period WHERE id = 'random-house-de-2018' ORDER BY version DESC LIMIT 1`);
  expect(await embargoes()).toEqual([{ least: null, most: '12', reason: null }]);
  await bring();
  expect(await embargoes()).toEqual([{ least: '3', most: '12', reason: expect.stringContaining('3 to at most 12 months') }]);
});
