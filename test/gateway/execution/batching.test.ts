// Promises of: fetches that would ask one subgraph at the same moment are one request, and nobody sees a difference in the answer.
import { type Asked, answer, fetchFrom, flatten, parallel, type Subgraphs, sequence } from './support/handWritten';

const schema = 'type Query { a: T b: T c: T l: [T] } type T { id: ID! name(n: Int): String size: Int }';
const entitiesOf = (selection: string, variables = '') =>
  `query($representations:[_Any!]!${variables}){_entities(representations:$representations){...on T{${selection}}}}`;
const hop = (path: string, selection: string, more: Record<string, unknown> = {}, variables = '') =>
  flatten(path, fetchFrom('b', entitiesOf(selection, variables), { T: ['__typename', 'id'] }, more));
const t = (id: string) => ({ __typename: 'T', id });
const roots: Subgraphs[string] = () => ({ data: { a: t('1'), b: t('2'), c: t('1'), l: [t('3'), t('2')] } });

/** Answers each list of entities of a request by its alias, whatever it is called. */
const lists =
  (each: (representation: { id: string }, text: string) => unknown) =>
  ({ query, variables }: Asked) => {
    const found = [...query.matchAll(/(?:(\w+):)?_entities\(representations:\$(\w+)\)(\{.*?\}\})/g)];
    return {
      data: Object.fromEntries(
        found.map(([, alias = '_entities', name = '', text = '']) => [
          alias,
          variables[name].map((one: { id: string }) => each(one, text)),
        ]),
      ),
    };
  };

it('asks for equal selections at several places by one list, each entity once', async () => {
  const { data, errors, asked } = await answer({
    schema,
    query: '{ a { id name } b { id name } c { id name } l { name } }',
    node: sequence(fetchFrom('a', '{a}'), parallel(hop('a', 'name'), hop('b', 'name'), hop('c', 'name'), hop('l.@', 'name'))),
    subgraphs: { a: roots, b: lists(({ id }) => ({ name: `n${id}` })) },
  });
  expect(errors).toEqual([]);
  expect(asked.b).toHaveLength(1);
  expect(Object.values(asked.b?.[0]?.variables ?? {})).toEqual([[t('1'), t('2'), t('3')]]);
  expect(data).toEqual({
    a: { id: '1', name: 'n1' },
    b: { id: '2', name: 'n2' },
    c: { id: '1', name: 'n1' },
    l: [{ name: 'n3' }, { name: 'n2' }],
  });
});

it('asks for different selections by a list each, with the variables of all', async () => {
  const { data, asked } = await answer({
    schema,
    query: 'query ($n: Int, $representations0: Int) { a { name(n: $n) } b { size } c { name(n: $representations0) } }',
    variables: { n: 4, representations0: 5 },
    node: sequence(
      fetchFrom('a', '{a}'),
      parallel(
        hop('a', 'name(n:$n)', { variableUsages: ['n'] }, ',$n:Int'),
        hop('b', 'size'),
        hop('c', 'name(n:$representations0)', { variableUsages: ['representations0'] }, ',$representations0:Int'),
      ),
    ),
    subgraphs: { a: roots, b: lists((_one, text) => (text.includes('size') ? { size: 9 } : { name: text })) },
  });
  expect(asked.b).toHaveLength(1);
  const { query = '', variables = {} } = asked.b?.[0] ?? {};
  expect(variables).toMatchObject({ n: 4, representations0: 5 });
  expect(query).toMatch(/^query *\(.*\$n:Int.*\$representations0:Int.*\)\{/);
  expect(data).toMatchObject({
    a: { name: expect.stringContaining('$n') },
    b: { size: 9 },
    c: { name: expect.stringContaining('$representations0') },
  });
});

it('keeps the paths of errors, and tells of a failed request at each place that waited', async () => {
  const node = sequence(fetchFrom('a', '{a}'), parallel(hop('a', 'name'), hop('b', 'size'), hop('l.@', 'name')));
  const query = '{ a { name } b { size } l { name } }';
  const failing = await answer({
    schema,
    query,
    node,
    subgraphs: {
      a: roots,
      b: (asked) => {
        const { data } = lists(({ id }, text) => (id === '2' ? null : text.includes('size') ? { size: 1 } : { name: 'n' }))(
          asked,
        );
        const errors = Object.entries(data).flatMap(([alias, list]) =>
          (list as unknown[]).flatMap((one, i) =>
            one === null ? [{ message: alias, path: [alias, i, alias === 'entities1' ? 'size' : 'name'] }] : [],
          ),
        );
        return { data, errors };
      },
    },
  });
  expect(failing.data).toEqual({ a: { name: 'n' }, b: { size: null }, l: [{ name: 'n' }, { name: null }] });
  expect(failing.errors.map(({ path }) => path?.join())).toEqual(expect.arrayContaining(['b,size', 'l,1,name']));
  expect(failing.errors).toHaveLength(2);
  const gone = await answer({ schema, query, node, subgraphs: { a: roots, b: () => Promise.reject(new Error('away')) } });
  expect(gone.errors.map(({ path }) => path?.join()).sort()).toEqual(['a', 'b', 'l,0']);
});

it('asks one by one where the subgraph answers nothing at all, so that one list spoils no other', async () => {
  const { data, errors, asked } = await answer({
    schema,
    query: '{ a { name } b { size } }',
    node: sequence(fetchFrom('a', '{a}'), parallel(hop('a', 'name'), hop('b', 'size'))),
    subgraphs: {
      a: roots,
      b: (request) =>
        request.query.includes('size')
          ? { data: null, errors: [{ message: 'no', path: ['_entities'] }] }
          : lists(() => ({ name: 'n' }))(request),
    },
  });
  expect(asked.b).toHaveLength(3);
  expect(data).toEqual({ a: { name: 'n' }, b: { size: null } });
  expect(errors).toHaveLength(1);
});

it('asks for ninety aliased hops by two requests', async () => {
  const aliases = Array.from({ length: 90 }, (_, i) => `x${i}`);
  const { data, asked } = await answer({
    schema: 'type Query { l: [T] t: T } type T { id: ID! name: String }',
    query: `{ ${aliases.map((alias) => `${alias}: t { name }`).join(' ')} }`,
    node: sequence(fetchFrom('a', '{t}'), parallel(...aliases.map((alias) => hop(alias, 'name')))),
    subgraphs: {
      a: () => ({ data: Object.fromEntries(aliases.map((alias, i) => [alias, t(String(i))])) }),
      b: lists(({ id }) => ({ name: id })),
    },
  });
  expect([asked.a?.length, asked.b?.length]).toEqual([1, 1]);
  expect(data.x89).toEqual({ name: '89' });
});
