// Laws and bills are rows: anyone reads how far they got, editors record and correct them, and a check flags only for the laws that name it.
import { openStage, type Stage } from '../../support/advocacy';
import { editor } from '../../support/identities';

const RECORD = 'mutation ($input: LawInput!) { recordLaw(input: $input) { id jurisdiction status stage checks } }';
const CORRECT =
  'mutation ($input: LawInput!, $reason: String!) { correctLaw(input: $input, reason: $reason) { id stage checks } }';
const input = {
  id: 'us-or-hb-1',
  name: 'Oregon HB 1',
  number: 'HB 1',
  country: 'us',
  region: 'US-OR',
  steps: [
    { stage: 'INTRODUCED', on: '2026-02-01', precision: 'MONTH', confidence: 'HIGH' },
    { stage: 'PASSED_ONE_HOUSE', on: '2026-03-04', confidence: 'MEDIUM', note: 'Senate 20-10' },
  ],
  confidence: 'HIGH',
  sourceIds: ['pw-ny'],
};

let stage: Stage;
beforeAll(async () => {
  stage = await openStage();
});
afterAll(() => stage.close());

const list = async (filter: object | null, on: string | null = null) => {
  const { laws } = await stage.ask(
    'query ($filter: LawFilter, $on: Date) { laws(first: 100, filter: $filter, on: $on) { totalCount nodes { id stage(on: $on) } } }',
    { filter, on },
  );
  expect(laws.totalCount).toBe(laws.nodes.length);
  return laws.nodes as { id: string; stage: string }[];
};
const flags = async (on: string) => {
  const { policyFlags } = await stage.ask(
    'query ($on: Date!) { policyFlags(on: $on, publisherIds: ["macmillan"]) { policies { flags { code law { id } } } } }',
    { on },
  );
  return (policyFlags as { policies: { flags: { code: string; law: { id: string } }[] }[] }[]).flatMap(({ policies }) =>
    policies.flatMap((policy) => policy.flags.map(({ code, law }) => `${code} ${law.id}`)),
  );
};

it('Connecticut SB 1234 is law: the day of the signature is unknown, the vote and the day in force are told with their confidence', async () => {
  const { law } =
    await stage.ask(`{ law(id: "us-ct-sb-1234") { jurisdiction country region number stage status triggerClause checks confidence
    steps { stage on precision confidence note } sources { id } before: stage(on: "2025-05-14") house: stage(on: "2025-06-01") since: stage(on: "2025-07-01") } }`);
  expect(law).toMatchObject({
    jurisdiction: 'US-CT',
    country: 'US',
    region: 'US-CT',
    number: 'SB 1234',
    stage: 'IN_FORCE',
    triggerClause: expect.stringContaining('7 million'),
    checks: ['LOAN_AND_TIME_LIMIT', 'COPY_LIMIT_AT_RELEASE', 'NO_LASTING_OPTION'],
    confidence: 'HIGH',
    before: null,
    house: 'PASSED_ONE_HOUSE',
    since: 'IN_FORCE',
  });
  expect(law.steps).toEqual([
    { stage: 'PASSED_ONE_HOUSE', on: '2025-05-15', precision: 'DAY', confidence: 'HIGH', note: 'House 106-38' },
    expect.objectContaining({ stage: 'PASSED', on: null }),
    expect.objectContaining({ stage: 'SIGNED', on: null }),
    expect.objectContaining({ stage: 'IN_FORCE', on: '2025-07-01', confidence: 'MEDIUM' }),
  ]);
  expect(law.sources.map(({ id }: { id: string }) => id)).toEqual(expect.arrayContaining(['rf-ct25', 'lakeville']));
  expect(law.status).toMatch(/signed \(day not found\).*in force on 2025-07-01/);
});

it('anyone lists laws by jurisdiction, by stage and as of a day', async () => {
  const ids = (found: { id: string }[]) => found.map(({ id }) => id);
  expect(ids(await list({ jurisdictions: ['us-nj'] }))).toEqual(['us-nj-s1674']);
  expect(ids(await list({ countries: ['CA'] }))).toEqual(['ca-on-2023']);
  expect(ids(await list({ stages: ['VETOED', 'STRUCK_DOWN'] }))).toEqual(['us-md-reasonable-terms', 'us-ny-2021']);
  expect(ids(await list({ stages: [] }))).toEqual([]);
  expect(await list({ jurisdictions: ['US-MD'] }, '2022-02-16')).toEqual([{ id: 'us-md-reasonable-terms', stage: 'ENJOINED' }]);
  expect(await list({ jurisdictions: ['US-MD'] }, '2021-12-31')).toEqual([]);
  expect(ids(await list({ stages: ['IN_FORCE'] }, '2022-01-15'))).toEqual(['us-md-reasonable-terms']);
  expect(ids(await list({ checked: true }))).toEqual(['us-ct-sb-1234', 'us-md-reasonable-terms']);
  expect(await list({ jurisdictions: ['EU'] })).toEqual([{ id: 'eu-c-174-15', stage: 'DECIDED' }]);
});

it('a law without a check is listed and never flagged; one that names a check is flagged beside the others', async () => {
  const connecticut = ['LOAN_AND_TIME_LIMIT us-ct-sb-1234', 'NO_LASTING_OPTION us-ct-sb-1234'];
  expect(await flags('2015-01-01')).toEqual(connecticut);
  const { recordLaw } = await stage.ask(RECORD, { input }, editor);
  expect(recordLaw).toEqual({
    id: 'us-or-hb-1',
    jurisdiction: 'US-OR',
    status: 'Introduced in 2026-02; passed one house on 2026-03-04 (Senate 20-10).',
    stage: 'PASSED_ONE_HOUSE',
    checks: [],
  });
  expect(await flags('2015-01-01')).toEqual(connecticut);
  const right = { ...input, checks: ['LOAN_AND_TIME_LIMIT'] };
  expect((await stage.ask(CORRECT, { input: right, reason: 'The text was found.' }, editor)).correctLaw.checks).toEqual(
    right.checks,
  );
  expect(await flags('2015-01-01')).toEqual([connecticut[0], 'LOAN_AND_TIME_LIMIT us-or-hb-1', connecticut[1]]);
  await stage.ask(CORRECT, { input, reason: 'It was another bill.' }, editor);
  expect(await flags('2015-01-01')).toEqual(connecticut);
  const log = await stage.database.query(
    `SELECT action, after ->> 'reason' AS reason FROM audit_entry WHERE record_id = $1 ORDER BY at`,
    [input.id],
  );
  expect(log.map(({ action, reason }: Record<string, string>) => [action, reason])).toEqual([
    ['recordLaw', null],
    ['correctLaw', 'The text was found.'],
    ['correctLaw', 'It was another bill.'],
  ]);
});

it.each<[string, object, string]>([
  ['no step', { steps: [] }, 'steps'],
  ['steps in the wrong order', { steps: [...input.steps].reverse() }, 'steps[1].on'],
  ['a step that has not come', { steps: [{ stage: 'IN_FORCE', on: '2127-01-01', confidence: 'HIGH' }] }, 'steps[0].on'],
  ['a region of another country', { country: 'CA' }, 'region'],
  ['a region without a country', { country: null }, 'region'],
  ['a blank name', { name: ' ' }, 'name'],
  ['an unknown source', { sourceIds: ['nowhere'] }, 'sourceIds'],
])('refuses %s, and names the field', async (_what, wrong, field) => {
  const { errors } = await stage.run(RECORD, { input: { ...input, id: 'us-or-hb-2', ...wrong } }, editor);
  const [error] = errors ?? [];
  expect(error?.extensions).toMatchObject({
    code: 'BAD_USER_INPUT',
    field: expect.stringMatching(new RegExp(`${field.replace(/[[\]]/g, '\\$&')}$`)),
  });
});

it('refuses an id that is taken, and a correction of a law that is not there', async () => {
  const codeOf = async (...asked: Parameters<Stage['run']>) => (await stage.run(...asked)).errors?.[0]?.extensions.code;
  expect(await codeOf(RECORD, { input: { ...input, id: 'us-ct-sb-1234' } }, editor)).toBe('LAW_EXISTS');
  expect(await codeOf(CORRECT, { input: { ...input, id: 'us-or-hb-3' }, reason: 'x' }, editor)).toBe('NOT_FOUND');
  expect(await codeOf(CORRECT, { input, reason: ' ' }, editor)).toBe('BAD_USER_INPUT');
});
