// Every row of an answer says how old its knowledge is, what of it is rough, and when it speaks of a day that has not come.
import { openStage, type Stage } from '../../support/advocacy';
import { editor } from '../../support/identities';

let stage: Stage;
const record = (input: object) =>
  stage.ask(
    'mutation ($input: RecordPolicyInput!) { recordPolicy(input: $input) { policy { id } } }',
    {
      input: {
        publisherId: 'ingram',
        formats: ['EBOOK'],
        territories: ['US'],
        license: { model: 'METERED_BY_TIME', durationMonths: 12, concurrency: 1, expiryRule: 'TIME' },
        confidence: 'MEDIUM',
        sourceIds: ['seed'],
        ...input,
      },
    },
    editor,
  );
beforeAll(async () => {
  stage = await openStage();
  await stage.database.query("INSERT INTO publisher (id, name, kind, big_five) VALUES ('ingram', 'Ingram', 'PUBLISHER', false)");
  await record({ id: 'checked', titleScope: 'A', effectiveFrom: { date: '2019-01-01' }, lastVerifiedOn: '2020-03-01' });
  await record({
    id: 'in-june',
    titleScope: 'B',
    effectiveFrom: { date: '2012-06-01', precision: 'MONTH' },
    lastVerifiedOn: '2012-06-20',
  });
  await record({ id: 'since-ever', titleScope: 'C' });
  await record({
    id: 'seen',
    titleScope: 'D',
    effectiveFrom: { date: '2019-01-01', precision: 'AS_OF' },
    effectiveTo: { date: '2020-01-01', precision: 'YEAR' },
  });
});
afterAll(() => stage.close());

const fields = 'knowledge { on lastVerifiedOn ageDays marks }';
const onDay = async (on: string): Promise<Record<string, { ageDays: number | null; marks: string[] }>> => {
  const { publisher } = await stage.ask(
    `{ publisher(id: "ingram") { policiesInForce(on: "${on}") { period { id } ${fields} } } }`,
  );
  return Object.fromEntries(
    publisher.policiesInForce.map(({ period, knowledge }: { period: { id: string }; knowledge: object }) => [
      period.id,
      knowledge,
    ]),
  );
};

it.each([
  ['2019-05-05', 0, []],
  ['2020-03-01', 0, []],
  ['2020-03-02', 1, []],
  ['2021-03-01', 365, []],
  ['2021-03-02', 366, ['STALE']],
  ['2026-11-23', 2458, ['STALE']],
  ['2026-11-24', 2459, ['STALE', 'FUTURE']],
])('on %s a policy confirmed on 2020-03-01 is known since %i days: %j', async (on, ageDays, marks) => {
  expect((await onDay(on)).checked).toEqual({ on, lastVerifiedOn: '2020-03-01', ageDays, marks });
});

it('marks vague and unknown starts and ends wherever a policy is shown in force', async () => {
  expect((await onDay('2012-06-05'))['in-june']).toMatchObject({ ageDays: 0, marks: ['START_APPROXIMATE'] });
  expect((await onDay('0001-01-01'))['since-ever']).toMatchObject({ ageDays: null, marks: ['NEVER_VERIFIED', 'START_UNKNOWN'] });
  expect((await onDay('2019-06-01')).seen).toMatchObject({ marks: ['NEVER_VERIFIED', 'START_UNKNOWN', 'END_APPROXIMATE'] });
  const { publisher, policyPeriod, policyDiff } = await stage.ask(
    `{ publisher(id: "ingram") { policies(on: "2012-06-05") { id knowledge(on: "2012-06-05") { marks } } }
       policyPeriod(id: "checked") { ${fields} }
       policyDiff(publisher: "ingram", from: "2012-06-05", to: "2026-11-24") { after { id } knowledgeBefore { marks } knowledgeAfter { ageDays marks } } }`,
  );
  expect(publisher.policies).toContainEqual({ id: 'in-june', knowledge: { marks: ['START_APPROXIMATE'] } });
  expect(policyPeriod.knowledge).toMatchObject({ on: '2026-11-23', ageDays: 2458, marks: ['STALE'] });
  expect(policyDiff).toContainEqual({
    after: { id: 'in-june' },
    knowledgeBefore: { marks: ['START_APPROXIMATE'] },
    knowledgeAfter: { ageDays: 5270, marks: ['STALE', 'FUTURE', 'START_APPROXIMATE'] },
  });
});

it('counts no embargo beyond today, whatever day is asked about', async () => {
  const watch = async (on: string) =>
    (
      await stage.ask(
        `{ embargoWatch(on: "${on}") { countedTo history { period { id } daysSoFar durationDays knowledge { marks } } } }`,
      )
    ).embargoWatch;
  const { countedTo, history } = await watch('9999-12-31');
  const today = await watch('2026-11-23');
  expect(countedTo).toBe('2026-11-23');
  const days = (runs: { daysSoFar: number }[]) => runs.map(({ daysSoFar }) => daysSoFar);
  expect(days(history)).toEqual(days(today.history));
  for (const { knowledge } of history) expect(knowledge.marks).toContain('FUTURE');
  for (const { knowledge } of today.history) expect(knowledge.marks).not.toContain('FUTURE');
});

it('counts an embargo that will begin as 0 days, and one whose end is planned up to today', async () => {
  const embargo = { amount: 8, unit: 'WEEK', copiesAllowedDuring: 1 };
  await record({ id: 'to-come', titleScope: 'E', embargo, effectiveFrom: { date: '2027-01-01' } });
  await record({
    id: 'planned',
    titleScope: 'F',
    embargo,
    effectiveFrom: { date: '2026-11-13' },
    effectiveTo: { date: '2027-06-01' },
  });
  const { embargoWatch } = await stage.ask(
    '{ embargoWatch(on: "2030-01-01") { history { period { id } daysSoFar durationDays inForce } } }',
  );
  expect(embargoWatch.history).toContainEqual({ period: { id: 'to-come' }, daysSoFar: 0, durationDays: null, inForce: true });
  expect(embargoWatch.history).toContainEqual({ period: { id: 'planned' }, daysSoFar: 10, durationDays: null, inForce: false });
});

it('a comparison marks each row, names its price and how that is known, and marks a day to come', async () => {
  const compare = async (on: string) =>
    (
      await stage.ask(
        'query ($input: CompareLendingInput!) { compareLending(input: $input) { on territory rows { label price { amount currency basis words } knowledge { ageDays marks } } } }',
        {
          input: {
            publisherIds: ['macmillan', 'nobody', 'penguin-random-house'],
            policyIds: ['mac-none'],
            hypothetical: [{ label: 'h', license: { model: 'PERPETUAL_ONE_USER', concurrency: 1, expiryRule: 'NONE' } }],
            on,
            scenario: { copies: 1, holds: 0, checkoutsPerYear: 12, years: 6, loanDays: 14 },
          },
        },
      )
    ).compareLending;
  const past = await compare('2019-11-15');
  expect(past).toMatchObject({ on: '2019-11-15', territory: 'US' });
  expect(past.rows[0]).toMatchObject({
    price: { amount: '60.00', currency: 'USD', basis: 'EXACT', words: 'exact price, stated for PUBLISHED_UNDER_12_MONTHS' },
    knowledge: { ageDays: null, marks: ['NEVER_VERIFIED'] },
  });
  const row = (start: string) => past.rows.find(({ label }: { label: string }) => label.startsWith(start));
  expect(row('Penguin Random House').knowledge).toEqual({ ageDays: 0, marks: [] });
  expect(row('nobody').knowledge).toEqual({ ageDays: null, marks: [] });
  const [over, made] = past.rows.slice(-2);
  expect(over.knowledge.marks).toContain('NOT_IN_FORCE');
  expect(made).toMatchObject({ price: null, knowledge: { ageDays: null, marks: [] } });
  const today = await compare('2026-11-23');
  expect(today.rows.find(({ label }: { label: string }) => label === 'Penguin Random House').knowledge.marks).toContain('STALE');
  const future = await compare('2026-11-24');
  for (const { knowledge } of future.rows) expect(knowledge.marks).toContain('FUTURE');
});
