// Promises of: random operations with colliding names are answered as one server that holds all data would, or refused in words.
import { fuzz } from './fuzz';
import { rich, unruly } from './rich';
import { serveBoth } from './whole';
import { worlds } from './worlds';

it.each([
  [rich, 500],
  [unruly, 200],
  [worlds.keys, 200],
  [worlds.goods, 200],
  [worlds.sizes, 200],
  [worlds.animals, 200],
  [worlds.library, 200],
  [worlds.conditions, 200],
  [worlds.moving, 100],
] as const)(
  'the gateway never answers wrongly in the world of $name',
  async (world, operations) => {
    const { counts, examples } = await fuzz(serveBoth(world), operations, 20191111);
    expect(examples.filter(({ verdict }) => verdict !== 'refused')).toEqual([]);
    expect(counts.right).toBeGreaterThan(operations * 0.7);
  },
  120_000,
);
