// An embargo can be a range, or of a length that nobody tells; neither is none, and neither is a number that was made up.
import { openStage, type Stage } from '../../support/advocacy';
import { editor } from '../../support/identities';

let stage: Stage;
beforeAll(async () => {
  stage = await openStage();
  await stage.database.query(
    "INSERT INTO publisher (id, name, kind, big_five) VALUES ('late', 'Late House', 'PUBLISHER', false)",
  );
});
afterAll(() => stage.close());

const perpetual = { model: 'PERPETUAL_ONE_USER', concurrency: 1, expiryRule: 'NONE' };
const record = (id: string, embargo: object) =>
  stage
    .ask(
      'mutation ($input: RecordPolicyInput!) { recordPolicy(input: $input) { policy { id embargo { amount atLeast unit } } } }',
      {
        input: {
          id,
          publisherId: 'late',
          formats: ['EBOOK'],
          titleScope: id.toUpperCase(),
          territories: ['DE'],
          effectiveFrom: { date: '2020-01-01' },
          license: perpetual,
          confidence: 'LOW',
          sourceIds: ['seed'],
          embargo: { unit: 'MONTH', copiesAllowedDuring: 0, ...embargo },
        },
      },
      editor,
    )
    .then((data) => data.recordPolicy.policy.embargo);

it.each([
  ['exact', { amount: 4 }, { amount: 4, atLeast: null }],
  ['range', { amount: 12, atLeast: 3 }, { amount: 12, atLeast: 3 }],
  ['unknown', { amount: null }, { amount: null, atLeast: null }],
  ['least', { atLeast: 3 }, { amount: null, atLeast: 3 }],
])('an embargo that is %s is kept as it was given', async (id, given, kept) => {
  expect(await record(id, given)).toEqual({ ...kept, unit: 'MONTH' });
});

it.each([
  ['a shortest that is not below the longest', { amount: 3, atLeast: 3 }, /^CONTRADICTORY_TERMS: .*not below the longest/],
  ['a shortest of none', { amount: 0, atLeast: 0 }, /^CONTRADICTORY_TERMS/],
  ['a shortest of eleven years', { atLeast: 11, unit: 'YEAR' }, /^BAD_USER_INPUT: .*too long/],
  ['a negative one', { atLeast: -1 }, /^BAD_USER_INPUT/],
])('%s is refused', async (_what, given, said) => {
  await expect(record('refused', given)).rejects.toThrow(said);
});

it('every answer says so in words, and computes with the longest or not at all', async () => {
  const scenario = { copies: 1, holds: 10, checkoutsPerYear: 10, years: 2, loanDays: 14 };
  const { compareLending, embargoWatch } = await stage.ask(
    `query ($input: CompareLendingInput!) {
       compareLending(input: $input) { rows { termsInWords knowledge { marks } wait { worstCaseDays } unavailable { field reason } } }
       embargoWatch(on: "2021-01-01", territory: "DE") { inForce { period { id } knowledge { marks } } } }`,
    { input: { policyIds: ['exact', 'range', 'unknown', 'least'], on: '2021-01-01', territory: 'DE', scenario } },
  );
  expect(
    compareLending.rows.map(({ termsInWords }: { termsInWords: string }) => /embargo of [^,]*/.exec(termsInWords)![0]),
  ).toEqual(['embargo of 4 months', 'embargo of 3 to 12 months', 'embargo of unknown length', 'embargo of at least 3 months']);
  expect(compareLending.rows.map((row: { wait: { worstCaseDays: number | null } }) => row.wait.worstCaseDays)).toEqual([
    120,
    365,
    null,
    null,
  ]);
  expect(compareLending.rows[2].unavailable).toContainEqual({ field: 'wait.worstCaseDays', reason: 'EMBARGO_UNKNOWN' });
  const marks = compareLending.rows.map(({ knowledge }: { knowledge: { marks: string[] } }) => knowledge.marks);
  expect(marks[0]).not.toContain('EMBARGO_IS_RANGE');
  expect(marks[1]).toContain('EMBARGO_IS_RANGE');
  expect(marks[2]).toContain('EMBARGO_LENGTH_UNKNOWN');
  expect(embargoWatch.inForce.map(({ period }: { period: { id: string } }) => period.id)).toEqual(
    expect.arrayContaining(['exact', 'least', 'range', 'unknown', 'bastei-luebbe-de-2018', 'random-house-de-2018']),
  );
});

it('a law that bars limits at release bars those too', async () => {
  const { policyFlags } = await stage.ask(
    '{ policyFlags(on: "2021-01-01", territory: "DE", publisherIds: ["late"]) { policies { period { id } flags { code explanation } } } }',
  );
  const said = policyFlags[0].policies.map(
    (one: { period: { id: string }; flags: { explanation: string }[] }) => `${one.period.id}: ${one.flags[0]!.explanation}`,
  );
  expect(said).toEqual(
    expect.arrayContaining([
      'range: At most 0 copies for 3 to 12 months after release.',
      'unknown: At most 0 copies for an unknown time after release.',
    ]),
  );
});

it.each([
  ['random-house-de-2018', { amount: 12, atLeast: 3, unit: 'MONTH' }],
  ['online-bibliotheek-2019', { amount: 12, atLeast: 6, unit: 'MONTH' }],
  ['bastei-luebbe-de-2018', { amount: null, atLeast: null, unit: 'MONTH' }],
  ['mac-2019-embargo', { amount: 8, atLeast: null, unit: 'WEEK' }],
])('the facts know the length of %s', async (id, embargo) => {
  const { policyPeriod } = await stage.ask(`{ policyPeriod(id: "${id}") { embargo { amount atLeast unit } } }`);
  expect(policyPeriod.embargo).toEqual(embargo);
});
