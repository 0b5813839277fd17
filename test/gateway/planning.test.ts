// Promises of: what may planning take, and who waits for it?
import { readFileSync } from 'node:fs';
import { composeServices } from '@apollo/composition';
import { buildSchema, parse, print } from 'graphql';
import { createClient } from 'graphql-ws';
import WebSocket from 'ws';
import { type CompiledOperation, Executor } from '#gateway/execution/executor';
import { isQuick, RenamedOperation } from '#gateway/graph/executors';
import { invalid, Planning, type PlanningBudget, tooLong } from '#gateway/graph/planning';
import { type Graph, readGraph } from '#gateway/graph/supergraph';
import { Documents } from '#gateway/operation/admission';
import { type Operation, operationOf } from '#gateway/operation/document';
import { patternOf, restored } from '#gateway/operation/pattern';
import { silentLog } from '#kit/words/log';
import { projectFile } from '#kit/words/projectFile';
import { afterwards } from '../support/afterwards';
import { Reader } from '../support/reader';
import { startStage, startWhoami, type Whoami } from './support/stage';

const link =
  'extend schema @link(url: "https://specs.apollo.dev/federation/v2.9", import: ["@key", "@shareable", "@interfaceObject", "@external", "@provides"])';

function sdlOf(...subgraphs: string[]): string {
  const services = subgraphs.map((sdl, i) => ({
    name: 'abc'[i] as string,
    url: `http://${'abc'[i]}.example`,
    typeDefs: parse(`${link} ${sdl}`),
  }));
  const { supergraphSdl, errors } = composeServices(services);
  if (!supergraphSdl) throw new Error(errors?.map(({ message }) => message).join('\n'));
  return supergraphSdl;
}

const ourSdl = readFileSync(projectFile('schema', 'supergraph.graphql'), 'utf8');
const ours = readGraph(ourSdl);
const usual: PlanningBudget = { ms: 20_000, wallMs: 300_000, heapMb: 256, options: 10_000 };
const reading = (graph: Graph) => (text: string) => operationOf(parse(text), { text, schemas: graph }) as Operation;
const read = reading(ours);

/** Lists of entities of the other subgraph, so many. */
const hops = (count: number, more = '') =>
  `{ petitions(first: 1) { nodes { ${Array.from({ length: count }, (_, i) => `e${i}: endorsements(first: 1) { nodes { library { name ${more} } } }`).join(' ')} } } }`;

function planningOf(sdl: string, graph: Graph, budget: Partial<PlanningBudget> = {}, usedBy?: () => number) {
  const warn = jest.fn();
  const setting = { budget: { ...usual, ...budget }, hidesSchema: false, log: { ...silentLog, warn } };
  const planning = new Planning({ ...setting, ...(usedBy && { usedBy }) });
  planning.serve(graph, sdl);
  afterwards(() => planning.close());
  return { planning, warn };
}

describe('an operation on our graph', () => {
  it('is planned at once if it is small, and otherwise apart, with the same plan; an invalid one not at all', async () => {
    const { planning } = planningOf(ourSdl, ours);
    const [small, large] = [read(hops(4)), read(hops(20))];
    const executor = new Executor({ ...ours, ask: async () => ({}) });
    expect([small, large].map((each) => isQuick(each, ours, executor))).toEqual([true, false]);
    expect(await planning.plan(large)).toEqual(JSON.parse(JSON.stringify(executor.plan(large))));
    expect(await planning.plan(read('{ nothing }'))).toBe(invalid);
  });

  it('that is planned at once takes 50 ms of the processor at the worst', () => {
    const executor = new Executor({ ...ours, ask: async () => ({}) });
    const everything = Array.from({ length: 27 }, (_, i) => `n${i}: name`).join(' ');
    const worst = [
      hops(6),
      hops(5, everything),
      `{ petitions { nodes { ${Array.from({ length: 190 }, (_, i) => `t${i}: title`).join(' ')} } } }`,
    ];
    for (const text of worst) {
      const times = Array.from({ length: 5 }, (_, i) => {
        // The plan of one that differs in names only would be remembered.
        const operation = read(text.replace('{', `{ ${'t: __typename '.repeat(i)}`));
        const begun = process.cpuUsage();
        expect(isQuick(operation, ours, executor)).toBe(true);
        executor.plan(operation);
        const { user, system } = process.cpuUsage(begun);
        return (user + system) / 1_000;
      });
      expect(Math.min(...times)).toBeLessThan(50);
    }
  });
});

describe('documents that differ in names that clients choose', () => {
  const schema = buildSchema('type Query { hello(to: String): String title: String }');
  const pattern = (text: string, maxTokens = 1_000) => patternOf(text, schema, maxTokens);

  it.each([
    ['query A { x: hello ...f } fragment f on Query { y: hello(to: "x") }', 'A', ['x', 'y']],
    ['query Other{one:hello,...f}#none\n\nfragment f on Query{ x : hello(to:"x") }', 'Other', ['one', 'x']],
    ['query query @skip(if: false) { on: hello ...f } fragment f on Query { query: hello(to: "x") }', 'query', ['on', 'query']],
    ['mutation M($a: In = {a: "b: c"}) { a: b(c: {a: $a}) @include(if: true) { a: a ... { a: c } } }', 'M', ['a']],
    ['{ constructor: hello toString: hello }', undefined, ['constructor', 'toString']],
  ])('have one pattern: %s', (text, operation, fields) => {
    const found = pattern(text);
    expect(found?.names).toEqual({ operation, fields });
    const same = restored(found?.text ?? '', { operation, fields });
    expect(print(parse(same))).toBe(print(parse(text)));
  });

  it.each([
    ['in chosen names', 'query A { a: hello }', 'query B { b: hello }', true],
    ['in white space, commas and comments', 'query A{a:hello}', '# of B\nquery B {\n\n  b :hello, }', true],
    ['in what they ask for besides', '{ a: hello(to: "b") }', '{ a: hello(to: "c") }', false],
    ['in which fields have one name', '{ a: hello b: hello }', '{ a: hello a: hello }', false],
    ['by names that fields have as well', '{ hello: hello x: hello }', '{ other: hello x: hello }', false],
    ['by names like those that the planner makes', '{ a__b: hello x: hello }', '{ a: hello x: hello }', false],
    ['in a name of the operation', 'query A { a: hello }', '{ a: hello }', false],
    ['in white space within a text', '{ a: hello(to: "b  c") }', '{ a: hello(to: "b c") }', false],
    ['by a space that parts two names', '{ a: hello title }', '{ a: hellotitle }', false],
    ['by spaces that part nothing', '{ a: hello ( to : "x" ) ... f { title } }', '{b:hello(to:"x")...f{title}}', false],
    ['by spaces beside marks', '{ a : hello ( to : "x" ) { title } }', '{b:hello(to:"x"){title}}', true],
  ])('are alike or not where they differ %s', (_how, one, another, isSame) => {
    expect(pattern(one)?.text === pattern(another)?.text).toBe(isSame);
    expect(pattern(one)).toBeDefined();
  });

  it.each([
    ['a text like our names', '{ a: hello(to: "_plan0_") }'],
    ['such a text in digits', 'query A { a: hello(to: "\\u005fplanOperation_") }'],
    ['a name like ours', '{ a: hello _plan0_: hello }'],
    ['several operations', 'query A { a: hello } query B { a: hello }'],
    ['a feed', 'subscription A { a: hello }'],
    ['introspection', '{ a: hello __schema { types { b: name } } }'],
    ['a text in a block', '{ a: hello(to: """b: "c" """) }'],
    ['nothing that its client named', '{ hello title }'],
    ['a text without an end', '{ a: hello(to: "b) }'],
    ['an operation without an end', '{ a: hello'],
    ['a definition of another kind', 'query A { a: hello } type T { b: Int }'],
  ])('have none with %s', (_what, text) => {
    expect(pattern(text)).toBeUndefined();
  });

  it.each([
    ['{ a\u00a0: hello b: title }', 'a sign that is none of the language'],
    ['{ a: hello ... f: title }', 'a spread for a name'],
    ['{ a: : hello }', 'two colons'],
    ['query A B { a: hello }', 'two names'],
  ])('are as invalid as their pattern: %s, with %s', (text) => {
    expect(() => parse(text)).toThrow();
    expect(() => parse(pattern(text)?.text ?? '')).toThrow();
  });
});

it('are taken as they are where they have too many tokens', () => {
  const schema = buildSchema('type Query { hello: String }');
  expect([5, 4].map((maxTokens) => patternOf('{ a: hello }', schema, maxTokens)?.text)).toEqual(['{_plan0_:hello}', undefined]);
});

describe('an operation that is run by its pattern', () => {
  const documents = new Documents({ folder: '', registeredOnly: false, automatic: false, maxTokens: 1_000 });
  documents.supergraphChanged(ours);
  const bodies: { query: string; operationName?: string }[] = [];
  let node: object;
  let errors: object[] | undefined;
  const executor = new Executor({
    ...ours,
    async ask(_service, body) {
      bodies.push(JSON.parse(body));
      return { data: { petitions: { totalCount: 1, _plan0_: [node] } }, errors };
    },
  });
  const patterns = new Map<Operation, CompiledOperation>();
  const run = async (text: string) => {
    const { renaming } = documents.read(text, undefined) as Operation;
    if (!renaming) throw new Error('It has no pattern.');
    const pattern = patterns.get(renaming.pattern) ?? executor.compile(renaming.pattern);
    patterns.set(renaming.pattern, pattern);
    const executed = await new RenamedOperation(pattern, renaming.names).execute({}, { headers: {} });
    return { data: JSON.parse(executed.data), errors: executed.errors };
  };
  const text = (...[name, all, x, y]: string[]) =>
    `query ${name} { petitions(first: 1) { ${all}: nodes { ${x}: title ${y}: state } } }`;
  beforeEach(() => {
    bodies.length = 0;
    errors = undefined;
    node = { _plan1_: 'one', _plan2_: 'OPEN' };
  });

  it('asks subgraphs in the same words, but for its own name, and answers in the names of its client', async () => {
    node = { _plan1_: 'of "_plan2_": _plan0_', _plan2_: 'OPEN' };
    expect((await run(text('One', 'all', 'x', 'y'))).data).toEqual({
      petitions: { all: [{ x: 'of "_plan2_": _plan0_', y: 'OPEN' }] },
    });
    expect((await run(text('Two', 'y', 'toString', 'x'))).data).toEqual({
      petitions: { y: [{ toString: 'of "_plan2_": _plan0_', x: 'OPEN' }] },
    });
    expect(patterns.size).toBe(1);
    const [one, two] = bodies;
    expect(one?.operationName).toMatch(/^One__/);
    expect(two).toEqual({
      ...one,
      query: one?.query.replace('One', 'Two'),
      operationName: one?.operationName?.replace('One', 'Two'),
    });
  });

  it('says where an error is, and what is wrong, in the names of its client', async () => {
    errors = [{ message: 'No "_plan1_" of _plan9_ here.', path: ['petitions', '_plan0_', 0, '_plan2_'] }];
    node = { _plan1_: 'one', _plan2_: null };
    const failed = await run(text('One', 'all', 'x', 'y'));
    expect(failed.errors).toMatchObject([{ message: 'No "x" of _plan9_ here.', path: ['petitions', 'all', 0, 'y'] }]);
    errors = undefined;
    node = { _plan1_: null, _plan2_: 'OPEN' };
    expect((await run(text('Two', 'few', 'a', 'b'))).errors).toMatchObject([
      { message: 'Cannot return null for non-nullable field Petition.a.', path: ['petitions', 'few', 0, 'a'] },
    ]);
  });

  it('is read for the document itself where that is asked for', () => {
    const operation = documents.read(text('Mine', 'all', 'x', 'y'), 'Mine') as Operation;
    expect(operation.name).toBe('Mine');
    expect(print(operation.document)).toContain('x: title');
    expect(operation.definition.name?.value).toBe('Mine');
    // Nor do operators read another name.
    expect(operation.shownName).toBe('Mine');
    expect(documents.read('query First { q: petitions { totalCount } }', undefined)?.renaming?.pattern.shownName).toBe('First');
    expect(documents.read('{ q: petitions { totalCount } }', undefined)?.renaming?.pattern.shownName).toBeNull();
    expect(() => documents.read(text('Mine', 'all', 'a', 'b'), 'Other')).toThrow('Other');
  });
});

const twoWays = sdlOf(
  'type Query { a: A b: A } type A @key(fields: "id") { id: ID! v: Int @shareable }',
  'type A @key(fields: "id") { id: ID! v: Int @shareable w: Int @shareable }',
  'type A @key(fields: "id") { id: ID! w: Int @shareable }',
);

describe('a document over the budget', () => {
  const graph = readGraph(twoWays);
  const harmless = reading(graph)('{ a { v w } b { w } }');
  /** Takes seconds of a processor. */
  const large = reading(graph)(`{ ${Array.from({ length: 100 }, (_, n) => `a${n}: a { v w }`).join(' ')} }`);

  it.each([
    ['processor time', { ms: 1 }, 'MAX_PLANNING_MS', large],
    ['memory', { heapMb: 8 }, 'PLANNING_HEAP_MB', harmless],
    ['ways to try', { options: 1 }, 'MAX_PLANNING_OPTIONS', harmless],
  ] as const)('of %s is refused, and this process goes on', async (_what, budget, setting, operation) => {
    const { planning } = planningOf(twoWays, graph, budget);
    const [limit] = Object.values(budget);
    for (let times = 0; times < 2; times++)
      await expect(planning.plan(operation)).rejects.toMatchObject({
        extensions: { code: 'OPERATION_TOO_COMPLEX', setting, limit },
      });
  });

  it('is not exceeded by a document that waits long for a processor: it is planned, or told to come again', async () => {
    const starved = () => 0;
    const { planning, warn } = planningOf(twoWays, graph, { ms: 1 }, starved);
    await expect(planning.plan(harmless)).resolves.toMatchObject({ kind: 'QueryPlan' });
    expect(warn).not.toHaveBeenCalled();
    await expect(planningOf(twoWays, graph, { wallMs: 1 }, starved).planning.plan(large)).rejects.toMatchObject({
      status: 503,
      extensions: { code: 'SERVICE_UNAVAILABLE', retryAfterSeconds: 5 },
    });
  });

  it('costs nobody else their turn: addresses take turns, and a document that waits is planned by a new thread', async () => {
    const { planning, warn } = planningOf(twoWays, graph);
    const order: string[] = [];
    const ask = async (address: string) => {
      await planning.plan(harmless, address);
      order.push(address);
    };
    await Promise.all(['many', 'many', 'many', 'one', 'another'].map(ask));
    expect(order).toEqual(['many', 'one', 'another', 'many', 'many']);
    expect(warn).not.toHaveBeenCalled();
  });

  it('waits in a queue that is bounded for each address', async () => {
    const { planning } = planningOf(twoWays, graph);
    const results = await Promise.allSettled(Array.from({ length: 60 }, () => planning.plan(harmless, 'one')));
    const refused = results.filter(({ status }) => status === 'rejected') as PromiseRejectedResult[];
    expect(refused.length).toBeGreaterThanOrEqual(9);
    for (const { reason } of refused) expect(reason.extensions.code).toBe('RATE_LIMITED');
  });
});

describe('a gateway over a graph that can be fetched in several ways', () => {
  let whoami: Whoami;
  beforeAll(async () => {
    whoami = await startWhoami();
  });
  afterAll(() => whoami.stop());
  const interfaces = 'interface I @key(fields: "id") { id: ID! } type T implements I @key(fields: "id") { id: ID! }';
  const sdl = (own: string) =>
    `extend schema @link(url: "https://specs.apollo.dev/federation/v2.9", import: ["@key", "@interfaceObject"]) ${own}`;
  const start = (planning: Partial<PlanningBudget>) =>
    startStage(
      {
        whoami: {
          url: whoami.url,
          sdl: sdl(
            `type Query { whoami: String! i: I } type Subscription { watch: Watched! } type Watched { number: Int! } ${interfaces}`,
          ),
        },
        other: { url: whoami.url, sdl: sdl('type I @interfaceObject @key(fields: "id") { id: ID! n: Int }') },
      },
      { planning: { ...usual, ...planning } },
    );

  it('plans queries and feeds apart, each once', async () => {
    const stage = await start({});
    afterwards(() => stage[Symbol.asyncDispose]());
    for (let i = 0; i < 2; i++) expect(await (await stage.ask('{ whoami }')).json()).toEqual({ data: { whoami: 'nobody' } });
    const client = createClient({ url: stage.webSocketUrl, webSocketImpl: WebSocket });
    afterwards(() => client.dispose());
    const reader = new Reader<unknown>();
    client.subscribe(
      { query: 'subscription { watch { number } }' },
      { next: reader.push, error: reader.push, complete: () => reader.end() },
    );
    expect(await reader.next()).toEqual({ data: { watch: { number: 0 } } });
  });

  it('refuses what is over the budget with a code on each transport, also the next time', async () => {
    // Takes far longer than a millisecond to plan.
    const many = (field: string) => Array.from({ length: 100 }, (_, n) => `of${n}: ${field}`).join(' ');
    const stage = await start({ ms: 1 });
    afterwards(() => stage[Symbol.asyncDispose]());
    for (let i = 0; i < 2; i++) {
      const answer = await stage.ask(`{ ${many('i { id n }')} }`);
      expect([answer.status, await answer.json()]).toMatchObject([
        400,
        { errors: [{ extensions: { code: 'OPERATION_TOO_COMPLEX', limit: 1 } }] },
      ]);
    }
    const client = createClient({ url: stage.webSocketUrl, webSocketImpl: WebSocket, retryAttempts: 0 });
    afterwards(() => client.dispose());
    const reader = new Reader<unknown>();
    client.subscribe(
      { query: `subscription { watch { ${many('number @include(if: true)')} } }` },
      { next: reader.push, error: reader.push, complete: () => reader.end() },
    );
    expect(await reader.next()).toMatchObject([{ extensions: { code: 'OPERATION_TOO_COMPLEX' } }]);
    expect((await fetch(stage.url.replace('graphql', 'health'))).status).toBe(200);
  });
});

it('says which setting allows how much', () => {
  expect(tooLong(2_000)).toMatchObject({
    status: 400,
    message:
      'This operation takes too much to plan: its plan was not found within the 2000 ms of a processor that MAX_PLANNING_MS allows. ' +
      'Ask for fewer fields at once, or split it into several requests.',
  });
});
