// A dashboard follows a petition while people sign, over each transport, with the clients that dashboards use.
import { ApolloClient, gql, HttpLink, InMemoryCache } from '@apollo/client';
import { createClient as createEventClient } from 'graphql-sse';
import { createClient as createSocketClient } from 'graphql-ws';
import WebSocket from 'ws';
import { dataOf } from '../support/graphql';
import { operation } from '../support/operations';
import { Reader } from '../support/reader';
import { Federation } from './federation';

let shelfbridge: Federation;

beforeAll(async () => {
  shelfbridge = await Federation.start();
}, 90_000);
afterAll(() => shelfbridge?.stop());

interface Count {
  readonly count: number;
  readonly countedAt: string;
  readonly petition: {
    title: string;
    endorsements: { nodes: { library: { id: string; name: string; sisters: { name: string }[] } }[] };
  };
}
type Follow = (query: string, variables: { id: string }, reader: Reader<Count>) => () => unknown;

let signers = 0;
async function sign(): Promise<number> {
  const input = { petitionId: 'fair-ebook-terms', name: 'Reader', email: `reader${signers++}@library.example`, country: 'FI' };
  return dataOf(await shelfbridge.ask(operation('SignPetition'), { input })).signPetition.petition.signatureCount;
}

const overWebSocket: Follow = (query, variables, reader) => {
  const client = createSocketClient({ url: shelfbridge.url.replace('http', 'ws'), webSocketImpl: WebSocket, retryAttempts: 0 });
  client.subscribe<{ petitionCount: Count }>(
    { query, variables },
    { next: ({ data }) => data && reader.push(data.petitionCount), error: reader.end, complete: () => reader.end() },
  );
  return () => client.dispose();
};

const overEvents: Follow = (query, variables, reader) => {
  const client = createEventClient({ url: shelfbridge.url, retryAttempts: 0 });
  client.subscribe<{ petitionCount: Count }>(
    { query, variables },
    { next: ({ data }) => data && reader.push(data.petitionCount), error: reader.end, complete: () => reader.end() },
  );
  return () => client.dispose();
};

const overMultipart: Follow = (query, variables, reader) => {
  const client = new ApolloClient({ cache: new InMemoryCache(), link: new HttpLink({ uri: shelfbridge.url }) });
  const subscription = client
    .subscribe<{ petitionCount: Count }>({ query: gql(query), variables, fetchPolicy: 'no-cache' })
    .subscribe({
      next: ({ data, error }) => (error ? reader.end(error) : data && reader.push(data.petitionCount as Count)),
      error: reader.end,
      complete: () => reader.end(),
    });
  return () => subscription.unsubscribe();
};

const transports: [string, Follow][] = [
  ['graphql-ws', overWebSocket],
  ['graphql-sse', overEvents],
  ['Apollo Client (multipart)', overMultipart],
];

describe.each(transports)('following a petition with %s', (_client, follow) => {
  it('shows the present count at once, with the names of the libraries and their sisters, and then each change', async () => {
    const before = await sign();
    const reader = new Reader<Count>();
    const leave = follow(operation('LivePetition'), { id: 'fair-ebook-terms' }, reader);
    const first = await reader.next();
    expect(first.count).toBe(before);
    expect(first.petition.title).toBe('Fair ebook terms for every library');
    const helsinki = first.petition.endorsements.nodes.find(({ library }) => library.id === 'demo-helsinki-fi');
    expect(helsinki?.library).toMatchObject({
      name: 'Helsinki Demonstration Library',
      sisters: [{ name: 'Chicago Demonstration Library' }],
    });
    const after = await sign();
    expect((await reader.until(({ count }) => count >= after)).count).toBe(after);
    await leave();
  });
});

describe('many readers of one petition', () => {
  it('all end on the exact count, whichever client they use', async () => {
    const readers = Array.from({ length: 12 }, () => new Reader<Count>());
    const leave = readers.map((reader, i) =>
      (transports[i % 3] as [string, Follow])[1](operation('LivePetition'), { id: 'fair-ebook-terms' }, reader),
    );
    await Promise.all(readers.map((reader) => reader.next()));
    const counts = await Promise.all(Array.from({ length: 60 }, sign));
    const last = Math.max(...counts);
    for (const reader of readers) expect((await reader.until(({ count }) => count >= last)).count).toBe(last);
    await Promise.all(leave.map((end) => end()));
  });
});
