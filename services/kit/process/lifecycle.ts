// How does a process begin, say that it is ready, and end once and in order, whoever asks for the end?
import { BadConfiguration } from '../words/config';
import type { Log } from '../words/log';

/** What a process runs, once it has started. */
export interface Running {
  readonly port?: number;
  /** How much longer than usual an orderly stop may take, in milliseconds: until others have noticed. */
  readonly noticeMs?: number;
  /** Resolves when everything has been answered and closed. Called once. */
  stop(): Promise<void>;
}

/** The message by which a process tells the one that started it that it serves. */
export const readyMessage = { ready: true } as const;

/** How long an orderly stop may take without notice, in milliseconds; shorter than the patience of whoever asks for it. */
const stopDeadline = 4_500;

/** The part of Node's `process` that matters here; tests pass their own. */
export type Host = Pick<NodeJS.Process, 'on' | 'once' | 'exit' | 'send' | 'connected'> & {
  readonly stderr: { write(text: string): unknown };
};

/**
 * Runs a process until SIGTERM, SIGINT, SIGHUP or the end of the one that started it (its IPC channel closes), then stops it once
 * and exits: 0 after an orderly stop, 1 when starting or stopping failed, took too long, or something was thrown that nobody caught.
 * A stop asked for during the start waits for the start.
 */
export async function runProcess(log: Log, start: () => Promise<Running>, host: Host = process): Promise<void> {
  for (const event of ['uncaughtException', 'unhandledRejection'] as const) {
    host.on(event, (err: unknown) => {
      log.error({ err }, `ending: ${event}`);
      host.exit(1);
    });
  }
  if (host === process) catchConsole(log);
  let starting: Promise<Running> | undefined;
  let ending = false;
  const end = async (why: string) => {
    if (ending) return;
    ending = true;
    log.info({ why }, 'stopping');
    const begin = (patienceMs: number) =>
      setTimeout(() => {
        log.error({ why }, `did not stop within ${patienceMs} ms`);
        host.exit(1);
      }, patienceMs).unref();
    let deadline = begin(stopDeadline);
    try {
      const running = await starting;
      if (running?.noticeMs) {
        clearTimeout(deadline);
        deadline = begin(stopDeadline + running.noticeMs);
      }
      await running?.stop();
      log.info({ why }, 'stopped');
      host.exit(0);
    } catch (err) {
      log.error({ err }, 'could not stop in order');
      host.exit(1);
    }
  };
  for (const signal of ['SIGTERM', 'SIGINT', 'SIGHUP'] as const) host.on(signal, () => void end(signal));
  const orphaned = () => void end('the process that started this one has ended');
  host.once('disconnect', orphaned);
  if (host.send && !host.connected) return orphaned();
  try {
    starting = start();
    const { port } = await starting;
    // A parent tells people itself what serves where.
    if (host.send) host.send(readyMessage, undefined, undefined, () => {});
    else log.info({ port }, 'serving');
  } catch (err) {
    if (ending) return;
    if (err instanceof BadConfiguration) host.stderr.write(`${err.message}\n`);
    else log.error({ err }, 'could not start');
    host.exit(1);
  }
}

/** What libraries write to the console, such as the job queue in an outage, becomes lines of the log; their texts may quote what no log may hold. */
export function catchConsole(log: Log, on: Pick<Console, 'error' | 'warn' | 'trace'> = console): void {
  const written = (...parts: readonly unknown[]) => {
    const err = parts.find((part) => part instanceof Error);
    const [first = ''] = parts;
    const what = typeof first === 'string' ? first.split(/ Error: |\n/)[0]?.slice(0, 200) : undefined;
    log.warn({ ...(err && { err }), ...(what && { what }) }, 'a library wrote to the console');
  };
  Object.assign(on, { error: written, warn: written, trace: written });
}

/** Reads the settings before there is a log; a process that cannot use its environment prints why, without a stack, and exits with 1. */
export function settingsOrExit<T>(read: () => T, host: Pick<Host, 'stderr' | 'exit'> = process): T {
  try {
    return read();
  } catch (fault) {
    if (!(fault instanceof BadConfiguration)) throw fault;
    host.stderr.write(`${fault.message}\n`);
    return host.exit(1);
  }
}
