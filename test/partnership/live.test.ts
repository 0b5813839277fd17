// Promises of: live partnerships and listings, and who hears of what.
import { createClient } from 'graphql-ws';
import WebSocket from 'ws';
import { anonymous, type Identity } from '#kit/words/identity';
import { committee, staffOf } from '../support/identities';
import { openStage, type Stage, startPartnershipAt } from '../support/partnership';
import { Reader } from '../support/reader';

let stage: Stage;
const clients: { dispose(): unknown }[] = [];
beforeAll(async () => {
  stage = await openStage();
});
afterEach(async () => {
  for (const client of clients.splice(0)) await client.dispose();
});
afterAll(() => stage.close());

interface Result {
  // biome-ignore lint/suspicious/noExplicitAny: a test reads whatever shape its own document asks for
  readonly data?: any;
  readonly errors?: readonly { readonly extensions?: { readonly code?: string } }[];
}

/** Follows a live field as the gateway does: one connection, a passport with each subscription. */
function follow(query: string, variables: Record<string, unknown>, identity: Identity = anonymous): Reader<Result> {
  const client = createClient({ url: stage.url.replace('http', 'ws'), webSocketImpl: WebSocket, retryAttempts: 0 });
  clients.push(client);
  const reader = new Reader<Result>();
  client.subscribe<Result>(
    { query, variables, extensions: stage.passportOf(identity) },
    { next: (value) => reader.push(value as Result), error: reader.end, complete: () => reader.end() },
  );
  return reader;
}

const updated = `subscription ($libraryId: ID!) { partnershipUpdated(libraryId: $libraryId) {
  library { id } partnerships { id state confidential { message } } changed { id state } } }`;
/** Connecting to the notices of the database is a gap, after which the present is told once more. */
const tellsChange = ({ data }: Result) => data.partnershipUpdated.changed.length > 0;
const propose = 'mutation ($input: ProposePartnershipInput!) { proposePartnership(input: $input) { id } }';
const proposal = (from: string, to: string) => ({
  input: { fromLibraryId: from, toLibraryId: to, message: 'Only for you.', terms: {} },
});

describe('partnershipUpdated', () => {
  it('sends the current state, then each change to both partners and nobody else', async () => {
    const theirs = follow(updated, { libraryId: 'demo-oslo-no' }, staffOf('demo-oslo-no'));
    const own = follow(updated, { libraryId: 'demo-nairobi-ke' }, staffOf('demo-nairobi-ke'));
    const others = follow(updated, { libraryId: 'demo-tokyo-jp' }, staffOf('demo-tokyo-jp'));
    for (const reader of [theirs, own, others]) {
      const first = await reader.next();
      expect(first.errors).toBeUndefined();
      expect(first.data.partnershipUpdated).toMatchObject({ partnerships: [], changed: [] });
    }
    const { proposePartnership: made } = await stage
      .as(staffOf('demo-nairobi-ke'))
      .ask(propose, proposal('demo-nairobi-ke', 'demo-oslo-no'));
    for (const reader of [theirs, own]) {
      const { data } = await reader.until(tellsChange);
      expect(data.partnershipUpdated.partnerships).toEqual([
        { id: made.id, state: 'PROPOSED', confidential: { message: 'Only for you.' } },
      ]);
      expect(data.partnershipUpdated.changed).toEqual([{ id: made.id, state: 'PROPOSED' }]);
    }
    await stage.as(staffOf('demo-oslo-no')).ask('mutation ($id: ID!) { declinePartnership(id: $id, reason: "No") { id } }', made);
    const { data } = await own.until(tellsChange);
    expect(data.partnershipUpdated).toMatchObject({ partnerships: [], changed: [{ id: made.id, state: 'DECLINED' }] });
    // A change that the third library does hear of is the first after the beginning.
    await stage.as(staffOf('demo-berlin-de')).ask(propose, proposal('demo-berlin-de', 'demo-tokyo-jp'));
    const heard = await others.until(tellsChange);
    expect(heard.data.partnershipUpdated.changed[0].id).not.toBe(made.id);
    expect(others.seen.filter(tellsChange)).toHaveLength(1);
  });

  it('goes on for a library that is merged, as the one that answers', async () => {
    const enter = 'mutation ($library: NewLibraryInput!) { enterLibrary(input: { library: $library, source: "List" }) { id } }';
    const library = { type: 'PUBLIC', city: 'Lamu', country: 'KE', languages: ['sw'] };
    const entered = async (name: string) =>
      (await stage.as(committee).ask(enter, { library: { ...library, name } })).enterLibrary.id as string;
    const [from, into] = [await entered('Lamu Library'), await entered('Library of Lamu')];
    const reader = follow(updated, { libraryId: from }, staffOf(from));
    expect((await reader.next()).data.partnershipUpdated.library).toEqual({ id: from });
    await stage
      .as(committee)
      .ask('mutation ($from: ID!, $into: ID!) { mergeLibraries(from: $from, into: $into, reason: "One.") { merge { id } } }', {
        from,
        into,
      });
    const { proposePartnership: made } = await stage.as(staffOf(into)).ask(propose, proposal(into, 'demo-oslo-no'));
    const { data } = await reader.until(tellsChange);
    expect(data.partnershipUpdated).toMatchObject({
      library: { id: into },
      partnerships: [{ id: made.id, confidential: { message: 'Only for you.' } }],
    });
  });

  it.each([
    ['nobody', anonymous, 'UNAUTHENTICATED'],
    ['staff of another library', staffOf('demo-tokyo-jp'), 'FORBIDDEN'],
  ])('is refused to %s', async (_who, identity, code) => {
    const reader = follow(updated, { libraryId: 'demo-oslo-no' }, identity);
    const refused = (await reader.next().catch((error: unknown) => ({ errors: error }))) as Result;
    expect(refused.errors?.[0]?.extensions?.code).toBe(code);
  });

  it('sends the committee what it sends the partners', async () => {
    const reader = follow(updated, { libraryId: 'demo-tokyo-jp' }, committee);
    expect((await reader.next()).data.partnershipUpdated.partnerships[0].confidential.message).toBe('Only for you.');
  });

  it('sends what another process commits', async () => {
    const reader = follow(updated, { libraryId: 'demo-accra-gh' }, staffOf('demo-accra-gh'));
    await reader.next();
    const other = await startPartnershipAt(stage.databaseUrl, {
      clock: () => stage.time.now,
      gatewayKeys: [Buffer.alloc(32, 9)],
    });
    const headers = { 'content-type': 'application/json', ...stage.passportOf(staffOf('demo-oslo-no')) };
    const body = JSON.stringify({ query: propose, variables: proposal('demo-oslo-no', 'demo-accra-gh') });
    await fetch(other.url, { method: 'POST', headers, body });
    const { data } = await reader.until(tellsChange);
    expect(data.partnershipUpdated.changed).toHaveLength(1);
    await other.stop();
  });
});

describe('listingPublished', () => {
  const published = `subscription ($filter: ListingFilter) { listingPublished(filter: $filter) { totalCount listings { id expiresOn library { country } } } }`;
  const withdraw = `mutation ($id: ID!) { withdrawListing(id: $id) { id } }`;
  const renew = `mutation ($id: ID!) { renewListing(id: $id) { id } }`;

  it('sends the newest listings, then those that match the filter as they are published', async () => {
    const denmark = follow(published, { filter: { countries: ['DK'] } });
    const norway = follow(published, { filter: { countries: ['NO'] } });
    expect((await denmark.next()).data.listingPublished).toMatchObject({ totalCount: 2 });
    expect((await norway.next()).data.listingPublished.listings).toHaveLength(1);
    const id = 'seeking-demo-oslo-no';
    const staff = stage.as(staffOf('demo-oslo-no'));
    await staff.ask(withdraw, { id });
    await stage.database.query(`UPDATE listing SET state = 'EXPIRED' WHERE id = $1`, [id]);
    stage.time.now = new Date('2026-12-01T12:00:00Z');
    await staff.ask(renew, { id });
    const { data } = await norway.until(({ data: news }) => news.listingPublished.listings[0]?.expiresOn === '2027-12-01');
    expect(data.listingPublished).toEqual({
      totalCount: 1,
      listings: [{ id, expiresOn: '2027-12-01', library: { country: 'NO' } }],
    });
    expect(JSON.stringify(denmark.seen)).not.toContain(id);
  });

  it('refuses an invalid filter', async () => {
    const reader = follow(published, { filter: { text: 'x'.repeat(201) } });
    const refused = (await reader.next().catch((error: unknown) => ({ errors: error }))) as Result;
    expect(refused.errors?.[0]?.extensions?.code).toBe('BAD_USER_INPUT');
  });
});
