// Promises of: which supergraph is served while its file changes, where its subgraphs are, and who executes what we cannot compile.
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { composeServices } from '@apollo/composition';
import { Supergraph } from '@apollo/federation-internals';
import { ApolloServer } from '@apollo/server';
import { type GraphQLSchema, lexicographicSortSchema, parse, printSchema, specifiedRules, stripIgnoredCharacters } from 'graphql';
import { Executors, type RequestContext } from '#gateway/graph/executors';
import { checkApart } from '#gateway/graph/planning';
import { Subgraphs } from '#gateway/graph/subgraphs';
import { graphOf, readGraph, SupergraphFile, type SupergraphUpdate, Unchecked } from '#gateway/graph/supergraph';
import { type Operation, operationOf, type Schemas } from '#gateway/operation/document';
import { silentLog } from '#kit/words/log';
import { afterwards } from '../support/afterwards';
import { composed } from './support/composed';

const sdlOf = (fields: string, url = 'http://one.example') => {
  const typeDefs = parse(`type Query { ${fields} }`);
  const { supergraphSdl, errors } = composeServices([{ name: 'one', url, typeDefs }]);
  if (!supergraphSdl) throw new Error(String(errors));
  return supergraphSdl;
};

let folder: string;
let file: string;
let served: SupergraphFile | undefined;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'supergraph-'));
  file = join(folder, 'supergraph.graphql');
  writeFileSync(file, sdlOf('a: Int'));
});
afterEach(() => {
  served?.stop();
  rmSync(folder, { recursive: true });
});

const fieldsOf = ({ apiSchema }: SupergraphUpdate) => Object.keys(apiSchema.getQueryType()?.getFields() ?? {});

describe('the supergraph of a file', () => {
  it('is replaced when the file changes, and survives one that is none', async () => {
    const told: string[][] = [];
    let heard = () => {};
    const next = () => new Promise<void>((resolve) => (heard = resolve));
    const log = { ...silentLog, error: () => heard() };
    served = new SupergraphFile(file, () => undefined, log);
    served.onChange((update) => {
      told.push(fieldsOf(update));
      heard();
    });
    await served.load();
    const refused = next();
    writeFileSync(file, 'type Query { this is none');
    await refused;
    expect(told).toEqual([['a']]);
    const replaced = next();
    writeFileSync(file, sdlOf('a: Int b: Int'));
    await replaced;
    expect(told).toEqual([['a'], ['a', 'b']]);
  });

  it('is checked again where the check came to no end, which says nothing of it', async () => {
    const checks = [() => {}, () => Promise.reject(new Unchecked()), () => {}];
    const faults: string[] = [];
    const log = { ...silentLog, error: ({ err }: { err: Error }) => void faults.push(err.message) };
    served = new SupergraphFile(
      file,
      () => undefined,
      log as typeof silentLog,
      '',
      async () => checks.shift()?.(),
    );
    await served.load();
    const told = new Promise<SupergraphUpdate>((resolve) => served?.onChange(resolve));
    writeFileSync(file, sdlOf('a: Int b: Int'));
    expect(fieldsOf(await told)).toEqual(['a', 'b']);
    expect([checks.length, faults]).toEqual([0, [expect.stringContaining('ended before it said anything')]]);
  });

  it.each([
    ['ends before it says anything', 'process.exit(3)', undefined],
    ['says nothing in the time that a check may take', 'setInterval(() => {}, 1_000)', 1],
  ])('is not taken for wrong where the process that checks it %s', async (_how, script, ms) => {
    writeFileSync(join(folder, 'check.js'), script);
    const setting = { file: join(folder, 'check.js'), ...(ms && { ms }) };
    await expect(checkApart(sdlOf('a: Int'), setting)).rejects.toThrow(Unchecked);
  });

  it('is checked in a process of its own, which says what is wrong with it', async () => {
    await expect(checkApart(sdlOf('a: Int'))).resolves.toBeUndefined();
    const wrong = `${sdlOf('a: Int')} interface Named { name: String } type Nameless implements Named { id: ID }`;
    const refusal = checkApart(wrong);
    await expect(refusal).rejects.toThrow('Named.name');
    await expect(refusal).rejects.not.toBeInstanceOf(Unchecked);
  });

  it('is checked once where a file remembers it, and again when it or that file is another', async () => {
    const remembers = join(folder, 'cache', 'checked');
    const load = async () => {
      const one = new SupergraphFile(file, () => undefined, silentLog, remembers);
      await one.load().finally(() => one.stop());
      return readFileSync(remembers, 'utf8');
    };
    const invalid = `${sdlOf('a: Int')} interface Named { name: String } type Nameless implements Named { id: ID }`;
    writeFileSync(file, invalid);
    await expect(load()).rejects.toThrow('Named.name');
    writeFileSync(file, sdlOf('a: Int'));
    const first = await load();
    expect(await load()).toBe(first);
    writeFileSync(file, invalid);
    await expect(load()).rejects.toThrow('Named.name');
    writeFileSync(file, sdlOf('a: Int'));
    writeFileSync(remembers, 'something else');
    expect(await load()).toBe(first);
  });

  it('is served right where its composer does not say that a subgraph only requires a field of its interface object', async () => {
    const link =
      'extend schema @link(url: "https://specs.apollo.dev/federation/v2.9", import: ["@key", "@external", "@requires", "@interfaceObject"])\n';
    const marked = composed({
      catalog: `${link} type Query { all: [Media] } interface Media @key(fields: "id") { id: ID! title: String }
        type Book implements Media @key(fields: "id") { id: ID! title: String }`,
      ratings: `${link} type Query { best: [Media] }
        type Media @interfaceObject @key(fields: "id") { id: ID! title: String @external slug: String @requires(fields: "title") stars: Int }`,
    });
    const unmarked = marked.replace(/(title: String) @join__field.*external: true\)/, '$1');
    expect(unmarked).not.toBe(marked);
    const alsoItsKey = unmarked.replace('requires: "title"', 'requires: "id title"');
    expect(alsoItsKey).not.toBe(unmarked);
    for (const text of [marked, unmarked, alsoItsKey]) {
      writeFileSync(file, text);
      served = new SupergraphFile(file, () => undefined, silentLog);
      const { plan } = await served.load().finally(() => served?.stop());
      const asked = (query: string) =>
        [...JSON.stringify(plan(parse(query))).matchAll(/"serviceName":"(\w+)"/g)].map(([, name]) => name);
      expect(asked('{ best { title } }')).toEqual(['ratings', 'catalog']);
      expect(asked('{ best { slug } }')).toEqual(['ratings', 'catalog', 'ratings']);
      expect(asked('{ best { stars } }')).toEqual(['ratings']);
    }
  });

  it('must be one when the gateway starts', async () => {
    writeFileSync(file, 'type Query { a: Int }');
    served = new SupergraphFile(file, () => undefined, silentLog);
    await expect(served.load()).rejects.toThrow();
    await expect(new SupergraphFile(join(folder, 'none'), () => undefined, silentLog).load()).rejects.toThrow();
  });

  it('is refused in words where it needs what the gateway cannot do, also where another program says that it was checked', async () => {
    const one = `
      extend schema @link(url: "https://specs.apollo.dev/federation/v2.8", import: ["@key", "@context", "@fromContext"])
      type Query { library: Library }
      type Library @key(fields: "id") @context(name: "place") { id: ID! country: String! desk: Desk! }
      type Desk @key(fields: "id") { id: ID! greeting(country: String @fromContext(field: "$place { country }")): String! }`;
    const { supergraphSdl, errors } = composeServices([{ name: 'one', url: 'http://one.example', typeDefs: parse(one) }]);
    expect(errors).toBeUndefined();
    expect(() => readGraph(supergraphSdl ?? '')).toThrow(
      /more than this gateway does.*context.*compose without @context and @fromContext/,
    );
    const own = sdlOf('a: Int').replace(
      'schema\n',
      'schema\n  @link(url: "https://library.example/vault/v1.0", for: SECURITY)\n',
    );
    expect(() => readGraph(own)).toThrow(/vault.*SECURITY.*compose without the directives of "vault"\.$/);
    const signedIn = own.replace('library.example/vault/v1.0', 'specs.apollo.dev/authenticated/v0.1');
    expect(() => readGraph(signedIn)).toThrow(/compose without @authenticated\.$/);
    const later = sdlOf('a: Int').replace(/join\/v0\.\d/, 'join/v0.9');
    const unsaid = later.replace(', for: EXECUTION', '');
    const renamed = own.replace('link/v1.0"', 'link/v1.0", as: "lk"').replaceAll('@link', '@lk').replaceAll('link__', 'lk__');
    const apart = `${sdlOf('a: Int')} extend schema @link(for: SECURITY, url: """https://library.example/vault""")`;
    for (const each of [supergraphSdl ?? '', own, signedIn, later, unsaid, renamed, apart, stripIgnoredCharacters(unsaid)]) {
      expect(() => readGraph(each, { isValid: true })).toThrow(/more than this gateway does/);
      writeFileSync(file, each);
      served = new SupergraphFile(
        file,
        () => undefined,
        silentLog,
        '',
        async () => undefined,
      );
      await expect(served.load()).rejects.toThrow(/more than this gateway does/);
    }
  });
});

describe('what clients may see', () => {
  const federation = (imports: string) =>
    `extend schema @link(url: "https://specs.apollo.dev/federation/v2.9", import: [${imports}]) `;
  it.each([
    [
      'without what is inaccessible, of every kind',
      `${federation('"@key", "@inaccessible", "@tag"')} type Query { t(x: Int = 5, y: Int = 1 @inaccessible): T u: U e(of: E = ONE): In2 h: Hid @inaccessible } interface I { n(of: In): Int }
       type T implements I & J @key(fields: "id") { id: ID! @inaccessible n(of: In): Int @deprecated v: Date @tag(name: "x") } interface J @inaccessible { id: ID! } scalar Date @specifiedBy(url: "https://date.example")
       union U = T | Hid type Hid @inaccessible { a: Int } enum E { ONE TWO @inaccessible } input In { a: Int = 3 b: Secret @inaccessible } input Secret @inaccessible { x: Int } type In2 { link: tag_x } type tag_x { a: Int }`,
    ],
    [
      'under other names of what is imported',
      `${federation('{ name: "@key", as: "@k" }, { name: "@inaccessible", as: "@hide" }')} type Query { a: A } type A @k(fields: "id") { id: ID! x: Int @hide }`,
    ],
    [
      'with directives of its own, and none of those that subgraphs compose',
      `${federation('"@composeDirective"')} @link(url: "https://library.example/shelf/v1.0", import: ["@shelf"]) @composeDirective(name: "@shelf") directive @shelf(row: Row) on OBJECT directive @here(n: Int = 1) on FIELD
       enum Row { A } type Query @shelf(row: A) { a: Int }`,
    ],
  ])('is what the library of Apollo makes of it: %s', (_what, typeDefs) => {
    const { supergraphSdl: sdl = '' } = composeServices([{ name: 'one', url: '', typeDefs: parse(typeDefs) }]);
    const apollo = Supergraph.build(sdl).apiSchema().toGraphQLJSSchema();
    const textOf = (schema: GraphQLSchema) => printSchema(lexicographicSortSchema(schema));
    expect(textOf(readGraph(sdl).apiSchema)).toBe(textOf(apollo));
  });
});

describe('subgraphs', () => {
  const options = { deadlineMs: 1_000, seal: () => ({}), log: silentLog };

  it('keep their connections while they stay where they are, and are gone when the supergraph no longer names them', () => {
    const subgraphs = new Subgraphs(new Map([['moved', ['http://elsewhere.example']]]), options);
    afterwards(() => subgraphs.close());
    subgraphs.locate([
      { name: 'one', url: 'http://one.example' },
      { name: 'moved', url: 'http://ignored.example' },
    ]);
    const [one, moved] = ['one', 'moved'].map((name) => subgraphs.connections.get(name));
    expect(subgraphs.urlOf('moved')).toBe('http://elsewhere.example');
    subgraphs.locate([
      { name: 'one', url: 'http://two.example' },
      { name: 'moved', url: 'http://ignored.as.well' },
    ]);
    expect(subgraphs.connections.get('one')).not.toBe(one);
    expect(subgraphs.connections.get('moved')).toBe(moved);
    subgraphs.locate([{ name: 'one', url: 'http://two.example' }]);
    expect([...subgraphs.connections.keys()]).toEqual(['one']);
  });
});

describe('an operation', () => {
  const executorsOf = async (executor: 'compiled' | 'apollo') => {
    served = new SupergraphFile(file, () => undefined, silentLog);
    const ask = async () => ({ data: { a: 1 } });
    const executors = new Executors(served, { executor, ask, services: () => ({}), rules: specifiedRules, log: silentLog });
    const graph = await served.load();
    return { executors, read: (text: string, schemas: Schemas = graph) => operationOf(parse(text), { text, schemas }) };
  };

  it('is compiled when it is first seen, and once', async () => {
    const { executors, read } = await executorsOf('compiled');
    const operation = read('{ a }');
    const compiled = executors.compile(operation as Operation);
    expect((await compiled?.execute({}, { headers: {} }))?.data).toBe('{"a":1}');
    expect(executors.compile(operation as Operation)).toBe(compiled);
  });

  it('that is registered is planned before anybody asks for it, also for a supergraph that is not served yet', async () => {
    const { executors, read } = await executorsOf('compiled');
    const graph = await (served as SupergraphFile).load();
    const next = readGraph(readFileSync(file, 'utf8'));
    for (const schemas of [graph, next]) {
      const [valid, invalid, feed] = ['{ a }', '{ b }', 'subscription { a }'].map((text) => read(text, schemas) as Operation);
      await executors.prepare(schemas, [invalid, feed, valid] as Operation[]);
      expect([valid, invalid, feed].map((each) => executors.plans.has(each as Operation))).toEqual([true, false, false]);
    }
  });

  it.each([
    ['is invalid', 'compiled', '{ b }', true],
    ['was read for another supergraph', 'compiled', '{ a }', false],
    ['is valid, where Apollo executes everything', 'apollo', '{ a }', true],
  ] as const)('that %s is left to Apollo', async (_what, executor, text, sameGraph) => {
    const { executors, read } = await executorsOf(executor);
    expect(executors.compile((sameGraph ? read(text) : operationOf(parse(text), { text })) as Operation)).toBeUndefined();
  });
});

describe('a plan with a node of an unknown kind', () => {
  it('is left to Apollo, which answers that operation', async () => {
    served = new SupergraphFile(file, () => undefined, silentLog);
    const asked: string[] = [];
    const refusals: unknown[] = [];
    let schemas: Schemas | undefined;
    served.onChange((update) => {
      const graph = graphOf(update);
      schemas = graph;
      const plan = graph.plan.bind(graph);
      let times = 0;
      // The first plan is ours to compile; Apollo's executor is given what the planner really says.
      Object.assign(graph, {
        plan: (...of: Parameters<typeof plan>) => (times++ === 0 ? { node: { kind: 'Novelty' } } : plan(...of)),
      });
    });
    const executors = new Executors(served, {
      executor: 'compiled',
      ask: async () => {
        throw new Error('compiled plans must not run');
      },
      services: () => ({
        one: {
          async process({ request }) {
            asked.push(request.query ?? '');
            return { data: { a: 7 } } as never;
          },
        },
      }),
      rules: specifiedRules,
      log: { ...silentLog, warn: (about: unknown) => void refusals.push(about) },
    });
    const apollo = new ApolloServer<RequestContext>({ gateway: executors.server, logger: silentLog });
    await apollo.start();
    afterwards(() => apollo.stop());
    // Takes a planner.
    const text = '{ a @include(if: true) }';
    const operation = operationOf(parse(text), { text, ...(schemas && { schemas }) });
    expect(executors.compile(operation as Operation)).toBeUndefined();
    const { body } = await apollo.executeOperation({ query: text }, { contextValue: { headers: {}, operation } });
    expect(body).toMatchObject({ singleResult: { data: { a: 7 } } });
    expect([asked.length, refusals.length]).toEqual([1, 1]);
  });
});
