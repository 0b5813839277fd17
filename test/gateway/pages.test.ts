// Promises of: what does a visitor read where a subgraph's page fails, or where there is none, and which headers come with it?
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { request as rawRequest } from 'undici';
import { gatewayKey, type Stage, startStage, startWhoami } from './support/stage';

/** What a subgraph answers next, whatever page it is asked for. */
let next: { status: number; type: string; body: string };
let pages: Server;
let stage: Stage;
let open: Stage;
beforeAll(async () => {
  const whoami = await startWhoami();
  pages = createServer((_request, response) => {
    response.writeHead(next.status, { 'content-type': next.type }).end(next.body);
  });
  await new Promise<void>((resolve) => pages.listen(0, '127.0.0.1', resolve));
  const subgraphs = {
    advocacy: {
      url: `http://127.0.0.1:${(pages.address() as AddressInfo).port}/graphql`,
      sdl: 'type Query { page: Int }',
    },
    whoami,
  };
  const keys = { subgraphKeys: new Map([['whoami', [gatewayKey]]]) };
  stage = await startStage(subgraphs, { production: true, ...keys });
  open = await startStage(subgraphs, keys);
  stops.push(
    () => stage[Symbol.asyncDispose](),
    () => open[Symbol.asyncDispose](),
    whoami.stop,
  );
});
const stops: (() => unknown)[] = [() => new Promise((resolve) => pages.close(resolve))];
afterAll(async () => {
  for (const stop of [...stops.slice(1), stops[0]]) await stop?.();
});

/** `fetch` would mend the address. */
async function read(path: string, at = stage) {
  const { statusCode, headers, body } = await rawRequest(new URL(at.url).origin + path, { headers: { accept: '*/*' } });
  return { status: statusCode, headers, text: await body.text() };
}
const codeIn = (text: string) => JSON.parse(text).errors[0].extensions.code;

it.each([
  ['a trace', 500, 'text/plain', 'Error: SECRET\n at /srv/app.js:1'],
  ['JSON of its server', 500, 'application/json', '{"statusCode":500,"message":"SECRET"}'],
  [
    'errors of its own',
    500,
    'application/json',
    '{"errors":[{"message":"SECRET","extensions":{"code":"INTERNAL_SERVER_ERROR"}}]}',
  ],
  ['a page of a proxy', 502, 'text/html', '<h1>SECRET</h1>'],
  ['nothing', 503, 'text/plain', ''],
  [
    'that it knows no gateway',
    401,
    'application/json',
    '{"errors":[{"message":"SECRET","extensions":{"code":"GATEWAY_REQUIRED"}}]}',
  ],
  ['what is no refusal of ours', 400, 'application/json', '{"message":"SECRET"}'],
])('a page that fails with %s is unavailable, and its words are not passed on', async (_what, status, type, body) => {
  next = { status, type, body };
  for (const path of ['/exports/policies.csv', '/feeds/policies.atom']) {
    const answer = await read(path);
    expect([answer.status, codeIn(answer.text)]).toEqual([503, 'SUBGRAPH_UNAVAILABLE']);
    expect(answer.text).not.toContain('SECRET');
  }
});

it.each([
  ['JSON', 'application/json', '{"message":"Route GET:/exports/nothing not found","error":"Not Found","statusCode":404}'],
  ['JSON that is null', 'application/json; charset=utf-8', 'null'],
])('a page that its server does not know by %s is the same 404 as any other', async (_what, type, body) => {
  next = { status: 404, type, body };
  const [there, elsewhere] = [await read('/exports/nothing'), await read('/nothing')];
  expect([there.status, there.text]).toEqual([404, elsewhere.text]);
  expect(codeIn(there.text)).toBe('NOT_FOUND');
});

it.each([
  ['a refusal', 404, 'application/json', '{"errors":[{"message":"No more.","extensions":{"code":"BAD_LINK"}}]}'],
  ['a page for people', 404, 'text/html', '<p>No longer valid.</p>'],
  ['a table', 200, 'text/csv', 'a,b'],
])('%s of a subgraph is passed on', async (_what, status, type, body) => {
  next = { status, type, body };
  expect(await read('/exports/some')).toMatchObject({
    status,
    text: body,
    headers: { 'content-type': expect.stringContaining(type) },
  });
});

it('suggests no names of the schema in production', async () => {
  const message = 'Field "x" is not defined by type "Secret". Did you mean "titles"?';
  next = {
    status: 400,
    type: 'application/json',
    body: JSON.stringify({ errors: [{ message, extensions: { code: 'BAD_USER_INPUT' } }] }),
  };
  const [hidden, shown] = [await read('/exports/comparison.csv'), await read('/exports/comparison.csv', open)];
  expect(hidden.text).not.toMatch(/Did you mean|titles/);
  expect(hidden.text).toContain('is not defined');
  expect(shown.text).toContain('Did you mean');
});

it.each(['/%', '/petitions/%', '/petitions/%ff', '/petitions/%zz/x', '/%c3%28', '/exports/%'])(
  'an address that cannot be decoded is that of no page: %s',
  async (path) => {
    next = { status: 404, type: 'application/json', body: '{}' };
    const answer = await read(path);
    expect([answer.status, codeIn(answer.text)]).toEqual([404, 'NOT_FOUND']);
  },
);
