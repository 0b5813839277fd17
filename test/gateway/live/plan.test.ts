// Promises of planning: which documents are planned, which are refused with which code, and who shares a stream.
import { GraphQLError } from 'graphql';
import { shareKey } from '#gateway/live/hub';
import { coerceVariables, SubscriptionPlanner } from '#gateway/live/plan';
import { SubscriptionFailure } from '#gateway/live/refusals';
import { advocacySdl, partnershipSdl } from './support/subgraphs';
import { freshDocuments, supergraphOf } from './support/supergraph';

const supergraph = (shape?: Parameters<typeof advocacySdl>[0]) =>
  supergraphOf({ partnership: partnershipSdl, advocacy: advocacySdl(shape) });

const live = `subscription($id: ID!) { petitionCount(id: $id) { count petition { title libraries { name country } } } }`;

const planBy = (planner: SubscriptionPlanner, query: string, operationName?: string) => planner.plan({ query, operationName });

describe('planning a subscription', () => {
  const planner = new SubscriptionPlanner({ documents: freshDocuments() });
  beforeAll(async () => planner.update(await supergraph()));

  it('asks the owner for the event and the other subgraph for the rest, all entities at once', () => {
    const { primary, eventPlan } = planBy(planner, live);
    expect(primary).toMatchObject({
      serviceName: 'advocacy',
      operation: 'subscription($id:ID!){petitionCount(id:$id){count petition{title libraries{__typename id}}}}',
      variableUsages: ['id'],
    });
    const rest = {
      kind: 'Flatten',
      path: ['petitionCount', 'petition', 'libraries', '@'],
      node: { kind: 'Fetch', serviceName: 'partnership' },
    };
    expect(eventPlan.node).toMatchObject({ kind: 'Sequence', nodes: [primary, { kind: 'Sequence', nodes: [rest] }] });
  });

  it('needs no second fetch for what the owner knows', () => {
    const { primary, eventPlan } = planBy(planner, 'subscription { petitionCount(id: "p1") { count } }');
    expect(eventPlan.node).toBe(primary);
  });

  it('keeps the plan of a document, and drops what the document holds besides', () => {
    const plan = planBy(planner, `query A { petition(id: 1) { id } } ${live.replace('subscription', 'subscription B')}`, 'B');
    expect(planBy(planner, `query A { petition(id: 1) { id } } ${live.replace('subscription', 'subscription B')}`, 'B')).toBe(
      plan,
    );
    expect(plan.text).not.toContain('query A');
  });

  it.each([
    ['no document', '', undefined, 'GRAPHQL_PARSE_FAILED'],
    ['a syntax error', 'subscription { petitionCount(', undefined, 'GRAPHQL_PARSE_FAILED'],
    ['too many tokens', `subscription { ${'refusing '.repeat(3_000)}}`, undefined, 'DOCUMENT_TOO_LONG'],
    ['no operation', 'fragment F on Petition { id }', undefined, 'GRAPHQL_VALIDATION_FAILED'],
    ['an unknown operation name', 'subscription A { refusing }', 'B', 'OPERATION_RESOLUTION_FAILURE'],
    [
      'several operations without a name',
      'subscription A { refusing } subscription B { ending }',
      undefined,
      'OPERATION_RESOLUTION_FAILURE',
    ],
    ['a query', '{ libraries { id } }', undefined, 'OPERATION_NOT_SUPPORTED'],
    ['a mutation', 'mutation { rename(id: 1, title: "x") { id } }', undefined, 'OPERATION_NOT_SUPPORTED'],
    ['an unknown field', 'subscription { nope }', undefined, 'GRAPHQL_VALIDATION_FAILED'],
    ['two root fields', 'subscription { refusing ending }', undefined, 'GRAPHQL_VALIDATION_FAILED'],
    ['introspection', 'subscription { __typename }', undefined, 'GRAPHQL_VALIDATION_FAILED'],
    ['@skip at the root', 'subscription { refusing @skip(if: true) }', undefined, 'GRAPHQL_VALIDATION_FAILED'],
    ['@include at the root', 'subscription($b: Boolean!) { refusing @include(if: $b) }', undefined, 'GRAPHQL_VALIDATION_FAILED'],
    [
      '@skip on a root fragment',
      'subscription { ...F @skip(if: true) } fragment F on Subscription { refusing }',
      undefined,
      'GRAPHQL_VALIDATION_FAILED',
    ],
    [
      '@skip within a root fragment',
      'subscription { ...F } fragment F on Subscription { refusing @skip(if: true) }',
      undefined,
      'GRAPHQL_VALIDATION_FAILED',
    ],
    [
      'a fragment that spreads itself',
      'subscription { ...F } fragment F on Subscription { ...F }',
      undefined,
      'GRAPHQL_VALIDATION_FAILED',
    ],
    ['@defer', 'subscription { petitionCount(id: 1) { ... @defer { count } } }', undefined, 'GRAPHQL_VALIDATION_FAILED'],
  ])('refuses %s with a code', (_what, query, operationName, code) => {
    expect(codesOf(() => planBy(planner, query, operationName))).toEqual([code]);
  });

  it('tells at most ten faults and that there are more', () => {
    const fields = Array.from({ length: 30 }, (_, i) => `f${i}`).join(' ');
    expect(codesOf(() => planBy(planner, `subscription { petitionCount(id: 1) { ${fields} } }`))).toHaveLength(11);
  });

  it('plans a root field within a fragment', () => {
    expect(planBy(planner, 'subscription { ...F } fragment F on Subscription { refusing }').primary.serviceName).toBe('advocacy');
  });

  it('refuses every subscription of a graph that has none', async () => {
    const quiet = new SubscriptionPlanner({ documents: freshDocuments() });
    quiet.update(await supergraph({ live: false }));
    expect(codesOf(() => planBy(quiet, 'subscription { petitionCount(id: 1) { count } }'))).toEqual([
      'GRAPHQL_VALIDATION_FAILED',
    ]);
  });

  it('refuses everything before the first supergraph, and keeps the former one when the next cannot be read', async () => {
    const planner = new SubscriptionPlanner({ documents: freshDocuments() });
    expect(codesOf(() => planBy(planner, live))).toEqual(['SERVICE_UNAVAILABLE']);
    const update = await supergraph();
    planner.update(update);
    expect(() => planner.update({ ...update, coreSupergraphSdl: 'not a supergraph' })).toThrow();
    expect(planBy(planner, live).primary.serviceName).toBe('advocacy');
  });

  it.each([
    ['missing', {}],
    ['null', { id: null }],
    ['of another type', { id: { a: 1 } }],
  ])('refuses a variable that is %s', (_what, variables) => {
    expect(codesOf(() => coerceVariables(planBy(planner, live), variables))).toEqual(['BAD_USER_INPUT']);
  });

  describe('who shares a stream', () => {
    const key = (query: string, variables: Record<string, unknown>, headers: Record<string, string> = {}) => {
      const plan = planBy(planner, query);
      return shareKey(plan.text, coerceVariables(plan, variables), headers);
    };
    const noted = 'subscription($id: ID!, $loud: Boolean = true) { petitionCount(id: $id) { note(loud: $loud) } }';

    it.each([
      [
        'layout and comments',
        key.bind(null, live, { id: 'p' }),
        () => key(`# hello\n${live.replaceAll(' ', '\n  ')}`, { id: 'p' }),
      ],
      ['the spelling of an id', () => key(live, { id: 1 }), () => key(live, { id: '1' })],
      ['a default that is written out', () => key(noted, { id: 1 }), () => key(noted, { id: 1, loud: true })],
      ['variables the document does not have', () => key(live, { id: 1 }), () => key(live, { id: 1, other: 2 })],
      ['the order of headers', () => key(live, { id: 1 }, { a: '1', b: '2' }), () => key(live, { id: 1 }, { b: '2', a: '1' })],
    ])('does not depend on %s', (_what, one, other) => {
      expect(one()).toBe(other());
    });

    it.each([
      ['a variable', () => key(live, { id: 2 })],
      ['an alias', () => key(live.replace('title', 't: title'), { id: 1 })],
      ['a forwarded header', () => key(live, { id: 1 }, { 'x-subject': 'ana' })],
    ])('depends on %s', (_what, other) => {
      expect(other()).not.toBe(key(live, { id: 1 }));
    });
  });
});

function codesOf(plan: () => unknown): unknown[] {
  try {
    plan();
  } catch (error) {
    const errors = error instanceof SubscriptionFailure ? error.errors : [error as GraphQLError];
    return errors.map((each) => each.extensions.code);
  }
  return [];
}
