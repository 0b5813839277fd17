// Do the two executors agree in real traffic? A share of queries is run by both, and what differs is counted.
import { isDeepStrictEqual } from 'node:util';
import { metrics } from '@opentelemetry/api';
import type { Log } from '#kit/words/log';
import type { Executed } from '../execution/executor';

interface Answer {
  readonly data?: unknown;
  readonly errors?: readonly unknown[] | undefined;
  readonly extensions?: Readonly<Record<string, unknown>> | undefined;
}

/** At most so many comparisons at once: a shadow must not slow what it follows. */
const maxAtOnce = 8;

/** Compares answers, and never disturbs them. */
export class Shadow {
  compared = 0;
  differed = 0;
  #running = 0;
  readonly #counter = metrics.getMeter('shelfbridge.gateway').createCounter('gateway.shadow.comparisons', {
    description: 'Queries that were run by both executors, by whether their answers were alike',
  });

  constructor(
    private readonly log: Log,
    private readonly share = 0.1,
    private readonly chance: () => number = Math.random,
  ) {}

  /** Runs the query again when its turn has come. Logs the hash of a document, never its text, variables or answers. */
  async compare(answer: Answer, run: () => Promise<Executed>, hash: string | undefined): Promise<void> {
    if (this.#running >= maxAtOnce || this.chance() >= this.share) return;
    this.#running++;
    const difference = await this.#difference(answer, run);
    this.#running--;
    this.compared++;
    this.#counter.add(1, { alike: difference === undefined });
    if (difference === undefined) return;
    this.differed++;
    this.log.warn({ document: hash, difference }, 'the executors answer differently');
  }

  async #difference({ data, errors, extensions }: Answer, run: () => Promise<Executed>): Promise<string | undefined> {
    const before = JSON.stringify(data ?? null);
    try {
      const other = await run();
      if (!isDeepStrictEqual(JSON.parse(before), JSON.parse(other.data))) return 'data';
      const failed = (errors?.length ?? 0) > 0 || extensions?.valueCompletion !== undefined;
      return failed === other.errors.length > 0 ? undefined : 'errors';
    } catch {
      return 'threw';
    }
  }
}
