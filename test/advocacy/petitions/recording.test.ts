// Promises of: editors record petitions of the past with what sources reported, and correct both, and nothing that is counted here.

import { openStage, type Stage } from '../../support/advocacy';
import { editor, organizer } from '../../support/identities';

const RECORD = `mutation ($input: PastPetitionInput!) { recordPetition(input: $input) {
  id state historical launchedOn { date precision } closedOn signatureCount deliveries { on to count qualifier sources { id } } } }`;
const CORRECT = `mutation ($input: PastPetitionInput!) { correctPetition(input: $input, reason: "The page says so.") {
  title state deliveries { to } reportedCounts { count } } }`;
const COUNT = `mutation ($input: PetitionCountInput!) { recordPetitionCount(input: $input) {
  reportedCounts { on precision metric count qualifier confidence note sources { id } } } }`;
const REMOVE = `mutation ($input: RemovePetitionCountInput!) { removePetitionCount(input: $input) { reportedCounts { count } } }`;
const sources = {
  sourceIds: ['a-page'],
  newSources: [{ id: 'a-page', title: 'A page', url: 'https://library.example/page', publishedOn: '2019-12-02' }],
};
const petition = {
  ...{ id: 'lending-for-all', title: 'Lending for all', ask: 'Lend', target: 'All publishers', organizers: ['We'] },
  ...{ launchedOn: '2019-11-01', launchedPrecision: 'MONTH', launchConfidence: 'HIGH', closedOn: '2019-12-31', ...sources },
};
const known = { sourceIds: ['a-page'] };
const count = {
  ...{
    petitionId: petition.id,
    metric: 'SIGNATURES',
    on: '2019-12-01',
    count: 12_000,
    qualifier: 'AT_LEAST',
    confidence: 'MEDIUM',
  },
  ...known,
};

let stage: Stage;
const ask = (document: string, input: object, identity = editor) => stage.ask(document, { input }, identity);
const refusal = async (document: string, input: object, identity = editor) =>
  (await stage.run(document, { input }, identity)).errors?.[0]?.extensions;

beforeEach(async () => {
  stage = await openStage();
});
afterEach(() => stage.close());

it('a petition of the past is recorded with its deliveries, and has no count of its own', async () => {
  const deliveries = [{ to: 'The publisher', on: '2020-01-05', count: 12_345, qualifier: 'EXACT' }];
  expect((await ask(RECORD, { ...petition, deliveries })).recordPetition).toEqual({
    id: petition.id,
    state: 'DELIVERED',
    historical: true,
    launchedOn: { date: '2019-11-01', precision: 'MONTH' },
    closedOn: '2019-12-31',
    signatureCount: null,
    deliveries: [{ ...deliveries[0], sources: [{ id: 'a-page' }] }],
  });
  expect(await refusal(RECORD, { ...petition, newSources: [] })).toMatchObject({ code: 'PETITION_EXISTS' });
});

it('a petition of the past is corrected with a reason, and what it was stays in the audit log', async () => {
  await ask(RECORD, petition);
  await ask(COUNT, count);
  const again = {
    ...petition,
    newSources: [],
    title: 'Ebooks for all',
    deliveries: [{ to: 'A', on: '2020-01-05', count: 1, qualifier: 'ABOUT' }],
  };
  expect((await ask(CORRECT, again)).correctPetition).toEqual({
    title: 'Ebooks for all',
    state: 'DELIVERED',
    deliveries: [{ to: 'A' }],
    reportedCounts: [{ count: 12_000 }],
  });
  const [entry] = await stage.database.query(`SELECT before, after FROM audit_entry WHERE action = 'correctPetition'`);
  expect([entry.before.title, entry.after.title, entry.after.reason]).toEqual([
    'Lending for all',
    'Ebooks for all',
    'The page says so.',
  ]);
});

it('a reported number keeps its day, how the source put it and where it was read, and is replaced only with a reason', async () => {
  await ask(RECORD, petition);
  expect((await ask(COUNT, count)).recordPetitionCount.reportedCounts).toEqual([
    {
      ...{ on: '2019-12-01', precision: 'DAY', metric: 'SIGNATURES', count: 12_000, qualifier: 'AT_LEAST', confidence: 'MEDIUM' },
      ...{ note: null, sources: [{ id: 'a-page' }] },
    },
  ]);
  expect(await refusal(COUNT, { ...count, count: 13_000 })).toMatchObject({ code: 'BAD_USER_INPUT', field: 'reason' });
  const mended = (await ask(COUNT, { ...count, count: 13_000, qualifier: 'EXACT', reason: 'A slip.' })).recordPetitionCount;
  expect(mended.reportedCounts).toMatchObject([{ count: 13_000, qualifier: 'EXACT' }]);
  await ask(COUNT, { ...count, metric: 'LIBRARIES', count: 40 });
  const left = (
    await ask(REMOVE, { petitionId: petition.id, metric: 'SIGNATURES', on: '2019-12-01', reason: 'Another petition.' })
  ).removePetitionCount;
  expect(left.reportedCounts).toEqual([{ count: 40 }]);
  expect(
    await refusal(REMOVE, { petitionId: petition.id, metric: 'SIGNATURES', on: '2019-12-01', reason: 'Twice.' }),
  ).toMatchObject({
    code: 'NOT_FOUND',
  });
});

it('a petition that is signed here counts itself: its signatures are not recorded, other numbers are', async () => {
  await stage.database.query(
    `INSERT INTO petition (id, title, ask, target, organizers, state, historical, demo, listed_on)
     VALUES ('live', 'Live', 'Ask', 'Target', '{}', 'OPEN', false, false, '2026-01-01'), ('draft', 'D', 'A', 'T', '{}', 'DRAFT', false, false, '2026-01-01')`,
  );
  await ask(RECORD, petition);
  const live = { ...count, petitionId: 'live', on: '2026-11-01' };
  expect(await refusal(COUNT, live)).toMatchObject({ code: 'WRONG_STATE', state: 'OPEN' });
  expect(await refusal(CORRECT, { ...petition, newSources: [], id: 'live' })).toMatchObject({ code: 'WRONG_STATE' });
  expect((await ask(COUNT, { ...live, metric: 'LIBRARIES' })).recordPetitionCount.reportedCounts).toHaveLength(1);
  expect(await refusal(COUNT, { ...live, petitionId: 'draft', metric: 'LIBRARIES' })).toMatchObject({ code: 'NOT_FOUND' });
});

it.each([
  ['closing before its launch', { closedOn: '2019-10-01' }, 'closedOn'],
  ['an outcome before its launch', { outcome: 'POLICY_KEPT', outcomeOn: '2019-10-31' }, 'outcomeOn'],
  [
    'a delivery before the month of its launch',
    { deliveries: [{ to: 'A', on: '2019-10-31', count: 1, qualifier: 'EXACT' }] },
    'deliveries',
  ],
  ['a launch in the future', { launchedOn: '2027-01-01', closedOn: null }, 'launchedOn'],
  ['the year 0000', { launchedOn: '0000-01-01' }, undefined],
  ['a publisher that is not on record', { targetPublisherId: 'nobody' }, 'targetPublisherId'],
  ['a policy that is not on record', { relatedPolicyIds: ['nothing'] }, undefined],
  [
    'the same delivery twice',
    { deliveries: [1, 2].map((n) => ({ to: 'A', on: '2020-01-05', count: n, qualifier: 'EXACT' })) },
    'deliveries',
  ],
  ['a source that nobody described', { newSources: [] }, 'sourceIds'],
  ['the day of no outcome', { outcomeOn: '2020-01-05' }, 'outcome'],
])('refuses %s', async (_what, more, field) => {
  expect(await refusal(RECORD, { ...petition, ...more })).toMatchObject({ code: 'BAD_USER_INPUT', ...(field && { field }) });
  expect(await stage.database.query(`SELECT FROM petition WHERE id = $1`, [petition.id])).toEqual([]);
});

it.each([
  ['the month before', '2019-10-31', 'DAY', 'BAD_USER_INPUT'],
  ['an earlier day of the month, all that is known of the launch', '2019-11-01', 'DAY', undefined],
  ['the year', '2019-01-01', 'YEAR', undefined],
  ['the year before', '2018-01-01', 'YEAR', 'BAD_USER_INPUT'],
  ['about a day before', '2019-10-31', 'APPROX', undefined],
])('a number of %s is recorded if the petition may have been there', async (_what, on, precision, code) => {
  await ask(RECORD, { ...petition, launchedOn: '2019-11-15', closedOn: null });
  const refused = await refusal(COUNT, { ...count, on, precision });
  expect(refused?.code).toBe(code);
  if (code) expect(refused).toMatchObject({ field: 'on', reason: 'TOO_EARLY' });
});

it('a petition of which only the year of the launch is known may have closed in the spring of it', async () => {
  const spring = { ...petition, launchedOn: '2019-11-01', launchedPrecision: 'YEAR', closedOn: '2019-04-30' };
  expect((await ask(RECORD, spring)).recordPetition.closedOn).toBe('2019-04-30');
});

it('is for editors alone', async () => {
  expect(await refusal(RECORD, petition, organizer)).toMatchObject({ code: 'FORBIDDEN' });
});
