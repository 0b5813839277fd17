// How does each event of a live field become an answer: anew for each, and not all at once?
import { setTimeout as pause } from 'node:timers/promises';
import { createSourceEventStream, type ExecutionArgs, type ExecutionResult, execute } from 'graphql';
import { isOutage } from '../process/outage';

/** More would wait for connections to the database in vain, while thousands of feeds begin or change together. */
const eventsTogether = 20;

/** How long, on average, an event waits that could not be read, for an outage of the database. */
const againMs = 1_000;

/** Lets so many work at the same time, the others in the order in which they came. */
export class Turns {
  readonly #waiting: (() => void)[] = [];

  constructor(private free = eventsTogether) {}

  async take<T>(work: () => Promise<T> | T): Promise<T> {
    if (this.free > 0) this.free--;
    else await new Promise<void>((resolve) => this.#waiting.push(resolve));
    try {
      return await work();
    } finally {
      const next = this.#waiting.shift();
      if (next) next();
      else this.free++;
    }
  }
}

/**
 * graphql-js `subscribe`, except that every event gets a context of its own: loaders cache what they read, and a live field
 * that kept the loaders of its first event would show the names and lists of that moment for ever. An event that an outage of the
 * database kept from being read is shown with its errors once, and again when it can be read, unless a newer one came.
 */
export async function subscribeWithFreshContext(
  args: ExecutionArgs,
  freshContext: () => unknown,
  turns: Turns,
): Promise<AsyncGenerator<ExecutionResult, void, void> | ExecutionResult> {
  const events = await createSourceEventStream(args);
  if (!(Symbol.asyncIterator in events)) return events;
  const source = events[Symbol.asyncIterator]();
  let awaited: Promise<IteratorResult<unknown>> | undefined;
  /** The newest event, when an outage kept its answer from being read. */
  let failed: IteratorResult<unknown> | undefined;
  const following = async () => {
    awaited ??= source.next();
    const wait = new AbortController();
    const again = failed && pause(againMs * (0.5 + Math.random()), failed, wait).catch(() => undefined);
    const event = (await Promise.race(again ? [awaited, again] : [awaited])) ?? (await awaited);
    wait.abort();
    if (event !== failed) awaited = undefined;
    return event;
  };
  const results: AsyncGenerator<ExecutionResult, void, void> = {
    async next() {
      for (;;) {
        const event = await following();
        if (event.done) return { done: true, value: undefined };
        const isRepeated = event === failed;
        const result = await turns.take(() => execute({ ...args, rootValue: event.value, contextValue: freshContext() }));
        failed = result.errors?.some(({ originalError }) => isOutage(originalError)) ? event : undefined;
        if (!isRepeated || !failed) return { done: false, value: result };
      }
    },
    async return() {
      await source.return?.();
      return { done: true, value: undefined };
    },
    async throw(error: unknown) {
      await source.throw?.(error);
      throw error;
    },
    [Symbol.asyncIterator]() {
      return results;
    },
    async [Symbol.asyncDispose]() {
      await source.return?.();
    },
  };
  return results;
}
