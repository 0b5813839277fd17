// What does one workload cost at each gateway, in rounds in which all of them take their turn?
import { type Rounds, ratio, spread, written } from '../measure';
import { type Asked, loadFor } from './load';
import { usedBy } from './processes';

export interface Entrant extends Asked {
  readonly name: string;
  readonly pid: number;
}

/** What the subgraphs count. */
export interface Heard {
  readonly requests: number;
  /** How many of them say on whose behalf they are. */
  readonly named: number;
}

export interface Setting {
  readonly rounds: number;
  readonly seconds: number;
  readonly heard: () => Promise<Heard>;
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
    const { requests, named } = heard[name] ?? { requests: 0, named: 0 };
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
      figures.heard[name] = { requests: requests / load.requests, named: (now.named - asked.named) / (requests || 1) };
    }
  }
  return figures;
}
