// Promises of: which operations take no planner, and what is asked of whom for them.
import { readdirSync, readFileSync } from 'node:fs';
import { prettyFormatQueryPlan, type QueryPlan } from '@apollo/query-planner';
import { parse } from 'graphql';
import { Executor } from '#gateway/execution/executor';
import type { PlanLike, PlanNode } from '#gateway/execution/run';
import { readGraph } from '#gateway/graph/supergraph';
import { type Operation, operationOf } from '#gateway/operation/document';
import { projectFile } from '#kit/words/projectFile';
import { operation } from '../../support/graphql';
import { composed } from '../support/composed';

const link =
  'extend schema @link(url: "https://specs.apollo.dev/federation/v2.9", import: ["@key", "@external", "@provides", "@requires", "@shareable", "@interfaceObject"])\n';

function planning(sdl: string) {
  const executor = new Executor({ ...readGraph(sdl), ask: async () => ({}) });
  return (text: string) => executor.planDirectly(operationOf(parse(text), { text }) as never);
}

/** Who is asked what, one line for each turn. */
function turns({ node }: PlanLike): string[] {
  const shown = (each: PlanNode): string => {
    const { serviceName, operation, path, kind, condition } = each as PlanNode & { serviceName?: string; operation?: string };
    if (kind === 'Fetch') return `${serviceName}: ${operation}`;
    if (kind === 'Flatten') return `${path?.join('.')} of ${shown(each.node as PlanNode)}`;
    if (kind === 'Condition')
      return `${each.ifClause ? 'if' : 'unless'} ${condition}, ${shown((each.ifClause ?? each.elseClause) as PlanNode)}`;
    return each.nodes?.map(shown).join(' | ') ?? '';
  };
  const whole = node as PlanNode | undefined;
  if (!whole) return [];
  if (whole.kind === 'Subscription') return [whole.primary, whole.rest].flatMap((each) => (each ? shown(each) : []));
  return whole.kind === 'Sequence' ? (whole.nodes ?? []).map(shown) : [shown(whole)];
}

describe('on a plain graph', () => {
  const sdl = composed({
    shop: `${link} type Query { item(id: ID): Item items: [[Item!]!]! any: [Any!]! sold: Sized } type Mutation { sell(id: ID!): Item } type Subscription { sold: Item }
        union Any = Item | Box type Box implements Sized { size: Int items: [Item!] } interface Sized { size: Int }
        type Item implements Sized @key(fields: "id") { id: ID! size: Int name(in: String = "en", n: [Int!]): String of: Item }`,
    store: `${link} type Query { stores: [Store!]! } type Store @key(fields: "code") { code: ID! best: Item }
        type Item @key(fields: "id") { id: ID! size: Int @external stock(at: At): Int at: Store freight: Int @requires(fields: "size") } input At { x: Int! y: String }`,
  });
  const plan = planning(sdl);
  const of = (text: string) => {
    const found = plan(text);
    return found && turns(found);
  };
  const entities = (path: string, set: string, more = '', service = 'store', name = '') =>
    `${path} of ${service}: query${name}($representations:[_Any!]!${more}){_entities(representations:$representations){...on Item{${set}}}}`;

  it.each([
    [
      'one subgraph',
      'query Q { item(id: "a\\"b") { n: name(n: [1]) of { id } } }',
      ['shop: query Q__shop__0{item(id:"a\\"b"){n:name(n:[1]) of{id}}}'],
    ],
    ['nobody, where the gateway knows the answer,', '{ __typename __schema { types { name } } t: __typename }', []],
    ['one besides', '{ __typename item { id } __type(name: "Item") { name } }', ['shop: query{item{id}}']],
    ['two at once', '{ stores { code } item { size } }', ['store: query{stores{code}} | shop: query{item{size}}']],
    [
      'another for entities in lists, in one turn and of as few fetches as can be',
      '{ items { size stock id } again: items { ...f } } fragment f on Item { at { best { name stock } code } }',
      [
        'shop: query{items{size id __typename} again:items{__typename id}}',
        `${entities('items.@.@', 'stock')} | ${entities('again.@.@', 'at{best{stock __typename id} code}')}`,
        entities('again.@.@.at.best', 'name', '', 'shop'),
      ],
    ],
    [
      'another under conditions, which are asked for only where these hold',
      'query ($a: Boolean!, $b: Boolean!, $x: Int! = 3) { item { id stock(at: { x: $x }) @include(if: $a) ... @skip(if: $b) { at { code } } } }',
      [
        'shop: query($b: Boolean!){item{id ...@skip(if:$b){__typename id} __typename}}',
        `if a, ${entities('item', 'stock(at:{x:$x})', ',$x: Int! = 3')} | unless b, ${entities('item', 'at{code}')}`,
      ],
    ],
    [
      'some types of a union or an interface only',
      '{ any { __typename ... on Item { stock } ... on Box { items { id } } } sold { ... on Item { s: size } } }',
      [
        'shop: query{any{__typename ...on Item{__typename id} ...on Box{items{id}}} sold{__typename ...on Item{s:size}}}',
        entities('any.@', 'stock'),
      ],
    ],
    [
      'a field that requires what stands beside it',
      '{ item { freight } }',
      ['shop: query{item{__typename id size}}', entities('item', 'freight')],
    ],
    [
      'a mutation, and then the rest',
      'mutation M { sell(id: 1) { stock } }',
      ['shop: mutation M__shop__0{sell(id:1){__typename id}}', entities('sell', 'stock', '', 'store', ' M__store__1')],
    ],
    [
      'an event, and then the rest',
      'subscription { sold { stock } }',
      ['shop: subscription{sold{__typename id}}', entities('sold', 'stock')],
    ],
  ])('%s is asked without a planner', (_what, text, expected) => {
    expect(of(text)).toEqual(expected);
    // As developers read it.
    expect(prettyFormatQueryPlan(plan(text) as QueryPlan)).toMatch(/^QueryPlan \{/);
  });

  it('an error of a field that is asked for twice, on different conditions, is told once', async () => {
    const ask = async (service: string) =>
      service === 'shop'
        ? { data: { item: { __typename: 'Item', id: '1' } } }
        : { data: { _entities: [{ stock: null }] }, errors: [{ message: 'Closed.', path: ['_entities', 0, 'stock'] }] };
    const text = 'query ($a: Boolean!) { item { stock @include(if: $a) stock } }';
    const executor = new Executor({ ...readGraph(sdl), ask });
    const compiled = executor.compile(operationOf(parse(text), { text }) as never);
    expect(await compiled.execute({ a: true }, { headers: {} })).toEqual({
      data: '{"item":{"stock":null}}',
      errors: [expect.objectContaining({ message: 'Closed.', path: ['item', 'stock'] })],
    });
  });

  describe('at first sight', () => {
    const item = { __typename: 'Item', id: '1', size: 2 };
    const begun = () => {
      const asked: string[] = [];
      const ask = async (service: string, body: string) => {
        asked.push(`${service} ${JSON.parse(body).query}`);
        return { data: service === 'shop' ? { item: { ...item }, stores: [] } : { stores: [], _entities: [{ stock: 3 }] } };
      };
      return { asked, executor: new Executor({ ...readGraph(sdl), ask }), onBehalf: { headers: {} } };
    };
    const read = (text: string) => operationOf(parse(text), { text }) as Operation;

    it('a query is asked before its plan is checked, and nothing of it twice', async () => {
      const { asked, executor, onBehalf } = begun();
      const query = read('query ($n: ID = 4) { stores { code } item(id: $n) { size stock } }');
      executor.begin(query, { variables: undefined, onBehalf });
      expect(asked).toEqual([]);
      executor.begin(query, { variables: { n: '7' }, onBehalf });
      const first = ['store query{stores{code}}', 'shop query($n: ID = 4){item(id:$n){size __typename id}}'];
      expect(asked).toEqual(first);
      const compiled = executor.compile(query);
      const answer = { data: '{"stores":[],"item":{"size":2,"stock":3}}', errors: [] };
      expect(await compiled.execute({ n: '7' }, onBehalf)).toEqual(answer);
      expect(asked).toHaveLength(3);
      expect(await compiled.execute({ n: '7' }, onBehalf)).toEqual(answer);
      expect(asked.slice(3, 5)).toEqual(first);
    });

    it('nothing is asked of a mutation, or with variables that do not fit', () => {
      const { asked, executor, onBehalf } = begun();
      executor.begin(read('mutation { sell(id: 1) { size } }'), { variables: {}, onBehalf });
      executor.begin(read('query ($n: ID!) { item(id: $n) { size } }'), { variables: {}, onBehalf });
      expect(asked).toEqual([]);
    });
  });

  it.each([
    ['a requirement that its own subgraph does not have', '{ stores { best { freight } } }'],
    ['conditions for all that a subgraph is asked for', 'query ($a: Boolean!) { item @include(if: $a) { id } }'],
    [
      'one subgraph that would be asked four times for the same objects, by their conditions',
      'query ($a: Boolean!, $b: Boolean!, $c: Boolean!) { items { a: stock @include(if: $a) b: stock @include(if: $b) c: stock @include(if: $c) stock } }',
    ],
    ['conditions that are literals', '{ item { id @skip(if: true) } }'],
    ['variables that are named like ours', 'query ($representations: ID) { item(id: $representations) { stock } }'],
    ['a fragment under a literal condition', '{ item { id ... @include(if: true) { size } } }'],
  ])('%s takes a planner', (_what, text) => {
    expect(of(text)).toBeUndefined();
  });
});

it.each([
  [
    'a field that two subgraphs answer, and neither has the object',
    [
      'type Query { a: A } type A @key(fields: "id") { id: ID! }',
      'type A @key(fields: "id") { id: ID! v: Int @shareable }',
      'type A @key(fields: "id") { id: ID! v: Int @shareable }',
    ],
    '{ a { v } }',
  ],
  [
    'a key with fields of its own',
    [
      'type Query { a: A } type A @key(fields: "of { id }") { of: Of } type Of @shareable { id: ID! }',
      'type A @key(fields: "of { id }") { of: Of v: Int } type Of @shareable { id: ID! }',
    ],
    '{ a { v } }',
  ],
  [
    'an interface object',
    [
      'type Query { i: I } interface I @key(fields: "id") { id: ID! } type B implements I @key(fields: "id") { id: ID! }',
      'type I @interfaceObject @key(fields: "id") { id: ID! n: Int }',
    ],
    '{ i { n } }',
  ],
  [
    'an interface with a field that one of its types has from elsewhere',
    [
      'type Query { i: I } interface I { v: Int } type B implements I @key(fields: "id") { id: ID! v: Int @external } type C implements I { v: Int }',
      'type B @key(fields: "id") { id: ID! v: Int }',
    ],
    '{ i { v } }',
  ],
])('%s takes a planner', (_what, subgraphs, text) => {
  const named = subgraphs.map((each, i) => [`s${i}`, `${link}${each}`]);
  expect(planning(composed(Object.fromEntries(named)))(text)).toBeUndefined();
});

it('all registered documents of ours are asked without a planner', () => {
  const plan = planning(readFileSync(projectFile('schema', 'supergraph.graphql'), 'utf8'));
  const names = readdirSync(projectFile('schema', 'operations')).map((file) => file.replace('.graphql', ''));
  expect(names.filter((name) => !plan(operation(name)))).toEqual([]);
});
