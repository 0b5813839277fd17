// Promises of a feed that a subgraph sends by server-sent events: what counts as an event, what refuses it, and what is asked again.
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Duplex } from 'node:stream';
import { SubgraphFeeds, type SubgraphFeedsOptions } from '#gateway/live/live';
import { silentLog } from '#kit/words/log';
import { afterwards } from '../../support/afterwards';
import { eventually } from '../../support/reader';

/** A subgraph without WebSockets, each of whose answers a test writes. */
class Scripted {
  readonly asked: { readonly headers: IncomingMessage['headers']; readonly body: string; readonly response: ServerResponse }[] =
    [];
  port = 0;
  /** What becomes of a handshake of a WebSocket; nothing answers it as any other request. */
  upgrade: ((socket: Duplex) => void) | undefined;
  readonly #upgraded: Duplex[] = [];
  #server: Server | undefined;
  /** What it answers at once; nothing leaves the answer to the test. */
  answer: (response: ServerResponse) => void = () => {};

  get url(): string {
    return `http://127.0.0.1:${this.port}/graphql`;
  }

  async start(): Promise<this> {
    const server = createServer(async (request, response) => {
      let body = '';
      for await (const chunk of request) body += chunk;
      if (request.method !== 'POST') return response.writeHead(400).end();
      this.asked.push({ headers: request.headers, body, response });
      this.answer(response);
      return undefined;
    });
    if (this.upgrade)
      server.on('upgrade', (_request, socket) => {
        this.#upgraded.push(socket);
        // Who asked may have left.
        socket.on('error', () => undefined);
        this.upgrade?.(socket);
      });
    await new Promise<void>((resolve) => server.listen(this.port, '127.0.0.1', resolve));
    this.#server = server;
    this.port = (server.address() as AddressInfo).port;
    return this;
  }

  async stop(): Promise<void> {
    const server = this.#server;
    this.#server = undefined;
    for (const socket of this.#upgraded) socket.destroy();
    server?.closeAllConnections();
    if (server) await new Promise((resolve) => server.close(resolve));
  }

  /** Writes into the newest answer. */
  write(text: string | Buffer): void {
    this.asked.at(-1)?.response.write(text);
  }
}

const opening = { 'content-type': 'text/event-stream; charset=utf-8' };
const asStream = (response: ServerResponse, status = 200) => response.writeHead(status, opening).write(':\n\n');
const next = (payload: unknown) => `event: next\ndata: ${JSON.stringify(payload)}\n\n`;
const complete = 'event: complete\ndata:\n\n';
const errors = [{ message: 'no', extensions: { code: 'NOPE' } }];

describe.each(['found out', 'set'])('a feed by server-sent events, %s', (how) => {
  let subgraph: Scripted;
  let source: SubgraphFeeds;
  const make = (options: Partial<SubgraphFeedsOptions> = {}) => {
    source = new SubgraphFeeds({
      urlOf: () => (how === 'set' ? undefined : subgraph.url.replace('http', 'ws')),
      eventsUrlOf: () => subgraph.url,
      log: silentLog,
      longestPauseMs: 20,
      seal: (service, headers) => ({ ...headers, 'x-sealed-for': service }),
      ...options,
    });
    afterwards(() => source.close());
  };
  const asked = { query: 'subscription S($x: Int) { a(x: $x) }', operationName: 'S', variables: { x: 1 } };
  const follow = () => {
    const calls: unknown[][] = [];
    const leave = source.subscribe(
      'chat',
      asked,
      { headers: { 'x-subject': 'ana' } },
      {
        next: (event) => calls.push(['next', event]),
        refused: (all) => calls.push(['refused', all.map(({ message, extensions }) => [message, extensions])]),
        complete: () => calls.push(['complete']),
        failed: () => calls.push(['failed']),
        unavailable: () => calls.push(['unavailable']),
        interrupted: () => calls.push(['interrupted']),
      },
    );
    afterwards(leave);
    return { calls, leave };
  };
  it('is asked for again at a certain age, unless it is a log', async () => {
    await source?.close();
    make({ maxConnectionAgeMs: 60 });
    subgraph.answer = (response) => void asStream(response);
    const { calls, leave } = follow();
    await eventually('it is asked again and again', () => subgraph.asked.length > 4);
    // One request may be over before it is written to.
    await eventually('a state came', () => {
      subgraph.write(next({ data: { a: 1 } }));
      return calls.some(([what]) => what === 'next');
    });
    expect(calls.some(([what]) => what === 'unavailable' || what === 'failed')).toBe(false);
    leave();
    await source.close();
    make({ maxConnectionAgeMs: 10, deliveryOf: () => 'every' });
    const { length } = subgraph.asked;
    const log = follow();
    await eventually('it is asked for', () => subgraph.asked.length > length);
    subgraph.write(next({ data: { a: 2 } }));
    await eventually('it goes on', () => log.calls.some(([what]) => what === 'next'));
    expect(subgraph.asked).toHaveLength(length + 1);
  });

  const begun = async () => {
    const { length } = subgraph.asked;
    const feed = follow();
    await eventually('it is asked', () => subgraph.asked.length > length);
    return feed;
  };

  beforeEach(async () => {
    subgraph = await new Scripted().start();
    subgraph.answer = asStream;
    afterwards(() => subgraph.stop());
    make();
  });

  it('asks by one POST with the signature of the gateway, and leaves at once', async () => {
    const { leave } = await begun();
    expect(subgraph.asked).toHaveLength(1);
    expect(subgraph.asked[0]?.headers).toMatchObject({
      accept: 'text/event-stream',
      'content-type': 'application/json',
      'x-subject': 'ana',
      'x-sealed-for': 'chat',
    });
    expect(JSON.parse(subgraph.asked[0]?.body ?? '')).toEqual(asked);
    await eventually('it is connected', () => source.connected.length === 1);
    leave();
    await eventually('it is left', () => subgraph.asked[0]?.response.destroyed === true);
    expect(source.connected).toEqual([]);
  });

  it.each([
    ['ends it', (socket: Duplex) => socket.destroy()],
    ['never answers', () => {}],
    ['forbids it', (socket: Duplex) => socket.end('HTTP/1.1 403 Forbidden\r\ncontent-length: 2\r\n\r\nno')],
    ['leads elsewhere', (socket: Duplex) => socket.end('HTTP/1.1 302 Found\r\nlocation: /x\r\ncontent-length: 0\r\n\r\n')],
    ['answers with nonsense', (socket: Duplex) => socket.end('no\r\n\r\n')],
    [
      'takes it without the protocol',
      (socket: Duplex) => socket.write('HTTP/1.1 101 Switching Protocols\r\nupgrade: websocket\r\nconnection: upgrade\r\n\r\n'),
    ],
  ])('is found at a subgraph that, asked for a WebSocket, %s', async (_what, upgrade) => {
    await subgraph.stop();
    subgraph.upgrade = upgrade;
    await subgraph.start();
    make({ patienceMs: 500 });
    const { calls } = await begun();
    subgraph.write(next({ data: { a: 1 } }));
    await eventually('it came', () => calls.length === 1);
    expect(calls).toEqual([['next', { data: { a: 1 } }]]);
  });

  it('shows events however they are cut into pieces, and no other event', async () => {
    const { calls } = await begun();
    const whole = Buffer.from(
      `event: ping\ndata: {"data":{"a":0}}\n\n${next({ data: { a: 'é\n€' } })}\r\n${next({ data: { a: 2 } })}`,
    );
    for (const byte of whole) subgraph.write(Buffer.from([byte]));
    await eventually('both came', () => calls.length === 2);
    expect(calls).toEqual([
      ['next', { data: { a: 'é\n€' } }],
      ['next', { data: { a: 2 } }],
    ]);
    subgraph.write(complete);
    await eventually('it is over', () => calls.length === 3);
    expect(calls[2]).toEqual(['complete']);
  });

  it('goes on after an event that has errors only', async () => {
    const { calls } = await begun();
    for (const payload of [{ errors }, { data: { a: 1 } }, { errors }, { data: { a: 2 } }]) subgraph.write(next(payload));
    await eventually('all came', () => calls.length === 4);
    expect(calls.map(([, event]) => (event as { data: unknown }).data)).toEqual([null, { a: 1 }, null, { a: 2 }]);
  });

  it.each([
    ['a stream that is complete', 200, complete],
    ['a stream of status 403', 403, complete],
    ['a stream of status 500 that just ends', 500, ''],
    ['a stream of status 403 with a null', 403, complete, { data: null, errors }],
    ['a stream of status 500 with a null that just ends', 500, '', { data: null, errors }],
  ])('is refused by %s after one answer without data', async (_what, status, end, answer: object = { errors }) => {
    subgraph.answer = (response) => {
      asStream(response, status);
      response.end(next(answer) + end);
    };
    const { calls } = follow();
    await eventually('it is refused', () => calls.length === 1);
    expect(calls).toEqual([['refused', [['no', { code: 'NOPE', serviceName: 'chat' }]]]]);
    expect(subgraph.asked).toHaveLength(1);
  });

  it.each([complete, ''])(
    'is refused by such a stream also when it is asked again after its loss, which ends by %j',
    async (end) => {
      const { calls } = await begun();
      subgraph.write(next({ data: { a: 1 } }));
      await eventually('it came', () => calls.length === 1);
      subgraph.answer = (response) => {
        asStream(response, 403);
        response.end(next({ errors }) + end);
      };
      subgraph.asked.at(-1)?.response.destroy();
      await eventually('it is refused', () => calls.length === 2);
      expect(calls[1]).toEqual(['refused', [['no', { code: 'NOPE', serviceName: 'chat' }]]]);
      expect(subgraph.asked).toHaveLength(2);
    },
  );

  it('is refused by the errors of an answer with 403 that is no stream', async () => {
    subgraph.answer = (response) =>
      response.writeHead(403, { 'content-type': 'application/json' }).end(JSON.stringify({ errors }));
    const { calls } = follow();
    await eventually('it is refused', () => calls.length === 1);
    expect(calls).toEqual([['refused', [['no', { code: 'NOPE', serviceName: 'chat' }]]]]);
  });

  it('waits while the subgraph holds another key, and says so once', async () => {
    make({ unavailableAfterMs: 40 });
    subgraph.answer = (response) =>
      response
        .writeHead(401, { 'content-type': 'application/json' })
        .end('{"errors":[{"message":"no","extensions":{"code":"GATEWAY_REQUIRED"}}]}');
    const { calls } = follow();
    await eventually('it is told', () => calls.length === 1);
    await eventually('it is asked again', () => subgraph.asked.length > 3);
    expect(calls).toEqual([['unavailable']]);
  });

  it.each([
    ['nulls as JSON', 200, 'application/json', '{"data":{"a":null}}'],
    ['a page', 200, 'text/html', '<html></html>'],
    ['no stream for this method', 405, 'text/plain', ''],
    ['a broken gateway between', 502, 'application/json', JSON.stringify({ errors })],
  ])('takes %s for no event, is told once, and goes on when there are events', async (_what, status, type, body) => {
    make({ unavailableAfterMs: 40 });
    subgraph.answer = (response) => response.writeHead(status, { 'content-type': type }).end(body);
    const { calls } = follow();
    await eventually('it is told', () => calls.length === 1);
    await eventually('it is asked again', () => subgraph.asked.length > 2);
    subgraph.answer = (response) => {
      asStream(response);
      response.write(next({ data: { a: 1 } }));
    };
    await eventually('an event came', () => calls.length === 2);
    expect(calls).toEqual([['unavailable'], ['next', { data: { a: 1 } }]]);
  });

  it('is asked again after its end or loss, and says that events may be missing', async () => {
    const { calls } = await begun();
    subgraph.write(next({ data: { a: 1 } }));
    await eventually('it came', () => calls.length === 1);
    subgraph.asked.at(-1)?.response.end();
    await eventually('it is asked again', () => subgraph.asked.length === 2);
    await eventually('it is told', () => calls.length === 2);
    subgraph.asked.at(-1)?.response.destroy();
    await eventually('it is asked once more', () => subgraph.asked.length === 3);
    await eventually('it is told again', () => calls.length === 3);
    expect(calls).toEqual([['next', { data: { a: 1 } }], ['interrupted'], ['interrupted']]);
  });

  it('is told within time of a subgraph that takes requests and never answers, or ends each at once', async () => {
    make({ unavailableAfterMs: 60 });
    subgraph.answer = () => {};
    const silent = follow();
    await eventually('it is told', () => silent.calls.length === 1);
    subgraph.answer = (response) => response.writeHead(200, opening).end();
    const ending = follow();
    await eventually('it is told', () => ending.calls.some(([what]) => what === 'unavailable'));
    expect(silent.calls).toEqual([['unavailable']]);
  });

  it('is asked again when signs of life stop', async () => {
    make({ silenceMs: 30 });
    const { calls } = await begun();
    await eventually('it is asked again', () => subgraph.asked.length > 1);
    expect(calls.every(([what]) => what === 'interrupted')).toBe(true);
  });

  it('fails by an event that is no JSON, or larger than may be', async () => {
    const broken = await begun();
    subgraph.write('event: next\ndata: {"data":\n\n');
    await eventually('it has failed', () => broken.calls.length === 1);
    make({ maxEventLength: 1_000 });
    const large = await begun();
    subgraph.write(`event: next\ndata: ${'x'.repeat(2_000)}`);
    await eventually('it has failed', () => large.calls.length === 1);
    expect([broken.calls, large.calls]).toEqual([[['failed']], [['failed']]]);
  });

  it('ends alone', async () => {
    const [one, other] = [await begun(), await begun()];
    subgraph.write(complete);
    await eventually('it is over', () => other.calls.length === 1);
    subgraph.asked.at(-2)?.response.write(next({ data: { a: 1 } }));
    await eventually('the other goes on', () => one.calls.length === 1);
    expect([one.calls, other.calls]).toEqual([[['next', { data: { a: 1 } }]], [['complete']]]);
  });
});
