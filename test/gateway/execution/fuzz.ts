// Does any random operation make our executor answer otherwise than Apollo's? node fuzz.js --seed 1 --operations 1000
import { parseArgs } from 'node:util';
import { compareExecutors } from './support/differential';
import { ourGraph } from './support/ours';
import { world } from './support/world';

const say = (line: string) => process.stdout.write(`${line}\n`);

async function main(): Promise<void> {
  const { values } = parseArgs({ options: { seed: { type: 'string' }, operations: { type: 'string' } } });
  const seed = Number(values.seed ?? Date.now() % 1_000_000);
  for (const graph of [world, ourGraph]) {
    const { differences, ...tally } = await compareExecutors(graph, Number(values.operations ?? 1_000), seed);
    say(`${graph.name}, seed ${seed}: ${JSON.stringify(tally)}, ${differences.length} differences`);
    for (const difference of differences.slice(0, 5)) say(JSON.stringify(difference));
    if (differences.length > 0) process.exitCode = 1;
  }
}

void main();
