// Promises of WebSockets: who may open one, what it carries, and what happens to clients that misbehave or stop reading.
import WebSocket from 'ws';
import { afterwards } from '../../support/afterwards';
import { eventually } from '../../support/reader';
import { BareClient, protocol } from './support/bareClients';
import { readWith, webSocketClient } from './support/clients';
import { type Federation, startFederation } from './support/federation';

const live = `subscription($id: ID!) { petitionCount(id: $id) { count petition { title libraries { name country } } } }`;
const count = { query: live, variables: { id: 'p1' } };

describe('a WebSocket', () => {
  let federation: Federation;

  /** A client that sends what it is told and keeps what it hears. */
  const open = (
    options: WebSocket.ClientOptions = {},
    protocols: string | string[] = protocol,
    url = federation.webSocketUrl,
  ) => {
    const socket = new WebSocket(url, protocols, options);
    const heard: { type: string; id?: string; payload?: unknown }[] = [];
    const end = new Promise<string>((resolve) => {
      socket.on('unexpected-response', (_request, { statusCode }) => resolve(`HTTP ${statusCode}`));
      socket.on('close', (code, reason) => resolve(`${code} ${reason}`));
      socket.on('error', () => {});
    });
    socket.on('message', (text) => heard.push(JSON.parse(String(text))));
    afterwards(() => socket.terminate());
    const send = (message: unknown) => socket.send(typeof message === 'string' ? message : JSON.stringify(message));
    return {
      socket,
      heard,
      end,
      send,
      async begin(payload?: object) {
        await new Promise((resolve) => socket.once('open', resolve));
        send({ type: 'connection_init', payload });
        await eventually('the connection is acknowledged', () => heard.some(({ type }) => type === 'connection_ack'));
      },
      async hears(type: string, id?: string) {
        const found = () => heard.find((message) => message.type === type && message.id === id);
        await eventually(`a ${type} came; ${JSON.stringify(heard).slice(0, 500)}`, () => found() !== undefined);
        return found() as { type: string; id?: string; payload?: unknown };
      },
    };
  };
  const start = async (overrides: Parameters<typeof startFederation>[0]) => {
    await federation[Symbol.asyncDispose]();
    federation = await startFederation(overrides);
  };

  beforeEach(async () => {
    federation = await startFederation({ maxSubscriptionsPerSocket: 3 });
    afterwards(() => federation[Symbol.asyncDispose]());
    afterwards(() => federation.idle());
  });

  it('is refused to pages of other origins and outside its path, and open to pages of ours', async () => {
    expect(await open({ origin: 'http://evil.example' }).end).toBe('HTTP 403');
    expect(await open({ origin: 'http://library.example.evil.example' }).end).toBe('HTTP 403');
    expect(await open({ origin: 'null' }).end).toBe('HTTP 403');
    expect(await open({}, protocol, federation.webSocketUrl.replace('/graphql', '/other')).end).toBe('HTTP 404');
    await open({ origin: 'http://library.example' }).begin();
    await open({ origin: new URL(federation.url).origin }).begin();
  });

  it('speaks graphql-transport-ws only', async () => {
    expect(await open({}, 'graphql-ws').end).toMatch(/^4406/);
    const both = open({}, ['graphql-ws', protocol]);
    await both.begin();
    expect(both.socket.protocol).toBe(protocol);
  });

  it.each([
    ['shows a token that is refused', [{ type: 'connection_init', payload: { token: 'bad' } }], '4403 Forbidden'],
    ['shows a token that ends soon', [{ type: 'connection_init', payload: { token: 'brief' } }], '4403 Token expired'],
    ['sends more than 64 kB at once', ['x'.repeat(70_000)], /^1009/],
    ['sends what is not JSON', ['{'], '4400 Invalid message received'],
    ['sends what is not a message', [{ type: 'hello' }], '4400 Invalid message received'],
    ['subscribes before it is admitted', [{ type: 'subscribe', id: '1', payload: { query: live } }], '4401 Unauthorized'],
    [
      'introduces itself twice',
      [{ type: 'connection_init' }, { type: 'connection_init' }],
      '4429 Too many initialisation requests',
    ],
  ])('closes when the client %s', async (_what, messages, expected) => {
    const client = open();
    client.socket.on('open', () => messages.forEach(client.send));
    expect(await client.end).toEqual(expect.stringMatching(expected));
  });

  it('closes when the client says nothing for too long', async () => {
    await start({ initTimeoutMs: 100 });
    expect(await open().end).toBe('4408 Connection initialisation timeout');
  });

  it('lets no id stand for two subscriptions, even when it is completed and used again before it has begun', async () => {
    let [admitted, waiting] = [() => {}, 0];
    const gate = new Promise<void>((resolve) => {
      admitted = resolve;
    });
    await start({
      maxSubscriptionsPerSocket: 3,
      admit: async (request) => {
        waiting++;
        await gate;
        return request as { query: string };
      },
    });
    const client = open();
    await client.begin();
    client.send({ type: 'subscribe', id: '1', payload: count });
    for (let i = 0; i < 30; i++) {
      client.send({ type: 'complete', id: '1' });
      client.send({ type: 'subscribe', id: '1', payload: count });
      client.send({ type: 'complete', id: `${i}` });
      client.send({ type: 'subscribe', id: `other ${i}`, payload: count });
      client.send({ type: 'complete', id: `other ${i}` });
    }
    await client.hears('error', '1');
    expect(waiting).toBeLessThanOrEqual(3);
    admitted();
    await eventually('nobody reads', () => federation.live.stats().readers === 0 && federation.world.feeds.size === 0);
    client.send({ type: 'subscribe', id: '1', payload: count });
    await client.hears('next', '1');
    expect(federation.live.stats().readers).toBe(1);
  });

  it('takes a thousand subscribe messages at once, keeps as many as it may and refuses the rest with a code', async () => {
    const client = open();
    await client.begin();
    for (let i = 0; i < 1_000; i++) client.send({ type: 'subscribe', id: `${i}`, payload: count });
    await client.hears('error', '999');
    expect(client.heard.filter(({ type }) => type === 'error')).toHaveLength(997);
    expect(federation.live.stats()).toMatchObject({ readers: 3, streams: 1, refused: 997 });
    client.socket.terminate();
  });

  it('leaves nothing behind for clients who subscribe and vanish before the first event', async () => {
    await federation.advocacy.stop();
    const clients = Array.from({ length: 20 }, () => open());
    await Promise.all(clients.map((client) => client.begin()));
    for (const client of clients) client.send({ type: 'subscribe', id: '1', payload: count });
    await eventually('all read', () => federation.live.stats().readers === 20);
    for (const client of clients) client.socket.terminate();
    await eventually('nobody reads', () => federation.live.stats().readers + federation.live.stats().streams === 0);
    await federation.advocacy.start();
  });

  it('closes with 4409 when an id is used twice', async () => {
    const client = open();
    await client.begin();
    for (let i = 0; i < 2; i++) client.send({ type: 'subscribe', id: '1', payload: count });
    expect(await client.end).toBe('4409 Subscriber for 1 already exists');
  });

  it('stays open with a token that ends in more than 25 days', async () => {
    const client = open();
    await client.begin({ token: 'ana' });
    client.send({ type: 'subscribe', id: '1', payload: count });
    await client.hears('next', '1');
    expect(client.socket.readyState).toBe(WebSocket.OPEN);
  });

  it('ends the streams of a token that expires, and lets the client continue with a fresh one', async () => {
    const tokens = ['brief', 'ana'];
    const { createClient } = jest.requireActual<typeof import('graphql-ws')>('graphql-ws');
    const client = createClient({
      url: federation.webSocketUrl,
      webSocketImpl: WebSocket,
      retryWait: async () => {},
      connectionParams: () => ({ token: tokens.shift() }),
    });
    afterwards(() => client.dispose());
    const reading = readWith(client, count);
    await reading.frame(2);
    expect(tokens).toEqual([]);
    expect(federation.world.subscribeExtensions).toEqual([{ 'x-subject': 'brief' }, { 'x-subject': 'ana' }]);
  });

  it('does nothing more for a client whose token has expired, even if the client does not close', async () => {
    const client = await bare().open({ token: 'brief' });
    await client.shows('Token expired');
    client.send({ type: 'subscribe', id: '1', payload: { query: 'mutation { rename(id: "p1", title: "late") { title } }' } });
    client.socket.write(Buffer.from([0x88, 0x80, 0, 0, 0, 0]));
    await eventually('it is closed', () => federation.live.stats().webSockets === 0);
    expect(federation.world.title).toBe('Open the stacks');
    expect(federation.world.fetchHeaders).toHaveLength(0);
  });

  it.each([
    ['a syntax error', { query: 'subscription {' }, 'GRAPHQL_PARSE_FAILED'],
    ['an invalid document', { query: 'subscription { nope }' }, 'GRAPHQL_VALIDATION_FAILED'],
    ['an id that is too long', { query: live }, 'BAD_USER_INPUT', 'x'.repeat(200)],
  ])('answers %s by an error for its id and stays open', async (_what, payload, code, id = '1') => {
    const client = open();
    await client.begin();
    client.send({ type: 'subscribe', id, payload });
    expect((await client.hears('error', id)).payload).toEqual([
      expect.objectContaining({ extensions: expect.objectContaining({ code }) }),
    ]);
    client.send({ type: 'subscribe', id: '2', payload: count });
    await client.hears('next', '2');
    expect(client.heard.some(({ type }) => type === 'complete')).toBe(false);
  });

  it('carries several subscriptions, and refuses those beyond its limit with a code', async () => {
    const client = webSocketClient(federation);
    afterwards(() => client.dispose());
    const readings = Array.from({ length: 4 }, (_, i) => readWith(client, { ...count, variables: { id: `p${i}` } }));
    await Promise.all(readings.slice(0, 3).map((reading) => reading.frame(1)));
    expect((await (readings[3] as (typeof readings)[0]).refusal()).map(({ extensions }) => extensions?.code)).toEqual([
      'SUBSCRIPTION_LIMIT',
    ]);
    const now = federation.world.bump();
    await Promise.all(readings.slice(0, 3).map((reading) => reading.count(now)));
  });

  it('is refused with 429 to an address that holds as many connections as it may, until one is closed', async () => {
    await start({ maxConnectionsPerAddress: 2 });
    const [first, second] = [open(), open()];
    await Promise.all([first.begin(), second.begin()]);
    expect(await open().end).toBe('HTTP 429');
    expect(federation.live.stats().refused).toBe(1);
    first.socket.close();
    await eventually('the address has room', () => federation.live.stats().webSockets === 1);
    await open().begin();
  });

  it('refuses a flood of upgrades from one address beyond its limit, and keeps no socket of the refused', async () => {
    await start({ maxConnectionsPerAddress: 5, initTimeoutMs: 60_000 });
    const flood = Array.from({ length: 300 }, () => bare({ allowHalfOpen: true }));
    for (const client of flood) client.askToUpgrade();
    await eventually('all were answered', () => flood.every(({ text }) => text.includes('\r\n\r\n')));
    const taken = flood.filter(({ text }) => text.startsWith('HTTP/1.1 101'));
    expect(taken).toHaveLength(5);
    expect(flood.filter(({ text }) => text.startsWith('HTTP/1.1 429'))).toHaveLength(295);
    expect(federation.live.stats()).toMatchObject({ webSockets: 5, refused: 295 });
    await eventually('the gateway holds five sockets', () => federation.openSockets() === 5);
    for (const { socket } of taken) socket.destroy();
    await eventually('the address has room', () => federation.live.stats().webSockets === 0);
    await open().begin();
  });

  it('keeps no socket of a page of another origin that does not close its side', async () => {
    const stranger = bare({ allowHalfOpen: true });
    stranger.askToUpgrade(['origin: http://evil.example']);
    await stranger.shows('HTTP/1.1 403');
    await eventually('the socket is gone', () => federation.openSockets() === 0);
  });

  it('leaves nothing behind of thousands who subscribe and unsubscribe in one tick', async () => {
    await start({ maxSubscriptionsPerSocket: 5_000 });
    const client = open();
    await client.begin();
    client.socket.pause();
    for (let i = 0; i < 3_000; i++) {
      client.send({ type: 'subscribe', id: `${i}`, payload: { ...count, variables: { id: `p${i % 50}` } } });
      client.send({ type: 'complete', id: `${i}` });
    }
    client.send({ type: 'subscribe', id: 'last', payload: count });
    client.socket.resume();
    await client.hears('next', 'last');
    await eventually('one feed is left', () => federation.live.stats().streams === 1 && federation.world.feeds.size === 1);
    expect(federation.live.stats().readers).toBe(1);
    expect(federation.world.sockets).toBe(1);
  });

  it('answers queries and mutations as HTTP would', async () => {
    const client = webSocketClient(federation);
    afterwards(() => client.dispose());
    const query = readWith(client, { query: '{ petition(id: "p1") { title libraries { name } } }' });
    await query.completion();
    expect(query.frames).toEqual([
      { data: { petition: { title: 'Open the stacks', libraries: [{ name: 'Library l1' }, { name: 'Library l2' }] } } },
    ]);
    const mutation = readWith(client, {
      query: 'mutation($t: String!) { rename(id: "p1", title: $t) { title } }',
      variables: { t: 'x' },
    });
    expect((await mutation.frame(1)).data).toEqual({ rename: { title: 'x' } });
    const faulty = readWith(client, { query: '{ nope }' });
    expect((await faulty.frame(1)).errors?.map(({ extensions }) => extensions?.code)).toEqual(['GRAPHQL_VALIDATION_FAILED']);
  });

  it('refuses queries with a code when there is no executor, and masks what an executor throws', async () => {
    await start({ executeOperation: undefined });
    const client = webSocketClient(federation);
    afterwards(() => client.dispose());
    const refused = await readWith(client, { query: '{ libraries { id } }' }).refusal();
    expect(refused.map(({ extensions }) => extensions?.code)).toEqual(['OPERATION_NOT_SUPPORTED']);
    await start({
      executeOperation: async () => {
        throw new Error('connect ECONNREFUSED 10.0.0.7:4001');
      },
    });
    const other = webSocketClient(federation);
    afterwards(() => other.dispose());
    const frame = await readWith(other, { query: '{ libraries { id } }' }).frame(1);
    expect(JSON.stringify(frame)).not.toMatch(/10\.0\.0\.7/);
    expect(frame.errors).toHaveLength(1);
  });

  it.each([1, 30, 60_000, 70_000])('sends texts of any length, in any script, unharmed (about %i bytes)', async (length) => {
    federation.world.title = '图書館 "–" \\ \u2028 📚'.padEnd(length, 'ü');
    const client = webSocketClient(federation);
    afterwards(() => client.dispose());
    const reading = readWith(client, count);
    for (let i = 0; i < 20; i++) await reading.count(i === 0 ? federation.world.count : federation.world.bump());
    expect(reading.last?.data).toMatchObject({ petitionCount: { petition: { title: federation.world.title } } });
  });

  it('is pinged when idle, and cut off when no pong comes', async () => {
    await start({ keepAliveMs: 400 });
    const answering = open();
    const silent = open({ autoPong: false } as WebSocket.ClientOptions);
    const pinged = jest.fn();
    answering.socket.on('ping', pinged);
    await Promise.all([answering.begin(), silent.begin()]);
    expect(await silent.end).toMatch(/^1006/);
    expect(pinged.mock.calls.length).toBeGreaterThan(0);
    expect(answering.socket.readyState).toBe(WebSocket.OPEN);
  });

  it('gives a client that stops reading 16 messages and no more, then the newest when it reads again', async () => {
    await start({ pace: { pingEvery: 8, maxUnread: 16 } });
    const { client, sent } = await stuckClient();
    await eventually('16 messages were written', () => sent() >= 16);
    for (let i = 0; i < 200; i++) {
      const { events } = federation.live.stats();
      federation.world.bump();
      await eventually('the event came', () => federation.live.stats().events > events);
    }
    client.socket.resume();
    await eventually('all that was sent came', () => client.counts.length === 16);
    client.socket.on('data', () => client.pong());
    client.pong();
    await eventually('the newest count came', () => client.counts.at(-1) === federation.world.count);
    // The newest, or the one before it and then the newest, if that was still being executed.
    expect(client.counts.length).toBeLessThanOrEqual(18);
  });

  it('cuts off a client that never reads again, and frees its stream', async () => {
    await start({ keepAliveMs: 200 });
    const client = await bare().open();
    client.send({ type: 'subscribe', id: '1', payload: count });
    client.socket.pause();
    const bumping = setInterval(() => federation.world.bump(), 5);
    afterwards(() => clearInterval(bumping));
    await eventually('the client is gone', () => federation.live.stats().webSockets === 0);
    await eventually('the feed is free', () => federation.world.feeds.size === 0);
    expect(federation.live.stats().cutOff).toBe(1);
  });

  it('cuts off a client that keeps asking and never reads the answers', async () => {
    const client = await bare().open();
    client.socket.pause();
    const flood = setInterval(() => client.send({ type: 'ping', payload: { echo: 'x'.repeat(60_000) } }), 1);
    afterwards(() => clearInterval(flood));
    await eventually('it is gone', () => federation.live.stats().webSockets === 0);
  });

  it('is closed with 1001 when the gateway stops, without a complete that would keep the client away', async () => {
    const client = open();
    await client.begin();
    client.send({ type: 'subscribe', id: '1', payload: count });
    await client.hears('next', '1');
    await federation.live.close();
    expect(await client.end).toBe('1001 Going away');
    expect(client.heard.map(({ type }) => type)).toEqual(['connection_ack', 'next']);
    expect(await open().end).toBe('HTTP 503');
  });

  it('is closed with 1001 at its greatest age', async () => {
    await start({ maxAgeMs: 50 });
    const client = open();
    expect(await client.end).toBe('1001 Please reconnect');
  });

  function bare(options?: { allowHalfOpen: boolean }): BareClient {
    const client = BareClient.to(federation, options);
    afterwards(() => client.socket.destroy());
    return client;
  }

  /** Subscribes, reads the first state, and then nothing more, nor answers any ping. */
  async function stuckClient() {
    const client = await bare().follow('WebSocket', count);
    client.socket.pause();
    const { executions } = federation.live.stats();
    for (let i = 0; i < 20; i++) {
      const before = federation.live.stats().executions;
      federation.world.bump();
      await eventually('the event was executed', () => federation.live.stats().executions > before);
    }
    return { client, sent: () => federation.live.stats().executions - executions };
  }
});
