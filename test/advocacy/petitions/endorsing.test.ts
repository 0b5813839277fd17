// Promises of: how libraries endorse a petition, and withdraw their endorsement.
import type { Advocacy } from '#advocacy/subgraph';
import { demoDatabase, startAdvocacyAt } from '../../support/advocacy';
import { codeOf, dataOf, post } from '../../support/graphql';
import { gatewayKeys, organizer, passportOf, staffOf } from '../../support/identities';
import type { TestDatabase } from '../../support/postgres';

const CHANGE = (name: string) =>
  `mutation ($p: ID!, $l: ID!) { ${name}(petitionId: $p, libraryId: $l) { endorsements(first: 50) { totalCount nodes { demo library { id } } } } }`;
let database: TestDatabase;
let advocacy: Advocacy;
const ask = (name: string, p: string, l: string, identity = staffOf('main-street')) =>
  post(advocacy.url, CHANGE(name), { p, l }, passportOf(identity));

beforeAll(async () => {
  database = await demoDatabase();
  advocacy = await startAdvocacyAt(database.url, { gatewayKeys });
  await advocacy.database.query(
    `INSERT INTO petition (id, title, ask, target, organizers, state, historical, demo, listed_on)
     VALUES ('a-draft', 'Secret', 'Ask', 'Target', '{}', 'DRAFT', false, true, '2026-01-01')`,
  );
});
afterAll(async () => {
  await advocacy.stop();
  await database.drop();
});

describe('an endorsement', () => {
  it('is given by staff of the library, once, and withdrawn', async () => {
    const first = dataOf(await ask('endorsePetition', 'fair-ebook-terms', 'main-street')).endorsePetition.endorsements;
    const again = dataOf(await ask('endorsePetition', 'fair-ebook-terms', 'main-street')).endorsePetition.endorsements;
    expect(again).toEqual(first);
    expect(first.nodes).toContainEqual({ demo: false, library: { id: 'main-street' } });
    const gone = dataOf(await ask('withdrawEndorsement', 'fair-ebook-terms', 'main-street')).withdrawEndorsement.endorsements;
    expect(gone.totalCount).toBe(first.totalCount - 1);
  });

  it('writes an audit entry for each change, and none when nothing changes', async () => {
    const lines = async () => (await advocacy.database.query('SELECT id FROM audit_entry')).length as number;
    const before = await lines();
    await ask('withdrawEndorsement', 'fair-ebook-terms', 'main-street');
    expect(await lines()).toBe(before);
    for (let i = 0; i < 2; i++) await ask('endorsePetition', 'fair-ebook-terms', 'main-street');
    expect(await lines()).toBe(before + 1);
  });

  it('cannot be used to read a draft', async () => {
    expect(codeOf(await ask('withdrawEndorsement', 'a-draft', 'main-street'))).toBe('NOT_FOUND');
  });

  it.each([
    ['another library', 'fair-ebook-terms', 'elsewhere', undefined, 'FORBIDDEN'],
    ['an unknown petition', 'nope', 'main-street', undefined, 'NOT_FOUND'],
    ['a draft, as if it did not exist', 'a-draft', 'main-street', undefined, 'NOT_FOUND'],
    ['a petition of the past', 'ebooksforall', 'main-street', undefined, 'WRONG_STATE'],
    ['an organizer', 'fair-ebook-terms', 'main-street', organizer, 'FORBIDDEN'],
  ])('is refused for %s', async (_what, petition, library, identity, code) => {
    expect(codeOf(await ask('endorsePetition', petition, library, identity))).toBe(code);
  });
});
