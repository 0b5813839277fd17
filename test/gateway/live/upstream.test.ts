// Promises of a subgraph's feed: restored whenever waiting helps, ended when it does not, and left at once when nobody reads.
import { createServer, type Server as HttpServer } from 'node:http';
import { type AddressInfo, createServer as createTcpServer } from 'node:net';
import { type WebSocket, WebSocketServer } from 'ws';
import { type SubgraphSocketOptions, SubgraphSockets } from '#gateway/live/subgraphSockets';
import { silentLog } from '#kit/words/log';
import { afterwards } from '../../support/afterwards';
import { eventually } from '../../support/reader';

/** A subgraph that only does what a test tells it. */
class ScriptedSubgraph {
  readonly heard: { type: string; id?: string; payload?: unknown }[] = [];
  readonly sockets: WebSocket[] = [];
  answersPings = true;
  port = 0;
  #http: HttpServer | undefined;

  get url(): string {
    return `ws://127.0.0.1:${this.port}/graphql`;
  }

  async start(): Promise<this> {
    const http = createServer();
    this.#http = http;
    const server = new WebSocketServer({ server: http, handleProtocols: () => 'graphql-transport-ws' });
    server.on('connection', (socket) => {
      this.sockets.push(socket);
      socket.on('message', (text) => {
        const message = JSON.parse(String(text));
        this.heard.push(message);
        if (message.type === 'connection_init') socket.send('{"type":"connection_ack"}');
        if (message.type === 'ping' && this.answersPings) socket.send('{"type":"pong"}');
      });
    });
    await new Promise<void>((resolve) => http.listen(this.port, '127.0.0.1', resolve));
    this.port = (http.address() as AddressInfo).port;
    return this;
  }

  async stop(): Promise<void> {
    for (const socket of this.sockets) socket.terminate();
    const http = this.#http;
    this.#http = undefined;
    if (http?.listening) await new Promise((resolve) => http.close(resolve));
  }

  of(type: string) {
    return this.heard.filter((message) => message.type === type);
  }

  /** The newest subscription, told something. */
  tell(type: string, payload?: unknown): void {
    const id = this.of('subscribe').at(-1)?.id;
    this.sockets.at(-1)?.send(JSON.stringify({ id, type, payload }));
  }
}

describe('the feed of a subgraph', () => {
  let subgraph: ScriptedSubgraph;
  let source: SubgraphSockets;
  const asked = { query: 'subscription { a }', variables: { x: 1 } };
  const onBehalf = { headers: { 'x-subject': 'ana' } };
  const make = (options: Partial<SubgraphSocketOptions> = {}) => {
    source = new SubgraphSockets({ urlOf: () => subgraph.url, log: silentLog, longestPauseMs: 20, ...options });
  };
  const follow = () => {
    const calls: unknown[][] = [];
    const leave = source.subscribe('advocacy', asked, onBehalf, {
      next: (event) => calls.push(['next', event]),
      refused: (errors) => calls.push(['refused', errors.map(({ message, extensions }) => [message, extensions])]),
      complete: () => calls.push(['complete']),
      failed: () => calls.push(['failed']),
      unavailable: () => calls.push(['unavailable']),
    });
    return { calls, leave };
  };

  beforeEach(async () => {
    subgraph = await new ScriptedSubgraph().start();
    make();
    afterwards(() => subgraph.stop());
    afterwards(() => source.close());
  });

  it('opens nothing before it is asked, and carries headers with the subscription and not with the connection', async () => {
    expect(subgraph.sockets).toHaveLength(0);
    const { leave } = follow();
    await eventually('it is subscribed', () => subgraph.of('subscribe').length === 1);
    expect(subgraph.heard).toMatchObject([
      { type: 'connection_init' },
      { type: 'subscribe', payload: { query: asked.query, variables: { x: 1 }, extensions: { 'x-subject': 'ana' } } },
    ]);
    leave();
    await eventually('it is unsubscribed', () => subgraph.of('complete').length === 1);
    await eventually('the connection is closed', () => source.connected.length === 0);
  });

  it('carries all subscriptions of a subgraph on one connection', async () => {
    const all = Array.from({ length: 20 }, follow);
    await eventually('all are subscribed', () => subgraph.of('subscribe').length === 20);
    expect(subgraph.sockets).toHaveLength(1);
    for (const { leave } of all) leave();
  });

  it.each([1000, 1001, 1012, 4403, 4408, 4499])('is subscribed again after the connection was closed with %i', async (code) => {
    const { calls, leave } = follow();
    await eventually('it is subscribed', () => subgraph.of('subscribe').length === 1);
    subgraph.sockets[0]?.close(code);
    await eventually('it is subscribed again', () => subgraph.of('subscribe').length === 2);
    subgraph.tell('next', { data: { a: 1 } });
    await eventually('the state came', () => calls.length > 0);
    expect(calls).toEqual([['next', { data: { a: 1 } }]]);
    leave();
  });

  it.each([1011, 4400, 4401, 4409, 4429, 4500])('fails when the connection was closed with %i', async (code) => {
    const { calls } = follow();
    await eventually('it is subscribed', () => subgraph.of('subscribe').length === 1);
    subgraph.sockets[0]?.close(code);
    await eventually('it failed', () => calls.length > 0);
    expect(calls).toEqual([['failed']]);
    const again = follow();
    await eventually('another is subscribed', () => subgraph.of('subscribe').length === 2);
    again.leave();
  });

  it.each([4500, 4400, 4409, 1011, 1009])(
    'goes on when its subgraph ends the connection of several feeds by %i for the fault of one',
    async (code) => {
      const [good, poison] = [follow(), follow()];
      await eventually('both are subscribed', () => subgraph.of('subscribe').length === 2);
      subgraph.sockets[0]?.close(code, 'the source of one threw');
      await eventually(
        'each has a connection of its own',
        () => subgraph.sockets.length === 3 && subgraph.of('subscribe').length === 4,
      );
      subgraph.sockets[2]?.close(code, 'the same again');
      await eventually('the other has ended', () => poison.calls.length === 1 || good.calls.length === 1);
      const [ended, stays] = poison.calls.length === 1 ? [poison, good] : [good, poison];
      expect(ended.calls).toEqual([['failed']]);
      subgraph.sockets[1]?.send(
        JSON.stringify({ id: subgraph.of('subscribe')[2]?.id, type: 'next', payload: { data: { a: 1 } } }),
      );
      await eventually('a state came', () => stays.calls.length === 1);
      expect(stays.calls).toEqual([['next', { data: { a: 1 } }]]);
      stays.leave();
      await eventually('nothing is open', () => subgraph.sockets.every(({ readyState }) => readyState === 3));
    },
  );

  it('goes on beside one whose message nobody can read', async () => {
    const [good, bad] = [follow(), follow()];
    await eventually('both are subscribed', () => subgraph.of('subscribe').length === 2);
    subgraph.sockets[0]?.send(JSON.stringify({ id: subgraph.of('subscribe')[1]?.id, type: 'next' }));
    await eventually('each is subscribed again', () => subgraph.of('subscribe').length === 4);
    // Each knows its own id, and no other.
    for (const { id } of subgraph.of('subscribe').slice(2))
      for (const socket of subgraph.sockets.slice(1))
        socket.send(JSON.stringify({ id, type: 'next', payload: { data: { a: 1 } } }));
    await eventually('both go on', () => [good, bad].every(({ calls }) => calls.length === 1));
    expect([good.calls, bad.calls]).toEqual([[['next', { data: { a: 1 } }]], [['next', { data: { a: 1 } }]]]);
    for (const { leave } of [good, bad]) leave();
  });

  it.each([4401, 4406, 4429])(
    'fails with all others when the connection is refused with %i, and opens none for each',
    async (code) => {
      const both = [follow(), follow()];
      await eventually('both are subscribed', () => subgraph.of('subscribe').length === 2);
      subgraph.sockets[0]?.close(code);
      await eventually('both failed', () => both.every(({ calls }) => calls.length === 1));
      expect([both.map(({ calls }) => calls), subgraph.sockets.length]).toEqual([[[['failed']], [['failed']]], 1]);
    },
  );

  it('ends alone when its subgraph ends its connection', async () => {
    const { calls } = follow();
    await eventually('it is subscribed', () => subgraph.of('subscribe').length === 1);
    subgraph.sockets[0]?.close(4500, 'its source threw');
    await eventually('it has ended', () => calls.length === 1);
    expect([calls, subgraph.sockets.length]).toEqual([[['failed']], 1]);
  });

  it('is not ended by a state that has errors only, but by a refusal', async () => {
    const errors = [{ message: 'no', extensions: { code: 'NOPE' } }];
    const { calls, leave } = follow();
    await eventually('it is subscribed', () => subgraph.of('subscribe').length === 1);
    for (const payload of [{ errors }, { data: { a: 1 } }, { errors }, { data: { a: 2 } }]) subgraph.tell('next', payload);
    await eventually('all came', () => calls.length === 4);
    expect(calls.map(([, event]) => (event as { data: unknown }).data)).toEqual([null, { a: 1 }, null, { a: 2 }]);
    leave();
    const refused = follow();
    await eventually('another is subscribed', () => subgraph.of('subscribe').length === 2);
    subgraph.tell('next', { errors });
    subgraph.tell('complete');
    await eventually('it is refused', () => refused.calls.length === 1);
    expect(refused.calls).toEqual([['refused', [['no', { code: 'NOPE', serviceName: 'advocacy' }]]]]);
  });

  it('is refused by an answer without data whatever time its completion takes', async () => {
    const errors = [{ message: 'no', extensions: { code: 'NOPE' } }];
    const { calls } = follow();
    await eventually('it is subscribed', () => subgraph.of('subscribe').length === 1);
    subgraph.tell('next', { errors });
    await eventually('readers were shown it', () => calls.length === 1);
    subgraph.tell('complete');
    await eventually('it is refused', () => calls.length === 2);
    expect(calls).toEqual([
      ['next', { errors, data: null }],
      ['refused', [['no', { code: 'NOPE', serviceName: 'advocacy' }]]],
    ]);
  });

  it('tells of no outage when its connection is lost again and again, and each time is back at once', async () => {
    make({ unavailableAfterMs: 2_000 });
    const { calls, leave } = follow();
    const end = performance.now() + 2_500;
    for (let times = 1; performance.now() < end; times++) {
      await eventually('it is subscribed', () => subgraph.of('subscribe').length === times);
      subgraph.tell('next', { data: { a: times } });
      await eventually('the state came', () => calls.some(([, event]) => (event as { data?: { a: number } })?.data?.a === times));
      subgraph.sockets.at(-1)?.close(1001);
    }
    expect(calls.map(([what]) => what)).not.toContain('unavailable');
    leave();
  });

  it.each(['that nobody serves', 'that is refused', 'that takes no WebSocket', 'that ends each WebSocket'])(
    'tells once of an outage %s, and goes on after it',
    async (kind) => {
      await subgraph.stop();
      const { port } = subgraph;
      make({ unavailableAfterMs: 60 });
      let other: HttpServer | undefined;
      if (kind === 'that takes no WebSocket' || kind === 'that ends each WebSocket') {
        other = createServer((_request, response) => void response.writeHead(404).end());
        if (kind === 'that ends each WebSocket') other.on('upgrade', (_request, socket) => socket.destroy());
        await new Promise<void>((resolve) => other?.listen(port, '127.0.0.1', resolve));
      }
      const refusing =
        kind === 'that is refused'
          ? new WebSocketServer({ port, host: '127.0.0.1', handleProtocols: () => 'graphql-transport-ws' })
          : undefined;
      refusing?.on('connection', (socket) => socket.on('message', () => socket.close(4403, 'Forbidden')));
      const { calls, leave } = follow();
      await eventually('it is told', () => calls.length === 1);
      const late = follow();
      await eventually('who comes later is told at once', () => late.calls.length === 1);
      expect([calls, late.calls]).toEqual([[['unavailable']], [['unavailable']]]);
      late.leave();
      for (const client of refusing?.clients ?? []) client.terminate();
      if (refusing) await new Promise((resolve) => refusing.close(resolve));
      other?.closeAllConnections();
      if (other) await new Promise((resolve) => other?.close(resolve));
      await subgraph.start();
      await eventually('it is subscribed', () => subgraph.of('subscribe').length > 0);
      subgraph.tell('next', { data: { a: 1 } });
      await eventually('a state came', () => calls.length === 2);
      await subgraph.stop();
      await eventually('it is told of the next outage', () => calls.length === 3);
      expect(calls.map(([what]) => what)).toEqual(['unavailable', 'next', 'unavailable']);
      leave();
    },
  );

  it('is subscribed again after many refused connections', async () => {
    const { leave } = follow();
    await eventually('it is subscribed', () => subgraph.of('subscribe').length === 1);
    await subgraph.stop();
    // graphql-ws by itself would give up after five attempts.
    let attempts = 0;
    const refusing = createTcpServer((socket) => {
      attempts++;
      socket.resetAndDestroy();
    });
    await new Promise<void>((resolve) => refusing.listen(subgraph.port, '127.0.0.1', resolve));
    afterwards(() => refusing.close());
    await eventually('many attempts failed', () => attempts > 7);
    await new Promise((resolve) => refusing.close(resolve));
    await subgraph.start();
    await eventually('it is subscribed again', () => subgraph.of('subscribe').length === 2);
    leave();
  });

  it('is moved to a new connection when the old one falls silent', async () => {
    await source.close();
    make({ keepAliveMs: 20, patienceMs: 500 });
    subgraph.answersPings = false;
    const { leave } = follow();
    await eventually('it is subscribed again', () => subgraph.of('subscribe').length === 2);
    subgraph.answersPings = true;
    const { length } = subgraph.sockets;
    await eventually('pings are answered', () => subgraph.of('ping').length > 8);
    expect(subgraph.sockets.length).toBeLessThanOrEqual(length + 1);
    leave();
  });

  it('is moved to a new connection at a certain age, unless it is a log', async () => {
    await source.close();
    make({ maxConnectionAgeMs: 40 });
    const { calls, leave } = follow();
    await eventually('it is subscribed again and again', () => subgraph.of('subscribe').length > 3);
    subgraph.tell('next', { data: { a: 1 } });
    await eventually('a state came', () => calls.length > 0);
    leave();
    await source.close();
    make({ maxConnectionAgeMs: 10, keepAliveMs: 20, deliveryOf: () => 'every' });
    const [subscribed, pinged] = [subgraph.of('subscribe').length, subgraph.of('ping').length];
    const log = follow();
    await eventually('it was quiet for a while', () => subgraph.of('ping').length > pinged + 3);
    expect(subgraph.of('subscribe')).toHaveLength(subscribed + 1);
    log.leave();
  });

  it('is moved when the address of the subgraph changes', async () => {
    const elsewhere = await new ScriptedSubgraph().start();
    afterwards(() => elsewhere.stop());
    let url = subgraph.url;
    await source.close();
    make({ urlOf: () => url });
    const { calls, leave } = follow();
    await eventually('it is subscribed', () => subgraph.of('subscribe').length === 1);
    source.refresh();
    url = elsewhere.url;
    source.refresh();
    await eventually('it is subscribed elsewhere', () => elsewhere.of('subscribe').length === 1);
    expect(subgraph.of('subscribe')).toHaveLength(1);
    expect(calls).toEqual([]);
    leave();
  });

  it.each([undefined, 'nonsense', 'http://127.0.0.1'])('fails, and does not throw, with the address %p', async (url) => {
    await source.close();
    make({ urlOf: () => url });
    const { calls } = follow();
    expect(calls).toEqual([]);
    await eventually('it failed', () => calls.length > 0);
    expect(calls).toEqual([['failed']]);
  });

  it.each([
    ['an error message', () => subgraph.tell('error', [{ message: 'no', extensions: { code: 'NOT_FOUND' } }])],
    [
      'a first answer without data that is complete at once',
      () => {
        subgraph.tell('next', { errors: [{ message: 'no', extensions: { code: 'NOT_FOUND' } }] });
        subgraph.tell('complete');
      },
    ],
  ])('is refused by %s', async (_what, refuse) => {
    const { calls, leave } = follow();
    await eventually('it is subscribed', () => subgraph.of('subscribe').length === 1);
    refuse();
    await eventually('it was refused', () => calls.length > 0);
    expect(calls).toEqual([['refused', [['no', { code: 'NOT_FOUND', serviceName: 'advocacy' }]]]]);
    leave();
  });

  it('survives a stream that leaves within an event whose completion follows at once', async () => {
    const other = follow();
    await eventually('the first is subscribed', () => subgraph.of('subscribe').length === 1);
    const seen: string[] = [];
    let leave = () => {};
    leave = source.subscribe('advocacy', asked, onBehalf, {
      next: () => {
        leave();
        setImmediate(() => seen.push('left'));
      },
      refused: () => seen.push('refused'),
      complete: () => seen.push('complete'),
      failed: () => seen.push('failed'),
    });
    await eventually('the second is subscribed', () => subgraph.of('subscribe').length === 2);
    const id = subgraph.of('subscribe')[1]?.id;
    const socket = (subgraph.sockets[0] as unknown as { _socket: import('node:net').Socket })._socket;
    socket.cork();
    subgraph.sockets[0]?.send(JSON.stringify({ id, type: 'next', payload: { data: { a: 1 } } }));
    subgraph.sockets[0]?.send(JSON.stringify({ id, type: 'complete' }));
    socket.uncork();
    await eventually('the second has left', () => seen.length > 0);
    subgraph.sockets[0]?.terminate();
    await eventually('the first is subscribed again', () => subgraph.of('subscribe').length === 3);
    expect([other.calls, seen]).toEqual([[], ['left']]);
    other.leave();
  });
});
