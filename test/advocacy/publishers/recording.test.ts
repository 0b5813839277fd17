// Editors record houses, branches and aggregators, and correct them; neither of the two new kinds inherits or is inherited from.
import { openStage, type Stage } from '../../support/advocacy';
import { editor } from '../../support/identities';

const fields = '{ id name kind country parent { id } bigFive aliases note }';
const RECORD = `mutation ($input: PublisherInput!) { recordPublisher(input: $input) ${fields} }`;
const CORRECT = `mutation ($input: PublisherInput!, $reason: String!) { correctPublisher(input: $input, reason: $reason) ${fields} }`;
const branch = {
  id: 'tor-france',
  name: 'Tor France',
  kind: 'BRANCH',
  parentId: 'macmillan',
  country: 'fr',
  aliases: ['Tor FR'],
  note: 'Seen on its own page.',
};

let stage: Stage;
beforeAll(async () => {
  stage = await openStage();
});
afterAll(() => stage.close());

it('records a branch and an aggregator, which inherit nothing', async () => {
  const { recordPublisher } = await stage.ask(RECORD, { input: branch }, editor);
  expect(recordPublisher).toEqual({
    id: 'tor-france',
    name: 'Tor France',
    kind: 'BRANCH',
    country: 'FR',
    parent: { id: 'macmillan' },
    bigFive: false,
    aliases: ['Tor FR'],
    note: 'Seen on its own page.',
  });
  await stage.ask(RECORD, { input: { id: 'a-platform', name: 'A platform', kind: 'AGGREGATOR' } }, editor);
  const asked = await stage.ask(
    '{ publisher(id: "tor-france") { policiesInForce(on: "2019-11-15") { formats } } macmillan: publisher(id: "macmillan") { branches { id } imprints { id } } platforms: publishers(filter: { kinds: [AGGREGATOR], text: "a-platform" }) { nodes { id parent { id } } } }',
  );
  expect(asked).toMatchObject({
    publisher: { policiesInForce: [] },
    platforms: { nodes: [{ id: 'a-platform', parent: null }] },
  });
  expect(asked.macmillan.branches).toContainEqual({ id: 'tor-france' });
  expect(asked.macmillan.imprints).not.toContainEqual({ id: 'tor-france' });
});

it('lets a policy of a new house be recorded, and corrects the house with a reason that the log keeps', async () => {
  await stage.ask(RECORD, { input: { id: 'kirjatalo', name: 'Kirjatlo', kind: 'PUBLISHER' } }, editor);
  const policy = { id: 'kirjatalo-2026', publisherId: 'kirjatalo', formats: ['EBOOK'], territories: ['FI'], confidence: 'HIGH' };
  const terms = { license: { model: 'COST_PER_CIRC', expiryRule: 'NONE' }, sourceIds: ['seed'] };
  await stage.ask(
    'mutation ($input: RecordPolicyInput!) { recordPolicy(input: $input) { policy { id } } }',
    { input: { ...policy, ...terms, effectiveFrom: { date: '2026-01-01' } } },
    editor,
  );
  const right = { id: 'kirjatalo', name: 'Kirjatalo', kind: 'PUBLISHER' };
  const { correctPublisher } = await stage.ask(CORRECT, { input: right, reason: 'A letter was missing.' }, editor);
  expect(correctPublisher.name).toBe('Kirjatalo');
  const [, { before, after }] = await stage.database.query(
    "SELECT * FROM audit_entry WHERE record_id = 'kirjatalo' ORDER BY at, action DESC",
  );
  expect([before.name, after.name, after.reason]).toEqual(['Kirjatlo', 'Kirjatalo', 'A letter was missing.']);
});

it.each<[string, object, string]>([
  ['a branch without its house', { parentId: null }, 'parentId'],
  ['a branch without a country', { country: null }, 'country'],
  ['an aggregator of a house', { kind: 'AGGREGATOR' }, 'parentId'],
  ['a parent that is not there', { parentId: 'nobody' }, 'parentId'],
  ['itself as its parent', { parentId: 'new-house' }, 'parentId'],
  ['a branch as one of the largest five', { bigFive: true }, 'bigFive'],
  [
    'the name of another house of the same country',
    { kind: 'PUBLISHER', parentId: null, country: null, name: 'macmillan publishers' },
    'name',
  ],
  ['a name of no letters', { name: '\u202e' }, 'name'],
  ['an id with capitals', { id: 'New' }, 'id'],
])('refuses %s, and names the field', async (_what, wrong, field) => {
  const { errors } = await stage.run(RECORD, { input: { ...branch, id: 'new-house', ...wrong } }, editor);
  expect(errors?.[0]?.extensions).toMatchObject({
    code: 'BAD_USER_INPUT',
    field: expect.stringMatching(new RegExp(`${field}$`)),
  });
});

it('refuses an id that is taken, a house that is not there, and a circle of houses', async () => {
  const first = async (document: string, input: object) =>
    (await stage.run(document, { input, reason: 'A slip.' }, editor)).errors?.[0]?.extensions;
  expect(await first(RECORD, { ...branch, id: 'tor' })).toMatchObject({ code: 'PUBLISHER_EXISTS', field: 'id' });
  expect(await first(CORRECT, { ...branch, id: 'nobody' })).toMatchObject({ code: 'NOT_FOUND' });
  const below = { id: 'macmillan', name: 'Macmillan', kind: 'IMPRINT', parentId: 'tor' };
  expect(await first(CORRECT, below)).toMatchObject({ code: 'BAD_USER_INPUT', field: 'parentId' });
});
