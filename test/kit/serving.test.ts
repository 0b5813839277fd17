// Promises of: is a POST answered the same, whether it goes straight from the socket to its answer or the long way?
import { once } from 'node:events';
import { connect } from 'node:net';
import { buildSchema } from 'graphql';
import { Pool } from 'undici';
import { type Serving, serveSubgraph } from '#kit/subgraph/serving';
import { systemClock } from '#kit/words/clock';
import { Role } from '#kit/words/identity';
import { silentLog } from '#kit/words/log';
import { admitWith, identityHeaders, sealWith } from '#kit/words/secrets';

const schema = buildSchema('type Query { greet(name: String!): String whoAmI: String }');
Object.assign(schema.getQueryType()?.getFields().greet ?? {}, {
  resolve: (_: unknown, { name }: { name: string }) => `Hi ${name}`,
});
Object.assign(schema.getQueryType()?.getFields().whoAmI ?? {}, {
  resolve: (_: unknown, _args: object, context: { identity: { subject: string | null } }) => context.identity.subject,
});
const keys = [Buffer.alloc(32, 7)];
const ann = identityHeaders({ subject: 'ann', roles: [Role.STAFF], libraryIds: ['a'], expiresAt: null });
const passport = sealWith(new Map([['advocacy', keys]]), Date.now)('advocacy', ann);

let serving: Serving;
let gateway: Pool;

async function* linesOf(file: AsyncIterable<Buffer>) {
  for await (const part of file) yield { bytes: part.length };
}
beforeAll(async () => {
  const admit = admitWith(keys, 'advocacy', systemClock);
  const context = (identity: { subject: string | null }) => ({ identity });
  const uploads = [
    { path: '/files', contentTypes: ['text/csv'], receive: ({ file }: { file: AsyncIterable<Buffer> }) => linesOf(file) },
  ];
  const options = { schema, host: '127.0.0.1', port: 0, log: silentLog, admit, context, uploads, unready: async () => undefined };
  serving = await serveSubgraph(options as never);
  gateway = new Pool(serving.url.replace('/graphql', ''));
});
afterAll(async () => {
  await gateway.close();
  await serving.stop();
});

/** Text goes straight; a body in parts, whose length is not told before, goes the long way. */
async function both(body: string, headers: Readonly<Record<string, string>> = passport) {
  const ask = async (sent: string | AsyncIterable<Buffer>) => {
    const all = { 'content-type': 'application/json', ...headers };
    const answer = await gateway.request({ method: 'POST', path: '/graphql', headers: all, body: sent as never });
    return { status: answer.statusCode, type: answer.headers['content-type'], text: await answer.body.text() };
  };
  async function* inParts() {
    const bytes = Buffer.from(body);
    for (let at = 0; at < bytes.length; at += 7) yield bytes.subarray(at, at + 7);
  }
  return [await ask(body), await ask(inParts())] as const;
}

/** The beginning of a request with a body of so many bytes, as it is sent. */
function head(bytes: number): string {
  const own = Object.entries(passport).map(([header, value]) => `${header}: ${value}\r\n`);
  return `POST /graphql HTTP/1.1\r\nhost: x\r\ncontent-type: application/json\r\n${own.join('')}content-length: ${bytes}\r\n\r\n`;
}

const query = 'query ($name: String!) { greet(name: $name) whoAmI }';

describe('a subgraph', () => {
  it('answers both ways alike, for the person of the passport, in any script', async () => {
    const [straight, longWay] = await both(JSON.stringify({ query, variables: { name: 'Žofie 📚' } }));
    expect(JSON.parse(straight.text)).toEqual({ data: { greet: 'Hi Žofie 📚', whoAmI: 'ann' } });
    expect(straight.type).toMatch(/^application\/json; charset=utf-8$/);
    expect(longWay).toEqual(straight);
  });

  it.each([
    ['an operation that cannot be read', JSON.stringify({ query: '{' }), 'GRAPHQL_PARSE_FAILED'],
    ['variables that do not fit', JSON.stringify({ query }), 'BAD_USER_INPUT'],
    ['a list of operations', '[]', 'BAD_REQUEST'],
  ])('refuses %s both ways alike', async (_what, body, code) => {
    const [straight, longWay] = await both(body);
    expect([straight.status, JSON.parse(straight.text).errors[0].extensions.code]).toEqual([400, code]);
    expect(longWay).toEqual(straight);
  });

  it('refuses what is no JSON', async () => {
    const [straight, longWay] = await both('{"query": ');
    expect([straight.status, longWay.status]).toEqual([400, 400]);
    expect(JSON.parse(straight.text).errors[0].extensions.code).toBe('BAD_REQUEST');
  });

  it.each([
    ['without a passport', {}],
    ['with the passport of another subgraph', sealWith(new Map([['partnership', keys]]), Date.now)('partnership', ann)],
  ])('refuses everybody %s, both ways', async (_what, headers) => {
    for (const { status, text } of await both(JSON.stringify({ query: '{ whoAmI }' }), headers)) {
      expect([status, JSON.parse(text).errors[0].extensions.code]).toEqual([401, 'GATEWAY_REQUIRED']);
    }
  });

  it('refuses a body over its limit without reading it', async () => {
    const socket = connect(serving.port, '127.0.0.1');
    socket.write(head(1_000_001));
    expect(String((await once(socket, 'data'))[0])).toMatch(/^HTTP\/1.1 413 /);
    socket.destroy();
  });

  it('answers requests on one connection in their order', async () => {
    const socket = connect(serving.port, '127.0.0.1');
    const request = (name: string) => {
      const body = JSON.stringify({ query, variables: { name } });
      return `${head(body.length)}${body}`;
    };
    socket.write(request('first') + request('second'));
    let heard = '';
    while (!heard.includes('Hi second')) heard += (await once(socket, 'data'))[0];
    expect(heard.indexOf('Hi first')).toBeLessThan(heard.indexOf('Hi second'));
    socket.destroy();
  });

  it('reads eight files at once, refuses the next of anybody with 503 until one is done, and says when to come back', async () => {
    const send = async (subject: string, body: string | AsyncIterable<Buffer>) => {
      const who = identityHeaders({ subject, roles: [Role.ORGANIZER], libraryIds: [], expiresAt: null });
      const headers = { ...sealWith(new Map([['advocacy', keys]]), Date.now)('advocacy', who), 'content-type': 'text/csv' };
      const path = serving.url.replace('/graphql', '/files');
      return fetch(path, { method: 'POST', headers, body, duplex: 'half' } as RequestInit);
    };
    const ends: (() => void)[] = [];
    async function* held() {
      yield Buffer.from('first');
      await new Promise<void>((resolve) => ends.push(resolve));
    }
    // The headers of an answer come with its first line, so each file is being read.
    const eight = await Promise.all(Array.from({ length: 8 }, (_, i) => send(`organizer ${i}`, held())));
    expect(eight.map(({ status }) => status)).toEqual(Array(8).fill(200));
    const ninth = await send('somebody else', 'x');
    expect([ninth.status, ninth.headers.get('retry-after')]).toEqual([503, '60']);
    expect((await ninth.json()).errors[0].extensions).toMatchObject({ code: 'UPLOADS_BUSY', limit: 8, retryable: true });
    ends.pop()?.();
    // One after the other ends its file; the place of the first is free when its answer is read to the end.
    const read = eight.map((answer) => answer.text());
    await Promise.race(read);
    const again = await send('somebody else', 'x');
    expect([again.status, await again.text()]).toEqual([200, '{"bytes":1}\n']);
    for (const end of ends) end();
    await Promise.all(read);
  });
});
