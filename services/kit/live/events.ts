// How does each event of a live field become an answer: once for all who read the same, with what is true then, and not all at once?
import type { Socket } from 'node:net';
import { setTimeout as pause } from 'node:timers/promises';
import { isDeepStrictEqual } from 'node:util';
import { createSourceEventStream, type ExecutionArgs, type ExecutionResult, execute } from 'graphql';
import { isOutage } from '../process/outage';
import { Latest } from './latest';

type Results = AsyncGenerator<ExecutionResult, void, void>;

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
 * that kept the loaders of its first event would show the names and lists of that moment always. An event that an outage of the
 * database kept from being read is shown with its errors once, and again when it can be read, unless a newer one came.
 */
export async function subscribeWithFreshContext(
  args: ExecutionArgs,
  freshContext: () => unknown,
  turns: Turns,
): Promise<Results | ExecutionResult> {
  const events = await createSourceEventStream(args);
  if (!(Symbol.asyncIterator in events)) return events;
  return answers(events, (rootValue) => turns.take(() => execute({ ...args, rootValue, contextValue: freshContext() })));
}

function answers(events: AsyncIterable<unknown>, executed: (event: unknown) => Promise<ExecutionResult>): Results {
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
  const results: Results = {
    async next() {
      for (;;) {
        const event = await following();
        if (event.done) return { done: true, value: undefined };
        const isRepeated = event === failed;
        const result = await executed(event.value);
        failed = hasFailed(result) ? event : undefined;
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

/** Whether an outage kept the answer from being read. */
const hasFailed = ({ errors }: ExecutionResult) => errors?.some(({ originalError }) => isOutage(originalError)) ?? false;

/** What is executed, for all who ask. */
type Asked = Pick<ExecutionArgs, 'schema' | 'document' | 'operationName' | 'variableValues'>;

/** Lets what is shown again and again be shown together, at the moments that are whole multiples of an interval. */
export class Beats {
  readonly #waiting = new Map<number, { readonly shows: ((moment: number) => void)[]; readonly timer: NodeJS.Timeout }>();

  constructor(readonly everyMs: number) {}

  /** Shows what was shown before at a moment: now, or else at a beat, no sooner than the interval after. */
  after(shownAt: number, show: (moment: number) => void): void {
    const due = Math.ceil((shownAt + this.everyMs) / this.everyMs) * this.everyMs;
    const moment = Math.max(due, performance.now());
    const known = this.#waiting.get(moment);
    if (known) return void known.shows.push(show);
    const shows = [show];
    const begin = () => {
      this.#waiting.delete(moment);
      for (const each of shows) each(moment);
    };
    this.#waiting.set(moment, { shows, timer: setTimeout(begin, moment - performance.now()) });
  }

  stop(): void {
    for (const { timer } of this.#waiting.values()) clearTimeout(timer);
    this.#waiting.clear();
  }
}

/** The most events that are executed in one context. */
const eventsPerFrame = 500;

/** Events that come at one moment are executed in one context, so that what lies below them is read once for all. */
class Frames {
  #next: ((contextValue: unknown) => Promise<unknown>)[] = [];

  constructor(
    readonly freshContext: () => unknown,
    private readonly turns: Turns,
  ) {}

  execute(args: Asked, rootValue: unknown): Promise<ExecutionResult> {
    return new Promise((resolve, reject) => {
      if (this.#next.length === 0) setImmediate(() => this.#begin());
      this.#next.push(async (contextValue) => {
        try {
          resolve(await execute({ ...args, rootValue, contextValue }));
        } catch (fault) {
          reject(fault);
        }
      });
    });
  }

  #begin(): void {
    const all = this.#next.splice(0);
    for (let i = 0; i < all.length; i += eventsPerFrame) {
      const frame = all.slice(i, i + eventsPerFrame);
      void this.turns.take(() => {
        const contextValue = this.freshContext();
        return Promise.all(frame.map((work) => work(contextValue)));
      });
    }
  }
}

/** Feeds in which everybody reads the same: those who ask for the same share one source and one execution of each state. */
export class SharedFeeds {
  readonly #feeds = new Map<string, SharedFeed>();
  readonly #frames: Frames;

  /** `freshContext` is that of nobody in particular. */
  constructor(freshContext: () => unknown, turns: Turns) {
    this.#frames = new Frames(freshContext, turns);
  }

  /** How many different ones are followed. */
  get size(): number {
    return this.#feeds.size;
  }

  /** What a known feed executes, so that a document that is followed already need not be read again. */
  known(key: string): Asked | undefined {
    const asked = this.#feeds.get(key)?.asked;
    return asked && { ...asked };
  }

  /** Equal keys must mean equal documents, names and variables. */
  subscribe(key: string, { schema, document, operationName, variableValues }: ExecutionArgs): Promise<Results | ExecutionResult> {
    let feed = this.#feeds.get(key);
    if (!feed) {
      const asked = { schema, document, operationName, variableValues };
      const own: SharedFeed = new SharedFeed(asked, this.#frames, () => {
        if (this.#feeds.get(key) === own) this.#feeds.delete(key);
      });
      feed = own;
      this.#feeds.set(key, feed);
    }
    return feed.join();
  }
}

interface Asking {
  readonly answer: (results: Results | ExecutionResult) => void;
  readonly fail: (fault: unknown) => void;
}

/** One source of states and the readers of what they become. */
class SharedFeed {
  readonly #readers = new Set<Latest<ExecutionResult>>();
  /** Those of them that were shown nothing yet. */
  #fresh = new Set<Latest<ExecutionResult>>();
  #newest: unknown;
  #asking: Asking[] = [];
  #isOpening = false;
  #source: Latest<unknown> | undefined;

  constructor(
    readonly asked: Asked,
    private readonly frames: Frames,
    private readonly onEnd: () => void,
  ) {}

  /** What a new reader is shown first was read after it asked: it may have seen the newest state in another process. */
  join(): Promise<Results | ExecutionResult> {
    return new Promise((answer, fail) => {
      this.#asking.push({ answer, fail });
      if (!this.#isOpening) void this.#open();
    });
  }

  /** One after the other; those who ask meanwhile share the next. */
  async #open(): Promise<void> {
    this.#isOpening = true;
    while (this.#asking.length > 0) {
      const asking = this.#asking.splice(0);
      try {
        const events = await createSourceEventStream({ ...this.asked, contextValue: this.frames.freshContext() });
        if (!(Symbol.asyncIterator in events)) for (const { answer } of asking) answer(events);
        else if (events instanceof Latest && events.tells === 'states') await this.#begin(events, asking);
        else {
          // What changed since a reader looked last is its own.
          asking.shift()?.answer(answers(events, (event) => this.frames.execute(this.asked, event)));
          this.#asking.unshift(...asking);
        }
      } catch (fault) {
        for (const { fail } of asking) fail(fault);
      }
    }
    this.#isOpening = false;
    this.#endIfUnread();
  }

  /** Goes on with a source that knows what all know, in place of the former one. Resolves when its first state was shown. */
  async #begin(source: Latest<unknown>, asking: readonly Asking[]): Promise<void> {
    const former = this.#source;
    this.#source = source;
    for (const { answer } of asking) {
      const reader: Latest<ExecutionResult> = new Latest(() => {
        this.#readers.delete(reader);
        this.#fresh.delete(reader);
        this.#endIfUnread();
      });
      this.#readers.add(reader);
      this.#fresh.add(reader);
      answer(reader);
    }
    await former?.return();
    await new Promise<void>((shown) => void this.#follow(source, shown));
  }

  async #follow(source: Latest<unknown>, shown: () => void): Promise<void> {
    let [event, isFirst]: [unknown, boolean] = [undefined, true];
    const executed = (each: unknown) => {
      event = each;
      return this.frames.execute(this.asked, each);
    };
    try {
      for await (const result of answers(source, executed)) {
        if (source !== this.#source) return;
        // The others know the state by which newcomers begin, unless it changed.
        const readers = isFirst && isDeepStrictEqual(event, this.#newest) ? this.#fresh : this.#readers;
        isFirst = false;
        this.#newest = hasFailed(result) ? undefined : event;
        this.#fresh = new Set();
        for (const reader of readers) reader.push(result);
        shown();
      }
      if (source === this.#source) this.#end((reader) => reader.end());
    } catch (fault) {
      if (source === this.#source) this.#end((reader) => reader.fail(fault));
    } finally {
      shown();
    }
  }

  #end(tell: (reader: Latest<ExecutionResult>) => void): void {
    const readers = [...this.#readers];
    this.#readers.clear();
    this.#source = undefined;
    for (const reader of readers) tell(reader);
    this.#endIfUnread();
  }

  #endIfUnread(): void {
    if (this.#readers.size > 0 || this.#isOpening) return;
    void this.#source?.return();
    this.#source = undefined;
    this.onEnd();
  }
}

/** What is written to a socket in one turn goes out at its end, in one system call. */
export function sendTogether(socket: Socket): void {
  if (socket.writableCorked > 0) return;
  socket.cork();
  process.nextTick(() => socket.uncork());
}
