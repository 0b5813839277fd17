// What a stream hears of its feed at a subgraph, and what every way to follow one has in common.
import { setTimeout as pause } from 'node:timers/promises';
import { type ExecutionResult, GraphQLError, type GraphQLFormattedError } from 'graphql';
import type { Log } from '#kit/words/log';
import type { OnBehalf } from '../execution/run';
import type { Asked } from '../operation/admission';

/** What a stream hears about its subscription. After `refused`, `complete`, `failed` or `unable` nothing more is called. */
export interface UpstreamSink {
  /** A state of the feed. The first is the current one, also after every reconnect. */
  next(event: ExecutionResult): void;
  /** The subgraph ended it with errors of its own. */
  refused(errors: readonly GraphQLError[]): void;
  complete(): void;
  /** The subgraph cannot be reached for a while: called once in each outage. The next state says that it is back. */
  unavailable?(): void;
  /** The subgraph does not serve it, and waiting would not help. */
  failed(cause: unknown): void;
  /** The subgraph cannot serve it now, by no fault of its readers. Without this it is refused, or fails. */
  unable?(errors: readonly GraphQLFormattedError[]): void;
  /** The connection was lost and is back. What the subgraph sent meanwhile is missing, unless the feed begins with the current state. */
  interrupted?(): void;
  /** The subgraph speaks the protocol that it is asked by. */
  spoken?(): void;
  /** It answers, and does not speak this protocol. Asked again all the same. */
  notSpoken?(): void;
}

/** Where streams get their events. */
export interface Upstream {
  /** Begins, and returns what ends it. Calls the sink only after it returned; a lost connection is restored without a call. */
  subscribe(service: string, asked: Asked, onBehalf: OnBehalf, sink: UpstreamSink): () => void;
}

export interface UpstreamOptions {
  /** The address at which a subgraph takes subscriptions at this moment; undefined when it has no address. Asked at every attempt. */
  readonly urlOf: (service: string) => string | undefined;
  /** Whether an address is still one of the subgraph; where it has only one, that is the one it is now. */
  readonly isAt?: (service: string, url: string) => boolean;
  /** The greatest age of a connection, down to half of it: behind a balancer, a new replica gets its share of the feeds. */
  readonly maxConnectionAgeMs?: number;
  readonly log: Log;
  /** How long a handshake or an answer to a test may take. */
  readonly patienceMs?: number;
  /** The longest pause between two attempts to connect. */
  readonly longestPauseMs?: number;
  /** How long a subgraph may be away before its readers are told. */
  readonly unavailableAfterMs?: number;
  /** Feeds that are logs would miss events while their connection is renewed. */
  readonly deliveryOf?: (service: string) => 'latest' | 'every';
  /** Called with its address when a connection to a subgraph was lost or could not be made, before another one is tried. */
  readonly onLost?: (service: string, url: string) => void;
  /** What a subscription shows the subgraph, made again each time it is sent, because a signature expires; the headers when not given. */
  readonly seal?: (service: string, headers: OnBehalf['headers']) => Readonly<Record<string, string>>;
}

/** The settings that are used when nothing else is said. */
export const usual = { patienceMs: 5_000, longestPauseMs: 5_000, unavailableAfterMs: 8_000, maxConnectionAgeMs: 300_000 };

/** When a connection ends by its age, in milliseconds: at half of the greatest at the earliest, and not with the others. */
export const someAge = (greatestMs: number): number => greatestMs * (0.5 + Math.random() / 2);

/** Waits before another attempt: ever longer, and not as long as others wait. Ends early, and never rejects, when it is no longer wanted. */
export async function pauseBefore(attempt: number, longestMs: number, signal: AbortSignal): Promise<void> {
  const wait = Math.min(50 * 2 ** Math.min(attempt, 20), longestMs) * (0.5 + Math.random() / 2);
  await pause(wait, undefined, { signal }).catch(() => undefined);
}

/** The subgraph and this gateway hold different keys. Clients can do nothing about that. */
const isKeyMismatch = ({ extensions }: GraphQLFormattedError) => extensions?.code === 'GATEWAY_REQUIRED';

/** Codes by which a subgraph says that something of its own, or behind it, does not work. */
const notTheirFault: ReadonlySet<unknown> = new Set([
  'GATEWAY_REQUIRED',
  'INTERNAL_SERVER_ERROR',
  'SERVICE_UNAVAILABLE',
  'SUBGRAPH_UNAVAILABLE',
]);

/** Ends a feed by the errors of its subgraph. */
export function refuse(sink: UpstreamSink, errors: readonly GraphQLFormattedError[], service: string): void {
  if (sink.unable && errors.length > 0 && errors.every(({ extensions }) => notTheirFault.has(extensions?.code)))
    sink.unable(errors);
  else if (errors.some(isKeyMismatch)) sink.failed(errors);
  else sink.refused(errors.map((each) => refusalOf(each, service)));
}

function refusalOf({ message, path, extensions }: GraphQLFormattedError, serviceName: string): GraphQLError {
  return new GraphQLError(message, { path, extensions: { code: 'DOWNSTREAM_SERVICE_ERROR', ...extensions, serviceName } });
}

/** How long an answer without data, the first of a feed, waits for the completion that would make it a refusal, before readers see it. */
const refusalMs = 1_000;

/**
 * Tells a refusal from a state that has errors only. Servers send a subscription that could not begin as an answer without data,
 * and complete it then; a feed that goes on had a state that failed. Completed later, when the answer was shown, it is a refusal all the same.
 */
export class FeedBeginning {
  #begun = false;
  /** The answer without data by which the feed began, while nothing has followed it. */
  #first: ExecutionResult | undefined;
  /** Ends the time for which it is not shown. */
  #timer: NodeJS.Timeout | undefined;

  constructor(
    private readonly service: string,
    private readonly sink: UpstreamSink,
  ) {}

  next(event: ExecutionResult): void {
    this.#showFirst();
    this.forget();
    const isWhole = !event.errors || event.data !== undefined;
    if (!isWhole && !this.#begun) {
      this.#first = event;
      // What arrived while this process was busy is read first.
      this.#timer = setTimeout(() => setImmediate(() => this.#first === event && this.#showFirst()), refusalMs);
    } else this.sink.next(isWhole ? event : { ...event, data: null });
    this.#begun = true;
  }

  /** The subgraph was asked again, on another connection. */
  again(): void {
    this.forget();
    this.#begun = false;
  }

  /** Whether all that came is an answer that may be a refusal. */
  get isHeld(): boolean {
    return this.#first !== undefined;
  }

  complete(): void {
    const first = this.#first;
    this.forget();
    if (first) refuse(this.sink, first.errors ?? [], this.service);
    else this.sink.complete();
  }

  forget(): void {
    clearTimeout(this.#timer);
    this.#timer = undefined;
    this.#first = undefined;
  }

  #showFirst(): void {
    if (!this.#timer) return;
    clearTimeout(this.#timer);
    this.#timer = undefined;
    this.sink.next({ ...this.#first, data: null });
  }
}

/** Those who follow feeds over one connection: what they are told of it. */
export type Watcher = Pick<UpstreamSink, 'unavailable' | 'interrupted' | 'spoken' | 'notSpoken'>;

/** Whether a connection is away for so long that its readers have to be told, once in each outage. */
export class Outage {
  readonly #watchers = new Set<Watcher>();
  #timer: NodeJS.Timeout | undefined;
  #since: number | undefined;
  #isTold = false;

  constructor(private readonly afterMs: number) {}

  get watchers(): number {
    return this.#watchers.size;
  }

  watch(watcher: Watcher): () => void {
    this.#watchers.add(watcher);
    if (this.#isTold) queueMicrotask(() => this.#watchers.has(watcher) && watcher.unavailable?.());
    return () => {
      this.#watchers.delete(watcher);
      if (this.#watchers.size === 0) this.end();
    };
  }

  tell(what: keyof Watcher): void {
    for (const watcher of [...this.#watchers]) watcher[what]?.();
  }

  /** Begins with the first failure, and goes on with those that follow. */
  begin(): void {
    if (this.#isTold || this.#watchers.size === 0) return;
    clearTimeout(this.#timer);
    this.#since ??= performance.now();
    const left = this.#since + this.afterMs - performance.now();
    this.#timer = setTimeout(() => {
      this.#isTold = true;
      this.tell('unavailable');
    }, left);
  }

  /** It is connected again. The outage is over with the first event, or if it stays so: some accept every connection and close it at once. */
  pause(): void {
    clearTimeout(this.#timer);
    if (this.#isTold) this.end();
    else this.#timer = setTimeout(() => this.end(), this.afterMs);
  }

  end(): void {
    clearTimeout(this.#timer);
    this.#timer = undefined;
    this.#since = undefined;
    this.#isTold = false;
  }
}

interface Persistence extends Pick<UpstreamOptions, 'log' | 'longestPauseMs' | 'unavailableAfterMs'> {
  readonly service: string;
}

/** The first pause is the third of `pauseBefore`, a fifth of a second or less: all feeds of a subgraph fail together. */
const firstAttempt = 2;

/**
 * Follows a feed that its subgraph is unable to serve for a while, above all because its database is away: asks again, with growing
 * and jittered pauses, until it is served, refused or left. Readers are told once in each outage, as of a subgraph that is gone.
 */
export function persistently(
  begin: (sink: UpstreamSink) => () => void,
  sink: UpstreamSink,
  { service, log, longestPauseMs = usual.longestPauseMs, unavailableAfterMs = usual.unavailableAfterMs }: Persistence,
): () => void {
  const left = new AbortController();
  const outage = new Outage(unavailableAfterMs);
  let leave = () => {};
  let [attempt, hasBegun, isTold, isMissing] = [0, false, false, false];
  const tell = () => {
    if (!isTold) sink.unavailable?.();
    isTold = true;
  };
  outage.watch({ unavailable: tell });
  const follow = () => {
    leave = begin({
      ...sink,
      next(event) {
        if (attempt > 0) log.info({ service }, 'live feed of a subgraph served again');
        if (isMissing) sink.interrupted?.();
        [attempt, hasBegun, isTold, isMissing] = [0, true, false, false];
        outage.end();
        sink.next(event);
      },
      unavailable: tell,
      interrupted() {
        isMissing = false;
        sink.interrupted?.();
      },
      unable(errors) {
        if (attempt === 0) {
          log.warn({ service, code: errors[0]?.extensions?.code }, 'a subgraph cannot serve a live feed now; asking again');
          isMissing = hasBegun;
        }
        outage.begin();
        void pauseBefore(firstAttempt + attempt++, longestPauseMs, left.signal).then(() => left.signal.aborted || follow());
      },
    });
  };
  follow();
  return () => {
    left.abort();
    outage.end();
    leave();
  };
}
