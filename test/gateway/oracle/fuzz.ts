// Asks random operations of every world and counts what is not as one server would answer. node fuzz.js --seed 1 --operations 1000
import { parseArgs } from 'node:util';
import { generate } from '../execution/support/generate';
import { chanceOf, hash } from '../execution/support/random';
import { isValid, judge, type Verdict } from './compare';
import { hard } from './hard';
import { rich, unruly } from './rich';
import { type Both, serveBoth } from './whole';
import { worlds } from './worlds';

export interface Tally {
  readonly counts: Record<Verdict, number>;
  readonly examples: {
    readonly verdict: Verdict;
    readonly query: string;
    readonly variables: object;
    readonly right: unknown;
    readonly given: unknown;
  }[];
}

/** The same seed asks the same. */
export async function fuzz(both: Both, operations: number, seed: number, keep = 5): Promise<Tally> {
  const tally: Tally = { counts: { right: 0, refused: 0, silent: 0, loud: 0, paths: 0 }, examples: [] };
  const { graph } = both;
  for (let i = 0; i < operations; i++) {
    const asked = operationOf(both, hash(`${graph.name}:${seed}:${i}`));
    if (!asked) continue;
    graph.reset();
    const { verdict, right, given } = await judge(both, asked, () => graph.reset());
    tally.counts[verdict]++;
    if (verdict !== 'right' && tally.examples.length < keep) tally.examples.push({ verdict, ...asked, right, given });
  }
  return tally;
}

function operationOf({ graph, schema }: Both, seed: number) {
  const chance = chanceOf(seed);
  for (let attempt = 0; attempt < 30; attempt++) {
    const { query, variables } = generate(graph.apiSchema, chance, graph.words, { colliding: 0.25, feeds: true });
    if (isValid(schema, query)) return { query, variables };
  }
  return undefined;
}

async function main(): Promise<void> {
  const { values } = parseArgs({
    options: { seed: { type: 'string' }, operations: { type: 'string' }, show: { type: 'string' } },
  });
  const [seed, operations] = [Number(values.seed ?? Date.now() % 1_000_000), Number(values.operations ?? 500)];
  for (const world of [rich, unruly, ...Object.values(worlds), ...Object.values(hard)]) {
    const { counts, examples } = await fuzz(serveBoth(world), operations, seed, Number(values.show ?? 2));
    process.stdout.write(`${world.name}, seed ${seed}: ${JSON.stringify(counts)}\n`);
    for (const example of examples) process.stdout.write(`  ${JSON.stringify(example)}\n`);
    if (counts.silent > 0) process.exitCode = 1;
  }
}

if (require.main === module) void main();
