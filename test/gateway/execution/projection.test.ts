// Promises of: type names, odd response names, @skip and @include, introspection beside data.
import { buildSchema, graphqlSync } from 'graphql';
import { answer, entities, fetchFrom, flatten, sequence } from './support/handWritten';

const schema = `interface Item { id: ID! avg: Float } type Book implements Item { id: ID! avg: Float pages: Int } type Film implements Item { id: ID! avg: Float }
  type Query { featured: Item user: Book }`;
const book = { __typename: 'Book', id: '1', pages: 9 };

describe('a type name', () => {
  const featured = (query: string) =>
    answer({
      schema,
      query,
      node: sequence(fetchFrom('a', '{featured}'), flatten('featured', fetchFrom('b', 'b', { Item: ['__typename', 'id'] }))),
      subgraphs: { a: () => ({ data: { featured: { ...book } } }), b: entities(() => ({ __typename: 'Item', avg: 1.5 })) },
    });

  it('stays concrete when the subgraph of an interface object names the interface', async () => {
    const { data, errors } = await featured('{ featured { avg __typename ... on Book { pages } } }');
    expect(errors).toEqual([]);
    expect(data.featured).toEqual({ avg: 1.5, __typename: 'Book', pages: 9 });
  });

  it('is an error, and its object null, when only the interface is known', async () => {
    const { data, errors } = await answer({
      schema,
      query: '{ featured { __typename } }',
      node: fetchFrom('a', '{featured}'),
      subgraphs: { a: () => ({ data: { featured: { __typename: 'Item' } } }) },
    });
    expect(data).toEqual({ featured: null });
    expect(errors).toHaveLength(1);
  });

  it.each([
    ['none of the schema', 'featured', 'Novelty'],
    ['no kind of the interface', 'featured', 'Query'],
    ['another object type', 'user', 'Film'],
    ['no name', 'user', 7],
  ])('is an error when it is %s', async (_what, field, __typename) => {
    const { data, errors } = await answer({
      schema,
      query: `{ ${field} { id __typename } }`,
      node: fetchFrom('a', `{${field}}`),
      subgraphs: { a: () => ({ data: { [field]: { __typename, id: '1' } } }) },
    });
    expect([data, errors.map(({ extensions }) => extensions?.code)]).toEqual([{ [field]: null }, ['INVALID_SUBGRAPH_ANSWER']]);
  });
});

it.each([2_147_483_648, -2_147_483_649, 1e20, 0.5, '9'])('an Int that is %p is an error, and null', async (pages) => {
  const { data, errors } = await answer({
    schema,
    query: '{ user { id pages } }',
    node: fetchFrom('a', '{user}'),
    subgraphs: { a: () => ({ data: { user: { id: '1', pages } } }) },
  });
  expect([data, errors.map(({ path }) => path)]).toEqual([{ user: { id: '1', pages: null } }, [['user', 'pages']]]);
});

it.each(['constructor', '__proto__', 'toString', 'hasOwnProperty', 'valueOf'])(
  'answers under the response name %s',
  async (name) => {
    const query = `{ ${name}: user { id ${name}: pages } }`;
    const here = (value: unknown) => JSON.parse(`{ "${name}": ${JSON.stringify(value)} }`);
    const { data, errors } = await answer({
      schema,
      query,
      node: sequence(fetchFrom('a', query), flatten(name, fetchFrom('b', 'b', { Book: ['__typename', 'id'] }))),
      subgraphs: {
        a: () => ({ data: here({ __typename: 'Book', id: '1' }) }),
        b: entities(() => here(7)),
      },
    });
    expect(errors).toEqual([]);
    expect(JSON.stringify(data)).toBe(`{"${name}":{"id":"1","${name}":7}}`);
    expect(({} as Record<string, unknown>).id).toBeUndefined();
  },
);

it('reads no inherited property for a field that never arrived', async () => {
  const query = '{ user { constructor: pages toString: id } }';
  const { data } = await answer({
    schema,
    query,
    node: fetchFrom('a', query),
    subgraphs: { a: () => ({ data: { user: { __typename: 'Book' } } }) },
  });
  expect(data).toEqual({ user: null });
});

describe('@skip and @include', () => {
  const query = `query ($a: Boolean!, $b: Boolean! = true, $c: Boolean!) {
    user @include(if: $a) { id pages @skip(if: $b) ...More @include(if: $c) ... @include(if: $b) { again: id } }
    other: user @skip(if: $a) { pages @include(if: $c) @skip(if: $b) x: id @include(if: false) __typename }
  } fragment More on Item { avg @skip(if: $a) late: avg }`;
  const rootValue = { user: { ...book, avg: 2 } };

  it.each(Array.from({ length: 8 }, (_, i) => [!!(i & 1), !!(i & 2), !!(i & 4)] as const))(
    'answer as graphql-js does for %s, %s, %s',
    async (a, b, c) => {
      const variables = { a, ...(b ? {} : { b }), c };
      const everything = { ...book, again: '1', late: 2, avg: 2, x: '1' };
      const { data, errors } = await answer({
        schema,
        query,
        variables,
        node: fetchFrom('a', query),
        subgraphs: { a: () => ({ data: { user: { ...everything }, other: { ...everything } } }) },
      });
      const expected = graphqlSync({ schema: buildSchema(schema), source: query, rootValue, variableValues: variables });
      expect(errors).toEqual([]);
      expect(JSON.stringify({ data })).toBe(JSON.stringify(expected));
    },
  );
});

describe('introspection', () => {
  const ask = (query: string, variables = {}) =>
    answer({
      schema,
      query,
      variables,
      node: fetchFrom('a', '{user}'),
      subgraphs: { a: () => ({ data: { user: { ...book } } }) },
    });

  it('is answered beside data, in the order of the document', async () => {
    const { data } = await ask(
      '{ __typename user { id } ...Meta } fragment Meta on Query { s: __schema { queryType { name } } }',
    );
    expect(JSON.stringify(data)).toBe('{"__typename":"Query","user":{"id":"1"},"s":{"queryType":{"name":"Query"}}}');
  });

  it('takes variables, and directives', async () => {
    const query =
      'query ($n: String!, $no: Boolean!) { __type(name: $n) { name } x: __schema @skip(if: $no) { queryType { name } } }';
    expect((await ask(query, { n: 'Book', no: true })).data).toEqual({ __type: { name: 'Book' } });
    expect((await ask(query, { n: 'Nothing', no: false })).data).toEqual({ __type: null, x: { queryType: { name: 'Query' } } });
  });
});
