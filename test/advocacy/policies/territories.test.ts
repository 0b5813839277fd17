// Answers are for a territory, the United States unless another is asked for; what holds elsewhere shows only where it is asked for.
import { openStage, type Stage } from '../../support/advocacy';
import { editor } from '../../support/identities';

let stage: Stage;
const base = {
  publisherId: 'penguin-random-house',
  formats: ['EBOOK'],
  titleScope: 'NEW_RELEASES',
  effectiveFrom: { date: '2018-03-01' },
  license: { model: 'METERED_BY_TIME', durationMonths: 48, concurrency: 1, expiryRule: 'TIME' },
  confidence: 'MEDIUM',
  sourceIds: ['seed'],
};
const record = (input: object) =>
  stage.ask(
    'mutation ($input: RecordPolicyInput!) { recordPolicy(input: $input) { policy { reach territories } change { kind reach territories from { id } } } }',
    { input: { ...base, ...input } },
    editor,
  );
beforeAll(async () => {
  stage = await openStage();
  const embargo = { amount: 3, unit: 'MONTH', copiesAllowedDuring: 0 };
  const { recordPolicy } = await record({ id: 'prh-de', titleScope: 'ALL', territories: ['DE'], embargo });
  expect(recordPolicy.change).toEqual({ kind: 'STARTED', reach: 'COUNTRIES', territories: ['DE'], from: null });
  await record({ id: 'prh-world', titleScope: 'BACKLIST', reach: 'WORLD' });
  await record({ id: 'prh-somewhere', titleScope: 'SELECTED', reach: 'UNKNOWN' });
});
afterAll(() => stage.close());

const on = '2019-11-29';
type Asked = { territory?: string | null };
const inForce = async (asked: Asked) => {
  const { publisher } = await stage.ask(
    `query ($on: Date!${'territory' in asked ? ', $territory: CountryCode' : ''}) { publisher(id: "penguin-random-house") {
       policiesInForce(on: $on, format: EBOOK${'territory' in asked ? ', territory: $territory' : ''}) { period { id } } } }`,
    { on, ...asked },
  );
  return publisher.policiesInForce.map(({ period }: { period: { id: string } }) => period.id);
};
const labels = async (asked: Asked, more: object = { publisherIds: ['penguin-random-house'] }) => {
  const scenario = { copies: 1, holds: 0, checkoutsPerYear: 12, years: 6, loanDays: 14 };
  const { compareLending } = await stage.ask(
    'query ($input: CompareLendingInput!) { compareLending(input: $input) { rows { label } } }',
    { input: { ...more, on, scenario, ...asked } },
  );
  return compareLending.rows.map(({ label }: { label: string }) => label);
};

it('the schema states the United States as the default', () => {
  const { Query, Publisher, CompareLendingInput } = stage.schema.getTypeMap() as Record<string, never>;
  // biome-ignore lint/suspicious/noExplicitAny: arguments of fields and fields of inputs have a default each
  const argument = (type: any, field: string) =>
    type.getFields()[field].args.find(({ name }: { name: string }) => name === 'territory');
  for (const field of ['policyDiff', 'embargoWatch', 'policyFlags']) expect(argument(Query, field).defaultValue).toBe('US');
  expect(argument(Publisher, 'policiesInForce').defaultValue).toBe('US');
  expect(argument(Publisher, 'policies').defaultValue).toBeUndefined();
  // biome-ignore lint/suspicious/noExplicitAny: as above
  expect((CompareLendingInput as any).getFields().territory.defaultValue).toBe('US');
});

it('policiesInForce answers for a country, and for all with an explicit null', async () => {
  expect(await inForce({})).toEqual(['prh-2018-24m', 'prh-world', 'prh-somewhere']);
  expect(await inForce({ territory: 'DE' })).toEqual(['prh-de', 'prh-world', 'prh-somewhere']);
  expect(await inForce({ territory: 'FR' })).toEqual(['prh-world', 'prh-somewhere']);
  expect(await inForce({ territory: null })).toEqual(['prh-de', 'prh-2018-24m', 'prh-world', 'prh-somewhere']);
});

it('labels name the country where it is not the one asked for, and say where nobody knows it', async () => {
  const name = 'Penguin Random House';
  expect(await labels({})).toEqual([name, `${name} (backlist)`, `${name} (selected, territory unknown)`]);
  expect(await labels({ territory: null })).toEqual([
    `${name} (DE)`,
    `${name} (US, CA)`,
    `${name} (backlist, the world)`,
    `${name} (selected, territory unknown)`,
  ]);
  expect(await labels({}, { policyIds: ['prh-de', 'prh-2018-24m'] })).toEqual([`${name} (DE)`, name]);
});

it('embargoWatch and policyFlags leave out what holds elsewhere', async () => {
  const watch = async (territory: string) =>
    (await stage.ask(`{ embargoWatch(on: "${on}"${territory}) { inForce { period { id } } } }`)).embargoWatch.inForce.map(
      ({ period }: { period: { id: string } }) => period.id,
    );
  expect(await watch('')).not.toContain('prh-de');
  expect(await watch(', territory: "DE"')).toEqual(['prh-de', 'bastei-luebbe-de-2018', 'random-house-de-2018']);
  expect(await watch(', territory: null')).toContain('prh-de');
  const flagged = async (territory: string) =>
    JSON.stringify(
      await stage.ask(
        `{ policyFlags(on: "${on}", publisherIds: ["penguin-random-house"]${territory}) { policies { period { id } } } }`,
      ),
    );
  expect(await flagged('')).not.toContain('prh-de');
  expect(await flagged(', territory: "DE"')).toContain('prh-de');
});

it('policyDiff compares a country with itself', async () => {
  const diff = async (territory: string) =>
    (
      await stage.ask(
        `{ policyDiff(publisher: "penguin-random-house", from: "2017-01-01", to: "${on}", format: EBOOK${territory}) { before { id } after { id } } }`,
      )
    ).policyDiff.map((pair: Record<'before' | 'after', { id: string } | null>) => [
      pair.before?.id ?? null,
      pair.after?.id ?? null,
    ]);
  expect(await diff('')).toContainEqual(['prh-2016-perpetual', 'prh-2018-24m']);
  expect(await diff(', territory: null')).toEqual(
    expect.arrayContaining([
      ['prh-2016-perpetual', 'prh-2018-24m'],
      [null, 'prh-de'],
    ]),
  );
});

it('Publisher.policies, the feed of changes and their places stay complete', async () => {
  const { publisher, policyChanges } = await stage.ask(
    `{ publisher(id: "penguin-random-house") { policies(on: "${on}") { id reach territories } }
       policyChanges(first: 100, filter: { publisherIds: ["penguin-random-house"] }) { nodes { to { id } reach territories } } }`,
  );
  expect(publisher.policies).toEqual(
    expect.arrayContaining([
      { id: 'prh-de', reach: 'COUNTRIES', territories: ['DE'] },
      { id: 'prh-world', reach: 'WORLD', territories: [] },
      { id: 'prh-somewhere', reach: 'UNKNOWN', territories: [] },
      { id: 'prh-2018-24m', reach: 'COUNTRIES', territories: ['US', 'CA'] },
    ]),
  );
  expect(policyChanges.nodes).toContainEqual({ to: { id: 'prh-de' }, reach: 'COUNTRIES', territories: ['DE'] });
  expect(policyChanges.nodes.every(({ reach }: { reach: string | null }) => reach !== null)).toBe(true);
});

it.each([
  ['no country', { territories: [] }, /^BAD_USER_INPUT: .*reach/],
  ['countries of the world', { reach: 'WORLD', territories: ['US'] }, /^BAD_USER_INPUT: .*territories empty/],
  [
    'the world where a country has its own',
    { titleScope: 'ALL', reach: 'WORLD' },
    /^POLICY_OVERLAP: .*prh-2018-24m, prh-de|prh-de, prh-2018-24m/,
  ],
  ['a country where the world has its own', { titleScope: 'BACKLIST', territories: ['US'] }, /^POLICY_OVERLAP: .*prh-world/],
  ['an unknown place twice', { titleScope: 'SELECTED', reach: 'UNKNOWN' }, /^POLICY_OVERLAP: .*prh-somewhere/],
])('refuses a policy for %s', async (_what, input, words) => {
  await expect(record({ id: 'stray', ...input })).rejects.toThrow(words);
});

it('a correction can take a policy from countries to the world and back', async () => {
  const correct = (expectedVersion: number, correction: object) =>
    stage.ask(
      'mutation ($input: CorrectPolicyInput!) { correctPolicy(input: $input) { policy { reach territories } } }',
      { input: { id: 'prh-somewhere', expectedVersion, reason: 'A letter says so.', sourceIds: ['seed'], correction } },
      editor,
    );
  expect((await correct(1, { territories: ['CA'] })).correctPolicy.policy).toEqual({ reach: 'COUNTRIES', territories: ['CA'] });
  expect((await correct(2, { reach: 'WORLD' })).correctPolicy.policy).toEqual({ reach: 'WORLD', territories: [] });
});
