// Promises of: how subgraphs are called over connections that are kept, and which bytes are taken for an answer.
import { once } from 'node:events';
import { createServer as createHttp, type RequestListener } from 'node:http';
import { type AddressInfo, createServer, type Server, type Socket } from 'node:net';
import { Addresses } from '#gateway/graph/addresses';
import { ResponseReader } from '#gateway/graph/connection';
import { PlainClient } from '#gateway/graph/subgraphs';
import { afterwards } from '../support/afterwards';

const head = (...lines: string[]) => `${['HTTP/1.1 200 OK', ...lines].join('\r\n')}\r\n\r\n`;

/** What is read when the bytes come in pieces, cut once at every place, and one by one; also in a buffer that holds something else afterwards. */
function readings(text: string, end: boolean): unknown[] {
  const bytes = Buffer.from(text);
  const cuts = [
    [...bytes.keys()].map((i) => bytes.subarray(i, i + 1)),
    ...[...bytes.keys()].map((at) => [bytes.subarray(0, at), bytes.subarray(at)]),
  ];
  const lent = Buffer.alloc(bytes.length);
  const readIn = (pieces: readonly Buffer[], isLent: boolean) => {
    const reader = new ResponseReader();
    try {
      let done = false;
      for (const piece of pieces) {
        if (piece.length === 0) continue;
        done = reader.read(isLent ? lent.subarray(0, piece.copy(lent)) : Buffer.from(piece), isLent);
        lent.fill('?');
      }
      return done ? reader.take() : end ? reader.ended() : undefined;
    } catch (error) {
      return (error as Error).message;
    }
  };
  return [false, true].flatMap((isLent) => cuts.map((pieces) => readIn(pieces, isLent)));
}

describe('a response', () => {
  it.each([
    ['with a length', `${head('Content-Length: 3')}a\u00e9`, { status: 200, text: 'a\u00e9', keepMs: undefined }],
    ['with an empty body', head('content-length:0'), { status: 200, text: '', keepMs: undefined }],
    [
      'with the same length twice',
      `${head('content-length: 1', 'content-length: 1')}a`,
      { status: 200, text: 'a', keepMs: undefined },
    ],
    ['of another status', 'HTTP/1.1 500 \r\ncontent-length: 1\r\n\r\na', { status: 500, text: 'a', keepMs: undefined }],
    ['without words for its status', 'HTTP/1.1 404\r\ncontent-length: 1\r\n\r\na', { status: 404, text: 'a', keepMs: undefined }],
    ['that can have no body', 'HTTP/1.1 204 No Content\r\n\r\n', { status: 204, text: '', keepMs: undefined }],
    [
      'in chunks',
      `${head('Transfer-Encoding: Chunked')}3\r\nabc\r\nA;x=y\r\n0123456789\r\n0\r\n\r\n`,
      { status: 200, text: 'abc0123456789', keepMs: undefined },
    ],
    [
      'in chunks, with trailers',
      `${head('transfer-encoding: chunked')}1\r\na\r\n0\r\nX-Sum: 1\r\n\r\n`,
      { status: 200, text: 'a', keepMs: undefined },
    ],
    [
      'in chunks that hold line ends',
      `${head('transfer-encoding: chunked')}4\r\n\r\n\r\n\r\n0\r\n\r\n`,
      { status: 200, text: '\r\n\r\n', keepMs: undefined },
    ],
    [
      'after one that only says to go on',
      `HTTP/1.1 100 Continue\r\n\r\n${head('content-length: 1')}a`,
      { status: 200, text: 'a', keepMs: undefined },
    ],
    [
      'whose connection is kept for five seconds',
      `${head('keep-alive: timeout=5, max=9', 'content-length: 1')}a`,
      { status: 200, text: 'a', keepMs: 4_000 },
    ],
    [
      'whose connection is kept for a second at most',
      `${head('keep-alive: timeout=1', 'content-length: 1')}a`,
      { status: 200, text: 'a', keepMs: 0 },
    ],
    ['that closes its connection', `${head('connection: close', 'content-length: 1')}a`, { status: 200, text: 'a', keepMs: 0 }],
    ['of HTTP/1.0', 'HTTP/1.0 200 OK\r\ncontent-length: 1\r\n\r\na', { status: 200, text: 'a', keepMs: 0 }],
    [
      'with a length and chunks',
      `${head('content-length: 9', 'transfer-encoding: chunked')}1\r\na\r\n0\r\n\r\n`,
      { status: 200, text: 'a', keepMs: 0 },
    ],
    ['that ends with its connection', `${head()}abc`, { status: 200, text: 'abc', keepMs: 0 }],
  ])('%s is read, however its bytes arrive', (_what, text, wanted) => {
    for (const read of readings(text, true)) expect(read).toEqual(wanted);
  });

  it.each([
    ['that is cut off', `${head('content-length: 4')}abc`],
    ['that is cut off between chunks', `${head('transfer-encoding: chunked')}1\r\na\r\n`],
    ['of which only the head came', 'HTTP/1.1 200 OK\r\ncontent-length: 4\r\n'],
  ])('%s is none', (_what, text) => {
    for (const read of readings(text, true)) expect(read).toBeUndefined();
  });

  it.each([
    ['of another protocol', 'SSH-2.0-x\r\n\r\n'],
    ['of HTTP/2', 'HTTP/2 200\r\n\r\n'],
    ['that switches protocols', 'HTTP/1.1 101 Switching\r\nupgrade: x\r\n\r\n'],
    ['with two lengths', head('content-length: 1', 'content-length: 2')],
    ['with a length that is no number', head('content-length: -1')],
    ['in another coding', head('transfer-encoding: gzip, chunked')],
    ['with a header without a name', head(': x')],
    ['with a chunk that has no size', `${head('transfer-encoding: chunked')}x\r\n`],
    ['with a chunk longer than it says', `${head('transfer-encoding: chunked')}1\r\nabc\r\n`],
    ['that says it is too large', head('content-length: 64000001')],
  ])('%s is refused', (_what, text) => {
    for (const read of readings(text, false)) expect(read).toEqual(expect.stringMatching(/answer|protocol/));
  });

  it('is refused when its head does not end, or it is larger than any answer', () => {
    const reader = new ResponseReader();
    expect(() => reader.read(Buffer.alloc(70_000, 'a'))).toThrow('too large');
    const endless = new ResponseReader();
    endless.read(Buffer.from(head()));
    const part = Buffer.alloc(16_000_000);
    for (let i = 0; i < 4; i++) endless.read(part);
    expect(() => endless.read(part)).toThrow('too large');
  });

  it('with more than was asked for is the last one on its connection', () => {
    const reader = new ResponseReader();
    expect(reader.read(Buffer.from(`${head('content-length: 1')}ab`))).toBe(true);
    expect(reader.take()).toMatchObject({ text: 'a', keepMs: 0 });
  });
});

/** A server that counts its connections. */
async function serving(server: Server, maxAgeMs?: number) {
  const sockets = new Set<Socket>();
  let count = 0;
  server.on('connection', (socket: Socket) => {
    count++;
    sockets.add(socket);
    socket.on('error', () => {});
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/graphql`;
  const client = new PlainClient(new Addresses([url]), { 'content-type': 'application/json' }, maxAgeMs);
  afterwards(() => {
    client.close();
    for (const socket of sockets) socket.destroy();
    server.close();
  });
  const post = (body: string, more: { deadlineMs?: number; headers?: Record<string, string> } = {}) =>
    client.post({ headers: {}, deadlineMs: 5_000, ...more, body }, undefined);
  return { client, post, sockets, connections: () => count };
}
const http = (listener: RequestListener, maxAgeMs?: number) => serving(createHttp(listener), maxAgeMs);
const echo: RequestListener = async (request, response) => {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk as Buffer);
  response.end(Buffer.concat(chunks));
};

describe('a connection', () => {
  it('is used again for the next call, and never for two at once', async () => {
    const { post, connections } = await http(echo);
    for (const body of ['a', '', 'd\u00e9j\u00e0', 'x'.repeat(300_000), '\u{1f600}']) expect((await post(body)).text).toBe(body);
    expect(connections()).toBe(1);
    const all = await Promise.all(Array.from({ length: 200 }, (_, i) => post(`${i}`)));
    expect(all.map(({ text }) => text)).toEqual(Array.from({ length: 200 }, (_, i) => `${i}`));
    expect(connections()).toBe(64);
  });

  it('brings its own answer, though others come in between', async () => {
    const { post } = await http(async (request, response) => {
      const chunks: Buffer[] = [];
      for await (const chunk of request) chunks.push(chunk as Buffer);
      const bytes = Buffer.concat(chunks);
      response.writeHead(200, { 'content-length': bytes.length });
      // The next piece is sent when the last one has left, so that those of all answers arrive by turns.
      const send = (at: number) =>
        at < bytes.length ? response.write(bytes.subarray(at, at + 1_000), () => send(at + 1_000)) : response.end();
      send(0);
    });
    const bodies = Array.from({ length: 20 }, (_, i) => `${i} \u00e9 `.repeat(10_000));
    const all = await Promise.all(bodies.map((body) => post(body)));
    expect(all.map(({ text }, i) => text === bodies[i])).toEqual(bodies.map(() => true));
  });

  it('is not used again after an answer that ends it', async () => {
    const { post, connections } = await http((_request, response) => response.setHeader('connection', 'close').end('a'));
    for (let i = 0; i < 3; i++) expect((await post('')).text).toBe('a');
    expect(connections()).toBe(3);
  });

  it('that the server has closed meanwhile is not used again', async () => {
    const { post, connections, sockets } = await http(echo);
    await post('a');
    for (const socket of sockets) {
      socket.end();
      await once(socket, 'close');
    }
    expect((await post('b')).text).toBe('b');
    expect(connections()).toBe(2);
  });

  it('on which the server speaks unasked is not used again', async () => {
    const { post, connections, sockets } = await serving(
      createServer((socket) => socket.on('data', () => socket.write(`${head('content-length: 1')}a`))),
    );
    await post('');
    for (const socket of sockets) {
      socket.write(`${head('content-length: 1')}b`);
      await once(socket, 'close');
    }
    expect((await post('')).text).toBe('a');
    expect(connections()).toBe(2);
  });

  it('ends with a call that is given up, and the next one that waits has a new one', async () => {
    const { post, connections } = await http(async (request, response) => {
      const chunks: Buffer[] = [];
      for await (const chunk of request) chunks.push(chunk as Buffer);
      const body = Buffer.concat(chunks);
      if (body.length > 0) response.end(body);
    });
    const silent = Array.from({ length: 64 }, () => post('', { deadlineMs: 300 }).catch((error: Error) => error.message));
    const waiting = post('late');
    expect(new Set(await Promise.all(silent))).toEqual(new Set(['did not answer in time']));
    expect((await waiting).text).toBe('late');
    expect(connections()).toBeGreaterThan(64);
  });

  it.each([
    ['before a word', ''],
    ['within the head', 'HTTP/1.1 200 OK\r\n'],
    ['within the body', `${head('content-length: 9')}abc`],
    ['between chunks', `${head('transfer-encoding: chunked')}1\r\na\r\n`],
  ])('that is cut %s fails its call, which is not sent again', async (_when, text) => {
    let calls = 0;
    const { post } = await serving(
      createServer((socket) =>
        socket.once('data', () => {
          calls++;
          socket.end(text);
        }),
      ),
    );
    await expect(post('')).rejects.toThrow();
    expect(calls).toBe(1);
  });

  it('is used for a while only, and then another one, without a call that fails', async () => {
    const { client, connections } = await http(echo, 40);
    const post = (body: string) => client.post({ headers: {}, deadlineMs: 5_000, body }, undefined);
    while (connections() < 4) expect((await post('a')).text).toBe('a');
    const many = await Promise.all(Array.from({ length: 300 }, (_, i) => post(`${i}`)));
    expect(many.map(({ text }) => text)).toEqual(Array.from({ length: 300 }, (_, i) => `${i}`));
  });

  it.each([
    ['before a word', '', 2],
    ['within the head', 'HTTP/1.1 200 OK\r\n', 1],
  ])('that is cut %s repeats a call that may be repeated, once', async (_when, text, wanted) => {
    let calls = 0;
    const { client } = await serving(
      createServer((socket) =>
        socket.once('data', () => {
          calls++;
          socket.end(text);
        }),
      ),
    );
    await expect(client.post({ headers: {}, deadlineMs: 5_000, body: '', repeatable: true }, undefined)).rejects.toThrow();
    expect(calls).toBe(wanted);
  });

  it('that a restart has cut fails no call that may be repeated', async () => {
    let isRestarting = false;
    const { client, post, sockets } = await http((request, response) => {
      if (isRestarting) request.socket.destroy();
      else echo(request, response);
      isRestarting = false;
    });
    await Promise.all(Array.from({ length: 20 }, () => post('a')));
    isRestarting = true;
    expect(sockets.size).toBe(20);
    expect((await client.post({ headers: {}, deadlineMs: 5_000, body: 'b', repeatable: true }, undefined)).text).toBe('b');
  });

  it('fails its call when the client is closed, and there is no other', async () => {
    const { post, client } = await http(() => client.close());
    await expect(post('')).rejects.toThrow();
    await expect(post('')).rejects.toThrow('is no longer there');
  });

  it('carries no header that would be two', async () => {
    const { post } = await http(echo);
    await expect(post('', { headers: { 'x-who': 'me\r\nx-admin: yes' } })).rejects.toThrow('x-who');
  });
});
