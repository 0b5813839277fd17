// Promises of: what is promised of some random operations holds for many more, of other seeds.
import { compareExecutors } from './execution/support/differential';
import { agree, opinionsOn } from './execution/support/opinions';
import { ourGraph } from './execution/support/ours';
import { secondPlanner } from './execution/support/secondPlanner';
import { world } from './execution/support/world';
import { fuzz, fuzzLying } from './oracle/fuzz';
import { hard } from './oracle/hard';
import { rich, unruly } from './oracle/rich';
import { serveBoth } from './oracle/whole';
import { twofold, worlds } from './oracle/worlds';

jest.setTimeout(600_000);

it.each([rich, unruly, ...Object.values(worlds), ...Object.values(hard), twofold])(
  'the gateway never answers wrongly in the world of $name, and what fits whatever lies subgraphs tell',
  async (each) => {
    const { examples } = await fuzz(serveBoth(each), 250, 20191112);
    expect(examples.filter(({ verdict }) => verdict !== 'refused')).toEqual([]);
    expect(await fuzzLying(serveBoth(each), 60, 20191112)).toEqual([]);
  },
);

it.each([world, ourGraph])('our executor answers on $name as Apollo does', async (graph) => {
  expect((await compareExecutors(graph, 600, 20_262)).differences).toEqual([]);
});

it.each([
  { graph: world, operations: 220 },
  { graph: ourGraph, operations: 160 },
])('two planners agree on $graph.name, or one of them fails in so many words', async ({ graph, operations }) => {
  const all = await opinionsOn(graph, secondPlanner(graph.sdl), operations, 5);
  const silent = all.filter(
    (each) =>
      !agree(each) && [each.first, each.second].every((opinion) => typeof opinion === 'object' && opinion.errors.length === 0),
  );
  expect(silent).toEqual([]);
});
