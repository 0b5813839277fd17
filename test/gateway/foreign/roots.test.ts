// Promises of: root fields, inputs, enums, hidden parts and directives of foreign supergraphs behave as the specifications say.
import { startGateway } from '#gateway/gateway';
import { readOptions } from '#gateway/options';
import { silentLog } from '#kit/words/log';
import { link, post, promise, startSubgraphs } from './support/federation';

const product = (more: object) => ({ Query: { product: () => ({ id: 'p', ...more }) } });
promise(
  'a root field that several subgraphs share without any key',
  {
    name: {
      sdl: `${link} type Query { product: Product @shareable } type Product @shareable { id: ID! name: Name } type Name @shareable { brand: String }`,
      resolvers: product({ name: { brand: 'B' } }),
    },
    price: {
      sdl: `${link} type Query { product: Product @shareable } type Product @shareable { id: ID! price: Int }`,
      resolvers: product({ price: 9 }),
    },
    again: {
      sdl: `${link} type Query { product: Product @shareable } type Product @shareable { id: ID! name: Name } type Name @shareable { model: String }`,
      resolvers: product({ name: { model: 'M' } }),
    },
  },
  [
    {
      query: '{ product { id price name { brand model } } }',
      data: { product: { id: 'p', price: 9, name: { brand: 'B', model: 'M' } } },
    },
    {
      query: '{ __typename a: product { price } b: product { name { model } kind: __typename } }',
      data: { __typename: 'Query', a: { price: 9 }, b: { name: { model: 'M' }, kind: 'Product' } },
    },
  ],
);

let number = 0;
const change =
  (by: (n: number, step: number) => number) =>
  (_: unknown, { step }: { step: number }) => {
    number = by(number, step);
    return number;
  };
promise(
  'mutations of two subgraphs, one after the other',
  {
    add: {
      sdl: `${link} type Query { now: Int } type Mutation { add(step: Int!): Int! set(step: Int! = 0): Int! }`,
      resolvers: {
        Query: { now: () => number },
        Mutation: { add: change((n, step) => n + step), set: change((_n, step) => step) },
      },
    },
    times: {
      sdl: `${link} type Query { one: Int } type Mutation { times(step: Int!): Int }`,
      resolvers: { Mutation: { times: change((n, step) => n * step) } },
    },
  },
  [
    {
      query: 'mutation { set add(step: 2) x: times(step: 5) b: add(step: 1) y: times(step: 3) }',
      data: { set: 0, add: 2, x: 10, b: 11, y: 33 },
    },
    {
      query: 'mutation ($s: Int!) { y: times(step: 0) a: add(step: $s) x: times(step: 2) }',
      variables: { s: 4 },
      data: { y: 0, a: 4, x: 8 },
    },
    { query: 'mutation ($s: Int!) { add(step: $s) }', variables: { s: 'four' }, data: null, errors: true },
  ],
);

promise(
  'inputs and enums of which only the common part is there, and what is hidden',
  {
    a: {
      sdl: `${link} type Query { found(by: By!): [Kind] kind: Kind secret: Int @inaccessible user: User } input By { first: Int more: String } enum Kind { X Y HIDDEN @inaccessible }
        type User @key(fields: "id") { id: ID! password: String @inaccessible }`,
      resolvers: {
        Query: {
          found: (_: unknown, { by }: { by: object }) => (Object.keys(by).length === 1 ? ['X', 'Y'] : null),
          kind: () => 'HIDDEN',
          user: () => ({ id: 'u', password: 'p' }),
        },
        User: { __resolveReference: ({ id }: { id: string }) => ({ id, password: 'p' }) },
      },
    },
    b: {
      sdl: `${link} type Query { other(by: By!): Int accepts(only: Only!): Boolean } input By { first: Int! } enum Only { ONE TWO }
        type User @key(fields: "id") { id: ID! password: String @external strength: Int @requires(fields: "password") }`,
      resolvers: {
        Query: { other: (_: unknown, { by }: { by: { first: number } }) => by.first, accepts: () => true },
        User: { __resolveReference: (key: object) => key, strength: ({ password }: { password: string }) => password.length },
      },
    },
    c: {
      sdl: `${link} type Query { refuses(only: Only!): Boolean } enum Only { ONE THREE }`,
      resolvers: { Query: { refuses: () => false } },
    },
  },
  [
    {
      query: 'query ($by: By!) { found(by: $by) other(by: $by) }',
      variables: { by: { first: 3 } },
      data: { found: ['X', 'Y'], other: 3 },
    },
    { query: '{ found(by: { first: 1, more: "m" }) }', data: null, errors: true },
    { query: '{ found(by: {}) }', data: null, errors: true },
    { query: '{ accepts(only: ONE) refuses(only: ONE) }', data: { accepts: true, refuses: false } },
    { query: '{ accepts(only: TWO) }', data: null, errors: true },
    { query: '{ secret }', data: null, errors: true },
    { query: '{ user { password } }', data: null, errors: true },
    { query: '{ user { strength } }', data: { user: { strength: 1 } } },
    { query: '{ x: __type(name: "User") { fields { name } } }', data: { x: { fields: [{ name: 'id' }, { name: 'strength' }] } } },
  ],
);

const access = `${link} directive @access(level: Level! = OPEN) on FIELD enum Level { OPEN CLOSED }`;
promise(
  'a directive of its own in a document',
  {
    a: { sdl: `${access} type Query { a: String }`, resolvers: { Query: { a: () => 'a' } } },
    b: { sdl: `${access} type Query { b: String }`, resolvers: { Query: { b: () => 'b' } } },
  },
  [
    { query: '{ a @access b @access(level: CLOSED) }', data: { a: 'a', b: 'b' } },
    {
      query: 'query ($yes: Boolean!) { a @access @skip(if: $yes) b @access @include(if: $yes) }',
      variables: { yes: true },
      data: { b: 'b' },
    },
  ],
);

describe('a field that leads back to the root', () => {
  const subgraphs = {
    a: {
      sdl: `${link} type Query { list: [Payload!]! one: Payload } type Mutation { test: Payload! } type Payload { query: Query }`,
      resolvers: {
        Query: { list: () => [{ query: {} }, { query: {} }], one: () => ({ query: {} }) },
        Mutation: { test: () => ({ query: {} }) },
      },
    },
    b: {
      sdl: `${link} type Query { boom: String fine: Int inner: Inner } type Inner { boom: String }`,
      resolvers: {
        Query: {
          boom: () => {
            throw new Error('no');
          },
          fine: () => 1,
          inner: () => ({}),
        },
        Inner: {
          boom: () => {
            throw new Error('no');
          },
        },
      },
    },
  };

  it.each([
    ['mutation { test { query { b: boom fine } } }', [['test', 'query', 'b']]],
    [
      '{ list { query { boom } } }',
      [
        ['list', 0, 'query', 'boom'],
        ['list', 1, 'query', 'boom'],
      ],
    ],
    ['{ one { query { x: inner { y: boom } } } }', [['one', 'query', 'x', 'y']]],
    [
      '{ one { query { list { query { boom } } } } }',
      [
        ['one', 'query', 'list', 0, 'query', 'boom'],
        ['one', 'query', 'list', 1, 'query', 'boom'],
      ],
    ],
  ])('tells the path of each error below it: %s', async (query, paths) => {
    const { supergraphFile, stop } = await startSubgraphs(subgraphs);
    const { level: _, ...options } = readOptions({ SUPERGRAPH_SDL: supergraphFile });
    const gateway = await startGateway({ ...options, port: 0, log: silentLog });
    const { errors = [] } = await post(gateway.port, query);
    await gateway.stop();
    await stop();
    expect(errors.map((error) => (error as { path?: unknown }).path)).toEqual(paths);
  });
});
