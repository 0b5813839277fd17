// How long does a user wait from `npm start` to the first federated answer, on an empty folder and on one that was used before?
import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { freePort } from '../start/ports';
import { spread, written } from './measure';

const rounds = Number(process.argv[2] ?? 5);
const root = resolve(__dirname, '..', '..');
const query = readFileSync(join(root, 'schema', 'operations', 'LibraryPage.graphql'), 'utf8');
const say = (line: string) => process.stdout.write(`${line}\n`);

async function main(): Promise<void> {
  const cold: number[] = [];
  const warm: number[] = [];
  for (let round = 0; round < rounds; round++) {
    const folder = mkdtempSync(join(tmpdir(), 'shelfbridge-bench-'));
    cold.push(await secondsToFirstAnswer(folder));
    warm.push(await secondsToFirstAnswer(folder));
    rmSync(folder, { recursive: true, force: true });
    say(`round ${round + 1}: cold ${cold.at(-1)?.toFixed(2)} s, warm ${warm.at(-1)?.toFixed(2)} s`);
  }
  say(
    `first federated answer, median [min..max] of ${rounds}: cold ${written(spread(cold), 2)} s, warm ${written(spread(warm), 2)} s`,
  );
}

/** From the start of the processes (compiled already) to an answer that needs both subgraphs. */
async function secondsToFirstAnswer(folder: string): Promise<number> {
  const ports = { PORT: '', PARTNERSHIP_PORT: '', ADVOCACY_PORT: '', POSTGRES_PORT: '' };
  for (const name of Object.keys(ports) as (keyof typeof ports)[]) ports[name] = String(await freePort());
  const began = performance.now();
  const child = spawn(process.execPath, [join(root, 'dist', 'start', 'main.js')], {
    cwd: root,
    env: { ...process.env, ...ports, DATA_DIR: folder, LOG_LEVEL: 'warn' },
    stdio: 'ignore',
  });
  try {
    while (!(await answered(`http://127.0.0.1:${ports.PORT}/graphql`, child))) await pause(10);
    return (performance.now() - began) / 1_000;
  } finally {
    const ended = once(child, 'exit');
    child.kill('SIGTERM');
    await ended;
  }
}

async function answered(url: string, child: ChildProcess): Promise<boolean> {
  if (child.exitCode !== null) throw new Error('the processes ended before they answered');
  const body = JSON.stringify({ query, variables: { id: 'demo-chicago-us' } });
  const response = await fetch(url, { method: 'POST', headers: { 'content-type': 'application/json' }, body }).catch(
    () => undefined,
  );
  const answer = (await response?.json().catch(() => undefined)) as { data?: { library?: object }; errors?: unknown } | undefined;
  return Boolean(answer?.data?.library) && !answer?.errors;
}

main().catch((error: unknown) => {
  process.stderr.write(`${error}\n`);
  process.exitCode = 1;
});
