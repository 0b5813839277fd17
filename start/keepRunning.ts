// What happens when something that should run ends by itself? It runs again, after a pause, but not for ever.
import { setTimeout as pause } from 'node:timers/promises';
import type { Say } from './programs';

/** One run of something. */
export interface Run {
  /** Resolves when it serves; stays open when it ends before that. */
  readonly ready: Promise<void>;
  /** Resolves with a short account of its end. */
  readonly ended: Promise<string>;
  /** Ends it and resolves when it has ended. */
  stop(): Promise<void>;
}

/** Something that is kept running. */
export interface Kept {
  /** Resolves when it serves for the first time; stays open when it never does. */
  readonly ready: Promise<void>;
  /** Resolves with the reason when it is given up: it never served at all, or ended too often. */
  readonly givenUp: Promise<string>;
  /** Ends it for good, also in the middle of a pause or a start. */
  stop(): Promise<void>;
}

/** How many ends are put up with, and how long the pauses between are, in milliseconds. */
export interface Tolerance {
  readonly restarts: number;
  readonly within: number;
  readonly firstPause: number;
  readonly longestPause: number;
}

/** Five restarts in a minute, the first after a quarter of a second, each pause twice the one before. */
export const usualTolerance: Tolerance = { restarts: 5, within: 60_000, firstPause: 250, longestPause: 4_000 };

/** Launches something and launches it again whenever it ends. What never served once is given up at once: trying again changes nothing. */
export function keepRunning(name: string, launch: () => Run, say: Say, tolerance: Tolerance = usualTolerance): Kept {
  const stopping = new AbortController();
  let run = launch();
  const { ready } = run;
  const waiting = setInterval(() => say(`${name} is still starting`), 10_000);
  void Promise.race([ready, run.ended]).then(() => clearInterval(waiting));

  const keep = async (): Promise<string> => {
    const served = await Promise.race([ready.then(() => true), run.ended.then(() => false)]);
    if (!served) return `${name} could not start: ${await run.ended}`;
    const restarts: number[] = [];
    for (;;) {
      const how = await run.ended;
      if (stopping.signal.aborted) return how;
      const now = Date.now();
      while (restarts[0] !== undefined && restarts[0] <= now - tolerance.within) restarts.shift();
      if (restarts.length >= tolerance.restarts) {
        return `${name} ended ${restarts.length + 1} times within ${tolerance.within / 1000} s, the last time by ${how}`;
      }
      const wait = Math.min(tolerance.firstPause * 2 ** restarts.length, tolerance.longestPause);
      restarts.push(now);
      say(
        `${name} ended by ${how}: starting it again in ${wait / 1000} s (${restarts.length} of at most ${tolerance.restarts} times)`,
      );
      await pause(wait, undefined, { signal: stopping.signal }).catch(() => {});
      if (stopping.signal.aborted) return how;
      run = launch();
      void run.ready.then(() => say(`${name} is back`));
    }
  };
  const kept = keep();
  const givenUp = kept.then((reason) => (stopping.signal.aborted ? new Promise<string>(() => {}) : reason));
  const stop = async () => {
    stopping.abort();
    await run.stop();
    await kept;
  };
  return { ready, givenUp, stop };
}
