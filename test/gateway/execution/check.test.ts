// Promises of: a plan that does not ask for all that is selected is never used, and what it lacks is never silently null.
import { type DocumentNode, parse, print } from 'graphql';
import { Executor, responseText } from '#gateway/execution/executor';
import type { PlanLike } from '#gateway/execution/run';
import { readGraph } from '#gateway/graph/supergraph';
import { type Operation, operationOf } from '#gateway/operation/document';
import { composed } from '../support/composed';

const link =
  'extend schema @link(url: "https://specs.apollo.dev/federation/v2.9", import: ["@key", "@external", "@requires", "@shareable"])\n';
const graph = readGraph(
  composed({
    one: `${link} type Query { item: Item made: [Made!]! @shareable } type Item @key(fields: "id") { id: ID! weight(unit: Int = 1): Int name: String }
      union Made = Cup | Jug type Cup @shareable { size: Int } type Jug { lid: Int }`,
    two: `${link} type Query { made: [Made!]! @shareable } type Item @key(fields: "id") { id: ID! weight(unit: Int = 1): Int @external freight: Int @requires(fields: "weight(unit: 3)") stock: Int }
      union Made = Cup | Pan type Cup @shareable { size: Int } type Pan { depth: Int }`,
  }),
);
const answers: Readonly<Record<string, object>> = {
  one: {
    item: { __typename: 'Item', id: '1', name: 'Tea', weight: 5 },
    made: [{ __typename: 'Cup', size: 1 }, { __typename: 'Jug' }],
  },
  two: { _entities: [{ freight: 9, stock: 3 }] },
};

const operation = (query: string) => operationOf(parse(query)) as Operation;
const executor = (plan: (typeof graph)['plan'] | (() => PlanLike)) =>
  new Executor({
    ...graph,
    plan,
    direct: false,
    ask: async (service) => ({ data: structuredClone(answers[service]) as Record<string, unknown> }),
  });

const fetch = (serviceName: string, text: string, requires?: object[]) => ({
  ...{ kind: 'Fetch', serviceName, operation: text, operationKind: 'query', variableUsages: [] },
  ...(requires && { requires }),
});
const field = (name: string) => ({ kind: 'Field', name });
const entity = (text: string, ...names: string[]) => ({
  kind: 'Flatten',
  path: ['item'],
  node: fetch('two', `query($representations:[_Any!]!){_entities(representations:$representations){...on Item{${text}}}}`, [
    { kind: 'InlineFragment', typeCondition: 'Item', selections: [field('__typename'), ...names.map(field)] },
  ]),
});
const inTurn =
  (...nodes: object[]) =>
  () =>
    ({ node: { kind: 'Sequence', nodes } }) as PlanLike;

const deep = readGraph(
  composed({
    one: `${link} type Query { order: Order } type Order @key(fields: "org { id } code") { org: Org! code: ID! lines: [Line!] } type Org { id: ID! }
      type Line { count(unit: Int = 1): Int sku: ID }`,
    two: `${link} type Order @key(fields: "org { id } code") { org: Org! code: ID! lines: [Line!] @external total: Int @requires(fields: "lines { count(unit: 2) sku }") }
      type Org { id: ID! } type Line { count(unit: Int = 1): Int @external sku: ID @external }`,
  }),
);
const ofOrder = (...lines: object[]) => ({
  kind: 'Flatten',
  path: ['order'],
  node: fetch('two', 'query($representations:[_Any!]!){_entities(representations:$representations){...on Order{total}}}', [
    {
      kind: 'InlineFragment',
      typeCondition: 'Order',
      selections: [...['__typename', 'code'].map(field), ...lines],
    },
  ]),
});
const within = (name: string, ...names: string[]) => ({ kind: 'Field', name, selections: names.map(field) });

describe('a plan is refused for what it requires deeper down', () => {
  const asked = '{order{__typename org{id}code lines{_required_0_count:count(unit:2)count sku}}}';
  const lines = within('lines', '_required_0_count', 'sku');
  it.each([
    ['with other arguments', asked, [within('org', 'id'), within('lines', 'count', 'sku')]],
    ['when it sends less of it', asked, [within('org', 'id'), within('lines', '_required_0_count')]],
    ['when it sends a part of a key', asked, [within('org'), lines]],
    ['when it was not asked for', '{order{__typename org{id}code lines{sku}}}', [within('org', 'id'), lines]],
  ])('%s', (_what, text, selections) => {
    const made = new Executor({
      ...deep,
      direct: false,
      plan: inTurn(fetch('one', text), ofOrder(...selections)),
      ask: async () => ({}),
    });
    expect(() => made.plan(operation('{ order { total } }'))).toThrow('no way was found to fetch "order.total"');
  });

  it('and passes where all of it is sent', () => {
    const plan = inTurn(fetch('one', asked), ofOrder(within('org', 'id'), lines));
    expect(() =>
      new Executor({ ...deep, direct: false, plan, ask: async () => ({}) }).plan(operation('{ order { total } }')),
    ).not.toThrow();
  });
});

describe('fields that are in each other’s way', () => {
  /** As a planner would that cannot plan two fields at once. */
  const apartFrom = (document: DocumentNode) => {
    const text = print(document);
    if (text.includes('name') && text.includes('weight')) throw new Error('both at once');
    return graph.plan(document);
  };
  const query = '{ made { __typename } item { id ... { name w: weight(unit: 2) } } }';
  const answered = async (second: object) => {
    const fetched: string[] = [];
    const made = new Executor({
      ...graph,
      direct: false,
      plan: apartFrom,
      ask: async (_service, body) => {
        const { query: text } = JSON.parse(body) as { query: string };
        fetched.push(text);
        if (text.includes('made')) return { data: { made: [{ __typename: 'Cup' }] } };
        return { data: { item: text.includes('weight') ? second : { id: '1', name: 'Tea' } } };
      },
    });
    return { ...JSON.parse(responseText(await made.compile(operation(query)).execute({}, { headers: {} }))), fetched };
  };

  it('are planned as operations of their own, and their answers merged', async () => {
    const { data, errors } = await answered({ id: '1', w: 7 });
    expect([data, errors]).toEqual([{ made: [{ __typename: 'Cup' }], item: { id: '1', name: 'Tea', w: 7 } }, undefined]);
  });

  it('are an error where an object changed between them', async () => {
    const { data, errors } = await answered({ id: '2', w: 7 });
    expect(data).toMatchObject({ item: { id: '1', name: 'Tea', w: null } });
    expect(errors).toMatchObject([{ path: ['item'], extensions: { code: 'SUBGRAPH_UNAVAILABLE' } }]);
  });

  describe('within one field of what happens once', () => {
    const changing = readGraph(
      composed({
        one: `${link} type Query { a: Int } type Mutation { make: Item } type Subscription { made(id: ID): Item } type Item { id: ID name(lang: String): String weight: Int }`,
      }),
    );
    const plan = (document: DocumentNode) => {
      if (print(document).includes('name') && print(document).includes('weight')) throw new Error('both at once');
      return changing.plan(document);
    };
    const planned = (text: string) =>
      new Executor({ ...changing, direct: false, plan, ask: async () => ({}) }).plan(operation(text));

    it('are refused in a mutation', () => {
      expect(() => planned('mutation { make { id name weight } }')).toThrow(
        expect.objectContaining({ extensions: { code: 'OPERATION_NOT_PLANNABLE' } }),
      );
    });

    it('are read of one event in a subscription, with the variables of all parts', () => {
      const { node } = planned(
        'subscription ($id: ID, $lang: String) { made(id: $id) { name(lang: $lang) weight } }',
      ) as PlanLike;
      expect(node).toMatchObject({
        kind: 'Subscription',
        primary: {
          operation: 'subscription($id:ID$lang:String){made(id:$id){name(lang:$lang)}made(id:$id){weight}}',
          variableUsages: ['id', 'lang'],
        },
      });
    });
  });
});

it('a field to which no subgraph leads for all types of its object is refused, whatever stands beside it', () => {
  const half = (mine: string, other: string) =>
    `${link} type Query { node(id: ID!): Node @shareable } interface Node { id: ID! }
      type ${mine} implements Node @key(fields: "id") { id: ID! } type ${other} implements Node @key(fields: "id") { id: ID! @external of: ${mine} }`;
  const split = readGraph(composed({ one: half('Cup', 'Jug'), two: half('Jug', 'Cup') }));
  const made = new Executor({ ...split, ask: async () => ({}) });
  for (const query of [
    '{ node(id: "1") { id } }',
    '{ a: node(id: "1") { id ... on Cup { id } } b: node(id: "2") { __typename } }',
  ])
    expect(() => made.plan(operation(query))).toThrow('cannot be planned');
  expect(() => made.plan(operation('{ a: node(id: "1") { ... on Cup { id } } }'))).not.toThrow();
});

describe('a plan is refused', () => {
  it.each([
    ['without a field of the root', '{ item { id } made { __typename } }', inTurn(fetch('one', '{item{id}}')), 'made'],
    ['without a field below', '{ item { id name } }', inTurn(fetch('one', '{item{id}}')), 'item.name'],
    [
      'without the field of another subgraph',
      '{ item { id stock } }',
      inTurn(fetch('one', '{item{__typename id}}')),
      'item.stock',
    ],
    ['with other arguments', '{ item { weight(unit: 2) } }', inTurn(fetch('one', '{item{weight(unit:1)}}')), 'item.weight'],
    ['with another field under the name', '{ item { name } }', inTurn(fetch('one', '{item{name:id}}')), 'item.name'],
    [
      'that names no entity',
      '{ item { stock } }',
      inTurn(fetch('one', '{item{__typename name}}'), entity('stock', 'id')),
      'item.stock',
    ],
    [
      'that sends no key',
      '{ item { stock } }',
      inTurn(fetch('one', '{item{__typename name}}'), entity('stock', 'name')),
      'item.stock',
    ],
    [
      'that sends no requirement',
      '{ item { freight } }',
      inTurn(fetch('one', '{item{__typename id}}'), entity('freight', 'id')),
      'item.freight',
    ],
    [
      'that sends a requirement of other arguments',
      '{ item { freight } }',
      inTurn(fetch('one', '{item{__typename id weight}}'), entity('freight', 'id', 'weight')),
      'item.freight',
    ],
    [
      'that excludes what is included',
      'query ($v: Boolean!) { item { id name @include(if: $v) } }',
      inTurn(fetch('one', 'query($v:Boolean!){item{id name@skip(if:$v)}}')),
      'item.name',
    ],
    [
      'without the type on which fields depend',
      '{ made { ... on Cup { size } } }',
      inTurn(fetch('one', '{made{...on Cup{size}}}')),
      'made.__typename',
    ],
  ])('%s', (_what, query, plan, path) => {
    expect(() => executor(plan).compile(operation(query))).toThrow(`no way was found to fetch "${path}"`);
  });
});

it.each([
  '{ item { id name weight(unit: 2) stock freight } made { __typename ... on Cup { size } } }',
  'query ($v: Boolean!) { item { w: weight stock @skip(if: $v) freight @include(if: $v) } }',
])('every plan of the planner passes: %s', (query) => {
  expect(() => executor(graph.plan).compile(operation(query))).not.toThrow();
});

it('an object on which the planner does not count lacks its fields with an error at their place', async () => {
  const compiled = executor(graph.plan).compile(
    operation('{ made { ... on Cup { size } ... on Jug { lid } ... on Pan { depth } } }'),
  );
  const answer = JSON.parse(responseText(await compiled.execute({}, { headers: {} })));
  expect(answer.data).toEqual({ made: [{ size: 1 }, { lid: null }] });
  expect(answer.errors).toEqual([
    { message: expect.stringContaining('"lid"'), path: ['made', 1, 'lid'], extensions: { code: 'OPERATION_NOT_PLANNABLE' } },
  ]);
});
