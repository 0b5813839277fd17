// Promises of: whole numbers of custom scalars keep their digits in feeds, from and to every kind of subgraph and client.
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import WebSocket, { WebSocketServer } from 'ws';
import { Reader } from '../../support/reader';
import { type Stage, startStage } from '../support/stage';
import { accepts } from '../support/transports';
import { type Transport, transports } from './support/clients';

const sdl = `extend schema @link(url: "https://specs.apollo.dev/federation/v2.9", import: ["@key"])
scalar Big scalar JSON
type Query { a: Int }
type Subscription { said(n: Big, of: In, f: Float): Said }
input In { n: Big }
type Said { echo: JSON big: Big float: Float }`;

const many = '9007199254740993';
const more = '-12345678901234567890';

/** Answers every subscription with one event that holds the text of its variables. */
async function start() {
  const event = (asked: string) => {
    const [, echo = '{}'] = /"variables":(\{.*?\})(?:,"extensions"|\}$)/.exec(asked) ?? [];
    return `{"data":{"said":{"echo":${echo},"big":${more},"float":${many}}},"errors":[{"message":"beside","extensions":{"at":${many}}}]}`;
  };
  const server = createServer(async (request, response) => {
    let body = '';
    for await (const chunk of request) body += chunk;
    response.writeHead(200, { 'content-type': 'text/event-stream' });
    response.write(`event: next\ndata: ${event(body)}\n\n`);
  });
  const sockets = new WebSocketServer({ server, handleProtocols: () => 'graphql-transport-ws' });
  sockets.on('connection', (socket) =>
    socket.on('message', (data) => {
      const text = String(data);
      const { type, id } = JSON.parse(text);
      if (type === 'connection_init') socket.send('{"type":"connection_ack"}');
      if (type === 'subscribe') socket.send(`{"id":"${id}","type":"next","payload":${event(text)}}`);
    }),
  );
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    at: `127.0.0.1:${(server.address() as AddressInfo).port}/`,
    async stop() {
      for (const client of sockets.clients) client.terminate();
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}

/** The first event as it is sent. `body` is the text of the request. */
async function firstEvent({ url, webSocketUrl }: Stage, transport: Transport, body: string): Promise<string> {
  if (transport === 'WebSocket') {
    const socket = new WebSocket(webSocketUrl, 'graphql-transport-ws');
    const messages = new Reader<string>();
    socket.on('message', (data) => messages.push(String(data)));
    socket.on('open', () => socket.send('{"type":"connection_init"}'));
    await messages.until((text) => text.includes('connection_ack'));
    socket.send(`{"id":"1","type":"subscribe","payload":${body}}`);
    const text = await messages.until((each) => each.includes('"id":"1"'));
    socket.terminate();
    return text;
  }
  const leave = new AbortController();
  const headers = { 'content-type': 'application/json', accept: accepts[transport] };
  const response = await fetch(url, { method: 'POST', headers, body, signal: leave.signal });
  let text = '';
  const reader = response.body?.getReader();
  while (!/"data":/.test(text)) text += Buffer.from((await reader?.read())?.value ?? '').toString();
  leave.abort();
  return text;
}

// One of two addresses leads nowhere: the other one is found.
describe.each(['ws', 'http'])('feeds of a subgraph at %s://', (scheme) => {
  let subgraph: Awaited<ReturnType<typeof start>>;
  let stage: Stage;
  beforeAll(async () => {
    subgraph = await start();
    const feedUrls = new Map([['one', [`${scheme}://127.0.0.1:9/`, `${scheme}://${subgraph.at}`]]]);
    stage = await startStage({ one: { url: `http://${subgraph.at}`, sdl } }, { feedUrls });
  });
  afterAll(async () => {
    await stage[Symbol.asyncDispose]();
    await subgraph.stop();
  });

  it.each(transports)('keep digits, in events and variables, over %s', async (transport) => {
    const query = 'subscription ($n: Big, $of: In, $f: Float) { said(n: $n, of: $of, f: $f) { echo big float } }';
    const variables = `{"n":${many},"of":{"n":${more}},"f":${many}}`;
    const text = await firstEvent(stage, transport, `{"query":"${query}","variables":${variables}}`);
    expect(text).toContain(
      `"said":{"echo":{"n":${many},"of":{"n":${more}},"f":9007199254740992},"big":${more},"float":9007199254740992}`,
    );
    expect(text).toContain('beside');
  });

  it('keep digits of literals', async () => {
    const text = await firstEvent(
      stage,
      'multipart',
      `{"query":"subscription { said(n: ${many}, of: { n: ${more} }) { echo } }"}`,
    );
    expect(text).toContain(`:${many}`);
    expect(text).toContain(`:${more}`);
  });

  it('are not shared by those who differ in a late digit only', async () => {
    const ask = (n: string) =>
      firstEvent(
        stage,
        'server-sent events',
        `{"query":"subscription ($n: Big) { said(n: $n) { echo } }","variables":{"n":${n}}}`,
      );
    const [one, other] = await Promise.all([ask(many), ask('9007199254740994')]);
    expect(one).toContain(`"n":${many}`);
    expect(other).toContain('"n":9007199254740994');
  });
});
