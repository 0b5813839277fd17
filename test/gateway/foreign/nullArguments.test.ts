// Promises of: what does a client read that gives null, by a variable, to an argument that cannot be null?

import { startGateway } from '#gateway/gateway';
import { readOptions } from '#gateway/options';
import { silentLog } from '#kit/words/log';
import { link, post, startSubgraphs } from './support/federation';

const page = (_: unknown, { first }: { first: number }) => first;
const subgraphs = {
  a: {
    sdl: `${link} input Filter { size: Int! = 3, tags: [String!]! = [] } type Query { page(first: Int! = 20): Int item: Item items: [Item!] picked(by: Filter! = {}): Int free(n: Int = 4): Int } type Item @key(fields: "id") { id: ID! }`,
    resolvers: {
      Query: {
        page,
        item: () => ({ id: 'i' }),
        items: () => [{ id: 'i' }, { id: 'j' }],
        picked: () => 1,
        free: (_: unknown, { n }: { n: number | null }) => n,
      },
    },
  },
  b: {
    sdl: `${link} type Item @key(fields: "id") { id: ID! page(first: Int! = 20): Int }`,
    resolvers: { Item: { page, __resolveReference: (reference: object) => reference } },
  },
};

let stop: () => Promise<void>;
let port: number;
beforeAll(async () => {
  const started = await startSubgraphs(subgraphs);
  const { level: _, ...options } = readOptions({ SUPERGRAPH_SDL: started.supergraphFile });
  const gateway = await startGateway({ ...options, port: 0, log: silentLog });
  port = gateway.port;
  stop = async () => {
    await gateway.stop();
    await started.stop();
  };
});
afterAll(() => stop());

const mustNotBeNull = 'Argument "first" of non-null type "Int!" must not be null.';

it.each([
  ['at the root', 'query ($n: Int) { page(first: $n) free }', { page: null, free: 4 }, [['first', mustNotBeNull, ['page']]]],
  ['under an alias', 'query ($n: Int) { a: page(first: $n) page }', { a: null, page: 20 }, [['first', mustNotBeNull, ['a']]]],
  [
    'in another subgraph',
    'query ($n: Int) { item { page(first: $n) } }',
    { item: { page: null } },
    [['first', mustNotBeNull, ['item', 'page']]],
  ],
  [
    'in a list, through a fragment',
    'query ($n: Int) { items { ...F } } fragment F on Item { id page(first: $n) }',
    {
      items: [
        { id: 'i', page: null },
        { id: 'j', page: null },
      ],
    },
    [
      ['first', mustNotBeNull, ['items', 0, 'page']],
      ['first', mustNotBeNull, ['items', 1, 'page']],
    ],
  ],
  [
    'within an input object',
    'query ($n: Int) { picked(by: { size: $n }) }',
    { picked: null },
    [['by', 'Argument "by" has invalid value {size: $n}.', ['picked']]],
  ],
])('is told of BAD_USER_INPUT by the name of the argument, %s', async (_where, query, data, faults) => {
  const answer = (await post(port, query, { n: null })) as {
    data: unknown;
    errors: { message: string; path: unknown; extensions: Record<string, unknown> }[];
  };
  expect(answer.data).toEqual(data);
  const told = answer.errors.map(({ message, path, extensions: { code, field } }) => [code, field, message, path]);
  expect(told).toEqual(faults.map((fault) => ['BAD_USER_INPUT', ...fault]));
});

it('is answered where nothing is wrong: a nullable argument, or a variable that was not sent', async () => {
  expect(await post(port, 'query ($n: Int) { free(n: $n) }', { n: null })).toEqual({ data: { free: null } });
  expect(await post(port, 'query ($n: Int) { page(first: $n) item { page(first: $n) } }', {})).toEqual({
    data: { page: 20, item: { page: 20 } },
  });
});
