// Promises of: a plan that does not ask for all that is selected is never used, and what it lacks is never silently null.
import { parse } from 'graphql';
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
