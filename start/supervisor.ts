// Keeps parts running: in which order they start and stop, and what happens when one ends by itself.
import { setTimeout as pause } from 'node:timers/promises';
import type { Say } from './cluster';

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
  /** Ends it and begins it again at once, for new code; resolves when it serves again. */
  restart(): Promise<void>;
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

/** For development, where a process that cannot start waits for its next change: it is never given up. */
export const patientTolerance: Tolerance = { ...usualTolerance, restarts: Number.POSITIVE_INFINITY };

/** Launches something and launches it again whenever it ends. What never served once is given up at once: trying again changes nothing. */
export function keepRunning(name: string, launch: () => Run, say: Say, tolerance: Tolerance = usualTolerance): Kept {
  const stopping = new AbortController();
  let restarting = new AbortController();
  let run = launch();
  const launched: ((run: Run) => void)[] = [];
  const { ready } = run;
  const waiting = setInterval(() => say(`${name} is still starting`), 10_000);
  void Promise.race([ready, run.ended]).then(() => clearInterval(waiting));

  const launchAgain = () => {
    if (restarting.signal.aborted) restarting = new AbortController();
    run = launch();
    for (const tell of launched.splice(0)) tell(run);
  };
  const keep = async (): Promise<string> => {
    const served = await Promise.race([ready.then(() => true), run.ended.then(() => false)]);
    if (!served) return `${name} could not start: ${await run.ended}`;
    const restarts: number[] = [];
    for (;;) {
      const how = await run.ended;
      if (stopping.signal.aborted) return how;
      if (restarting.signal.aborted) {
        launchAgain();
        continue;
      }
      const now = Date.now();
      while (restarts[0] !== undefined && restarts[0] <= now - tolerance.within) restarts.shift();
      if (restarts.length >= tolerance.restarts) {
        return `${name} ended ${restarts.length + 1} times within ${tolerance.within / 1000} s, the last time by ${how}`;
      }
      const wait = Math.min(tolerance.firstPause * 2 ** restarts.length, tolerance.longestPause);
      restarts.push(now);
      const most = Number.isFinite(tolerance.restarts) ? ` (${restarts.length} of at most ${tolerance.restarts} times)` : '';
      say(`${name} ended by ${how}: starting it again in ${wait / 1000} s${most}`);
      await pause(wait, undefined, { signal: AbortSignal.any([stopping.signal, restarting.signal]) }).catch(() => {});
      if (stopping.signal.aborted) return how;
      launchAgain();
      void run.ready.then(() => say(`${name} is back`));
    }
  };
  const kept = keep();
  const givenUp = kept.then((reason) => (stopping.signal.aborted ? new Promise<string>(() => {}) : reason));
  const restart = async () => {
    const next = new Promise<Run>((resolve) => launched.push(resolve));
    restarting.abort();
    await run.stop();
    const started = await next;
    const failed = started.ended.then((how) => Promise.reject(new Error(`${name} cannot start: it ended by ${how}.`)));
    await Promise.race([started.ready, failed]);
    failed.catch(() => {});
  };
  const stop = async () => {
    stopping.abort();
    await run.stop();
    await kept;
  };
  return { ready, givenUp, restart, stop };
}

/** Parts in layers, each resting on those before it. */
export class Supervisor {
  private readonly layers: Kept[][] = [];
  private stopped: Promise<void> | undefined;
  private giveUp: (reason: string) => void = () => {};

  /** Resolves with the reason when one part is given up; the caller then stops the rest. */
  readonly givenUp = new Promise<string>((resolve) => {
    this.giveUp = resolve;
  });

  /** Begins parts in a layer, 0 at the bottom; resolves when each of them serves. After `stop` nothing begins any more. */
  async add(layer: number, ...begin: (() => Kept)[]): Promise<void> {
    if (this.stopped) return await new Promise(() => {});
    const parts = begin.map((part) => part());
    this.layers[layer] = [...(this.layers[layer] ?? []), ...parts];
    for (const part of parts) void part.givenUp.then(this.giveUp);
    await Promise.all(parts.map((part) => part.ready));
  }

  /** Stops the layers from the top down, the parts of one layer together. Called again, it waits for the same end. */
  stop(): Promise<void> {
    this.stopped ??= this.stopLayers();
    return this.stopped;
  }

  private async stopLayers(): Promise<void> {
    for (const layer of this.layers.toReversed()) if (layer) await Promise.all(layer.map((part) => part.stop()));
  }
}
