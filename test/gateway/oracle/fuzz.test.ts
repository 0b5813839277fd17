// Promises of: random operations with colliding names are answered as one server that holds all data would, or refused in words.
import { fuzz, fuzzFailing, fuzzLying } from './fuzz';
import { hard } from './hard';
import { rich, unruly } from './rich';
import { serveBoth } from './whole';
import { worlds as small } from './worlds';

// 2,000 together, and more in a long test: fewer of the worlds whose operations take long to plan.
it.each([
  { world: rich, operations: 150 },
  { world: unruly, operations: 100 },
  ...Object.values(small).map((world) => ({ world, operations: 140 })),
  { world: hard.faces, operations: 40 },
  { world: hard.strict, operations: 50 },
  ...[hard.compound, hard.returning, hard.layers, hard.measures].map((world) => ({ world, operations: 170 })),
])(
  'the gateway never answers wrongly in the world of $world.name',
  async ({ world, operations }) => {
    const { counts, examples } = await fuzz(serveBoth(world), operations, 20191111);
    expect(examples.filter(({ verdict }) => verdict !== 'refused')).toEqual([]);
    expect(counts.right).toBeGreaterThan(operations * 0.7);
  },
  120_000,
);

it.each([small.keys, small.goods, small.sizes, hard.compound, hard.layers, hard.measures])(
  'no field is null without an error in the world of $name, where calls of subgraphs fail',
  async (world) => {
    expect(await fuzzFailing(serveBoth(world), 60, 20191111)).toEqual([]);
  },
  120_000,
);

it.each([small.animals, hard.returning, hard.layers])(
  'an answer fits the schema in the world of $name, whatever lies subgraphs tell',
  async (world) => {
    expect(await fuzzLying(serveBoth(world), 30, 20191111)).toEqual([]);
  },
  120_000,
);
