// Promises of: our executor answers as Apollo's own does, whatever is asked and however subgraphs fail.
import { spawnSync } from 'node:child_process';
import { join, resolve } from 'node:path';

/** In a process of its own, as by hand: what other test files load or trace in this one cannot touch Apollo's executor. */
function compare(operations: number, seed: number) {
  const script = join(resolve(__dirname, '..', '..', '..'), 'dist', 'test', 'gateway', 'execution', 'fuzz.js');
  const words = ['--seed', String(seed), '--operations', String(operations)];
  const { status, stdout, stderr } = spawnSync(process.execPath, [script, ...words], { encoding: 'utf8' });
  const tallies = [...stdout.matchAll(/seed \d+: (\{.*\}), (\d+) differences/g)].map(([, tally = '{}', differences]) => ({
    ...(JSON.parse(tally) as { compared: number; withErrors: number; races: number }),
    differences: Number(differences),
  }));
  return { status, tallies, said: `${stdout.slice(0, 4_000)}${stderr.slice(0, 2_000)}` };
}

it('random operations, a third of them on subgraphs that never fail, are answered as by Apollo', () => {
  const operations = 100;
  const { status, tallies, said } = compare(operations, 20_261);
  expect({ status, said }).toEqual({ status: 0, said });
  expect(tallies).toHaveLength(2);
  for (const { compared, withErrors, races, differences } of tallies) {
    expect(differences).toBe(0);
    expect(compared).toBeGreaterThan(operations * 0.75);
    expect(withErrors).toBeGreaterThan(operations / 10);
    expect(races).toBeLessThan(3);
  }
}, 120_000);
