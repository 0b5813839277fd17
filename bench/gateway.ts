// What does a query cost at our gateway, side by side with other gateways on the same subgraphs? See README.md of gateway/.
import { chmodSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { isDeepStrictEqual, parseArgs } from 'node:util';
import { freePort } from '../start/ports';
import { type Postgres, startPostgres } from '../start/postgres';
import { builtAt } from './against';
import { type Contender, counting, everyone, ourselvesAt, ourselvesCounting } from './gateway/contenders';
import { compareFirstSeen } from './gateway/firstSeen';
import { whenReady } from './gateway/load';
import { pinSelf, startOn } from './gateway/processes';
import { issueTokens, nobody } from './gateway/readers';
import { compare, compareMemory, type Entrant, type Heard, type Setting } from './gateway/rounds';
import { asked, sameForAll, workloads } from './gateway/workloads';

const say = (line: string) => void process.stdout.write(`${line}\n`);
const built = (file: string) => join(__dirname, 'gateway', `${file}.js`);
const list = (text: string | undefined) => text?.split(',').map((each) => each.trim());

async function main(): Promise<void> {
  const text = { type: 'string' } as const;
  const { values } = parseArgs({ options: { rounds: text, seconds: text, contenders: text, workloads: text, against: text } });
  const [chosen, wanted] = [list(values.contenders), list(values.workloads)];
  const folder = mkdtempSync(join(tmpdir(), 'bench-gateway-'));
  process.once('exit', () => rmSync(folder, { recursive: true }));
  const origin = await startSubgraphs();
  pinSelf(1);
  const { keys, somebody } = await issueTokens();
  const supergraph = join(folder, 'supergraph.graphql');
  writeFileSync(supergraph, relocated(readFileSync('schema/supergraph.graphql', 'utf8'), origin));
  const all = [...everyone, ...(values.against ? [ourselvesAt(builtAt(values.against, say), values.against)] : [])];
  const server = chosen?.includes(counting) ? await database(folder) : undefined;
  if (server) all.push(ourselvesCounting(server.adminUrl));
  const entrants = values.against && !chosen ? ['ours', 'ours sharing', values.against] : chosen;
  const start = async ({ name, program }: Contender): Promise<Entrant> => {
    const port = await freePort();
    const { pid = 0 } = startOn(0, program(port, { folder, supergraph, origin, keys }));
    return { name, url: `http://127.0.0.1:${port}/graphql`, pid, credentials: somebody };
  };
  const chosenOnes = all.filter((each) => !entrants || entrants.includes(each.name));
  const setting: Setting = {
    rounds: Number(values.rounds ?? 5),
    seconds: Number(values.seconds ?? 3),
    heard: async () => (await fetch(`${origin}/requests`)).json() as Promise<Heard>,
    forget: async () => (await fetch(`${origin}/forget`)).json(),
    say,
  };
  if (wanted?.includes('memory')) await compareMemory(() => severally(chosenOnes, start), setting);
  const started = await severally(chosenOnes, start);
  const isWanted = (name: string) => !wanted || wanted.includes(name);
  const shares = ({ name }: Entrant) => name === 'ours sharing';
  for (const [name, operation] of Object.entries(asked).filter(([name]) => isWanted(name))) {
    const body = JSON.stringify(operation);
    const fitting = started.filter((each) => (name === sameForAll ? each.name !== 'ours' : !shares(each)));
    const ready = await readyOnes(fitting, body);
    await compare(name, body, [...ready, ...(await alsoAsked(ready))], setting);
  }
  const executing = started.filter((each) => !shares(each));
  if (isWanted('first-seen'))
    await compareFirstSeen(await readyOnes(executing, JSON.stringify(workloads['three hops'])), setting);
  await server?.stop();
  process.exit();
}

/** One after the other: a port is free until somebody takes it. */
async function severally<T, R>(all: readonly T[], start: (one: T) => Promise<R>): Promise<R[]> {
  const started: R[] = [];
  for (const each of all) started.push(await start(each));
  return started;
}

async function database(folder: string): Promise<Postgres> {
  chmodSync(folder, 0o711);
  return startPostgres({ folder, port: await freePort(), durable: false });
}

async function startSubgraphs(): Promise<string> {
  const port = await freePort();
  startOn(1, { command: process.execPath, args: [built('subgraphs'), String(port)] });
  return `http://127.0.0.1:${port}`;
}

/** Those that answer, all with the same data. */
async function readyOnes(started: readonly Entrant[], body: string): Promise<Entrant[]> {
  const ready: Entrant[] = [];
  let expected: unknown;
  for (const each of started) {
    try {
      const { data } = JSON.parse(await whenReady(each, body));
      expected ??= data;
      if (isDeepStrictEqual(data, expected)) ready.push(each);
      else say(`${each.name} answers with other data and is left out`);
    } catch (error) {
      say(`${each.name} is left out: ${(error as Error).message.slice(0, 200)}`);
    }
  }
  return ready;
}

/** Ours once more, for readers whose tokens it need not check, which the others never do; and Node alone, sending the same bytes. */
async function alsoAsked(ready: readonly Entrant[]): Promise<Entrant[]> {
  const [first] = ready;
  if (!first) return [];
  floor ??= await startFloor(first.url);
  const unnamed = ready
    .filter(({ name }) => name === 'ours')
    .map((ours) => ({ ...ours, name: 'ours, no token', credentials: nobody }));
  return [...unnamed, floor];
}

let floor: Entrant | undefined;

async function startFloor(source: string): Promise<Entrant> {
  const port = await freePort();
  const { pid = 0 } = startOn(0, { command: process.execPath, args: [built('floor'), String(port), source] });
  const entrant = { name: 'floor', url: `http://127.0.0.1:${port}/graphql`, pid, credentials: nobody };
  await whenReady(entrant, JSON.stringify(workloads['one hop']));
  return entrant;
}

const relocated = (sdl: string, origin: string) =>
  sdl.replace(/(@join__graph\(name: "(\w+)", url: ")[^"]*/g, (_all, head, name) => `${head}${origin}/${name}`);

void main();
