// Promises of: how many statements does a dashboard's page cost, what happens to the supergraph while it is served, and who is blamed?
import { AsyncLocalStorage } from 'node:async_hooks';
import { randomBytes } from 'node:crypto';
import { subscribe, unsubscribe } from 'node:diagnostics_channel';
import { copyFileSync, mkdtempSync, readFileSync, writeFileSync } from 'node:fs';
import type { IncomingMessage } from 'node:http';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import type { Advocacy } from '#advocacy/subgraph';
import { type RunningGateway, startGateway } from '#gateway/gateway';
import { silentLog } from '#kit/words/log';
import type { PartnershipServing } from '#partnership/subgraph';
import { demoDatabase as advocacyDatabase, startAdvocacyAt } from '../support/advocacy';
import { afterwards } from '../support/afterwards';
import { codeOf, dataOf, operation, post } from '../support/graphql';
import { demoDatabase as partnershipDatabase, startPartnershipAt } from '../support/partnership';
import type { TestDatabase } from '../support/postgres';
import { eventually } from '../support/reader';

const committed = resolve(__dirname, '..', '..', 'schema', 'supergraph.graphql');
const folder = mkdtempSync(join(tmpdir(), 'supergraph-'));
const supergraphFile = join(folder, 'supergraph.graphql');
/** The trace of the request that a server answers; jobs, which also read in the same minute, have none. */
const traces = new AsyncLocalStorage<string | undefined>();
const onRequest = (message: unknown) => {
  const { request } = message as { request: IncomingMessage };
  traces.enterWith(request.headers.traceparent?.toString().split('-')[1]);
};
const statements: { readonly trace: string | undefined; readonly sql: string }[] = [];
const onStatement = (sql: string) => void statements.push({ trace: traces.getStore(), sql });

let databases: TestDatabase[];
let advocacy: Advocacy;
let partnership: PartnershipServing;
let gateway: RunningGateway;
let url: string;

beforeAll(async () => {
  subscribe('http.server.request.start', onRequest);
  copyFileSync(committed, supergraphFile);
  databases = [await advocacyDatabase(), await partnershipDatabase()];
  const [first, second] = databases as [TestDatabase, TestDatabase];
  advocacy = await startAdvocacyAt(first.url, { onStatement });
  partnership = await startPartnershipAt(second.url, { onStatement });
  gateway = await startGateway({
    host: '127.0.0.1',
    port: 0,
    supergraphFile,
    urls: new Map(Object.entries({ advocacy: [advocacy.url], partnership: [partnership.url] })),
    deadlineMs: 5_000,
    allowedOrigins: [],
    log: silentLog,
  });
  url = `http://127.0.0.1:${gateway.port}/graphql`;
});
afterAll(async () => {
  unsubscribe('http.server.request.start', onRequest);
  await gateway.stop();
  await Promise.all([advocacy.stop(), partnership.stop()]);
  for (const database of databases) await database.drop();
});

/** The tables each statement of an operation reads, in order. */
async function statementsOf(name: string, variables: Record<string, unknown>): Promise<string[]> {
  const trace = randomBytes(16).toString('hex');
  dataOf(await post(url, operation(name), variables, { traceparent: `00-${trace}-00000000000000aa-01` }));
  return statements.flatMap((each) => (each.trace === trace && /^\s*SELECT/i.test(each.sql) ? [each.sql] : []));
}

describe('a page of the dashboard', () => {
  it('lists petitions in one statement for each edge, however many petitions, endorsers and sisters there are', async () => {
    const few = await statementsOf('Petitions', { first: 1 });
    const many = await statementsOf('Petitions', { first: 100 });
    // A page that holds all of them needs no count.
    expect([few.length, many.length]).toEqual([6, 5]);
    expect(few.filter((sql) => /count\(/i.test(sql)).length - many.filter((sql) => /count\(/i.test(sql)).length).toBe(1);
  });

  it('shows a library in one statement for each edge, however many partnerships it has', async () => {
    const one = await statementsOf('LibraryPage', { id: 'demo-helsinki-fi' });
    const two = await statementsOf('LibraryPage', { id: 'demo-chicago-us' });
    expect(two.length).toBe(one.length);
    // The library, sisters, partnerships, their partners; petitions it endorses and those both partners do are asked for together.
    expect(two.length).toBe(5);
  });
});

describe('an explicit null for the size of a page', () => {
  it.each([
    ['query ($n: Int) { petitions(first: $n) { totalCount } }', 'first'],
    ['query ($n: Int) { libraries(first: 1) { nodes { id sisters(first: $n) { id } } } }', 'first'],
  ])('is told of by the name of the argument: %s', async (query, field) => {
    const answer = await post(url, query, { n: null });
    expect(answer.errors?.[0]).toMatchObject({ extensions: { code: 'BAD_USER_INPUT', field } });
  });
});

describe('the supergraph file', () => {
  const reads = (query: string, fits: (code: unknown) => boolean) =>
    eventually('the change is served', async () => fits(codeOf(await post(url, query))), 45_000);
  const goal = '{ petitions(first: 1) { nodes { goal } } }';

  it('is served anew when it changes, and a broken one is not', async () => {
    const text = readFileSync(committed, 'utf8');
    const without = text.replace(/(\ntype Petition\n[\s\S]*?)\n {2}"""[^"]*"""\n {2}goal: Int\n/, '$1\n');
    expect(without).not.toBe(text);
    writeFileSync(supergraphFile, without);
    await reads(goal, (code) => code === 'GRAPHQL_VALIDATION_FAILED');
    writeFileSync(supergraphFile, 'type Broken {');
    writeFileSync(supergraphFile, text);
    await reads(goal, (code) => code === undefined);
  }, 100_000);

  it('may have no live fields at all', async () => {
    const text = readFileSync(committed, 'utf8');
    const still = join(folder, 'still.graphql');
    writeFileSync(
      still,
      text.replace(/\n {2}subscription: Subscription/, '').replace(/\ntype Subscription\b[\s\S]*?\n\}\n/, '\n'),
    );
    const quiet = await startGateway({
      host: '127.0.0.1',
      port: 0,
      supergraphFile: still,
      urls: new Map(Object.entries({ advocacy: [advocacy.url], partnership: [partnership.url] })),
      deadlineMs: 5_000,
      allowedOrigins: [],
      log: silentLog,
    });
    afterwards(quiet.stop);
    const there = `http://127.0.0.1:${quiet.port}/graphql`;
    expect(dataOf(await post(there, '{ petitions(first: 1) { totalCount } }')).petitions.totalCount).toBe(10);
    expect(codeOf(await post(there, operation('LivePetition'), { id: 'fair-ebook-terms' }))).toBeTruthy();
  });
});

/** A gateway that looks for some subgraphs elsewhere. */
async function gatewayTo(urls: Record<string, string[]>): Promise<RunningGateway> {
  const started = await startGateway({
    host: '127.0.0.1',
    port: 0,
    supergraphFile: committed,
    urls: new Map(Object.entries({ advocacy: [advocacy.url], partnership: [partnership.url], ...urls })),
    deadlineMs: 5_000,
    allowedOrigins: [],
    log: silentLog,
  });
  afterwards(started.stop);
  return started;
}

describe('a subgraph that is away', () => {
  it('costs its own fields only, leaves the lists of the others, and no answer tells its address', async () => {
    const lost = await gatewayTo({ partnership: [nowhere] });
    await leaves(lost, { petitions: { totalCount: 10 }, listings: null });
    const answer = await post(
      `http://127.0.0.1:${lost.port}/graphql`,
      '{ petition(id: "fair-ebook-terms") { title endorsements(first: 2) { nodes { library { name } } } } library(id: "x") { id } }',
    );
    expect(answer.data).toEqual({
      petition: { title: 'Fair ebook terms for every library', endorsements: { nodes: [{ library: null }, { library: null }] } },
      library: null,
    });
    expect(answer.errors?.map(({ path, extensions }) => [path, extensions.code])).toEqual(
      expect.arrayContaining([
        [['library'], 'SUBGRAPH_UNAVAILABLE'],
        [['petition', 'endorsements', 'nodes', 0, 'library'], 'SUBGRAPH_UNAVAILABLE'],
      ]),
    );
    expect(JSON.stringify(answer)).not.toMatch(/127\.0\.0\.1|ECONN|:9\b/);
    expect((await fetch(`http://127.0.0.1:${lost.port}/health`)).status).toBe(200);
    const ready = await fetch(`http://127.0.0.1:${lost.port}/ready`);
    const dependencies = { advocacy: { ready: true }, partnership: { ready: false, cause: 'It cannot be reached.' } };
    expect([ready.status, await ready.json()]).toEqual([200, { ready: true, dependencies }]);
  });

  it('leaves the lists of the others, whichever it is', async () => {
    const lost = await gatewayTo({ advocacy: [nowhere] });
    await leaves(lost, { petitions: null, listings: { totalCount: expect.any(Number) } });
  });
});

/** A gateway answers so for one list of each subgraph, and tells of the one that is away. */
async function leaves(lost: RunningGateway, data: object): Promise<void> {
  const query = '{ petitions(first: 2) { totalCount } listings(first: 2) { totalCount } }';
  const answer = await post(`http://127.0.0.1:${lost.port}/graphql`, query);
  expect(answer.data).toEqual(data);
  expect(answer.errors).toHaveLength(1);
  expect(codeOf(answer)).toBe('SUBGRAPH_UNAVAILABLE');
}

describe('of two mutations in one document', () => {
  const signing = `signPetition(input: { petitionId: "fair-ebook-terms", name: "Ada", email: "ada@example.org", country: "FI" }) { outcome }`;

  it.each([
    ['the same subgraph', 'openPetition(id: "fair-ebook-terms") { id }', 'openPetition', 'UNAUTHENTICATED'],
    ['another subgraph', 'confirmListing(token: "forged") { id }', 'confirmListing', 'BAD_LINK'],
  ])('the first keeps its answer when %s refuses the second', async (_whose, second, refused, code) => {
    const { data, errors } = await post(url, `mutation { ${signing} ${second} }`);
    expect(data).toEqual({ signPetition: { outcome: expect.stringMatching(/^(ALREADY_)?SIGNED$/) }, [refused]: null });
    expect(errors?.map(({ path, extensions }) => [path, extensions.code])).toEqual([[[refused], code]]);
  });
});

/** A port on which nothing listens. */
const nowhere = 'http://127.0.0.1:9/graphql';
