// How does each event of a live field become an answer: anew for each, and not all at once?
import { createSourceEventStream, type ExecutionArgs, type ExecutionResult, execute } from 'graphql';

/** More would wait for connections to the database in vain, while thousands of feeds begin or change together. */
const eventsTogether = 20;

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
 * that kept the loaders of its first event would show the names and lists of that moment for ever.
 */
export async function subscribeWithFreshContext(
  args: ExecutionArgs,
  freshContext: () => unknown,
  turns: Turns,
): Promise<AsyncGenerator<ExecutionResult, void, void> | ExecutionResult> {
  const events = await createSourceEventStream(args);
  if (!(Symbol.asyncIterator in events)) return events;
  const source = events[Symbol.asyncIterator]();
  const results: AsyncGenerator<ExecutionResult, void, void> = {
    async next() {
      const event = await source.next();
      if (event.done) return { done: true, value: undefined };
      const executed = () => execute({ ...args, rootValue: event.value, contextValue: freshContext() });
      return { done: false, value: await turns.take(executed) };
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
