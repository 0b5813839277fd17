// A file of policies can be tried, imported, and imported again.
import { importPolicies, reportInWords } from '#advocacy/policies/index';
import { AuditEntry } from '#kit/data/audit';
import { readFacts } from '#kit/words/facts';
import { openStage, type Stage } from '../../support/advocacy';

let stage: Stage;
beforeEach(async () => {
  stage = await openStage();
});
afterEach(() => stage.close());

const run = (file: unknown, apply = true) =>
  importPolicies({ database: stage.database, schema: stage.schema, clock: () => stage.now, subject: 'erin', file, apply });
const count = async () => (await stage.database.query('SELECT count(*)::int AS n FROM policy_period'))[0].n;
const facts = readFacts<{ policies: Record<string, unknown>[] }>('policies.json');
const fact = (id: string, change: object) => ({ ...facts.policies.find((policy) => policy.id === id), ...change });
const fresh = fact('blackstone-2019-embargo', {
  id: 'blackstone-2026',
  titleScope: 'SELECTED',
  effectiveFrom: '2026-01-01',
  effectiveTo: null,
  effectiveToPrecision: null,
  endAnnouncedOn: null,
  lastVerifiedOn: null,
});

it('finds the facts unchanged that the record holds', async () => {
  const reports = await run(facts);
  expect(reports.filter(({ outcome }) => outcome !== 'UNCHANGED')).toEqual([]);
  expect(reports).toHaveLength(facts.policies.length);
});

it('adds every policy of the facts to a record without any', async () => {
  await stage.database.query('TRUNCATE policy_period, policy_change');
  const reports = await run(facts);
  expect(reports.filter(({ outcome }) => outcome !== 'ADDED')).toEqual([]);
  expect((await run(facts)).every(({ outcome }) => outcome === 'UNCHANGED')).toBe(true);
  const { policyPeriod } = await stage.ask(
    '{ policyPeriod(id: "mac-2019-embargo") { version recordedAt embargo { firstCopyPrice { amount { amount } } } } }',
  );
  expect(policyPeriod).toEqual({
    version: 1,
    recordedAt: '2026-11-23T12:00:00.000Z',
    embargo: { firstCopyPrice: { amount: { amount: '30.00' } } },
  });
});

it('tries everything in a dry run, rows against each other too, and leaves nothing behind', async () => {
  const before = await count();
  const reports = await run({ policies: [fresh, { ...fresh, id: 'blackstone-again' }] }, false);
  expect(reports).toEqual([
    { row: 1, id: 'blackstone-2026', outcome: 'ADDED', reason: null, field: null, refusal: null },
    {
      row: 2,
      id: 'blackstone-again',
      outcome: 'REFUSED',
      reason: expect.stringMatching(/^POLICY_OVERLAP: .*blackstone-2026/),
      field: null,
      refusal: JSON.stringify({ id: 'blackstone-again', overlaps: ['blackstone-2026'], code: 'POLICY_OVERLAP' }),
    },
  ]);
  expect(await count()).toBe(before);
  expect(await stage.database.getRepository(AuditEntry).count()).toBe(0);
});

it('writes the rows it can, with their changes and audit entries, and says why others are refused', async () => {
  const file = {
    sources: [{ id: 'rf-2026', title: 'ReadersFirst', url: 'https://www.readersfirst.org/' }],
    policies: [
      { ...fresh, sources: ['rf-2026'] },
      null,
      fact('mac-none', { note: 'Changed.' }),
      { ...fresh, id: 'typo', titlescope: 'ALL' },
      { ...fresh, id: 'bad-model', titleScope: 'A', terms: { model: 'RENTED' } },
      { ...fresh, id: 'bad-date', titleScope: 'B', effectiveFrom: '2026-02-30' },
      { ...fresh, id: 'no-source', titleScope: 'C', sources: [] },
      { ...fresh, id: 'second', titleScope: 'D', sources: ['rf-2026'] },
    ],
  };
  const reports = await run(file);
  expect(reports.map(({ outcome, reason }) => reason?.replace(/:.*/s, '') ?? outcome)).toEqual([
    'ADDED',
    'BAD_USER_INPUT',
    'POLICY_EXISTS',
    'BAD_USER_INPUT',
    'BAD_USER_INPUT',
    'BAD_USER_INPUT',
    'BAD_USER_INPUT',
    'ADDED',
  ]);
  expect(reports[4]?.reason).toContain('license.model');
  expect(await stage.database.getRepository(AuditEntry).find()).toMatchObject([
    { subject: 'erin', action: 'importPolicies' },
    {},
  ]);
  const { policyChanges } = await stage.ask(
    '{ policyChanges(first: 100, filter: { publisherIds: ["blackstone"] }) { nodes { to { id } } } }',
  );
  expect(policyChanges.nodes.slice(-2)).toEqual([{ to: { id: 'blackstone-2026' } }, { to: { id: 'second' } }]);
});

it('refuses a field within an embargo or a price that it would not keep, by its path', async () => {
  const embargo = { amount: 8, unit: 'WEEK', copiesAllowedDuring: 1 };
  const price = { kind: 'EXACT', amount: '55.00', currency: 'USD' };
  const reports = await run({
    policies: [
      { ...fresh, id: 'a', titleScope: 'A', embargo: { ...embargo, atleast: 4 } },
      { ...fresh, id: 'b', titleScope: 'B', prices: [price, { ...price, vat: '0.1' }] },
      { ...fresh, id: 'c', titleScope: 'C', embargo: { ...embargo, firstCopyPrice: { ...price, tax: 1 } } },
      { ...fresh, id: 'd', titleScope: 'D', embargo: { ...embargo, days: 56 }, prices: [price] },
    ],
  });
  expect(reports.map(({ outcome, field }) => field ?? outcome)).toEqual([
    'embargo.atleast',
    'prices[1].vat',
    'embargo.firstCopyPrice.tax',
    'ADDED',
  ]);
  expect(reports[0]?.reason).toContain('Its fields are amount, atLeast, unit');
});

it.each([
  ['2026-01-15', { date: '2026-01-15', precision: 'DAY' }],
  ['2026-01', { date: '2026-01-01', precision: 'MONTH' }],
  ['2026', { date: '2026-01-01', precision: 'YEAR' }],
  [null, null],
])('keeps when a new source was published: %s', async (publishedOn, kept) => {
  const file = {
    sources: [{ id: 'rf-2026', title: 'ReadersFirst', url: null, publishedOn }],
    policies: [{ ...fresh, sources: ['rf-2026'] }],
  };
  expect(await run(file)).toMatchObject([{ outcome: 'ADDED' }]);
  const { policyPeriod } = await stage.ask(
    '{ policyPeriod(id: "blackstone-2026") { sources { publishedOn { date precision } } } }',
  );
  expect(policyPeriod.sources).toEqual([{ publishedOn: kept }]);
});

it('refuses a source with a day that is none', async () => {
  const file = {
    sources: [{ id: 'rf-2026', title: 'x', url: null, publishedOn: '2026-13' }],
    policies: [{ ...fresh, sources: ['rf-2026'] }],
  };
  expect(await run(file)).toMatchObject([{ outcome: 'REFUSED', reason: expect.stringMatching(/^BAD_USER_INPUT: /) }]);
});

it('keeps when the sources of the facts were published', async () => {
  const [{ known }] = await stage.database.query('SELECT count(published_day)::int AS known FROM source');
  const dated = readFacts<{ sources: { publishedOn?: string | null }[] }>('sources.json').sources.filter(
    (source) => source.publishedOn,
  );
  expect(known).toBe(dated.length);
});

it('reports row by row and in sum', async () => {
  const words = reportInWords(await run({ policies: [fresh, {}] }, false), false);
  expect(words).toMatch(
    /^row 1\tblackstone-2026\tADDED\nrow 2\t\(no id\)\tREFUSED\tBAD_USER_INPUT: .*\nDry run, nothing was written: 1 added, 0 unchanged, 1 refused\.\n$/,
  );
});

it.each([null, [], {}, { policies: 'many' }, { policies: [], sources: {} }])(
  'refuses a file without a list of policies: %j',
  async (file) => {
    await expect(run(file)).rejects.toThrow('must be');
  },
);
