// Promises of: how long may a client take, and what becomes of those that take longer, also while the gateway stops?
import { once } from 'node:events';
import { createServer } from 'node:http';
import { connect } from 'node:net';
import { arriving } from '#gateway/http/server';
import { afterwards } from '../support/afterwards';
import { type Stage, startStage, startWhoami } from './support/stage';

let whoami: Awaited<ReturnType<typeof startWhoami>>;
let stage: Stage;
beforeAll(async () => {
  whoami = await startWhoami();
  stage = await startStage({ whoami }, { arrivalMs: 300, idleMs: 400 });
});
afterAll(async () => {
  await stage[Symbol.asyncDispose]();
  await whoami.stop();
});

const head = (length: number) =>
  `POST /graphql HTTP/1.1\r\nhost: x\r\ncontent-type: application/json\r\ncontent-length: ${length}\r\n\r\n`;
const request = (query: string) => {
  const body = JSON.stringify({ query });
  return `${head(Buffer.byteLength(body))}${body}`;
};

/** Opens a connection, which writes each text in turn, and gives what was answered until it was closed. */
function talk(port: number, texts: readonly string[], { reading = true } = {}) {
  const socket = connect(port, '127.0.0.1');
  let answer = '';
  if (reading) socket.on('data', (chunk) => (answer += chunk));
  else socket.pause();
  const [first = '', ...rest] = texts;
  socket.write(first);
  const drip = setInterval(() => socket.write(rest.shift() ?? ''), 40);
  afterwards(() => socket.destroy());
  const closed = new Promise<string>((resolve) => {
    socket.on('error', () => undefined);
    socket.once('close', () => {
      clearInterval(drip);
      resolve(answer);
    });
  });
  return { socket, closed };
}

describe('a connection', () => {
  const drop = (text: string) => Array<string>(2_000).fill(text);
  it.each([
    ['that says nothing', []],
    ['whose head comes drop by drop', ['GET /health HTTP/1.1\r\n', ...drop('x-drop: 1\r\n')]],
    ['whose body comes drop by drop', [head(90_000), ...drop('{')]],
    [
      'whose file nobody wants, and comes all the same',
      [
        head(90_000).replace('/graphql', '/petitions/x/paper-signatures').replace('application/json', 'text/csv'),
        ...drop('a,b\n'),
      ],
    ],
    ['whose body never ends', [head(0).replace('content-length: 0', 'transfer-encoding: chunked'), ...drop('1\r\n{\r\n')]],
  ])('%s is cut off', async (_what, texts) => {
    expect(await talk(stage.gateway.port, [...texts]).closed).toMatch(/^(HTTP\/1\.1 408 .*)?/);
  });

  it('that has been answered and asks nothing more is closed', async () => {
    expect(await talk(stage.gateway.port, ['GET /health HTTP/1.1\r\nhost: x\r\n\r\n']).closed).toMatch(/^HTTP\/1\.1 200 /);
  });

  it('whose client takes no answers is cut off', async () => {
    const many = Array.from({ length: 20 }, () => request('{ text(length: 1000000) }')).join('');
    // What it writes meanwhile is not read any more; by it the client learns of the end.
    const { closed } = talk(stage.gateway.port, [many, ...Array<string>(2_000).fill('x')], { reading: false });
    expect(await closed).toBe('');
  });
});

describe('a file', () => {
  const upload = [head(90_000).replace('/graphql', '/petitions/x/paper-signatures'), ...Array<string>(2_000).fill('a,b\n')];

  async function portOf(times: { arrivalMs: number; fileArrivalMs: number }): Promise<number> {
    const listener = arriving(times, (request) => request.resume());
    const server = createServer({ requestTimeout: 0 }, listener).listen(0, '127.0.0.1');
    afterwards(() => server.close());
    await once(server, 'listening');
    return (server.address() as { port: number }).port;
  }

  it('may take longer than another request, which is cut off meanwhile', async () => {
    const port = await portOf({ arrivalMs: 100, fileArrivalMs: 60_000 });
    const file = talk(port, upload);
    let isOver = false;
    void file.closed.then(() => (isOver = true));
    expect(await talk(port, [head(90_000), ...Array<string>(2_000).fill('a,b\n')]).closed).toMatch(/^HTTP\/1\.1 408 /);
    expect(isOver).toBe(false);
  });

  it('is cut off after its own time', async () => {
    const port = await portOf({ arrivalMs: 10, fileArrivalMs: 300 });
    const began = performance.now();
    expect(await talk(port, upload).closed).toMatch(/^HTTP\/1\.1 408 /);
    expect(performance.now() - began).toBeGreaterThanOrEqual(299);
  });
});

describe('a gateway that stops', () => {
  it('answers what has begun, and nothing more', async () => {
    const own = await startStage({ whoami });
    afterwards(() => own[Symbol.asyncDispose]());
    const begun = own.ask('{ slow }');
    await whoami.asked('slow');
    const stopped = own.gateway.stop();
    whoami.finish();
    expect(await (await begun).json()).toEqual({ data: { slow: 'done' } });
    await stopped;
    await expect(own.ask('{ whoami }')).rejects.toThrow();
  });

  it('is not kept by a client that does not finish its request', async () => {
    const own = await startStage({ whoami }, { arrivalMs: 60_000 });
    afterwards(() => own[Symbol.asyncDispose]());
    const { socket, closed } = talk(own.gateway.port, [request('{ whoami }') + head(1_000)]);
    await new Promise((resolve) => socket.once('data', resolve));
    await own.gateway.stop();
    expect(await closed).toContain('nobody');
  });
});

describe('the question whether the gateway is ready', () => {
  it('reaches the subgraphs once for all who ask at a time', async () => {
    const own = await startStage({ whoami });
    afterwards(() => own[Symbol.asyncDispose]());
    const before = whoami.calls.ready ?? 0;
    const asked = await Promise.all(Array.from({ length: 100 }, () => fetch(own.url.replace('graphql', 'ready'))));
    expect(new Set(asked.map(({ status }) => status))).toEqual(new Set([200]));
    expect((whoami.calls.ready ?? 0) - before).toBeLessThan(50);
  });
});
