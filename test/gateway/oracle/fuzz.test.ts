// Promises of: random operations with colliding names are answered as one server that holds all data would, or refused in words.
import { fuzz } from './fuzz';
import { hard } from './hard';
import { rich, unruly } from './rich';
import { serveBoth } from './whole';
import { worlds } from './worlds';

it.each([
  [rich, 430],
  [unruly, 200],
  ...Object.values(worlds).map((world) => [world, 100] as const),
  [hard.faces, 30],
  ...[hard.compound, hard.returning, hard.layers, hard.measures].map((world) => [world, 160] as const),
] as const)(
  'the gateway never answers wrongly in the world of $name',
  async (world, operations) => {
    const { counts, examples } = await fuzz(serveBoth(world), operations, 20191111);
    expect(examples.filter(({ verdict }) => verdict !== 'refused')).toEqual([]);
    expect(counts.right).toBeGreaterThan(operations * 0.7);
  },
  120_000,
);
