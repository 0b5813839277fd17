// Facts about processes of this machine: whether one still runs, and whether it is the one we mean.
import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';

/** What the operating system tells about a living process. */
export interface ProcessFacts {
  /** Its command line, words joined by blanks. */
  readonly command: string;
  /** When it began, in whatever form the system writes it: equal only for the very same process. */
  readonly began: string;
}

/** The facts of a process, or null when it has ended (a zombie has) or cannot be seen. */
export function processFacts(pid: number): ProcessFacts | null {
  if (!Number.isSafeInteger(pid) || pid <= 0) return null;
  return process.platform === 'linux' ? factsFromProc(pid) : factsFromPs(pid);
}

/** Sends a signal; false when the process has ended meanwhile. */
export function signal(pid: number, name: NodeJS.Signals): boolean {
  try {
    return process.kill(pid, name);
  } catch {
    return false;
  }
}

function factsFromProc(pid: number): ProcessFacts | null {
  try {
    const command = readFileSync(`/proc/${pid}/cmdline`, 'utf8').replaceAll('\0', ' ');
    const stat = readFileSync(`/proc/${pid}/stat`, 'utf8');
    // The name in parentheses may hold blanks; after it come the state and, twentieth, the start in ticks since boot.
    const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
    if (fields[0] === 'Z' || fields[0] === 'X') return null;
    return { command, began: `${readFileSync('/proc/sys/kernel/random/boot_id', 'utf8').trim()}/${fields[19]}` };
  } catch {
    return null;
  }
}

function factsFromPs(pid: number): ProcessFacts | null {
  const ask = (column: string) =>
    spawnSync('ps', ['-ww', '-o', `${column}=`, '-p', String(pid)], {
      encoding: 'utf8',
      env: { PATH: '/usr/local/bin:/usr/bin:/bin', LC_ALL: 'C' },
    });
  const [state, began, command] = ['stat', 'lstart', 'command'].map((column) => ask(column).stdout?.trim() ?? '');
  if (!state || !began || !command || state.startsWith('Z')) return null;
  return { command: `${command} `, began };
}

/**
 * Calls back once when the process that started this one has ended: its death sends us nothing, unless a terminal dies with it; we
 * only get another parent. Looks four times a second and keeps nothing alive.
 */
export function whenParentEnds(parent: number, callback: () => void): void {
  const look = setInterval(() => {
    if (process.ppid === parent) return;
    clearInterval(look);
    callback();
  }, 250);
  look.unref();
}
