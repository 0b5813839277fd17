// Promises of: our executor answers as Apollo's own does, whatever is asked and however subgraphs fail.
import { compareExecutors, thrown } from './support/differential';
import { ourGraph } from './support/ours';
import { world } from './support/world';

describe('random operations, a third of them on subgraphs that never fail', () => {
  it.each([
    [world, 240, 20_261],
    [ourGraph, 160, 20_262],
  ])(
    'are answered as by Apollo on $name',
    async (graph, operations, seed) => {
      const { differences, ...tally } = await compareExecutors(graph, operations, seed);
      expect(differences).toEqual([]);
      if (tally.compared === 0) throw new Error(`Apollo's executor answers nothing: ${[...thrown][0]}`);
      expect(tally.compared).toBeGreaterThan(operations * 0.75);
      expect(tally.withErrors).toBeGreaterThan(operations / 10);
      expect(tally.races).toBeLessThan(3);
    },
    120_000,
  );
});
