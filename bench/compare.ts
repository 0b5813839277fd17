// For how long does the largest comparison keep everybody else waiting?
import 'reflect-metadata';
import { execFile } from 'node:child_process';
import { join } from 'node:path';
import { promisify } from 'node:util';
import type { DataSource } from 'typeorm';
import type { AdvocacyApp } from '../services/advocacy/features';
import { buildAdvocacy } from '../services/advocacy/subgraph';
import { answering, requests } from '../services/kit/subgraph/serving';
import { systemClock } from '../services/kit/words/clock';
import { anonymous } from '../services/kit/words/identity';
import { againstIn, compareWith, here } from './against';
import { spread, written } from './measure';

const say = (line: string) => process.stdout.write(`${line}\n`);

/** Fifty policies that differ, ten thousand holds, thirty years: the largest input that is taken. Needs no database. */
const input = {
  on: '2019-11-15',
  format: 'EBOOK',
  hypothetical: Array.from({ length: 50 }, (_, i) => ({
    label: `policy ${i}`,
    license: {
      model: 'METERED_BY_TIME_OR_CHECKOUTS',
      checkouts: 26 + i,
      durationMonths: 12 + i,
      concurrency: 1,
      expiryRule: 'EARLIER_OF',
    },
    embargo: { amount: 1 + (i % 12), unit: 'WEEK', copiesAllowedDuring: i % 3 },
    prices: [{ kind: 'EXACT', amount: { amount: '59.99', currency: 'USD' } }],
  })),
  scenario: { copies: 9_973, holds: 10_000, checkoutsPerYear: 12, years: 30, loanDays: 14, reader: 10_000, promisedWaitDays: 90 },
};
const query = `query ($input: CompareLendingInput!) { compareLending(input: $input) { rows {
  label termsInWords licensesNeeded totalCost { amount currency } costPerCirculation { amount currency } loansPerLicense
  leastCostPerCirculation { amount currency } wait { worstCaseDays averagePhaseDays meanDays readerDaysLost } unservedShare
  waste { expiredUnusedShare value { amount currency } } copiesForPromise unavailable { field reason }
  explain { field formula inputs { name value } note } } } }`;

/** What one comparison cost: all in all, and the longest time in which nobody else had a turn. */
interface Cost {
  readonly tookMs: number;
  readonly heldMs: number;
  /** The same in time of the processor, all threads of the process together: what a busy machine cannot add to. */
  readonly heldCpuMs: number;
}

/** Watches every turn of the event loop until it is stopped, and answers the most that one of them cost. */
function longestTurn(): () => Pick<Cost, 'heldMs' | 'heldCpuMs'> {
  let [heldMs, heldCpuMs] = [0, 0];
  let [began, cpu] = [performance.now(), process.cpuUsage()];
  const turn = () => {
    const { user, system } = process.cpuUsage(cpu);
    heldMs = Math.max(heldMs, performance.now() - began);
    heldCpuMs = Math.max(heldCpuMs, (user + system) / 1_000);
    [began, cpu] = [performance.now(), process.cpuUsage()];
    next = setImmediate(turn);
  };
  let next = setImmediate(turn);
  return () => {
    clearImmediate(next);
    return { heldMs, heldCpuMs };
  };
}

/** So many comparisons in this process, one after another, as the subgraph answers them over HTTP. */
async function comparisons(count: number): Promise<Cost[]> {
  const { schema } = await buildAdvocacy();
  const answer = answering(schema, (formatted) => formatted);
  const contextOf = requests(undefined as unknown as DataSource, systemClock, {} as AdvocacyApp);
  const costs: Cost[] = [];
  for (let i = 0; i < count; i++) {
    const stop = longestTurn();
    const began = performance.now();
    const { text } = await answer({ query, variables: { input } }, () => contextOf(anonymous));
    const tookMs = performance.now() - began;
    // The turn that wrote the answer is over only in the next one.
    await new Promise(setImmediate);
    const held = stop();
    const { data, errors } = JSON.parse(text);
    if (errors || data.compareLending.rows.length !== 50) throw new Error(text);
    costs.push({ tookMs, ...held });
  }
  return costs;
}

/** The same in a process of some commit that has just started, so that nothing is compiled yet. */
async function inNewProcess(count: number, root = here): Promise<Cost[]> {
  const program = join(root, 'dist', 'bench', 'compare.js');
  const { stdout } = await promisify(execFile)(process.execPath, [program, 'child', String(count)], { cwd: root });
  return JSON.parse(stdout);
}

/** How long others wait: for the first comparison of a process, and for one after five others; in processor time, which a busy machine cannot add to. */
async function waits(root: string) {
  const costs = await inNewProcess(6, root);
  return { first: costs[0]?.heldCpuMs ?? Number.NaN, sixth: costs[5]?.heldCpuMs ?? Number.NaN };
}

const costsInWords = (costs: readonly Cost[]) =>
  `${written(spread(costs.map(({ tookMs }) => tookMs)), 0)} ms in all, longest wait of others ${written(spread(costs.map(({ heldMs }) => heldMs)))} ms, of which ${written(spread(costs.map(({ heldCpuMs }) => heldCpuMs)))} ms of processor time`;

async function main(): Promise<void> {
  const { commit, rest } = againstIn(process.argv.slice(2));
  const [first, second] = rest;
  if (first === 'child') {
    say(JSON.stringify(await comparisons(Number(second))));
    return;
  }
  const rounds = Number(first ?? 10);
  if (commit) return compareWith(commit, rounds, 'ms', waits, say);
  const cold: Cost[] = [];
  for (let i = 0; i < rounds; i++) cold.push(...(await inNewProcess(1)));
  const warm = (await inNewProcess(rounds + 5)).slice(5);
  say(`50 policies x 10,000 holds x 30 years, median [min..max]; goal: others wait 50 ms at most`);
  say(`first of a new process, ${rounds} processes: ${costsInWords(cold)}`);
  say(`after five others, ${rounds} times: ${costsInWords(warm)}`);
}

main().catch((error: unknown) => {
  process.stderr.write(`${error}\n`);
  process.exitCode = 1;
});
