// Sends a gateway documents that nobody sent before, and watches its heap and how long another reader waits meanwhile.
import { fork } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';

export interface Flooded {
  /** In use after a collection of garbage, when all documents were answered. */
  readonly heapMb: number;
  /** Answers other than 200 with data. */
  readonly failed: number;
  /** 99th percentile of a small known query, in milliseconds, before and during the flood. */
  readonly idleP99: number;
  readonly p99: number;
}

/** One of two fields, by a bit of a number: documents with other numbers differ not only in names, of which one plan would serve all. */
const fieldBy = (number: number, bit: number) => ((number >> bit) & 1 ? 'name' : 'country');
const hops = (count: number, number: number, more = '') =>
  Array.from(
    { length: count },
    (_, at) => `e${at}: endorsements(first: 1) { nodes { library { ${fieldBy(number, at)} ${more} } } }`,
  ).join(' ');

/** A document of 2 kB with 20 aliased hops. */
export const manyHops = (number: number): string => {
  const text = `query Flood${number} { petitions(first: 1) { nodes { ${hops(20, number)} } } } #`;
  return text + 'x'.repeat(Math.max(0, 2_000 - text.length));
};

/** As costly to plan as the limit of aliases lets it be: in turns on the thread that serves everybody, and on another one. */
export const costliest = (number: number): string => {
  const names = (count: number) => Array.from({ length: count }, (_, at) => `n${at}: ${fieldBy(number, at)}`).join(' ');
  const of = [hops(6, number, names(15)), hops(5, number, names(18)), hops(12, number, names(7))][number % 3];
  return `query Costly${number} { petitions(first: 1) { nodes { ${of} } } }`;
};

/** Sends so many documents, one after the other, to a process that may use 512 MB. @throws when the gateway dies */
export async function flood(documents: number, documentOf: (number: number) => string, origin: string): Promise<Flooded> {
  const folder = mkdtempSync(join(tmpdir(), 'bench-memory-'));
  const file = join(folder, 'supergraph.graphql');
  const text = readFileSync('schema/supergraph.graphql', 'utf8');
  writeFileSync(
    file,
    text.replace(/(name: "(\w+)", url: ")[^"]*"/g, (_all, head: string, name: string) => `${head}${origin}/${name}"`),
  );
  const child = fork(join(__dirname, 'gateway.js'), [file], { execArgv: ['--expose-gc', '--max-old-space-size=512'] });
  const gone = new Promise<never>((_resolve, reject) =>
    child.once('exit', (code) => reject(new Error(`the gateway ended with ${code}`))),
  );
  gone.catch(() => undefined);
  const told = <T>() =>
    Promise.race([new Promise<T>((resolve) => child.once('message', (message) => resolve(message as T))), gone]);
  try {
    const { port } = await told<{ port: number }>();
    const ask = async (query: string) => {
      const begun = performance.now();
      const body = JSON.stringify({ query });
      const response = await fetch(`http://127.0.0.1:${port}/graphql`, {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body,
      });
      const answer = (await response.json()) as { data?: unknown; errors?: unknown };
      return { ms: performance.now() - begun, ok: response.status === 200 && !!answer.data && !answer.errors };
    };
    const small = '{ petitions(first: 1) { totalCount } }';
    for (const deadline = performance.now() + 30_000; !(await ask(small)).ok && performance.now() < deadline; ) await pause(100);
    const idle: number[] = [];
    for (let i = 0; i < 200; i++) idle.push((await ask(small)).ms);
    const during: number[] = [];
    let failed = 0;
    for (let i = 0; i < documents; i++) {
      const [document, other] = await Promise.race([Promise.all([ask(documentOf(i)), ask(small)]), gone]);
      if (!document.ok) failed++;
      during.push(other.ms);
    }
    const heap = told<{ heapMb: number }>();
    child.send('heap');
    return { ...(await heap), failed, idleP99: p99(idle), p99: p99(during) };
  } finally {
    child.removeAllListeners('exit');
    child.kill('SIGKILL');
    rmSync(folder, { recursive: true });
  }
}

const p99 = (values: readonly number[]) => values.toSorted((a, b) => a - b)[Math.floor((values.length - 1) * 0.99)] ?? Number.NaN;
