// Promises of: plans of Apollo's planner, as we have it plan, give the data that plans of another planner give.
import { parse } from 'graphql';
import { agree, type Opinions, opinion, opinionsOn } from './support/opinions';
import { ourGraph } from './support/ours';
import { secondPlanner } from './support/secondPlanner';
import { world } from './support/world';

const errorsOf = (opinion: Opinions['first']) => (typeof opinion === 'string' ? [opinion] : opinion.errors);
const isWorded = (message: string) => message.startsWith('Cannot return null');

/** Of the random operations. */
const seed = 5;

describe('two planners', () => {
  it.each([
    { name: 'the world', graph: world, operations: 110 },
    { name: 'our own graph', graph: ourGraph, operations: 80 },
  ])(
    'agree over random operations on $name, or one of them fails in so many words',
    async ({ graph, operations }) => {
      const all = await opinionsOn(graph, secondPlanner(graph.sdl), operations, seed);
      const planned = all.filter(({ first, second }) => typeof first === 'object' && typeof second === 'object');
      const differing = planned.filter((each) => !agree(each));
      const silent = differing.filter(({ first, second }) => errorsOf(first).length + errorsOf(second).length === 0);
      expect(silent).toEqual([]);
      // A null that no subgraph explains, of a value that the other plan finds, would be a fault of ours.
      expect(differing.filter(({ first }) => errorsOf(first).some(isWorded))).toEqual([]);
      expect(planned.length).toBeGreaterThan(operations / 2);
      expect(differing.length).toBeLessThan(planned.length / 20);
    },
    60_000,
  );

  const both = async (query: string, variables = {}) => ({
    query,
    variables,
    first: await opinion(world, world.plan, parse(query), variables),
    second: await opinion(world, secondPlanner(world.sdl), parse(query), variables),
  });

  it.each([
    ['{ me { vip @skip(if: true) nick rank } }', {}],
    ['query ($v: Boolean!) { me { vip @skip(if: $v) nick rank } }', { v: true }],
    ['query ($v: Boolean!) { me { nick vip @include(if: $v) rank } }', { v: true }],
    ['{ items { id ... on Book { shipping @include(if: false) dims { w @skip(if: true) } } } owner { id @skip(if: true) } }', {}],
    ['mutation { x: bump(by: 2) { value @include(if: false) } rename(id: "u1") { vip @skip(if: true) nick } }', {}],
    [
      'query ($v: Boolean!) { items @include(if: $v) { id @skip(if: $v) ...F } } fragment F on Item { title @skip(if: $v) }',
      { v: true },
    ],
    ['{ featured { avg __typename } }', {}],
  ])('agree where Apollo alone would lose values without a word: %s', async (query, variables) => {
    const opinions = await both(query, variables);
    expect(opinions.second).toEqual(opinions.first);
    expect(errorsOf(opinions.first)).toEqual([]);
  });

  it('disagree, as is known, on an interface object asked for by two of its types: the second loses what only one requires', async () => {
    const { first, second } = await both('{ reviews { item { ... on Movie { score } ... on Game { avg } } } }');
    const scores = (opinion: Opinions['first']) => JSON.stringify(opinion).match(/"score":[^}]*/g);
    expect(scores(first)).toContain('"score":0.5');
    expect(new Set(scores(second))).toEqual(new Set(['"score":null']));
  });

  it('agree on the type name of an interface object below an interface above it, which Apollo alone cannot plan', async () => {
    const { first, second } = await both('{ topReview { item { ... on Node { id __typename } } } }');
    expect(second).toEqual(first);
    expect(second).toEqual({ data: { topReview: { item: { id: 'i3', __typename: 'Book' } } }, errors: [] });
  });
});
