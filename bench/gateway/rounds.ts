// What does one workload cost at each gateway, in rounds in which all of them take their turn?
import { setTimeout as pause } from 'node:timers/promises';
import { type Rounds, ratio, spread, written } from '../measure';
import { type Asked, loadFor, whenReady } from './load';
import { usedBy } from './processes';
import { workloads } from './workloads';

export interface Entrant extends Asked {
  readonly name: string;
  readonly pid: number;
}

/** What the subgraphs count. */
export interface Heard {
  readonly requests: number;
  /** How many of them say on whose behalf they are. */
  readonly named: number;
  /** What they spent on answers that they did not know, in milliseconds. */
  readonly ms: number;
}

export interface Setting {
  readonly rounds: number;
  readonly seconds: number;
  readonly heard: () => Promise<Heard>;
  /** Makes the subgraphs forget what they answered. */
  readonly forget: () => Promise<unknown>;
  readonly say: (line: string) => void;
}

/** Long enough for a compiler that optimises while a program runs. */
const warmUpSeconds = 8;

/** Figures by name of the entrant; the higher the better of the first two. */
interface Figures {
  readonly perCpuMs: Rounds<string>;
  readonly rate: Rounds<string>;
  readonly p99: Rounds<string>;
  readonly heard: Record<string, Heard>;
}

/** Loads all entrants in every round, the order reversed in every second one, after a warm-up that does not count; says what came out. */
export async function compare(workload: string, body: string, entrants: readonly Entrant[], setting: Setting): Promise<void> {
  const figures = await measure(body, entrants, setting);
  const { perCpuMs, rate, p99, heard } = figures;
  const { say } = setting;
  say(`\n${workload}: CPU ms per request | requests/s | p99 ms | subgraph requests per request, share that says who asks | MB`);
  for (const { name, pid } of entrants) {
    const cpuMs = spread((perCpuMs[name] ?? []).map((each) => 1 / each));
    const { requests, named } = heard[name] ?? { requests: 0, named: 0, ms: 0 };
    say(
      `  ${name.padEnd(15)}${written(cpuMs, 3)} | ${written(spread(rate[name] ?? []), 0)} | ${written(spread(p99[name] ?? []))} | ` +
        `${requests.toFixed(2)}, ${named.toFixed(2)} | ${usedBy(pid).memoryMb.toFixed(0)}`,
    );
  }
  const isOurs = ({ name }: Entrant) => name.startsWith('ours');
  for (const { name: own } of entrants.filter(isOurs))
    for (const { name } of entrants.filter((each) => !isOurs(each)))
      say(
        `  ${own} is ${written(ratio(perCpuMs, own, name), 2)} x ${name} in requests per CPU second, ` +
          `its p99 ${written(ratio(p99, own, name), 2)} of theirs`,
      );
}

async function measure(body: string, entrants: readonly Entrant[], { rounds, seconds, heard }: Setting): Promise<Figures> {
  const none = () => Object.fromEntries(entrants.map(({ name }) => [name, [] as number[]])) as Rounds<string>;
  const figures: Figures = { perCpuMs: none(), rate: none(), p99: none(), heard: {} };
  for (let round = -1; round < rounds; round++) {
    for (const entrant of round % 2 ? entrants : entrants.toReversed()) {
      const { name, pid } = entrant;
      const [cpu, asked] = [usedBy(pid).cpuMs, await heard()];
      const load = await loadFor(round < 0 ? Math.min(warmUpSeconds, 2 * seconds) : seconds, entrant, body);
      if (round < 0) continue;
      figures.perCpuMs[name]?.push(load.requests / (usedBy(pid).cpuMs - cpu));
      figures.rate[name]?.push(load.requests / load.seconds);
      figures.p99[name]?.push(load.latencies[Math.floor(load.latencies.length * 0.99)] ?? Number.NaN);
      const now = await heard();
      const requests = now.requests - asked.requests;
      figures.heard[name] = {
        requests: requests / load.requests,
        named: (now.named - asked.named) / (requests || 1),
        ms: now.ms - asked.ms,
      };
    }
  }
  return figures;
}

/** When memory is read: so many seconds after the first answer, and after every workload in turn. */
const [soonSeconds, idleSeconds] = [2, 24];

/** How much memory entrants take that are started anew in each round, side by side; says medians and how the first compares. */
export async function compareMemory(
  start: () => Promise<readonly Entrant[]>,
  { rounds, seconds, say }: Pick<Setting, 'rounds' | 'seconds' | 'say'>,
): Promise<void> {
  const taken: Record<string, Rounds<string>> = {};
  for (let round = 0; round < rounds; round++) {
    const entrants = await start();
    const read = (when: string) => {
      taken[when] ??= {};
      for (const { name, pid } of entrants) taken[when][name] = [...(taken[when][name] ?? []), usedBy(pid).memoryMb];
    };
    await Promise.all(entrants.map((each) => whenReady(each, JSON.stringify(workloads['one hop']))));
    await pause(soonSeconds * 1_000);
    read(`${soonSeconds} s after the start`);
    await pause((idleSeconds - soonSeconds) * 1_000);
    read(`idle, ${idleSeconds} s after the start`);
    for (const each of entrants)
      for (const workload of Object.values(workloads)) await loadFor(seconds, each, JSON.stringify(workload));
    read('after three workloads');
    for (const { pid } of entrants) process.kill(pid, 'SIGKILL');
  }
  say(`\nresident memory, MB, of ${rounds} starts`);
  for (const [when, rows] of Object.entries(taken)) {
    const [first = '', ...others] = Object.keys(rows);
    const each = Object.entries(rows).map(([name, values]) => `${name} ${written(spread(values), 0)}`);
    const ratios = others.map((name) => `${written(ratio(rows, first, name), 2)} x ${name}`);
    say(`  ${when}: ${each.join(', ')}: ${ratios.join(', ')}`);
  }
}
