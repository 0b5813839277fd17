// Promises of: a dashboard gets statements as they are recorded.
import { createClient } from 'graphql-ws';
import WebSocket from 'ws';
import type { Advocacy } from '#advocacy/subgraph';
import { anonymous } from '#kit/words/identity';
import { demoDatabase, startAdvocacyAt } from '../../support/advocacy';
import { dataOf, post } from '../../support/graphql';
import { editor, gatewayKeys, passportOf } from '../../support/identities';
import type { TestDatabase } from '../../support/postgres';
import { eventually, Reader } from '../../support/reader';

interface News {
  readonly totalCount: number;
  readonly latest: readonly {
    readonly id: string;
    readonly title: string;
    readonly organizations: readonly { name: string }[];
  }[];
}

let database: TestDatabase;
let advocacy: Advocacy;
/** Another process on the same database. */
let other: Advocacy;
const clients: { dispose(): unknown }[] = [];

beforeAll(async () => {
  database = await demoDatabase();
  advocacy = await startAdvocacyAt(database.url, { gatewayKeys });
  other = await startAdvocacyAt(database.url, { gatewayKeys });
});
afterEach(async () => {
  for (const client of clients.splice(0)) await client.dispose();
});
afterAll(async () => {
  await Promise.all([advocacy.stop(), other.stop()]);
  await database.drop();
});

/** Follows the feed as the gateway does. */
function follow(filter: object | null): Reader<News> {
  const client = createClient({ url: advocacy.url.replace('http', 'ws'), webSocketImpl: WebSocket, retryAttempts: 0 });
  clients.push(client);
  const reader = new Reader<News>();
  const query = `subscription ($filter: StatementFilter) {
    statementPublished(filter: $filter) { totalCount latest { id title organizations { name } } } }`;
  client.subscribe<{ statementPublished: News }>(
    { query, variables: { filter }, extensions: passportOf(anonymous) },
    {
      next: ({ data, errors }) => (data ? reader.push(data.statementPublished) : reader.end(errors?.[0])),
      error: reader.end,
      complete: () => reader.end(),
    },
  );
  return reader;
}

const sourced = { sourceIds: ['a-page'], newSources: [{ id: 'a-page', title: 'A page', url: 'https://example.org/' }] };
let sourceKnown = false;
async function write(at: Advocacy, mutation: string, id: string, more: object = {}): Promise<void> {
  const input = {
    id,
    title: 'No to this',
    stance: 'OPPOSES',
    organizationIds: ['nebraska-library-association'],
    policyIds: ['mac-2019-embargo'],
    publishedOn: '2019-11-20',
    confidence: 'HIGH',
    ...sourced,
    ...(sourceKnown && { newSources: [] }),
    ...more,
  };
  sourceKnown = true;
  dataOf(await post(at.url, mutation, { input }, passportOf(editor)));
}
const record = (at: Advocacy, id: string, more?: object) =>
  write(at, 'mutation ($input: StatementInput!) { recordStatement(input: $input) { id } }', id, more);
const correct = (at: Advocacy, id: string, more?: object) =>
  write(at, 'mutation ($input: StatementInput!) { correctStatement(input: $input, reason: "a slip") { id } }', id, more);

describe('statementPublished', () => {
  it('begins with the statements recorded last, at most ten, and how many there are', async () => {
    const { latest, totalCount } = await follow(null).next();
    expect(latest).toHaveLength(10);
    expect(totalCount).toBeGreaterThanOrEqual(23);
    expect(latest[0]?.organizations[0]?.name).toEqual(expect.any(String));
  });

  it('shows what is recorded and corrected, in any process, including statements of long ago', async () => {
    const reader = follow({ organizationIds: ['nebraska-library-association'] });
    const { totalCount } = await reader.next();
    await record(advocacy, 'nla-again');
    const first = await reader.until((news) => news.latest[0]?.id === 'nla-again');
    expect(first.totalCount).toBe(totalCount + 1);
    await record(other, 'nla-elsewhere', { publishedOn: '2011-02-01' });
    await reader.until((news) => news.latest[0]?.id === 'nla-elsewhere');
    await correct(other, 'nla-again', { title: 'No to that' });
    const { latest } = await reader.until((news) => news.latest.some(({ title }) => title === 'No to that'));
    expect(latest.map(({ id }) => id)).toEqual(['nla-elsewhere', 'nla-again', 'nla-2019-10-09']);
  });

  it('shows each reader only what its filter asks for, and what leaves the filter', async () => {
    const welcomes = follow({ stances: ['WELCOMES'], publisherIds: ['macmillan'] });
    const before = await welcomes.next();
    await record(advocacy, 'against');
    await record(advocacy, 'in-favour', { stance: 'WELCOMES' });
    // The statement against was no news here, so that in favour is the next thing that is told.
    const next = await welcomes.next();
    expect(next.latest[0]?.id).toBe('in-favour');
    expect(next.totalCount).toBe(before.totalCount + 1);
    await correct(advocacy, 'in-favour', { stance: 'CONCERNED' });
    expect((await welcomes.next()).totalCount).toBe(before.totalCount);
  });

  it('reads once for all readers with the same filter, and forgets them when they leave', async () => {
    const readers = [follow({ stances: ['BOYCOTTS'] }), follow({ stances: ['BOYCOTTS'] })];
    await Promise.all(readers.map((reader) => reader.next()));
    expect(advocacy.app.statementFeed.readers).toBe(1);
    for (const client of clients.splice(0)) await client.dispose();
    await eventually('nobody reads', () => advocacy.app.statementFeed.readers === 0);
  });

  it('refuses a filter that is too long, with a code', async () => {
    const ids = Array.from({ length: 101 }, (_, i) => `p-${i}`);
    expect(await follow({ policyIds: ids }).ended()).toMatchObject({ extensions: { code: 'BAD_USER_INPUT' } });
  });
});
