// What was known on a day is asked in three ways: as the record has it, as it was published, and as this database entered it.
import { openStage, type Stage } from '../../support/advocacy';
import { editor } from '../../support/identities';

let stage: Stage;
const terms = (months: number) => ({ model: 'METERED_BY_TIME', durationMonths: months, concurrency: 1, expiryRule: 'TIME' });

/** Recorded on 2026-11-23 from a source of June 2022, and corrected a day later from one of 2024-03-05. */
beforeAll(async () => {
  stage = await openStage();
  stage.now = new Date('2026-11-23T12:00:00Z');
  await stage.ask(
    'mutation ($input: RecordPolicyInput!) { recordPolicy(input: $input) { policy { id } } }',
    {
      input: {
        id: 'dumont-2022',
        publisherId: 'dumont',
        formats: ['AUDIOBOOK'],
        territories: ['US'],
        effectiveFrom: { date: '2022-07-01' },
        license: terms(24),
        embargo: { amount: 6, unit: 'MONTH', copiesAllowedDuring: 0 },
        confidence: 'MEDIUM',
        sourceIds: ['trade-2022'],
        newSources: [{ id: 'trade-2022', title: 'Trade news', publishedOn: '2022-06-10', publishedPrecision: 'MONTH' }],
      },
    },
    editor,
  );
  stage.now = new Date('2026-11-24T12:00:00Z');
  await stage.ask(
    'mutation ($input: CorrectPolicyInput!) { correctPolicy(input: $input) { policy { id } } }',
    {
      input: {
        id: 'dumont-2022',
        expectedVersion: 1,
        reason: 'It was twelve months, without a delay.',
        correction: { license: terms(12), embargo: null },
        sourceIds: ['trade-2022', 'trade-2024'],
        newSources: [{ id: 'trade-2024', title: 'Correction', publishedOn: '2024-03-05' }],
      },
    },
    editor,
  );
});
afterAll(() => stage.close());

const months = async (asKnownOn: string, knownBy?: string) => {
  const by = knownBy ? `, knownBy: ${knownBy}` : '';
  const { publisher } = await stage.ask(
    `{ publisher(id: "dumont") { policiesInForce(on: "2022-08-01", format: AUDIOBOOK, asKnownOn: "${asKnownOn}"${by}) { period { license { durationMonths } } } } }`,
  );
  return publisher.policiesInForce.map(
    (one: { period: { license: { durationMonths: number } } }) => one.period.license.durationMonths,
  )[0];
};

it.each([
  ['2026-11-23T11:59:59Z', undefined, undefined],
  ['2026-11-23T12:00:00Z', undefined, 24],
  ['2026-11-24T12:00:00Z', 'RECORD', 12],
  ['2022-06-30T23:59:59Z', 'PUBLISHED', undefined],
  ['2022-07-01T00:00:00Z', 'PUBLISHED', 24],
  ['2024-03-04T23:59:59Z', 'PUBLISHED', 24],
  ['2024-03-05T00:00:00Z', 'PUBLISHED', 12],
  ['2026-11-23T11:59:59Z', 'ENTERED', undefined],
  ['2026-11-23T12:00:00Z', 'ENTERED', 24],
])('at %s, known by %s, what an editor recorded says %s months', async (moment, by, expected) => {
  expect(await months(moment, by)).toBe(expected);
});

it('facts of the release are known by their public day, and entered when the database was filled', async () => {
  const read = async (knownBy: string, asKnownOn: string) =>
    (
      await stage.ask(
        `{ embargoWatch(on: "2020-01-01", asKnownOn: "${asKnownOn}", knownBy: ${knownBy}) { inForce { period { id } } } }`,
      )
    ).embargoWatch.inForce.length;
  expect(await read('RECORD', '2020-01-01T00:00:00Z')).toBeGreaterThan(0);
  expect(await read('PUBLISHED', '2020-01-01T00:00:00Z')).toBe(await read('RECORD', '2020-01-01T00:00:00Z'));
  expect(await read('ENTERED', '2020-01-01T00:00:00Z')).toBe(0);
  expect(await read('ENTERED', '9999-12-31T00:00:00Z')).toBeGreaterThan(0);
});

it('an embargo that a correction took away is gone by each day', async () => {
  const watched = async (more: string) =>
    (await stage.ask(`{ embargoWatch(on: "2022-08-01"${more}) { history { period { id } } } }`)).embargoWatch.history.some(
      (run: { period: { id: string } }) => run.period.id === 'dumont-2022',
    );
  expect(await watched('')).toBe(false);
  expect(await watched(', asKnownOn: "2026-11-25T00:00:00Z", knownBy: ENTERED')).toBe(false);
  expect(await watched(', asKnownOn: "2023-01-01T00:00:00Z", knownBy: PUBLISHED')).toBe(true);
  expect(await watched(', asKnownOn: "2024-06-01T00:00:00Z", knownBy: PUBLISHED')).toBe(false);
});

it('every version shows its three days, one policy and a comparison can be asked so too', async () => {
  const { policyPeriod, compareLending } = await stage.ask(
    `{ policyPeriod(id: "dumont-2022", asKnownOn: "2023-01-01T00:00:00Z", knownBy: PUBLISHED) { version recordedAt publishedAt enteredAt }
       compareLending(input: { policyIds: ["dumont-2022"], on: "2022-08-01", asKnownOn: "2023-01-01T00:00:00Z", knownBy: PUBLISHED,
         scenario: { copies: 1, holds: 0, checkoutsPerYear: 10, years: 2, loanDays: 14 } }) { rows { period { version } } } }`,
  );
  expect(policyPeriod).toEqual({
    version: 1,
    recordedAt: '2026-11-23T12:00:00.000Z',
    publishedAt: '2022-07-01T00:00:00.000Z',
    enteredAt: '2026-11-23T12:00:00.000Z',
  });
  expect(compareLending.rows).toEqual([{ period: { version: 1 } }]);
});
