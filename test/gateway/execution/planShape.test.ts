// Promises of: the planner says nothing that the executor does not know, and what it does not know is refused before it runs.
import { buildSchema, parse, validate } from 'graphql';
import { typeTable } from '#gateway/execution/data';
import { Executor } from '#gateway/execution/executor';
import { compilePlan } from '#gateway/execution/plan';
import { NotPlannable } from '#gateway/execution/rewording';
import { type Operation, operationOf } from '#gateway/operation/document';
import { generate } from './support/generate';
import { chanceOf } from './support/random';
import { world } from './support/world';

const known: Readonly<Record<string, readonly string[]>> = {
  QueryPlan: ['kind', 'node'],
  Sequence: ['kind', 'nodes'],
  Parallel: ['kind', 'nodes'],
  Flatten: ['kind', 'path', 'node'],
  Condition: ['kind', 'condition', 'ifClause', 'elseClause'],
  Subscription: ['kind', 'primary', 'rest'],
  Fetch: [
    ...['kind', 'id', 'serviceName', 'requires', 'variableUsages', 'operation', 'operationKind', 'operationName'],
    ...['operationDocumentNode', 'inputRewrites', 'outputRewrites', 'contextRewrites', 'hasDefers'],
  ],
  Field: ['kind', 'name', 'alias', 'selections'],
  InlineFragment: ['kind', 'typeCondition', 'selections'],
  ValueSetter: ['kind', 'path', 'setValueTo'],
  KeyRenamer: ['kind', 'path', 'renameKeyTo'],
};

/** Every `kind` with a key that is not listed for it. */
function strangers(node: unknown): string[] {
  if (typeof node !== 'object' || node === null) return [];
  if (Array.isArray(node)) return node.flatMap(strangers);
  const { operationDocumentNode: _, ...parts } = node as Record<string, unknown>;
  const kind = String(parts.kind);
  const strange = Object.keys(parts).filter((key) => !known[kind]?.includes(key));
  return [...strange.map((key) => `${kind}.${key}`), ...Object.values(parts).flatMap(strangers)];
}

it('speaks the language of the planner that is installed', () => {
  const chance = chanceOf(7);
  const seen = new Set<string>();
  for (let i = 0; i < 60; i++) {
    const document = parse(generate(world.apiSchema, chance, world.words).query);
    if (validate(world.apiSchema, document).length > 0) continue;
    try {
      for (const stranger of strangers(world.plan(document))) seen.add(stranger);
    } catch {
      // an operation that the planner cannot plan
    }
  }
  expect([...seen]).toEqual([]);
});

describe('what is not known', () => {
  const fetch = { kind: 'Fetch', serviceName: 'a', operation: '{ a }', operationKind: 'query', operationName: undefined };
  const setting = { types: typeTable(buildSchema('type Query { a: Int }')), ask: async () => ({ data: {} }) };

  it.each([
    ['a node of another kind', { kind: 'Defer' }],
    [
      'such a node inside of others',
      { kind: 'Sequence', nodes: [fetch, { kind: 'Flatten', path: ['a'], node: { kind: 'Defer' } }] },
    ],
    ['values from the context', { ...fetch, contextRewrites: [{ kind: 'KeyRenamer', path: ['a'], renameKeyTo: 'b' }] }],
    ['a rewrite of another kind', { ...fetch, outputRewrites: [{ kind: 'Novel', path: ['a'] }] }],
    ['a part of a path of another kind', { kind: 'Flatten', path: [{ Novel: 1 }], node: { ...fetch, requires: [] } }],
  ])('is refused: %s', (_what, node) => {
    expect(() => compilePlan({ node }, setting)).toThrow(/not known|Unknown/);
  });

  it('is refused in words when the planner fails', () => {
    const { apiSchema, supergraphSchema } = world;
    const plan = () => {
      throw new Error('a word of the planner');
    };
    const executor = new Executor({ apiSchema, supergraphSchema, plan, ask: setting.ask, direct: false });
    expect(() => executor.compile(operationOf(parse('{ me { id } }')) as Operation)).toThrow(NotPlannable);
  });
});
