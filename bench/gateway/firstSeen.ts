// What does an operation cost that nobody has asked before: reading, checking, planning, compiling and all?
import { timesOf } from './load';
import type { Entrant, Setting } from './rounds';
import { shapes } from './shapes';
import { neverSeen, type Operation } from './workloads';

const operations = 20;

/** One reader asks, one operation after the other; all entrants take turns as in the other rounds, the first of which does not count. */
export async function compareFirstSeen(entrants: readonly Entrant[], setting: Setting): Promise<void> {
  let sent = 0;
  await compareTimes('first-seen three hops, which differ in an alias', entrants, setting, () => neverSeen(`${sent++}`));
  // Each entrant is sent documents that no other was sent, since the subgraphs remember what they answered.
  const drawn = new Map(entrants.map(({ name }, i) => [name, shapes(i + 1)]));
  await compareTimes(
    'first-seen, each of another shape',
    entrants,
    setting,
    (name) => drawn.get(name)?.next().value as Operation,
  );
}

async function compareTimes(
  what: string,
  entrants: readonly Entrant[],
  { rounds, say }: Setting,
  next: (name: string) => Operation,
): Promise<void> {
  const taken = new Map(entrants.map(({ name }) => [name, [] as number[]]));
  for (let round = -1; round < rounds; round++) {
    for (const entrant of round % 2 ? entrants : entrants.toReversed()) {
      const bodies = Array.from({ length: operations }, () => JSON.stringify(next(entrant.name)));
      const times = await timesOf(entrant, bodies);
      if (round >= 0) taken.get(entrant.name)?.push(...times);
    }
  }
  say(`\n${what}, ms until the answer, of ${rounds * operations} operations: median, p95`);
  for (const [name, times] of taken) {
    const sorted = times.toSorted((a, b) => a - b);
    const at = (share: number) => (sorted[Math.floor((sorted.length - 1) * share)] ?? Number.NaN).toFixed(1);
    say(`  ${name.padEnd(15)}${at(0.5)}, ${at(0.95)}`);
  }
}
