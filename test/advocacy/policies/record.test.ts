// The database itself keeps the record of policies sound.
import { PolicyPeriod } from '#advocacy/policies/policyPeriod';
import { seed } from '#advocacy/subgraph';
import { openStage, type Stage } from '../../support/advocacy';

let stage: Stage;
beforeAll(async () => {
  stage = await openStage();
});
afterAll(() => stage.close());

const row = {
  publisherId: 'hachette',
  formats: ['EBOOK'],
  titleScope: 'ALL_NEW_LICENSES',
  territories: ['US'],
  status: 'IN_FORCE_PERIOD',
  effectiveFromDay: '2030-01-01',
  license: { model: 'UNKNOWN' },
  sourceIds: ['seed'],
  seedIsSource: false,
  confidence: 'LOW',
  revision: 'RECORDED',
  recordedAt: new Date(),
  version: 1,
};
const insert = (fields: object, manager = stage.database.manager) => manager.insert(PolicyPeriod, { ...row, ...fields } as never);

it('holds every policy of the facts, and the same after seeding again', async () => {
  const count = () => stage.database.query('SELECT count(DISTINCT id)::int AS ids, count(*)::int AS versions FROM policy_period');
  const before = await count();
  expect(before[0].ids).toBe(55);
  await seed(stage.database, 'facts');
  expect(await count()).toEqual(before);
});

it('keeps exactly one current version of each policy', async () => {
  expect(
    await stage.database.query(
      `SELECT id FROM policy_period GROUP BY id HAVING count(*) FILTER (WHERE superseded_at IS NULL) <> 1`,
    ),
  ).toEqual([]);
  await expect(insert({ id: 'prh-2018-24m', version: 99, publisherId: 'tor' })).rejects.toThrow('policy_period_current');
});

it('refuses a second standing policy for the same days, titles, format and country', async () => {
  await expect(insert({ id: 'x' })).rejects.toThrow('policy_period_overlap');
  await expect(insert({ id: 'x', territories: ['CA', 'US'], formats: ['AUDIOBOOK'] })).rejects.toThrow('policy_period_overlap');
});

it.each([
  ['another scope', { titleScope: 'BACKLIST' }],
  ['another country', { territories: ['NZ'] }],
  ['an option', { optionKey: 'bundle' }],
  ['a temporary option', { status: 'TEMPORARY_OPTION' }],
  ['a proposal', { status: 'PROPOSED_NEVER_IN_FORCE' }],
  ['days before it', { effectiveFromDay: '2013-01-01', effectiveToDay: '2019-07-01' }],
])('lets %s stand beside it', async (what, fields) => {
  const tried = new Error('taken back');
  const trial = stage.database.transaction(async (manager) => {
    await insert({ id: what, ...fields }, manager);
    throw tried;
  });
  await expect(trial).rejects.toBe(tried);
});

describe('at any moment of the past', () => {
  const times = { recordedAt: '2019-06-18', supersededAt: '2019-06-20' };

  it('one version of a policy was believed', async () => {
    await expect(insert({ id: 'hbg-2019-24m', version: 99, titleScope: 'X', ...times })).rejects.toThrow('policy_period_belief');
  });

  it('no two standing policies were believed for the same days', async () => {
    await expect(insert({ id: 'z', ...times })).rejects.toThrow('policy_period_overlap');
  });

  it('what was believed stays as it was written: versions are superseded once, entries of the feed not at all', async () => {
    const change = (statement: string) => stage.database.query(statement);
    for (const statement of [
      "UPDATE policy_period SET note = 'changed' WHERE id = 'tor-2018-embargo'",
      "UPDATE policy_period SET superseded_at = now() WHERE id = 'tor-2018-embargo' AND superseded_at IS NOT NULL",
      "UPDATE policy_period SET superseded_at = NULL WHERE id = 'tor-2018-embargo' AND superseded_at IS NOT NULL",
      "DELETE FROM policy_period WHERE id = 'tor-2018-embargo'",
      'UPDATE policy_change SET direction = NULL',
      'DELETE FROM policy_change',
    ]) {
      await expect(change(statement)).rejects.toThrow('never changed or removed');
    }
  });
});

it.each([
  ['that end before they begin', { effectiveToDay: '2029-12-31' }, 'policy_period_days'],
  ['without a format', { formats: [] }, 'policy_period_scope'],
  ['superseded before they were recorded', { supersededAt: new Date(0) }, 'policy_period_times'],
])('refuses policies %s', async (_what, fields, constraint) => {
  await expect(insert({ id: 'y', titleScope: 'Y', ...fields })).rejects.toThrow(constraint);
});

it('has the tables that the entities describe', async () => {
  const { upQueries } = await stage.database.driver.createSchemaBuilder().log();
  expect(upQueries.map(({ query }) => query).filter((sql) => /publisher|policy/.test(sql))).toEqual([]);
});
