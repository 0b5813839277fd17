// Which files of ours run functions for one call, in the real processes, when everything is warm?
import { type ChildProcess, spawn } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { connect } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { projectFile } from '../../services/kit/words/projectFile';
import { freePort } from '../../start/ports';
import { type Return, returnsIn, type Step, watchedCopy } from './returns';

/** One way through the house. */
export interface Walk {
  readonly name: string;
  readonly goal: number;
  /** Paths of compiled files below dist that ran in every recording. */
  readonly files: readonly string[];
}

type Program = 'gateway' | 'advocacy';

/** Calls before the first recording, and recordings of which only what is common counts: timers that fire by chance do not. */
const [warmUp, recordings] = [30, 20];

/** The calls that are walked through, by the gateway of a checkout that was started. */
function callsAt(root: string, port: number | undefined) {
  const post = poster(port);
  const text = (name: string) => readFileSync(join(root, 'schema', 'operations', `${name}.graphql`), 'utf8');
  const page = text('LibraryPage');
  return {
    sign: (n: number) =>
      post(text('SignPetition'), {
        input: { petitionId: 'fair-ebook-terms', name: 'Ann Reader', email: `reader${n}@example.org`, country: 'US' },
      }),
    compare: () => post(text('CompareLending'), { input: comparison }),
    /** Further rows walk the same way. */
    compareOne: () => post(text('CompareLending'), { input: { ...comparison, publisherIds: ['macmillan'] } }),
    known: () => post(page, { id: 'demo-accra-gh' }),
    firstSeen: (n: number) => post(page.replace(/query \w+/, `query Page${n}`), { id: 'demo-accra-gh' }),
  };
}

type Calls = ReturnType<typeof callsAt>;

/** Starts the checkout at a root, which must be built, and does something with it; what it is asked is answered by `take`. */
async function running<Result>(
  root: string,
  environment: Readonly<Record<string, string>>,
  work: (calls: Calls, taker: <T>(program: Program) => () => Promise<T>) => Promise<Result>,
): Promise<Result> {
  const folder = mkdtempSync(join(tmpdir(), 'house-'));
  const ports = await Promise.all([freePort(), freePort(), freePort(), freePort()]);
  const child = start(root, folder, ports, environment);
  try {
    await announced(child);
    return await work(callsAt(root, ports[0]), (program) => () => take(join(folder, `${program}.socket`)));
  } finally {
    child.kill('SIGTERM');
    await new Promise((resolve) => child.once('exit', resolve));
    rmSync(folder, { recursive: true, force: true });
  }
}

/** Walks through the checkout at a root. */
export async function walks(root: string): Promise<Walk[]> {
  return running(root, {}, async ({ sign, compare, known, firstSeen }, taker) => {
    const [gateway, advocacy] = [taker<string[]>('gateway'), taker<string[]>('advocacy')];
    const signed = await recorded(sign, { gateway, advocacy });
    const compared = await recorded(compare, { advocacy });
    const served = await recorded(known, { gateway });
    const compiled = await recorded(firstSeen, { gateway });
    const alreadyWalked = new Set(served.gateway);
    return [
      { name: 'posted signature, gateway', goal: 12, files: signed.gateway },
      { name: 'posted signature, subgraph', goal: 10, files: signed.advocacy },
      {
        name: 'first sight of a document, beyond what serves a known one',
        goal: 6,
        files: compiled.gateway.filter((file) => !alreadyWalked.has(file)),
      },
      {
        name: 'compareLending, rooms of advocacy',
        goal: 9,
        files: compared.advocacy.filter((file) => !/[\\/]kit[\\/]/.test(file)),
      },
    ];
  });
}

/** Returns of each walk, in a copy of the checkout whose functions tell when they begin and end. */
export async function returns(root: string): Promise<{ readonly name: string; readonly returns: readonly Return[] }[]> {
  const copy = mkdtempSync(join(tmpdir(), 'house-copy-'));
  watchedCopy(root, copy);
  try {
    return await running(copy, { HOUSE_STEPS: 'on' }, async ({ sign, compareOne, known, firstSeen }, taker) => {
      const [gateway, advocacy] = [taker<Step[]>('gateway'), taker<Step[]>('advocacy')];
      const serving = new Set((await stepsOf(known, gateway)).flat().map(([, file]) => file));
      const beyond = ([, file]: Step) => !serving.has(file);
      return [
        { name: 'posted signature, gateway', returns: commonReturns(await stepsOf(sign, gateway)) },
        { name: 'posted signature, subgraph', returns: commonReturns(await stepsOf(sign, advocacy)) },
        {
          name: 'first sight of a document, beyond what serves a known one',
          returns: commonReturns(await stepsOf(firstSeen, gateway), beyond),
        },
        {
          name: 'compareLending, rooms of advocacy, one row',
          returns: commonReturns(await stepsOf(compareOne, advocacy), isOfAdvocacy),
        },
      ];
    });
  } finally {
    rmSync(copy, { recursive: true, force: true });
  }
}

/** Of the rooms of advocacy, beside what every step says of terms and figures. */
const isOfAdvocacy = ([, file]: Step) => !/[\\/]kit[\\/]|[\\/](license|figure)\.js$/.test(file);

/** What ran in each of some recordings of a call, after a warm-up. */
async function stepsOf(call: (n: number) => Promise<void>, steps: () => Promise<Step[]>): Promise<Step[][]> {
  for (let i = 0; i < warmUp; i++) await call(calls++);
  const recorded: Step[][] = [];
  for (let i = 0; i < recordings; i++) {
    await steps();
    await call(calls++);
    recorded.push(await steps());
  }
  return recorded;
}

/** What every recording returned to. */
function commonReturns(recorded: readonly Step[][], counts: (step: Step) => boolean = () => true): readonly Return[] {
  const [first = [], ...others] = recorded.map((steps) => returnsIn(steps.filter(counts)));
  return first.filter(({ file, name }) =>
    others.every((other) => other.some((each) => each.file === file && each.name === name)),
  );
}

const comparison = {
  publisherIds: ['macmillan', 'hachette', 'penguin-random-house', 'simon-schuster', 'harpercollins'],
  on: '2019-11-15',
  format: 'EBOOK',
  scenario: { copies: 10, holds: 100, checkoutsPerYear: 12, years: 6, loanDays: 14, reader: 100 },
};

function start(
  root: string,
  folder: string,
  [port, partnership, advocacy, postgres]: readonly number[],
  environment: Readonly<Record<string, string>>,
): ChildProcess {
  const settings = { PORT: port, PARTNERSHIP_PORT: partnership, ADVOCACY_PORT: advocacy, POSTGRES_PORT: postgres };
  return spawn(process.execPath, [join(root, 'dist', 'start', 'main.js')], {
    cwd: root,
    stdio: ['ignore', 'pipe', 'inherit'],
    env: {
      PATH: process.env.PATH,
      ...Object.fromEntries(Object.entries(settings).map(([name, value]) => [name, String(value)])),
      DATA_DIR: join(folder, 'data'),
      HOUSE_PROBE: folder,
      NODE_OPTIONS: `--require ${projectFile('dist', 'bench', 'house', 'probe.js')}`,
      LOG_LEVEL: 'error',
      RATE_LIMIT: '1000000/1',
      MUTATION_LIMITS: 'signPetition=1000000/1',
      // Each call walks the whole way; an answer that is kept for others would walk none.
      SHARED_ANSWERS: 'off',
      ...environment,
    },
  });
}

/** Resolves when the start has printed its address. */
async function announced(child: ChildProcess): Promise<void> {
  if (!child.stdout) throw new Error('The start has no output.');
  for await (const chunk of child.stdout) if (/http:\/\/\S+\/graphql/.test(String(chunk))) return void child.stdout.resume();
  throw new Error('The start ended before it was ready.');
}

function poster(port: number | undefined) {
  return async (query: string, variables: object): Promise<void> => {
    const send = () =>
      fetch(`http://127.0.0.1:${port}/graphql`, {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify({ query, variables }),
      });
    // A busy machine can keep this process waiting until the gateway ends its connection. What then runs twice counts once.
    const answer = await send().catch(send);
    const body = await answer.text();
    if (body.includes('"errors"')) throw new Error(body);
  };
}

/** The files that ran since the last question. */
async function take<T>(socket: string): Promise<T> {
  return JSON.parse(await text(connect(socket)));
}

let calls = 0;

/** What ran in each program in every one of some recordings of a call, after a warm-up. */
async function recorded<Name extends string>(
  call: (n: number) => Promise<void>,
  programs: Readonly<Record<Name, () => Promise<string[]>>>,
): Promise<Record<Name, string[]>> {
  for (let i = 0; i < warmUp; i++) await call(calls++);
  const names = Object.keys(programs) as Name[];
  const common = {} as Record<Name, string[]>;
  for (let i = 0; i < recordings; i++) {
    for (const name of names) await programs[name]();
    await call(calls++);
    for (const name of names) {
      const ran = await programs[name]();
      common[name] = common[name]?.filter((file) => ran.includes(file)) ?? ran.toSorted();
    }
  }
  return common;
}
