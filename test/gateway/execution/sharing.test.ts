// Promises of: entities that received the same objects never see each other's data.
import { answer, entities, fetchFrom, flatten, parallel, sequence } from './support/handWritten';

const schema = 'type Query { ts: [T!] } type T { id: ID! k: ID! x: X l: [X] } type X { id: ID p: Int q: String name: String }';
const query = '{ ts { id k x { p q } l { p q } } }';
const three = () => ({ data: { ts: ['x', 'y', 'x'].map((k) => ({ __typename: 'T', id: '1', k })) } });

it('copies what was received for several places before it writes to one of them', async () => {
  const { data, errors, asked } = await answer({
    schema,
    query,
    node: sequence(
      fetchFrom('a', '{ts}'),
      flatten('ts.@', fetchFrom('b', 'b', { T: ['__typename', 'id'] })),
      flatten('ts.@', fetchFrom('c', 'c', { T: ['__typename', 'k'] })),
    ),
    subgraphs: {
      a: three,
      b: entities(() => ({ x: { p: 7 }, l: [{ p: 1 }, null] })),
      c: entities(({ k }) => ({ x: { q: k }, l: [{ q: k }, { q: `n${k}` }] })),
    },
  });
  expect(errors).toEqual([]);
  expect(asked.b?.[0]?.variables.representations).toEqual([{ __typename: 'T', id: '1' }]);
  expect(asked.c?.[0]?.variables.representations).toHaveLength(2);
  expect(data.ts).toEqual(
    ['x', 'y', 'x'].map((k) => ({
      id: '1',
      k,
      x: { p: 7, q: k },
      l: [
        { p: 1, q: k },
        { p: null, q: `n${k}` },
      ],
    })),
  );
});

it('brings an answer to the copies that a fetch beside it made while it waited', async () => {
  let copied = () => {};
  const copies = new Promise<void>((resolve) => {
    copied = resolve;
  });
  const { data, errors } = await answer({
    schema,
    query: '{ ts { k x { id q name } } }',
    node: sequence(
      fetchFrom('a', '{ts}'),
      flatten('ts.@', fetchFrom('b', 'b', { T: ['__typename', 'id'] })),
      parallel(
        flatten('ts.@.x', fetchFrom('d', 'd', { X: ['__typename', 'id'] })),
        sequence(
          flatten('ts.@', fetchFrom('c', 'c', { T: ['__typename', 'k'] })),
          flatten('ts.@', fetchFrom('e', 'e', { T: ['id'] })),
        ),
      ),
    ),
    subgraphs: {
      a: three,
      b: entities(() => ({ x: { __typename: 'X', id: '9' } })),
      c: entities(({ k }) => {
        setImmediate(copied);
        return { x: { q: k } };
      }),
      async d(asked) {
        await copies;
        return entities(() => ({ name: 'nine' }))(asked);
      },
    },
  });
  expect(errors).toEqual([]);
  expect(data.ts).toEqual(['x', 'y', 'x'].map((k) => ({ k, x: { id: '9', q: k, name: 'nine' } })));
});

it('shares nothing between the paths of one batched fetch', async () => {
  const batch = {
    kind: 'BatchFetch',
    serviceName: 'b',
    operation: 'b',
    entityBatch: {
      aliases: [
        {
          alias: 'e0',
          representationsVariableName: 'r0',
          paths: [['one'], ['two']].map((path) => path.map((Field) => ({ Field }))),
          requires: [
            {
              kind: 'InlineFragment',
              typeCondition: 'T',
              selections: [
                { kind: 'Field', name: '__typename' },
                { kind: 'Field', name: 'id' },
              ],
            },
          ],
        },
      ],
    },
  };
  const { data, asked } = await answer({
    schema: 'type Query { one: T two: T } type T { id: ID! x: X } type X { p: Int q: String }',
    query: '{ one { x { p q } } two { x { p q } } }',
    node: sequence(fetchFrom('a', '{one two}'), batch, flatten('two', fetchFrom('c', 'c', { T: ['__typename', 'id'] }))),
    subgraphs: {
      a: () => ({ data: { one: { __typename: 'T', id: '1' }, two: { __typename: 'T', id: '1' } } }),
      b: ({ variables }) => ({ data: { e0: variables.r0.map(() => ({ x: { p: 7 } })) } }),
      c: entities(() => ({ x: { q: 'two only' } })),
    },
  });
  expect(asked.b?.[0]?.variables.r0).toEqual([{ __typename: 'T', id: '1' }]);
  expect(data).toEqual({ one: { x: { p: 7, q: null } }, two: { x: { p: 7, q: 'two only' } } });
});

it('asks only for the types that a typed path names, and lets nothing reach the others', async () => {
  const { data, asked } = await answer({
    schema:
      'interface I { id: ID! x: X } type A implements I { id: ID! x: X } type B implements I { id: ID! x: X } type X { p: Int } type Query { is: [I] }',
    query: '{ is { x { p } } }',
    node: sequence(fetchFrom('a', '{is}'), flatten('is.@|[A]', fetchFrom('b', 'b', { I: ['__typename', 'id'] }))),
    subgraphs: {
      a: () => ({ data: { is: ['A', 'B', 'A'].map((__typename) => ({ __typename, id: '1' })) } }),
      b: entities(() => ({ x: { p: 1 } })),
    },
  });
  expect(asked.b?.[0]?.variables.representations).toEqual([{ __typename: 'A', id: '1' }]);
  expect(data.is).toEqual([{ x: { p: 1 } }, { x: null }, { x: { p: 1 } }]);
});
