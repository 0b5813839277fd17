// What does a query cost at our gateway, side by side with other gateways on the same subgraphs? node gateway.js [rounds] [seconds] [contender,...]
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { isDeepStrictEqual } from 'node:util';
import { freePort } from '../start/ports';
import { loadFor, whenReady } from './gateway/load';
import { type Program, pinSelf, startOn, usedBy } from './gateway/processes';
import { type Rounds, ratio, spread, written } from './measure';

const rounds = Number(process.argv[2] ?? 5);
const seconds = Number(process.argv[3] ?? 4);
/** Long enough for a compiler that optimises while a program runs. */
const warmUpSeconds = 8;
const only = process.argv[4]?.split(',');
const say = (line: string) => process.stdout.write(`${line}\n`);

const node = process.execPath;
const built = (file: string) => join(__dirname, `${file}.js`);
const contenders = resolve('bench/contenders');
const hive = join(contenders, 'node_modules/.bin/hive-gateway');

/** What is asked: three fetches one after the other, one fetch, and one mutation. */
const workloads: Readonly<Record<string, { readonly query: string; readonly variables?: object }>> = {
  'three hops': {
    query: `query Dashboard { petitions(first: 10) { totalCount nodes { id title state signatureCount targetPublisher { id name bigFive }
    endorsements(first: 7) { totalCount nodes { endorsedOn library { id name country city
      sisters(first: 2) { id name country endorsedPetitions(first: 1) { id title } } } } } } } }`,
  },
  'one hop': { query: 'query List { petitions(first: 10) { totalCount nodes { id title state signatureCount } } }' },
  signing: {
    query: `mutation SignPetition($input: SignPetitionInput!) {
      signPetition(input: $input) { outcome petition { id signatureCount } } }`,
    variables: {
      input: { petitionId: 'petition-1', name: 'Ana', email: 'ana@example.org', country: 'AU', consentToShowName: true },
    },
  },
};

interface Contender {
  readonly name: string;
  readonly program: (port: number, supergraph: string) => Program;
}

const everyone: readonly Contender[] = [
  {
    name: 'ours',
    program: (port, supergraph) => ({
      command: node,
      args: [built('../gateway/main')],
      environment: {
        PORT: String(port),
        SUPERGRAPH_SDL: supergraph,
        EXECUTOR: 'compiled',
        LOG_LEVEL: 'error',
        PARTNERSHIP_KEY: 'ab'.repeat(32),
        ADVOCACY_KEY: 'cd'.repeat(32),
        // In production this machine is counted like any other address.
        RATE_LIMIT: '1000000000/60',
        COST_LIMIT: '1000000000000/60',
        NODE_ENV: 'production',
      },
    }),
  },
  {
    name: 'apollo',
    program: (port, supergraph) => ({
      command: node,
      args: [built('gateway/apollo'), String(port), supergraph],
      environment: { NODE_ENV: 'production', APOLLO_TELEMETRY_DISABLED: 'true' },
    }),
  },
  {
    name: 'tuned apollo',
    program: (port, supergraph) => ({
      command: node,
      args: [built('gateway/apollo'), String(port), supergraph, 'tuned'],
      environment: { NODE_ENV: 'production', APOLLO_TELEMETRY_DISABLED: 'true' },
    }),
  },
  ...(existsSync(hive)
    ? [
        {
          name: 'hive',
          program: (port: number, supergraph: string) => ({
            command: node,
            args: [hive, 'supergraph', supergraph, '--port', String(port), '--host', '127.0.0.1', '--fork', '1'],
            cwd: contenders,
            environment: { NODE_ENV: 'production' },
          }),
        },
      ]
    : []),
];

interface Started {
  readonly name: string;
  readonly url: string;
  readonly pid: number;
}

async function main(): Promise<void> {
  const folder = mkdtempSync(join(tmpdir(), 'bench-gateway-'));
  const subgraphPort = await freePort();
  startOn(1, { command: node, args: [built('gateway/subgraphs'), String(subgraphPort)] });
  pinSelf(1);
  const supergraph = join(folder, 'supergraph.graphql');
  writeFileSync(supergraph, relocated(readFileSync('schema/supergraph.graphql', 'utf8'), `http://127.0.0.1:${subgraphPort}`));
  const started: Started[] = [];
  for (const { name, program } of everyone.filter((each) => !only || only.includes(each.name))) {
    const port = await freePort();
    const { pid = 0 } = startOn(0, program(port, supergraph));
    started.push({ name, url: `http://127.0.0.1:${port}/graphql`, pid });
  }
  const floorPort = await freePort();
  const { pid = 0 } = startOn(0, { command: node, args: [built('gateway/floor'), String(floorPort), started[0]?.url ?? ''] });
  for (const [workload, asked] of Object.entries(workloads)) {
    const body = JSON.stringify(asked);
    const ready = await readyOnes(started, body);
    await compare(workload, body, [...ready, { name: 'floor', url: `http://127.0.0.1:${floorPort}/graphql`, pid }], subgraphPort);
  }
  rmSync(folder, { recursive: true });
  process.exit();
}

/** Those that answer, all with the same data. */
async function readyOnes(started: readonly Started[], body: string): Promise<Started[]> {
  const ready: Started[] = [];
  let expected: unknown;
  for (const each of started) {
    try {
      const { data } = JSON.parse(await whenReady(each.url, body));
      expected ??= data;
      if (isDeepStrictEqual(data, expected)) ready.push(each);
      else say(`${each.name} answers with other data and is left out`);
    } catch (error) {
      say(`${each.name} is left out: ${(error as Error).message.slice(0, 200)}`);
    }
  }
  return ready;
}

async function compare(workload: string, body: string, all: readonly Started[], subgraphPort: number): Promise<void> {
  const none = () => Object.fromEntries(all.map(({ name }) => [name, [] as number[]])) as Rounds<string>;
  const [cpu, rates, slowest] = [none(), none(), none()];
  const fetches: Record<string, number> = {};
  for (let round = -1; round < rounds; round++) {
    for (const { name, url, pid } of round % 2 ? all : all.toReversed()) {
      const [before, asked] = [usedBy(pid), await requestsAt(subgraphPort)];
      const load = await loadFor(round < 0 ? warmUpSeconds : seconds, url, body);
      if (round < 0) continue;
      const perRequest = (usedBy(pid).cpuMs - before.cpuMs) / load.requests;
      cpu[name]?.push(1 / perRequest);
      rates[name]?.push(load.requests / load.seconds);
      slowest[name]?.push(load.latencies[Math.floor(load.latencies.length * 0.99)] ?? Number.NaN);
      fetches[name] = ((await requestsAt(subgraphPort)) - asked) / load.requests;
    }
  }
  say(`\n${workload}: CPU ms per request, requests/s, p99 ms, subgraph requests per request, resident MB`);
  for (const { name, pid } of all) {
    const ms = spread((cpu[name] ?? []).map((each) => 1 / each));
    say(
      `  ${name.padEnd(14)}${written(ms, 3)}  ${written(spread(rates[name] ?? []), 0)}  ${written(spread(slowest[name] ?? []))}  ` +
        `${(fetches[name] ?? 0).toFixed(2)}  ${usedBy(pid).memoryMb.toFixed(0)}`,
    );
  }
  for (const { name } of all.filter((each) => each.name !== 'ours'))
    say(
      `  ours is ${written(ratio(cpu, 'ours', name), 2)} x ${name} in requests per CPU second, p99 ${written(ratio(slowest, 'ours', name), 2)} of its`,
    );
}

const relocated = (sdl: string, origin: string) =>
  sdl.replace(/(@join__graph\(name: "(\w+)", url: ")[^"]*/g, (_all, head, name) => `${head}${origin}/${name}`);

async function requestsAt(port: number): Promise<number> {
  return Number(await (await fetch(`http://127.0.0.1:${port}/requests`)).text());
}

void main();
