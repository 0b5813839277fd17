// Promises of: how are calls shared among several addresses of a subgraph, and what becomes of those sent to one that is away?
import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { Addresses, inTurn } from '#gateway/graph/addresses';
import { PlainClient, Subgraphs } from '#gateway/graph/subgraphs';
import { readOptions } from '#gateway/options';
import { silentLog } from '#kit/words/log';
import { freePort } from '#start/ports';
import { afterwards } from '../support/afterwards';

/** A replica that says its name, or what it is told to; and counts its connections. */
async function replica(name: string, port = 0) {
  const seen = { calls: 0, connections: 0, isReady: true };
  const server = createServer((request, response) => {
    if (request.url === '/ready') return response.writeHead(seen.isReady ? 200 : 503).end(`{"ready":${seen.isReady}}`);
    seen.calls++;
    request.resume();
    return response.end(name);
  });
  server.on('connection', () => seen.connections++);
  server.listen(port, '127.0.0.1');
  await once(server, 'listening');
  const stop = async () => {
    server.closeAllConnections();
    if (server.listening) await new Promise((resolve) => server.close(resolve));
  };
  afterwards(stop);
  return { seen, stop, url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/graphql` };
}

function clientOf(urls: readonly string[]) {
  const client = new PlainClient(new Addresses(urls), {});
  afterwards(() => client.close());
  const post = (more: { repeatable?: boolean; deadlineMs?: number } = {}) =>
    client.post({ headers: {}, deadlineMs: 5_000, body: '', ...more }, undefined).then(({ text }) => text);
  return { client, post };
}

const many = <T>(count: number, make: () => Promise<T>) => Promise.all(Array.from({ length: count }, make));
const away = async () => `http://127.0.0.1:${await freePort()}/graphql`;

describe('calls', () => {
  it('go to each address as often as to any other, over one connection each when they come one after the other', async () => {
    const all = [await replica('a'), await replica('b'), await replica('c')];
    const { post } = clientOf(all.map(({ url }) => url));
    for (let i = 0; i < 30; i++) await post();
    expect(all.map(({ seen }) => seen)).toEqual(all.map(() => ({ calls: 10, connections: 1, isReady: true })));
  });

  it('reach the others while one is away, mutations too, since nothing was sent there', async () => {
    const b = await replica('b');
    const { post } = clientOf([await away(), b.url, await away()]);
    expect(await many(20, () => post())).toEqual(Array(20).fill('b'));
    expect(await many(20, () => post({ repeatable: true }))).toEqual(Array(20).fill('b'));
  });

  it('fail where all are away, and succeed as soon as one is back', async () => {
    const port = await freePort();
    const { post } = clientOf([`http://127.0.0.1:${port}/graphql`, await away()]);
    await expect(post()).rejects.toThrow('ECONNREFUSED');
    await replica('back', port);
    expect(await many(10, () => post())).toEqual(Array(10).fill('back'));
  });

  it('use connections to other addresses when there can be no more', async () => {
    const [a, b] = [await replica('a'), await replica('b')];
    const { post } = clientOf([a.url, b.url]);
    await many(64, () => post());
    await b.stop();
    expect(await many(200, () => post({ repeatable: true }))).toEqual(Array(200).fill('a'));
  });

  it('go nowhere for a while where one was not answered in time', async () => {
    const silent = createServer(() => {});
    silent.listen(0, '127.0.0.1');
    await once(silent, 'listening');
    afterwards(() => void silent.close().closeAllConnections());
    const b = await replica('b');
    const { post } = clientOf([`http://127.0.0.1:${(silent.address() as AddressInfo).port}/graphql`, b.url]);
    const first = await many(2, () => post({ deadlineMs: 300 }).catch((error: Error) => error.message));
    expect(first.sort()).toEqual(['b', 'did not answer in time']);
    expect(await many(20, () => post())).toEqual(Array(20).fill('b'));
  });
});

describe('an address that failed', () => {
  it('is left out for five seconds, unless all did', () => {
    let now = 0;
    const addresses = new Addresses(['a', 'b'], () => now);
    const seen = () => new Set([...Array(40)].flatMap(() => [addresses.next(), addresses.any()]));
    expect(seen()).toEqual(new Set(['a', 'b']));
    addresses.avoid('a');
    expect(seen()).toEqual(new Set(['b']));
    addresses.avoid('b');
    expect(seen()).toEqual(new Set(['a', 'b']));
    now = 5_000;
    addresses.avoid('b');
    expect(seen()).toEqual(new Set(['a']));
  });
});

it('looks up a name with several addresses for each in its turn, those of the preferred family first', () => {
  const [a, b, c] = [
    { address: '10.0.0.1', family: 4 },
    { address: '10.0.0.2', family: 4 },
    { address: '::1', family: 6 },
  ] as const;
  expect([0, 1, 2].map((by) => inTurn([a, b, c], by))).toEqual([
    [a, b, c],
    [b, a, c],
    [a, b, c],
  ]);
  expect(inTurn([], 3)).toEqual([]);
});

it('is ready while one of its addresses is, and says how many are not', async () => {
  const [a, b] = [await replica('a'), await replica('b')];
  const options = { deadlineMs: 1_000, seal: () => ({}), log: silentLog };
  const subgraphs = new Subgraphs(new Map([['books', [a.url, b.url]]]), options);
  afterwards(() => subgraphs.close());
  subgraphs.locate([{ name: 'books', url: 'http://127.0.0.1:9/' }]);
  expect(await subgraphs.readiness()).toEqual({ books: { ready: true } });
  a.seen.isReady = false;
  const some = { addresses: '1 of 2 are not ready. It says that it is not ready.' };
  expect(await subgraphs.readiness()).toEqual({ books: { ready: true, degraded: some } });
  await b.stop();
  expect(await subgraphs.readiness()).toMatchObject({ books: { ready: false } });
  expect([subgraphs.isAt('books', a.url.replace('http', 'ws')), subgraphs.isAt('books', 'ws://elsewhere/')]).toEqual([
    true,
    false,
  ]);
});

describe('the settings', () => {
  it('take one address or several', () => {
    const { urls } = readOptions({ ADVOCACY_URL: 'http://a:4002/graphql, https://b/graphql' });
    expect([...urls]).toEqual([['advocacy', ['http://a:4002/graphql', 'https://b/graphql']]]);
  });

  it.each([
    [{ ADVOCACY_URL: 'advocacy:4002' }, /ADVOCACY_URL: must be an address.*"advocacy:4002"/],
    [{ PARTNERSHIP_URL: 'http://a,,http://b' }, /PARTNERSHIP_URL: must be an address.*""/],
    [{ SUBGRAPH_CONNECTION_AGE_MS: '5' }, /SUBGRAPH_CONNECTION_AGE_MS: must be whole milliseconds from 1000/],
    [{ FEED_CONNECTION_AGE_MS: '1m' }, /FEED_CONNECTION_AGE_MS: must be whole milliseconds from 1000/],
  ])('refuse %j in words', (environment, words) => {
    expect(() => readOptions(environment)).toThrow(words);
  });
});
