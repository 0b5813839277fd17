// How are the processes of a benchmark started on a core of their own, and what have they used?
import { type ChildProcess, execFileSync, spawn } from 'node:child_process';
import { existsSync, readdirSync, readFileSync } from 'node:fs';

const canPin = existsSync('/usr/bin/taskset');
/** Clock ticks of /proc in a second: USER_HZ, which is 100 wherever Linux runs. */
const ticks = 100;

export interface Program {
  readonly command: string;
  readonly args: readonly string[];
  readonly cwd?: string;
  readonly environment?: Readonly<Record<string, string>>;
}

/** Starts a program on one core, where the system can pin; it ends with this process. */
export function startOn(core: number, { command, args, cwd, environment }: Program): ChildProcess {
  const [program, all] = canPin ? ['taskset', ['-c', String(core), command, ...args]] : [command, [...args]];
  const env = { PATH: `${process.execPath.replace(/\/node$/, '')}:/usr/bin:/bin`, HOME: '/tmp', ...environment };
  const child = spawn(program, all, { cwd, env, stdio: ['ignore', 'ignore', 'inherit'] });
  const kill = () => child.kill('SIGKILL');
  process.once('exit', kill);
  child.once('exit', () => process.off('exit', kill));
  return child;
}

/** Moves this process to a core. */
export function pinSelf(core: number): void {
  if (canPin) execFileSync('taskset', ['-pc', String(core), String(process.pid)], { stdio: 'ignore' });
}

export interface Used {
  readonly cpuMs: number;
  readonly memoryMb: number;
}

/** Processor time since its start, and resident memory now, of a process and all its descendants. */
export function usedBy(pid: number): Used {
  const children = new Map<number, number[]>();
  const used = new Map<number, Used>();
  for (const name of readdirSync('/proc').filter((each) => /^\d+$/.test(each))) {
    try {
      const fields = readFileSync(`/proc/${name}/stat`, 'utf8')
        .replace(/^.*\) /s, '')
        .split(' ')
        .map(Number);
      const [parent = 0, user = 0, system = 0, pages = 0] = [fields[1], fields[11], fields[12], fields[21]];
      children.set(parent, [...(children.get(parent) ?? []), Number(name)]);
      used.set(Number(name), { cpuMs: ((user + system) * 1_000) / ticks, memoryMb: (pages * 4_096) / 1e6 });
    } catch {
      // it ended meanwhile
    }
  }
  const sum = (id: number): Used =>
    (children.get(id) ?? [])
      .map(sum)
      .reduce(
        (a, b) => ({ cpuMs: a.cpuMs + b.cpuMs, memoryMb: a.memoryMb + b.memoryMb }),
        used.get(id) ?? { cpuMs: 0, memoryMb: 0 },
      );
  return sum(pid);
}
