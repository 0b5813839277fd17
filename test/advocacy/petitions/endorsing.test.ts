// Promises of: how libraries endorse a petition, and withdraw their endorsement.
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
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

describe('a library that was merged into another', () => {
  let partnership: Server;
  let told: { id: string; intoId: string }[] = [];
  let asked: () => void = () => undefined;
  let url: string;
  beforeAll(async () => {
    partnership = createServer((request, response) => {
      response.end(request.url === '/merged-libraries' ? JSON.stringify({ merged: told }) : '{}');
      asked();
    });
    await new Promise<void>((done) => void partnership.listen(0, '127.0.0.1', done));
    url = `http://127.0.0.1:${(partnership.address() as AddressInfo).port}`;
  });
  afterAll(() => new Promise((done) => void partnership.close(done)));

  /** Tells it, and waits until it is known: one question is only asked after the answer to the one before was kept. */
  async function merged(...pairs: readonly (readonly [string, string])[]): Promise<void> {
    told = pairs.map(([id, intoId]) => ({ id, intoId }));
    for (let times = 0; times < 2; times++)
      await new Promise<void>((done) => {
        asked = done;
      });
  }
  const page = `{ petition(id: "fair-ebook-terms") { endorsements(first: 50) { totalCount nodes { endorsedOn library { id } } } } }`;
  const entities =
    'query ($of: [_Any!]!) { _entities(representations: $of) { ... on Library { id endorsedPetitions { id } } ... on Partnership { sharedPetitions { id } } } }';

  it('counts once with it, acts by its token, answers as it, and stands for itself again after an undo', async () => {
    const running = await startAdvocacyAt(database.url, { gatewayKeys, partnershipUrl: url });
    const asking = (name: string, l: string, library: string) =>
      post(running.url, CHANGE(name), { p: 'fair-ebook-terms', l }, passportOf(staffOf(library)));
    const read = async () => dataOf(await post(running.url, page, {}, passportOf(organizer))).petition.endorsements;
    const of = async (...representations: object[]) =>
      dataOf(await post(running.url, entities, { of: representations }, passportOf(organizer)))._entities;
    const named = (endorsements: { nodes: { library: { id: string } }[] }) => endorsements.nodes.map(({ library }) => library.id);
    try {
      for (const id of ['twice-a', 'twice-b', 'abroad']) dataOf(await asking('endorsePetition', id, id));
      const before = await read();
      await merged(['twice-a', 'twice-b']);
      const once = await read();
      expect(once.totalCount).toBe(before.totalCount - 1);
      expect(named(once).filter((id) => id.startsWith('twice'))).toEqual(['twice-b']);
      expect(await of({ __typename: 'Library', id: 'twice-a' })).toEqual([
        { id: 'twice-b', endorsedPetitions: [{ id: 'fair-ebook-terms' }] },
      ]);
      expect(
        await of({
          __typename: 'Partnership',
          id: 'p',
          partners: [
            { __typename: 'Library', id: 'twice-a' },
            { __typename: 'Library', id: 'abroad' },
          ],
        }),
      ).toEqual([{ sharedPetitions: [{ id: 'fair-ebook-terms' }] }]);
      expect(dataOf(await asking('endorsePetition', 'twice-b', 'twice-a')).endorsePetition.endorsements.totalCount).toBe(
        once.totalCount,
      );
      await merged();
      expect(
        named(await read())
          .filter((id) => id.startsWith('twice'))
          .sort(),
      ).toEqual(['twice-a', 'twice-b']);
      // What is withdrawn while both are one is withdrawn for both, and stays so.
      await merged(['twice-a', 'twice-b']);
      expect(dataOf(await asking('withdrawEndorsement', 'twice-a', 'twice-a')).withdrawEndorsement.endorsements.totalCount).toBe(
        once.totalCount - 1,
      );
      await merged();
      expect(named(await read()).filter((id) => id.startsWith('twice'))).toEqual([]);
    } finally {
      await running.stop();
    }
  });

  it('is still known after a restart while the partnership subgraph is away', async () => {
    const first = await startAdvocacyAt(database.url, { gatewayKeys, partnershipUrl: url });
    await merged(['gone', 'here']);
    await first.stop();
    const again = await startAdvocacyAt(database.url, { gatewayKeys, partnershipUrl: 'http://127.0.0.1:9' });
    try {
      const representations = [{ __typename: 'Library', id: 'gone' }];
      const document = 'query ($of: [_Any!]!) { _entities(representations: $of) { ... on Library { id } } }';
      const answer = dataOf(await post(again.url, document, { of: representations }, passportOf(organizer)));
      expect(answer._entities).toEqual([{ id: 'here' }]);
    } finally {
      await again.stop();
    }
  });
});
