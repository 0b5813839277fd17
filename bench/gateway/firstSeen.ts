// What does an operation cost that nobody has asked before: reading, checking, planning, compiling and all?
import { loadFor, type Took, timesOf } from './load';
import type { Entrant, Setting } from './rounds';
import { shapes } from './shapes';
import { neverSeen, type Operation, workloads } from './workloads';

const operations = 20;

/** How long every entrant is asked what it knows, so that it knows the readers. */
const knownSeconds = 2;

/** One reader asks, one operation after the other; all entrants take turns as in the other rounds, the first of which does not count. */
export async function compareFirstSeen(entrants: readonly Entrant[], setting: Setting): Promise<void> {
  for (const each of entrants) await loadFor(knownSeconds, each, JSON.stringify(workloads['one hop']));
  let sent = 0;
  const aliased = () => Array.from({ length: operations }, () => neverSeen(`${sent++}`));
  await compareTimes('first-seen three hops, which differ in an alias', entrants, setting, () => aliased);
  const drawn = shapes(1);
  await compareTimes('first-seen, each of another shape, the same for all', entrants, setting, () => {
    const some = Array.from({ length: operations }, () => drawn.next().value);
    return () => some;
  });
}

/** `draw` draws the operations of a round, and then those of each entrant. */
async function compareTimes(
  what: string,
  entrants: readonly Entrant[],
  { rounds, say, heard, forget }: Setting,
  draw: () => () => readonly Operation[],
): Promise<void> {
  const taken = new Map(entrants.map(({ name }) => [name, [] as Took[]]));
  for (let round = -1; round < rounds; round++) {
    const next = draw();
    for (const entrant of round % 2 ? entrants : entrants.toReversed()) {
      const bodies = next().map((each) => JSON.stringify(each));
      await forget();
      const times = await timesOf(entrant, bodies, async () => (await heard()).ms);
      if (round >= 0) taken.get(entrant.name)?.push(...times);
    }
  }
  say(
    `\n${what}, ms until the answer, of ${rounds * operations} operations: median, p95 | of that the subgraphs' own | the rest`,
  );
  for (const [name, times] of taken) {
    const columns = parts.map((part) => `${at(times, part, 0.5).toFixed(1)}, ${at(times, part, 0.95).toFixed(1)}`);
    say(`  ${name.padEnd(15)}${columns.join(' | ')}`);
  }
  const ours = taken.get('ours');
  for (const [name, times] of taken) {
    if (!ours || name === 'ours') continue;
    const columns = parts.map((part) => [0.5, 0.95].map((share) => (at(ours, part, share) / at(times, all, share)).toFixed(2)));
    say(`  ours is ${columns.map((each) => each.join(', ')).join(' | ')} of all of ${name}`);
  }
}

const all = (took: Took) => took.all;
const parts = [all, (took: Took) => took.subgraphs, (took: Took) => took.all - took.subgraphs];

function at(times: readonly Took[], part: (took: Took) => number, share: number): number {
  const sorted = times.map(part).sort((a, b) => a - b);
  return sorted[Math.floor((sorted.length - 1) * share)] ?? Number.NaN;
}
