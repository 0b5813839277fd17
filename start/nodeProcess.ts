// How does one of our Node processes run as a child: its lines marked with its name, ready by its own word, out of reach of Ctrl-C?
import { spawn } from 'node:child_process';
import { createInterface } from 'node:readline';
import { setTimeout as pause } from 'node:timers/promises';
import { readyMessage } from '../services/kit/process/lifecycle';
import type { Run } from './keepRunning';
import { signal } from './processes';

/** A process to run: its name, the compiled file it begins with and the settings it gets. */
export interface Program {
  readonly name: string;
  readonly script: string;
  readonly environment: NodeJS.ProcessEnv;
}

/** Receives one line, and the name of the process it came from. */
export type Print = (name: string, line: string) => void;

/** How long a process may take to stop before it is killed, in milliseconds. */
export const usualPatience = 5_000;

/** Starts a program. It is the leader of a process group of its own, and learns of our death by the end of its IPC channel. */
export function launchProcess({ name, script, environment }: Program, print: Print, patience = usualPatience): Run {
  const child = spawn(process.execPath, [script], { env: environment, detached: true, stdio: ['ignore', 'pipe', 'pipe', 'ipc'] });
  for (const stream of [child.stdout, child.stderr]) {
    if (stream) createInterface({ input: stream }).on('line', (line) => print(name, line));
  }
  const ended = new Promise<string>((resolve) => {
    child.once('exit', (code, by) => resolve(by ?? `exit code ${code}`));
    child.once('error', (fault) => resolve(fault.message));
  });
  const ready = new Promise<void>((resolve) => {
    child.on('message', (message) => {
      if ((message as Partial<typeof readyMessage>).ready === readyMessage.ready) resolve();
    });
  });
  const stop = async () => {
    const { pid } = child;
    if (pid === undefined || child.exitCode !== null || child.signalCode !== null) return;
    child.kill('SIGTERM');
    const late = new AbortController();
    const timely = await Promise.race([
      ended.then(() => true),
      pause(patience, false, { signal: late.signal }).catch(() => true),
    ]);
    late.abort();
    if (!timely) {
      print(name, `did not stop within ${patience / 1000} s: sending SIGKILL`);
      signal(-pid, 'SIGKILL');
    }
    await ended;
  };
  return { ready, ended, stop };
}
