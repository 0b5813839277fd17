// An operator at 3 a.m.: processes are killed, ports are taken, and no signature that was answered is lost.
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { join, resolve } from 'node:path';
import { afterwards } from '../support/afterwards';
import { dataOf, operation } from '../support/graphql';
import { Federation } from './federation';

let shelfbridge: Federation;
let signed = 0;

beforeAll(async () => {
  shelfbridge = await Federation.start();
  before = await countNow();
}, 90_000);
afterAll(() => shelfbridge?.stop());

const sign = async (reader: number) => {
  const input = {
    petitionId: 'fair-ebook-terms',
    name: 'Reader',
    email: `reader${reader}@library.example`,
    country: 'FI',
    clientMutationId: `r${reader}`,
  };
  return shelfbridge.ask(operation('SignPetition'), { input });
};

/** Signs until the answer is one, as a client does that sends its clientMutationId again. */
async function signInTheEnd(reader: number): Promise<string> {
  for (const deadline = performance.now() + 40_000; performance.now() < deadline; ) {
    const answer = await sign(reader).catch(() => undefined);
    if (answer?.data?.signPetition) return answer.data.signPetition.outcome;
  }
  throw new Error('no answer came back');
}

/** The petition of a demonstration begins with signatures, which are counted apart. */
let before = 0;
const countNow = async (): Promise<number> =>
  dataOf(await shelfbridge.ask('{ petition(id: "fair-ebook-terms") { signatureCount } }')).petition.signatureCount - before;

/** Asks until there is an answer: of a database that went away, each connection that was open fails once. */
async function countInTheEnd(): Promise<number> {
  for (const deadline = performance.now() + 40_000; performance.now() < deadline; ) {
    const count = await countNow().catch(() => undefined);
    if (count !== undefined) return count;
  }
  throw new Error('no answer came back');
}

describe('after a kill -9', () => {
  it.each([
    ['the advocacy subgraph', 'ADVOCACY_PORT'],
    ['the gateway', 'PORT'],
    ['the partnership subgraph', 'PARTNERSHIP_PORT'],
    ['PostgreSQL', 'POSTGRES_PORT'],
  ] as const)('of %s everything answers again, and nothing that was answered is lost', async (_what, port) => {
    expect(await signInTheEnd(++signed)).toBe('SIGNED');
    process.kill(await shelfbridge.pidOn(port), 'SIGKILL');
    expect(await signInTheEnd(++signed)).toBe('SIGNED');
    expect(await countInTheEnd()).toBe(signed);
    await shelfbridge.whole();
  });

  it('of the supervisor the next start takes over, with every signature', async () => {
    expect(await signInTheEnd(++signed)).toBe('SIGNED');
    await shelfbridge.end('SIGKILL');
    await shelfbridge.begin();
    expect(await countNow()).toBe(signed);
    expect(await signInTheEnd(++signed)).toBe('SIGNED');
  });
});

describe('while one subgraph does not answer', () => {
  it('the rest of the page is there within the deadline, with one coded error that tells no address', async () => {
    const query = '{ petition(id: "fair-ebook-terms") { title endorsements(first: 1) { nodes { library { id name } } } } }';
    const pid = await shelfbridge.pidOn('PARTNERSHIP_PORT');
    process.kill(pid, 'SIGSTOP');
    const answer = await shelfbridge.ask(query);
    process.kill(pid, 'SIGCONT');
    expect(answer.data.petition).toEqual({
      title: 'Fair ebook terms for every library',
      endorsements: { nodes: [{ library: null }] },
    });
    expect(answer.errors?.map(({ path, extensions }) => [path, extensions.code])).toEqual([
      [['petition', 'endorsements', 'nodes', 0, 'library'], 'SUBGRAPH_UNAVAILABLE'],
    ]);
    expect(JSON.stringify(answer)).not.toMatch(/127\.0\.0\.1|ECONN|:\d{4,5}\b/);
    await shelfbridge.whole();
    expect((await shelfbridge.ask(query)).errors).toBeUndefined();
  });
});

describe('a second start beside the first', () => {
  it('says what is in use and leaves the first in peace', async () => {
    const environment = {
      ...process.env,
      ...Object.fromEntries(Object.entries(shelfbridge.ports).map(([k, v]) => [k, String(v)])),
    };
    const program = resolve(__dirname, '..', '..', 'dist', 'start', 'main.js');
    const second = spawn(process.execPath, [program], { env: { ...environment, DATA_DIR: join(shelfbridge.folder, 'data') } });
    afterwards(() => second.kill());
    let said = '';
    for (const stream of [second.stdout, second.stderr]) stream.setEncoding('utf8').on('data', (text: string) => (said += text));
    const [code] = await once(second, 'close');
    expect(code).toBe(1);
    expect(said).toContain('data');
    expect(await countNow()).toBe(signed);
  });
});

describe('Ctrl-C', () => {
  it('stops everything in order, and the next start finds every signature', async () => {
    expect(await shelfbridge.end('SIGINT')).toBe(0);
    await shelfbridge.begin();
    expect(await countNow()).toBe(signed);
  });
});
