// Promises of: how much may one operation ask for, and how often, whatever transport it comes by?
import { readFileSync } from 'node:fs';
import { composeServices } from '@apollo/composition';
import { Supergraph } from '@apollo/federation-internals';
import { buildSchema, type GraphQLSchema, parse } from 'graphql';
import { createClient } from 'graphql-ws';
import WebSocket from 'ws';
import { addressReader, clientAddress } from '#gateway/access/identify';
import { operationOf } from '#gateway/operation/document';
import { addressName } from '#gateway/operation/rates';
import { settings } from '#gateway/settings';
import { readSettings } from '#kit/words/config';
import { silentLog } from '#kit/words/log';
import { projectFile } from '#kit/words/projectFile';
import { afterwards } from '../support/afterwards';
import { eventually, Reader } from '../support/reader';
import { type Stage, startStage, startWhoami, tokenFor } from './support/stage';
import { accepts, codesIn, firstAnswer, type Transport, transports } from './support/transports';

const schema = buildSchema(`
  type Query { item: Item! }
  type Subscription { list: [Item!]! item: Item! page(first: Int = 20): Page! }
  type Page { nodes: [Item!]! totalCount: Int! }
  type Item { id: ID! list: [Item!]! item: Item! page(first: Int = 20): Page! }
`);

const operationIn = (text: string, apiSchema: GraphQLSchema) =>
  operationOf(parse(text), { schemas: { apiSchema, supergraphSchema: apiSchema } });

/** Of a subscription, whose root fields count nothing besides their values. */
const measured = (text: string, variables: Record<string, unknown> = {}) =>
  operationIn(`subscription ${text.replace(/^query/, '')}`, schema)?.cost(variables);

describe('the cost of an operation', () => {
  it.each([
    ['fields', '{ item { id } }', {}, 2],
    ['a list of unknown length, twice', '{ list { id } }', {}, 3],
    ['a page by its size, and its nodes not again', '{ page(first: 10) { nodes { id } totalCount } }', {}, 31],
    ['the usual size of a page', '{ page { totalCount } }', {}, 21],
    [
      'usual sizes within lists, twice',
      '{ page { nodes { page { nodes { page { totalCount } } } } } }',
      {},
      1 + 20 * (1 + 1 + 2 * (1 + 1 + 2)),
    ],
    ['the size in a variable', 'query ($n: Int) { page(first: $n) { totalCount } }', { n: 50 }, 51],
    ['the default of a variable', 'query ($n: Int = 7) { page(first: $n) { totalCount } }', {}, 8],
    ['pages in pages', '{ page(first: 100) { nodes { page(first: 100) { nodes { id } } } } }', {}, 1 + 100 * (1 + 1 + 100 * 2)],
    [
      'fragments, as often as they are spread',
      '{ a: item { ...F } b: item { ...F } } fragment F on Item { id item { id } }',
      {},
      8,
    ],
    ['nothing for a fragment that spreads itself', '{ item { ...F } } fragment F on Item { id ...F }', {}, 2],
    ['fields the schema does not have', '{ nothing { at all } }', {}, 3],
    ['a negative size as the usual one', 'query ($n: Int) { page(first: $n) { totalCount } }', { n: -1e9 }, 21],
  ])('counts %s', (_what, text, variables, cost) => {
    expect(measured(text, variables)).toBe(cost);
  });

  it('is found at once where fragments multiply', () => {
    const fragments = Array.from(
      { length: 60 },
      (_, i) => `fragment F${i} on Item { a: item { ...F${i + 1} } b: item { ...F${i + 1} } }`,
    );
    expect(measured(`{ item { ...F0 } } ${fragments.join(' ')} fragment F60 on Item { id }`)).toBeGreaterThan(2 ** 60);
  });
});

describe('a field at the root', () => {
  const graph = buildSchema(`
    type Query { item(id: ID!): Item node: Item items(ids: [ID!]!): Item search(text: String): Item list: [Item!]! }
    type Mutation { touch(id: ID!): Item }
    type Subscription { watch(id: ID!): Item }
    type Item { id: ID! }
  `);
  it.each([
    ['an entity by its id as a look-up', '{ item(id: 1) { id } }', 52],
    ['a hundred of them as little as a few searches', `{ ${'item(id: 1) { id } '.repeat(100)} }`, 5_200],
    ['a search', '{ search(text: "a") { id } }', 502],
    ['a list', '{ list { id } }', 503],
    ['many ids', '{ items(ids: [1]) { id } }', 502],
    ['a mutation, whatever it takes', 'mutation { touch(id: 1) { id } }', 502],
    ['nothing for a feed but its values', 'subscription { watch(id: 1) { id } }', 2],
    ['nothing for the name of the type', '{ __typename }', 1],
    ['what the schema does not have', '{ nothing { at } }', 502],
  ])('counts %s', (_what, text, cost) => {
    expect(operationIn(text, graph)?.cost({})).toBe(cost);
  });
});

describe('a list of entities in another subgraph', () => {
  const { supergraphSdl = '' } = composeServices(
    [
      ['one', 'type Query { a: A as(first: Int = 20): [A!]! } type A @key(fields: "id") { id: ID! own: Int next: A }'],
      [
        'two',
        'type A @key(fields: "id") { id: ID! there: Int more: Int b: A other: B } type B @key(fields: "id") { id: ID! x: Int }',
      ],
      ['three', 'type B @key(fields: "id") { id: ID! far: Int }'],
    ].map(([name = '', sdl]) => ({
      name,
      url: 'http://127.0.0.1:9',
      typeDefs: parse(`extend schema @link(url: "https://specs.apollo.dev/federation/v2.3", import: ["@key"]) ${sdl}`),
    })),
  );
  const supergraphSchema = buildSchema(supergraphSdl, { assumeValidSDL: true });
  const hops = (text: string) => {
    const schemas = { apiSchema: supergraphSchema, supergraphSchema };
    const operation = operationOf(parse(text), { schemas });
    return [operation?.hops, operation?.cost({})];
  };

  it.each([
    ['nothing where one subgraph answers all', '{ a { id own next { own } } }', 0, 50 + 4 + 1],
    ['once for all fields of one object', '{ a { own there more } }', 1, 50 + 50 + 4],
    ['once for a list, however long', '{ as(first: 100) { there } }', 1, 500 + 50 + 101],
    [
      'each alias',
      `{ a { ${Array.from({ length: 90 }, (_, i) => `n${i}: next { there }`).join(' ')} } }`,
      90,
      50 + 90 * 50 + 181,
    ],
    ['each subgraph on the way', '{ a { other { x far } } }', 2, 50 + 100 + 4],
    ['fields in fragments once', '{ a { there ...F ... on A { more } } } fragment F on A { more b { there } }', 1, 50 + 50 + 6],
    ['nothing for a fragment that spreads itself', '{ a { ...F } } fragment F on A { there ...F }', 1, 50 + 50 + 2],
  ])('counts %s', (_what, text, number, cost) => {
    expect(hops(text)).toEqual([number, cost]);
  });
});

describe('the address of a client', () => {
  const from = (remoteAddress: string, forwarded?: string) =>
    ({ socket: { remoteAddress }, headers: forwarded === undefined ? {} : { 'x-forwarded-for': forwarded } }) as never;

  it.each([
    ['is that of the connection', from('192.0.2.7', '1.1.1.1'), 0, '192.0.2.7'],
    ['is what the last proxy saw', from('10.0.0.1', '1.1.1.1, 192.0.2.7'), 1, '192.0.2.7'],
    ['is what the first of two proxies saw', from('10.0.0.1', '1.1.1.1, 192.0.2.7, 10.0.0.2'), 2, '192.0.2.7'],
    ["is the connection's when a proxy says nothing", from('192.0.2.8'), 1, '192.0.2.8'],
    ['is a network for IPv6', from('2001:db8:0:1:2:3:4:5'), 0, '2001:db8:0:1::/64'],
    ['is the same network for IPv6 in short', from('2001:db8::5'), 0, '2001:db8:0:0::/64'],
    ['is plain for IPv4 in IPv6', from('::ffff:192.0.2.7'), 0, '192.0.2.7'],
    ['is without the port that some proxies add', from('10.0.0.1', '192.0.2.7:50123'), 1, '192.0.2.7'],
    ['is without the port of IPv6', from('10.0.0.1', '[2001:db8:0:1::5]:443'), 1, '2001:db8:0:1::/64'],
  ])('%s', (_what, request, proxies, address) => {
    expect(clientAddress(request, proxies)).toBe(address);
  });

  it("is nobody's on a developer's machine, and counted there in production, where a proxy would speak for everybody", () => {
    const local = from('127.0.0.1', '1.1.1.1');
    const reader = (production: boolean, trustedProxies = 0) => addressReader({ trustedProxies, production, log: silentLog });
    expect(reader(false)(local)).toBeUndefined();
    expect(reader(true)(local)).toBe('127.0.0.1');
    for (const production of [true, false]) expect(reader(production, 1)(local)).toBe('1.1.1.1');
  });

  it('is asked for once in the log when a proxy stands in front that nobody told of', () => {
    const warn = jest.fn();
    const told = addressReader({ trustedProxies: 0, production: true, log: { ...silentLog, warn } });
    for (let i = 0; i < 3; i++) told(from('10.0.0.1', '192.0.2.7'));
    expect(warn.mock.calls).toEqual([[expect.stringContaining('TRUSTED_PROXIES')]]);
    expect(JSON.stringify(warn.mock.calls)).not.toContain('192.0.2.7');
    addressReader({ trustedProxies: 1, production: true, log: { ...silentLog, warn } })(from('10.0.0.1', '192.0.2.7'));
    expect(warn).toHaveBeenCalledTimes(1);
  });

  it('is counted by a name that tells nothing and changes every day', () => {
    const name = addressName(Buffer.alloc(32, 1), '192.0.2.7', '2026-11-23');
    expect(name).toMatch(/^[\w-]{22}$/);
    expect(addressName(Buffer.alloc(32, 1), '192.0.2.7', '2026-11-23')).toBe(name);
    for (const [key, day] of [
      [2, '2026-11-23'],
      [1, '2026-11-24'],
    ] as const)
      expect(addressName(Buffer.alloc(32, key), '192.0.2.7', day)).not.toBe(name);
  });
});

describe('limits', () => {
  let whoami: Awaited<ReturnType<typeof startWhoami>>;
  let stage: Stage;
  beforeAll(async () => {
    whoami = await startWhoami();
    stage = await startStage(
      { whoami },
      {
        limits: { tokens: 300, depth: 12, fields: 60, aliases: 10, directives: 5, operations: 2, cost: 5_000, eventCost: 100 },
        rates: {
          operations: { points: 30, seconds: 60 },
          values: { points: 20_000, seconds: 60 },
          mutations: new Map([['touch', { points: 3, seconds: 60 }]]),
        },
        maxOpenEventCost: 120,
        trustedProxies: 1,
        maxResponseBytes: 3_000,
        maxEventBytes: 500,
      },
    );
  });
  afterAll(async () => {
    await stage[Symbol.asyncDispose]();
    await whoami.stop();
  });

  let addresses = 0;
  const newAddress = () => `198.51.100.${++addresses}`;

  /** The codes of the errors that one operation is answered with. */
  const codes = async (transport: Transport, query: string, address = newAddress(), token?: string) =>
    codesIn(await firstAnswer(stage, transport, query, { address, ...(token && { token }) }));

  const nested = (depth: number) => `${'{ node '.repeat(depth)}{ id }${' }'.repeat(depth)}`;
  const tooMuch: [string, string, string][] = [
    ['DOCUMENT_TOO_LONG', `{ whoami } # \n ${'fragment F on Node { id } '.repeat(60)}`, 'a long document'],
    ['DOCUMENT_TOO_DEEP', nested(13), 'a deep one'],
    ['TOO_MANY_FIELDS', `{ ${'...F '.repeat(4)} } fragment F on Query { ${'whoami '.repeat(20)} }`, 'a broad one, by fragments'],
    ['TOO_MANY_ALIASES', `{ ${Array.from({ length: 11 }, (_, i) => `a${i}: whoami`).join(' ')} }`, 'many aliases'],
    ['TOO_MANY_DIRECTIVES', `{ whoami ${'@include(if: true) '.repeat(6)} }`, 'many directives'],
    ['TOO_MANY_OPERATIONS', 'query A { whoami } query B { whoami } query C { whoami }', 'many operations'],
    ['OPERATION_TOO_COSTLY', '{ nodes(first: 100) { nodes(first: 100) { id } } }', 'lists of lists'],
    ['OPERATION_TOO_COSTLY', `{ nodes { id } ${'abcdefghi'.replace(/./g, '$&: nodes { id } ')} }`, 'many questions at once'],
  ];

  it.each(transports.flatMap((transport) => tooMuch.map(([code, query, what]) => [transport, what, code, query] as const)))(
    'refuse over %s %s with %s',
    async (transport, _what, code, query) => {
      expect(await codes(transport, query)).toEqual([code]);
    },
  );

  it.each(transports)('let pass over %s what stays within them', async (transport) => {
    expect(await codes(transport, nested(11))).toEqual([]);
  });

  it.each(transports.slice(1))('hold for each event of a subscription over %s', async (transport) => {
    expect(await codes(transport, 'subscription { watch { nodes(first: 10) { id } } }')).toEqual([]);
    expect(await codes(transport, 'subscription { watch { nodes(first: 100) { id } } }')).toEqual(['OPERATION_TOO_COSTLY']);
  });

  it.each(transports)('refuse over %s an answer that grew too large', async (transport) => {
    expect(await codes(transport, '{ text(length: 2000) }')).toEqual([]);
    expect(await codes(transport, '{ text(length: 4000) }')).toEqual(['RESPONSE_TOO_LARGE']);
  });

  it.each(transports.slice(1))('refuse over %s an event that grew too large', async (transport) => {
    expect(await codes(transport, 'subscription { watch { nodes(first: 5) { id } } }')).toEqual([]);
    expect(await codes(transport, 'subscription { watch { nodes(first: 45) { id } } }')).toEqual(['RESPONSE_TOO_LARGE']);
  });

  it.each(transports)('count over %s tokens that are refused as well', async (transport) => {
    const address = newAddress();
    const refused = await firstAnswer(stage, transport, '{ whoami }', { address, token: 'abc' });
    expect(refused).toMatch(/UNAUTHENTICATED|^4403$/);
    const wrong = { token: 'abc', headers: { 'x-forwarded-for': address } };
    for (let i = 0; i < 29; i++) expect((await stage.ask('{ whoami }', wrong)).status).toBe(401);
    expect((await stage.ask('{ whoami }', wrong)).status).toBe(429);
    expect(await codes(transport, '{ whoami }', address)).toEqual(['RATE_LIMITED']);
  });

  it.each(transports)('refuse over %s variables that lie too deep within each other', async (transport) => {
    const query = '{ whoami }';
    const deep = (depth: number) => JSON.parse(`${'['.repeat(depth)}${']'.repeat(depth)}`);
    for (const depth of [101, 1_000]) {
      const answer = await firstAnswer(stage, transport, query, { address: newAddress(), variables: { other: deep(depth) } });
      expect(codesIn(answer)).toEqual(['BAD_USER_INPUT']);
    }
    expect(
      codesIn(await firstAnswer(stage, transport, query, { address: newAddress(), variables: { other: deep(99) } })),
    ).toEqual([]);
  });

  describe('of a WebSocket', () => {
    const connect = async (address: string) => {
      const socket = new WebSocket(stage.webSocketUrl, 'graphql-transport-ws', { headers: { 'x-forwarded-for': address } });
      const heard = new Reader<{ type: string; id?: string; payload?: unknown }>();
      const closed = new Promise<number>((resolve) => socket.once('close', resolve));
      socket.on('message', (text) => heard.push(JSON.parse(String(text))));
      afterwards(() => socket.terminate());
      await new Promise((resolve) => socket.once('open', resolve));
      const send = (message: object) => socket.send(JSON.stringify(message));
      send({ type: 'connection_init' });
      expect(await heard.next()).toEqual({ type: 'connection_ack' });
      return { socket, heard, closed, send };
    };

    it('count pings as messages, answer each, and ask a client that sends too many to come back later', async () => {
      const address = newAddress();
      const { heard, closed, send } = await connect(address);
      for (let i = 0; i < 30; i++) {
        send({ type: 'ping', payload: { i } });
        expect(await heard.next()).toEqual({ type: 'pong', payload: { i } });
      }
      expect(await codes('HTTP', '{ whoami }', address)).toEqual(['RATE_LIMITED']);
      send({ type: 'ping' });
      expect(await closed).toBe(1013);
    });

    it.each(['ping', 'pong'])('count %s frames and messages alike', async (kind) => {
      const address = newAddress();
      const { socket, closed, send } = await connect(address);
      for (let i = 0; i < 31; i++) {
        if (kind === 'ping') socket.ping();
        else send({ type: 'pong' });
      }
      expect(await closed).toBe(1013);
      expect(await codes('HTTP', '{ whoami }', address)).toEqual(['RATE_LIMITED']);
    });

    it('count subscriptions that are refused before anybody admits them', async () => {
      const address = newAddress();
      const { heard, send } = await connect(address);
      const refusals = async (times: number) => {
        const codes: string[] = [];
        for (let i = 0; i < times; i++) {
          send({ type: 'subscribe', id: `${i}${'x'.repeat(200)}`, payload: { query: '{ whoami }' } });
          codes.push(...codesIn(JSON.stringify(await heard.next())));
        }
        return codes;
      };
      expect(await refusals(30)).toEqual(Array(30).fill('BAD_USER_INPUT'));
      expect(await refusals(1)).toEqual(['RATE_LIMITED']);
    });
  });

  it('count a document more that is seen for the first time, and the same document less from then on', async () => {
    const address = newAddress();
    const ask = (query: string) => stage.ask(query, { headers: { 'x-forwarded-for': address } }).then(({ status }) => status);
    const one = (i: number) => `{ whoami a${i}: node { id } b${i}: node { id } }`;
    const statuses: number[] = [];
    for (let i = 0; i < 29; i++) statuses.push(await ask(one(i)));
    // 20,000 values: each costs 150 for its root fields, 5 for its values, and 550 at first sight.
    expect(statuses.indexOf(429)).toBe(28);
    const other = newAddress();
    const again = () => stage.ask(one(0), { headers: { 'x-forwarded-for': other } }).then(({ status }) => status);
    const repeated: number[] = [];
    for (let i = 0; i < 29; i++) repeated.push(await again());
    expect(repeated.indexOf(429)).toBe(-1);
  });

  it('count requests that hold no operation as well', async () => {
    const headers = { 'content-type': 'application/json', 'x-forwarded-for': newAddress() };
    const ask = async () => (await fetch(stage.url, { method: 'POST', headers, body: '{"query":7}' })).status;
    for (let i = 0; i < 30; i++) expect(await ask()).toBe(400);
    expect(await ask()).toBe(429);
  });

  it.each(transports)('count operations over %s by address, and say when to come back', async (transport) => {
    const address = newAddress();
    for (let i = 0; i < 30; i++) await stage.ask('{ whoami }', { headers: { 'x-forwarded-for': address } });
    expect(await codes(transport, '{ whoami }', address)).toEqual(['RATE_LIMITED']);
    const refused = await stage.ask('{ whoami }', { headers: { 'x-forwarded-for': address } });
    expect(refused.status).toBe(429);
    expect(Number(refused.headers.get('retry-after'))).toBeGreaterThan(0);
    expect(await codes(transport, '{ whoami }', newAddress())).toEqual([]);
  });

  it.each(transports)(
    'count over %s what operations cost, so that a few costly ones weigh as much as many',
    async (transport) => {
      const [address, costly] = [newAddress(), '{ nodes(first: 1500) { id } }'];
      const ask = () => stage.ask(costly, { headers: { 'x-forwarded-for': address } });
      for (let i = 0; i < 9; i++) expect((await ask()).status).toBe(200);
      expect(await codes(transport, costly, address)).toEqual(['RATE_LIMITED']);
      const refused = await ask();
      expect([refused.status, Number(refused.headers.get('retry-after')) > 0]).toEqual([429, true]);
      expect(await refused.text()).toContain('Too many values asked for');
      expect(await codes(transport, costly)).toEqual([]);
    },
  );

  it('count operations of an account by account, wherever it asks from', async () => {
    const token = await tokenFor('busy');
    for (let i = 0; i < 30; i++) await stage.ask('{ whoami }', { token, headers: { 'x-forwarded-for': newAddress() } });
    expect(await codes('HTTP', '{ whoami }', newAddress(), token)).toEqual(['RATE_LIMITED']);
    expect(await codes('HTTP', '{ whoami }', newAddress(), await tokenFor('calm'))).toEqual([]);
  });

  it('count a limited mutation as often as a document asks for it', async () => {
    const address = newAddress();
    const before = whoami.calls.touch ?? 0;
    expect(await codes('HTTP', 'mutation { touch again: touch ...F } fragment F on Mutation { touchTwice }', address)).toEqual(
      [],
    );
    expect(await codes('HTTP', 'mutation { touch again: touch }', address)).toEqual(['RATE_LIMITED']);
    const refused = await stage.ask('mutation { touch }', { headers: { 'x-forwarded-for': address } });
    expect(((await refused.json()) as { errors: { extensions: object }[] }).errors[0]?.extensions).toEqual({
      code: 'RATE_LIMITED',
      field: 'touch',
      limit: 3,
      retryAfterSeconds: expect.any(Number),
    });
    expect(whoami.calls.touch).toBe(before + 2);
    expect(await codes('HTTP', 'mutation { touchTwice }', address)).toEqual([]);
  });
});

describe('the live feeds that one address has opened', () => {
  it('may cost so much together, on every transport, whoever else joins them', async () => {
    const whoami = await startWhoami();
    afterwards(whoami.stop);
    const stage = await startStage({ whoami }, { maxOpenEventCost: 120, trustedProxies: 1 });
    afterwards(() => stage[Symbol.asyncDispose]());
    const feed = (first: number) => `subscription { watch { nodes(first: ${first}) { id } } }`;
    const hold = async (query: string, address: string) => {
      const leave = new AbortController();
      afterwards(() => leave.abort());
      const response = await fetch(stage.url, {
        method: 'POST',
        signal: leave.signal,
        headers: { 'content-type': 'application/json', accept: accepts.multipart, 'x-forwarded-for': address },
        body: JSON.stringify({ query }),
      });
      return { status: response.status, leave: () => leave.abort() };
    };
    const ask = async (transport: Transport, query: string, address: string) =>
      codesIn(await firstAnswer(stage, transport, query, { address }));
    const [first, second] = [await hold(feed(40), '192.0.2.1'), await hold(feed(50), '192.0.2.1')];
    expect([first.status, second.status]).toEqual([200, 200]);
    for (const [i, transport] of transports.slice(1).entries()) {
      expect(await ask(transport, feed(45 + i), '192.0.2.1')).toEqual(['SUBSCRIPTION_LIMIT']);
      expect(await ask(transport, feed(50), '192.0.2.1')).toEqual([]);
      expect(await ask(transport, feed(45 + i), '192.0.2.2')).toEqual([]);
    }
    first.leave();
    await eventually('the first stream is gone', () => stage.gateway.live.stats().streams <= 1);
    for (const transport of transports.slice(1)) expect(await ask(transport, feed(44), '192.0.2.1')).toEqual([]);
  });
});

describe('a mutation over a WebSocket', () => {
  it('needs an account', async () => {
    const whoami = await startWhoami();
    afterwards(whoami.stop);
    const stage = await startStage({ whoami });
    afterwards(() => stage[Symbol.asyncDispose]());
    const ask = async (connectionParams: Record<string, unknown>) => {
      const client = createClient({ url: stage.webSocketUrl, webSocketImpl: WebSocket, retryAttempts: 0, connectionParams });
      afterwards(() => client.dispose());
      const reader = new Reader<unknown>();
      client.subscribe({ query: 'mutation { touch }' }, { next: reader.push, error: reader.push, complete: () => reader.end() });
      const answer = await reader.next();
      return answer;
    };
    expect(await ask({})).toMatchObject([{ extensions: { code: 'UNSAFE_REQUEST' } }]);
    expect(await ask({ authorization: `Bearer ${await tokenFor('ana')}` })).toEqual({ data: { touch: 1 } });
  });
});

describe('what cannot even be read', () => {
  it.each(['with its length', 'in pieces'])('counts as a request of its address, sent %s', async (how) => {
    const whoami = await startWhoami();
    afterwards(whoami.stop);
    const rates = { operations: { points: 4, seconds: 600 }, mutations: new Map() };
    const stage = await startStage({ whoami }, { rates, trustedProxies: 1 });
    afterwards(() => stage[Symbol.asyncDispose]());
    const send = async (text: string, type = 'application/json') => {
      const body = how === 'in pieces' ? new Blob([text]).stream() : text;
      const headers = { 'content-type': type, 'x-forwarded-for': '192.0.2.7' };
      return (await fetch(stage.url, { method: 'POST', headers, body, duplex: 'half' } as RequestInit)).status;
    };
    const long = JSON.stringify({ query: `{ whoami } # ${'x'.repeat(100_000)}` });
    expect([await send('{'), await send('{}', 'text/plain'), await send(long), await send('{"query":"{ whoami }"}')]).toEqual([
      400, 415, 413, 200,
    ]);
    expect([await send('{'), await send('{"query":"{ whoami }"}')]).toEqual([429, 429]);
  });
});

describe('ten readers of the dashboard behind one address', () => {
  it('stay within the usual limits with room to spare, asking everything anew every ten seconds, and reading feeds', () => {
    const sdl = readFileSync(projectFile('schema', 'supergraph.graphql'), 'utf8');
    const graph = Supergraph.build(parse(sdl)).apiSchema().toGraphQLJSSchema();
    const { RATE_LIMIT, COST_LIMIT, MAX_OPEN_EVENT_COST } = readSettings(settings, {});
    const asked = ['PublisherPolicies', 'CompareLending', 'Petitions', 'SeekingSisters', 'LibraryPage', 'LivePetition'].map(
      (name) => {
        const text = readFileSync(projectFile('schema', 'operations', `${name}.graphql`), 'utf8');
        const operation = operationIn(text, graph);
        return { kind: operation?.kind, values: operation?.cost({ first: 50 }) ?? Number.NaN };
      },
    );
    const timesAMinute = 10 * 6;
    const queries = asked.filter(({ kind }) => kind === 'query');
    expect(queries).toHaveLength(5);
    expect(queries.length * timesAMinute).toBeLessThan(RATE_LIMIT.points / 2);
    const cost = queries.reduce((sum, { values }) => sum + values, 0);
    expect(cost * timesAMinute).toBeLessThan(COST_LIMIT.points * 0.75);
    expect(10 * (asked.at(-1)?.values ?? Number.NaN)).toBeLessThan(MAX_OPEN_EVENT_COST / 2);
  });
});
