// Promises of: whole numbers of custom scalars keep their digits, however large they are, in answers, variables and documents.

import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { startGateway } from '#gateway/gateway';
import { readOptions } from '#gateway/options';
import { silentLog } from '#kit/words/log';
import { composed } from '../support/composed';

const link = 'extend schema @link(url: "https://specs.apollo.dev/federation/v2.9", import: ["@key"])\n';
const many = '9007199254740993';
const more = '-12345678901234567890';
const most = '9007199254740995';

let asked: string[] = [];
/** What the first subgraph answers in one test. */
let answered: string | undefined;
const servers: Server[] = [];
let stop: () => Promise<void>;
let port: number;

/** Answers with texts, as no server of JavaScript could. */
async function subgraph(answer: (body: string) => string): Promise<string> {
  const server = createServer(async (request, response) => {
    let body = '';
    for await (const chunk of request) body += chunk;
    asked.push(body);
    response.setHeader('content-type', 'application/json').end(answer(body));
  });
  servers.push(server);
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}/`;
}

beforeAll(async () => {
  const one = await subgraph((body) => {
    if (answered) return answered;
    if (body.includes('take')) return '{"data":{"take":"taken","list":"taken"}}';
    if (body.includes('fail'))
      return `{"data":{"fail":null},"errors":[{"message":"no","path":["fail"],"extensions":{"at":${many}}}]}`;
    return `{"data":{"o":{"__typename":"O","id":${many},"big":${more}, "json": {"n": ${many},"z":1.0,"l":[${more},{"t":"a${many}"}]},"int":1,"float":${many}}}}`;
  });
  const two = await subgraph(() => `{"data":{"_entities":[{"price":${many}}]}}`);
  const sdl = composed({
    one: `${link} scalar BigInt scalar JSON type Query { o: O take(n: BigInt, json: JSON, in: In, i: Float, d: ID, of: Big): String list(ns: [BigInt!]): String fail: BigInt }
      input In { n: BigInt d: BigInt = ${most} f: [Float] } input Big { ns: [[BigInt!]!] of: Big j: JSON = {a: [1, ${most}]} } type O @key(fields: "id") { id: BigInt! big: BigInt json: JSON int: Int float: Float }`,
    two: `${link} scalar BigInt type O @key(fields: "id") { id: BigInt! price: BigInt }`,
  })
    .replace('http://one/', one)
    .replace('http://two/', two)
    // Composition rounds it.
    .replaceAll('9007199254740996', most);
  const folder = mkdtempSync(join(tmpdir(), 'digits-'));
  const supergraphFile = join(folder, 'supergraph.graphql');
  writeFileSync(supergraphFile, sdl);
  const { level: _, ...options } = readOptions({ SUPERGRAPH_SDL: supergraphFile });
  const gateway = await startGateway({ ...options, port: 0, log: silentLog });
  port = gateway.port;
  stop = async () => {
    await gateway.stop();
    rmSync(folder, { recursive: true });
    for (const server of servers) server.closeAllConnections();
    await Promise.all(servers.map((server) => new Promise((resolve) => server.close(resolve))));
  };
});
afterAll(() => stop());
beforeEach(() => {
  asked = [];
  answered = undefined;
});

async function post(body: string): Promise<string> {
  const headers = { 'content-type': 'application/json' };
  return (await fetch(`http://127.0.0.1:${port}/graphql`, { method: 'POST', headers, body })).text();
}

it('in answers, also within objects and lists, and in keys that other subgraphs are asked by', async () => {
  expect(await post('{"query":"{ o { big json int float price } }"}')).toBe(
    `{"data":{"o":{"big":${more},"json":{"n":${many},"z":1,"l":[${more},{"t":"a${many}"}]},"int":1,"float":9007199254740992,"price":${many}}}}`,
  );
  expect(asked[1]).toContain(`"representations":[{"__typename":"O","id":${many}}]`);
});

it('in answers, also where whole numbers are written with fractions and exponents, or a name stands twice', async () => {
  answered = `{"data":{"o":{"big":1.2345678901234567890E+19,"json":[[-9.007199254740993e15],{"a":1,"a":${many}.0,"__proto__":{"x":${many}}},1.5e30,0.25]}}}`;
  expect(await post('{"query":"{ o { big json } }"}')).toBe(
    `{"data":{"o":{"big":12345678901234567890,"json":[[-${many}],{"a":${many},"__proto__":{"x":${many}}},1.5e+30,0.25]}}}`,
  );
});

it('in what introspection says of defaults, also of objects', async () => {
  const fields = 'inputFields { name defaultValue }';
  expect(await post(`{"query":"{ a: __type(name: \\"In\\") { ${fields} } b: __type(name: \\"Big\\") { ${fields} } }"}`)).toBe(
    `{"data":{"a":{"inputFields":[{"name":"n","defaultValue":null},{"name":"d","defaultValue":"${most}"},{"name":"f","defaultValue":null}]},` +
      `"b":{"inputFields":[{"name":"ns","defaultValue":null},{"name":"of","defaultValue":null},{"name":"j","defaultValue":"{a: [1, ${most}]}"}]}}}`,
  );
});

it.each([
  ['a document', `{ take(n: ${many}) }`, '{}', `:${many}`],
  ['a document, negative', `{ take(n: ${more}) }`, '{}', `:${more}`],
  ['an object of a document', `{ take(json: {a: [1, ${many}], b: \\"x\\"}) }`, '{}', `:{"a":[1,${many}],"b":"x"}`],
  ['an input of a document', `{ take(in: {n: ${many}}) }`, '{}', `:${many}`],
  ['a list of a document', `{ list(ns: [1, ${many}]) }`, '{}', `:${many}`],
  ['a list of one', `{ list(ns: ${many}) }`, '{}', `:[${many}]`],
  ['a default', `query ($n: BigInt = ${many}) { take(n: $n) }`, '{}', `"n":${many}`],
  ['a variable', 'query ($n: BigInt) { take(n: $n) }', `{"n":${many}}`, `"n":${many}`],
  ['a variable, within a list', 'query ($n: [BigInt!]) { list(ns: $n) }', `{"n":[${more}, 2]}`, `"n":[${more},2]`],
  ['a variable, within an input', 'query ($n: In) { take(in: $n) }', `{"n": {"n": ${many}}}`, `"n":{"n":${many},"d":${most}}`],
  ['a variable of any JSON', 'query ($n: JSON) { take(json: $n) }', `{"n": {"a": [${many}]}}`, `"n":{"a":[${many}]}`],
  ['a variable that is an ID', 'query ($n: ID) { take(d: $n) }', `{"n": ${many}}`, `"n":"${many}"`],
  [
    'JSON of a document, beside a variable',
    `query ($x: JSON) { take(json: {a: [${many}, $x]}) }`,
    `{"x": ${more}}`,
    `:{"a":[${many},${more}]}`,
  ],
  ['a document, with an exponent', '{ take(n: 1.2345678901234567890e19) }', '{}', ':12345678901234567890'],
  ['lists of lists of a document', `{ take(of: {of: {ns: [[1], [${many}, ${more}]]}}) }`, '{}', `:${many}`],
  ['a value that stands for a list of lists', `{ take(of: {ns: ${many}}) }`, '{}', `:[[${many}]]`],
  [
    'a default of an input',
    `query ($of: Big = {ns: [[${many}]], j: null}) { take(of: $of) }`,
    '{}',
    `"of":{"ns":[[${many}]],"j":null}`,
  ],
  [
    'a variable deep within inputs',
    'query ($of: Big) { take(of: $of) }',
    `{"of":{"of":{"ns":[[${more}]]}}}`,
    `"of":{"ns":[[${more}]],`,
  ],
  ['a variable, with a fraction of zeros', 'query ($n: BigInt) { take(n: $n) }', `{"n":${many}.00}`, `"n":${many}`],
  ['a variable that stands twice', 'query ($n: BigInt) { take(n: $n) }', `{"n":1,"n":${many}}`, `"n":${many}`],
  ['a default of the schema', 'query ($n: In) { take(in: $n) }', '{"n": {}}', `"n":{"d":${most}}`],
  [
    'a variable beside one named like ours',
    `query ($digits0: BigInt) { take(n: $digits0) b: take(n: ${many}) }`,
    '{"digits0": 3}',
    `:${many}`,
  ],
])('in %s', async (_where, query, variables, sent) => {
  expect(await post(`{"query":"${query}","variables":${variables}}`)).not.toContain('"errors"');
  expect(asked[0]).toContain(sent);
});

it('nothing breaks where numbers of other types have as many digits', async () => {
  await post(`{"query":"query ($i: Float) { take(i: $i) }","variables":{"i": ${many}}}`);
  expect(asked[0]).toContain('"i":9007199254740992');
  expect(JSON.parse(await post('{"query":"{ fail }"}')).errors[0].message).toBe('no');
  expect(JSON.parse(await post(`{"query":"{ take(n: 1) }","variables":{"__proto__": ${many}}}`)).errors).toHaveLength(1);
});

it.each([
  ['a value of one', '{"data":{"o":{"big":1e400,"int":1}}}', ['o', 'big']],
  ['within another', '{"data":{"o":{"json":{"a":[null,{"b":-1E+999}]},"int":1}}}', ['o', 'json']],
])('a number that no double can be is an error of its field, never a silent null: %s', async (_what, text, path) => {
  answered = text;
  const { data, errors } = JSON.parse(await post('{"query":"{ o { big json int } }"}'));
  expect(errors).toMatchObject([{ path, extensions: { code: 'INVALID_SUBGRAPH_ANSWER' } }]);
  expect(data.o.int).toBe(1);
});

it('a number that is nearly too large for a Float is not refused', async () => {
  expect(JSON.parse(await post('{"query":"{ take(i: -1.7976931348623157e308) }"}'))).toEqual({ data: { take: 'taken' } });
});

it('variables with such numbers that lie too deep are refused in words', async () => {
  const deep = 20_000;
  const answer = JSON.parse(
    await post(`{"query":"query ($n: JSON) { take(json: $n) }","variables":{"n":${'['.repeat(deep)}${many}${']'.repeat(deep)}}}`),
  );
  expect(answer.errors).toMatchObject([{ extensions: { code: 'BAD_USER_INPUT', limit: 100 } }]);
});

it.each([
  ['{ take(n: 1e400) }', '{}', 'GRAPHQL_VALIDATION_FAILED'],
  ['{ take(i: 1e400) }', '{}', 'GRAPHQL_VALIDATION_FAILED'],
  ['{ b: take(in: {f: [1, -1e999]}) }', '{}', 'GRAPHQL_VALIDATION_FAILED'],
  [`query ($n: Float = 1${'0'.repeat(400)}) { take(i: $n) }`, '{}', 'GRAPHQL_VALIDATION_FAILED'],
  ['query ($n: JSON) { take(json: $n) }', '{"n":{"a":[1e400]}}', 'BAD_USER_INPUT'],
  ['query ($n: Float) { take(i: $n) }', '{"n":-1e999}', 'BAD_USER_INPUT'],
])('is refused in %s with %s', async (query, variables, code) => {
  const { errors } = JSON.parse(await post(`{"query":"${query}","variables":${variables}}`));
  expect(errors).toMatchObject([{ message: expect.stringContaining('too large'), extensions: { code } }]);
  expect(asked).toEqual([]);
});
