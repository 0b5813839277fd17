// How long does a person wait from the prompt to the first federated answer? npm run bench:start [-- ROUNDS] [--against COMMIT]
import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdtempSync, readFileSync, renameSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { freePort } from '../start/ports';
import { againstIn, compareWith, here } from './against';
import { spread, written } from './measure';

const { commit, rest } = againstIn(process.argv.slice(2));
const rounds = Number(rest[0] ?? 5);
const query = readFileSync(join(here, 'schema', 'operations', 'LibraryPage.graphql'), 'utf8');
const say = (line: string) => process.stdout.write(`${line}\n`);

async function main(): Promise<void> {
  if (commit) return compareWith(commit, rounds, 's', waits, say);
  const taken = { first: [] as number[], second: [] as number[] };
  for (let round = 0; round < rounds; round++) {
    const { first, second } = await waits(here);
    taken.first.push(first);
    taken.second.push(second);
    say(`round ${round + 1}: first start ${first.toFixed(2)} s, second ${second.toFixed(2)} s`);
  }
  say(`median [min..max] of ${rounds}: first ${written(spread(taken.first), 2)} s, second ${written(spread(taken.second), 2)} s`);
}

/** Seconds of `npm start` as after `npm ci` (nothing compiled, no data), and of the one after it. */
async function waits(root: string): Promise<{ first: number; second: number }> {
  const data = mkdtempSync(join(tmpdir(), 'shelfbridge-bench-'));
  const [compiled, aside] = [join(root, 'dist'), join(root, 'dist.aside')];
  if (existsSync(compiled)) renameSync(compiled, aside);
  try {
    return { first: await secondsToFirstAnswer(root, data), second: await secondsToFirstAnswer(root, data) };
  } finally {
    rmSync(data, { recursive: true, force: true });
    if (existsSync(aside)) {
      rmSync(compiled, { recursive: true, force: true });
      renameSync(aside, compiled);
    }
  }
}

async function secondsToFirstAnswer(root: string, folder: string): Promise<number> {
  const ports = { PORT: '', PARTNERSHIP_PORT: '', ADVOCACY_PORT: '', POSTGRES_PORT: '' };
  for (const name of Object.keys(ports) as (keyof typeof ports)[]) ports[name] = String(await freePort());
  const began = performance.now();
  const child = spawn('npm', ['start'], {
    cwd: root,
    env: { ...process.env, ...ports, DATA_DIR: folder, LOG_LEVEL: 'warn' },
    stdio: 'ignore',
    detached: true,
  });
  const ended = once(child, 'exit');
  try {
    while (!(await answered(`http://127.0.0.1:${ports.PORT}/graphql`, child))) await pause(10);
    return (performance.now() - began) / 1_000;
  } finally {
    // As Ctrl-C does: the whole group gets it, and npm ends when Shelfbridge has.
    if (child.pid !== undefined && child.exitCode === null) process.kill(-child.pid, 'SIGINT');
    await ended;
    while (groupLives(child.pid)) await pause(10);
  }
}

function groupLives(pid: number | undefined): boolean {
  try {
    return pid !== undefined && process.kill(-pid, 0);
  } catch {
    return false;
  }
}

async function answered(url: string, child: ChildProcess): Promise<boolean> {
  if (child.exitCode !== null) throw new Error('npm start ended before it answered');
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
