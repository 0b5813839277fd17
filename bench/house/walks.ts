// Which files of ours run functions for one call, in the real processes, when everything is warm?
import { type ChildProcess, spawn } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { connect } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { freePort } from '../../start/ports';

/** One way through the house. */
export interface Walk {
  readonly name: string;
  readonly goal: number;
  /** Paths of compiled files below dist that ran in every recording. */
  readonly files: readonly string[];
}

type Program = 'gateway' | 'advocacy';

/** Calls before the first recording, and recordings of which only what is common counts: timers that fire by chance do not. */
const [warmUp, recordings] = [30, 6];

/** Starts the checkout at a root, which must be built, and walks through it. */
export async function walks(root: string): Promise<Walk[]> {
  const folder = mkdtempSync(join(tmpdir(), 'house-'));
  const ports = await Promise.all([freePort(), freePort(), freePort(), freePort()]);
  const child = start(root, folder, ports);
  try {
    await announced(child);
    const post = poster(ports[0]);
    const taker = (program: Program) => () => take(join(folder, `${program}.socket`));
    const [gateway, advocacy] = [taker('gateway'), taker('advocacy')];
    const text = (name: string) => readFileSync(join(root, 'schema', 'operations', `${name}.graphql`), 'utf8');
    const sign = (n: number) =>
      post(text('SignPetition'), {
        input: { petitionId: 'fair-ebook-terms', name: 'Ann Reader', email: `reader${n}@example.org`, country: 'US' },
      });
    const compare = () => post(text('CompareLending'), { input: comparison });
    const page = text('LibraryPage');
    const known = () => post(page, { id: 'demo-accra-gh' });
    const firstSeen = (n: number) => post(page.replace(/query \w+/, `query Page${n}`), { id: 'demo-accra-gh' });
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
  } finally {
    child.kill('SIGTERM');
    await new Promise((resolve) => child.once('exit', resolve));
    rmSync(folder, { recursive: true, force: true });
  }
}

const comparison = {
  publisherIds: ['macmillan', 'hachette', 'penguin-random-house', 'simon-schuster', 'harpercollins'],
  on: '2019-11-15',
  format: 'EBOOK',
  scenario: { copies: 10, holds: 100, checkoutsPerYear: 12, years: 6, loanDays: 14, reader: 100 },
};

function start(root: string, folder: string, [port, partnership, advocacy, postgres]: readonly number[]): ChildProcess {
  const settings = { PORT: port, PARTNERSHIP_PORT: partnership, ADVOCACY_PORT: advocacy, POSTGRES_PORT: postgres };
  return spawn(process.execPath, [join(root, 'dist', 'start', 'main.js')], {
    cwd: root,
    stdio: ['ignore', 'pipe', 'inherit'],
    env: {
      PATH: process.env.PATH,
      ...Object.fromEntries(Object.entries(settings).map(([name, value]) => [name, String(value)])),
      DATA_DIR: join(folder, 'data'),
      HOUSE_PROBE: folder,
      NODE_OPTIONS: `--require ${join(__dirname, 'probe.js')}`,
      LOG_LEVEL: 'error',
      RATE_LIMIT: '1000000/1',
      MUTATION_LIMITS: 'signPetition=1000000/1',
      // Each call walks the whole way; an answer that is kept for others would walk none.
      SHARED_ANSWERS: 'off',
    },
  });
}

/** Resolves when the start has printed its address. */
async function announced(child: ChildProcess): Promise<void> {
  if (!child.stdout) throw new Error('The start has no output.');
  for await (const chunk of child.stdout) if (/http:\/\/\S+\/graphql/.test(String(chunk))) break;
  child.stdout.resume();
}

function poster(port: number | undefined) {
  return async (query: string, variables: object): Promise<void> => {
    const answer = await fetch(`http://127.0.0.1:${port}/graphql`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ query, variables }),
    });
    const body = await answer.text();
    if (body.includes('"errors"')) throw new Error(body);
  };
}

/** The files that ran since the last question. */
async function take(socket: string): Promise<string[]> {
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
