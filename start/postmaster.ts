// Finds a PostgreSQL server that still runs on a cluster folder, and stops it.
import { closeSync, constants, openSync, readFileSync, writeSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import type { Say } from './cluster';
import { processFacts, signal } from './processes';

/** A running server, as its pid file tells. */
export interface Postmaster {
  readonly pid: number;
  readonly port: number;
}

/** The ways to stop, gentlest first, and how long each may take in milliseconds. The second leaves recovery to the next start. */
const usualWays: readonly (readonly [NodeJS.Signals, number])[] = [
  ['SIGINT', 20_000],
  ['SIGQUIT', 5_000],
  ['SIGKILL', 5_000],
];

/** The server that runs on the folder, or null. A pid that belongs to something else, or to a zombie, does not count. */
export function runningPostmaster(cluster: string): Postmaster | null {
  const lines = pidFile(cluster);
  const pid = Number(lines?.[0]);
  // We start it as `postgres -D <cluster> -p …`; the blank after the folder keeps /data from matching /data2.
  const serves = processFacts(pid)?.command.includes(`postgres -D ${cluster} `) ?? false;
  return serves ? { pid, port: Number(lines?.[3]) } : null;
}

/** Stops a server that an earlier run left on the folder, so that the next one can be our child. */
export async function stopLeftover(cluster: string, say: Say): Promise<void> {
  const left = runningPostmaster(cluster);
  if (left === null) return disownPidFile(cluster);
  say(`PostgreSQL (process ${left.pid}) still runs from an earlier start: taking it over.`);
  const end = new AbortController();
  const gone = (async () => {
    while (runningPostmaster(cluster)?.pid === left.pid && !end.signal.aborted) await pause(10);
  })();
  try {
    await stopPostmaster(left.pid, gone, say);
  } finally {
    end.abort();
  }
  disownPidFile(cluster);
}

/**
 * Asks a server to stop and waits until `gone` resolves; less and less gently, and says so.
 * @throws Error when the process outlives even SIGKILL
 */
export async function stopPostmaster(pid: number, gone: Promise<unknown>, say: Say, ways = usualWays): Promise<void> {
  for (const [name, milliseconds] of ways) {
    if (name !== 'SIGINT')
      say(`PostgreSQL (process ${pid}) has not stopped: sending ${name}; the next start recovers what was committed.`);
    signal(pid, name);
    const deadline = new AbortController();
    const late = pause(milliseconds, true, { signal: deadline.signal }).catch(() => true);
    const stopped = await Promise.race([gone.then(() => true), late.then(() => false)]);
    deadline.abort();
    if (stopped) return;
  }
  throw new Error(`PostgreSQL (process ${pid}) cannot be stopped.`);
}

/**
 * PostgreSQL never starts again when the pid file that was left names a living process of the same account: a reused number, or a
 * zombie. The file is not removed, for it also tells which shared memory to check for surviving backends; its first line becomes
 * our own number, which the server knows to be its parent's and takes for stale.
 */
function disownPidFile(cluster: string): void {
  const lines = pidFile(cluster);
  if (lines === null) return;
  const file = openSync(join(cluster, 'postmaster.pid'), constants.O_WRONLY | constants.O_TRUNC | constants.O_NOFOLLOW);
  writeSync(file, [process.pid, ...lines.slice(1)].join('\n'));
  closeSync(file);
}

function pidFile(cluster: string): string[] | null {
  try {
    return readFileSync(join(cluster, 'postmaster.pid'), 'utf8').split('\n');
  } catch {
    return null;
  }
}
