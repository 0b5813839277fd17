// What does an operation cost that nobody has asked before: reading, checking, planning, compiling and all?
import { timesOf } from './load';
import type { Entrant, Setting } from './rounds';
import { neverSeen } from './workloads';

const operations = 20;

/** One reader asks, one operation after the other; all entrants take turns as in the other rounds, the first of which does not count. */
export async function compareFirstSeen(entrants: readonly Entrant[], { rounds, say }: Setting): Promise<void> {
  const taken = new Map(entrants.map(({ name }) => [name, [] as number[]]));
  for (let round = -1; round < rounds; round++) {
    for (const entrant of round % 2 ? entrants : entrants.toReversed()) {
      const bodies = Array.from({ length: operations }, (_, i) => JSON.stringify(neverSeen(`${round + 1}_${i}`)));
      const times = await timesOf(entrant, bodies);
      if (round >= 0) taken.get(entrant.name)?.push(...times);
    }
  }
  say(`\nfirst-seen three hops, ms until the answer, of ${rounds * operations} operations: median, p95`);
  for (const [name, times] of taken) {
    const sorted = times.toSorted((a, b) => a - b);
    const at = (share: number) => (sorted[Math.floor((sorted.length - 1) * share)] ?? Number.NaN).toFixed(1);
    say(`  ${name.padEnd(15)}${at(0.5)}, ${at(0.95)}`);
  }
}
