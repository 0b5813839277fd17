// Which streams are open, who may open another, and what happens to them when the schema changes.
import { createHash } from 'node:crypto';
import type { OnBehalf } from '../execution/run';
import type { Asked } from '../operation/admission';
import { isPublicFeed } from '../operation/audience';
import type { Variables } from '../operation/document';
import { coerceVariables, type SubscriptionPlanner } from './plan';
import type { Reader } from './reader';
import { NotServing, SchemaReload, SubscriptionFailure, SubscriptionLimit } from './refusals';
import { type LiveCounts, SharedStream, type StreamSetting } from './sharedStream';

export interface HubOptions extends Omit<StreamSetting, 'counts' | 'monotonic' | 'intervalMs'> {
  readonly planner: SubscriptionPlanner;
  /** Readers of all transports in this process. */
  readonly maxReaders?: number;
  /** Distinct streams in this process; each costs a subscription at a subgraph and an execution per event. */
  readonly maxStreams?: number;
  /** What the events of all streams that one address has opened may cost together. */
  readonly maxOpenCost?: number;
  /** A stream is executed at most once in this time, in milliseconds. */
  readonly intervalMs?: number;
  readonly monotonic?: () => number;
}

/** From this share of a limit on, operators are told. */
const scarceFrom = 0.9;

/** Joins readers to streams. Streams know nothing of transports: a reader is anything that takes states. */
export class SubscriptionHub {
  readonly #streams = new Map<string, SharedStream>();
  /** The cost of the streams that each address has opened. Others who join them pay nothing, as they cost nothing. */
  readonly #opened = new Map<string, number>();
  readonly #setting: StreamSetting;
  /** Streams that people with accounts read as nobody, for as long as everybody reads the same in them. */
  readonly #forEveryone = new WeakSet<SharedStream>();
  /** Of all transports; each adds what it refuses and cuts off. */
  readonly counts: LiveCounts = { events: 0, executions: 0, conflated: 0, shown: 0, skipped: 0, refused: 0, cutOff: 0 };
  #closed = false;

  constructor(private readonly options: HubOptions) {
    const { intervalMs = 0, monotonic = () => performance.now() } = options;
    this.#setting = { ...options, intervalMs, monotonic, counts: this.counts };
  }

  /** Does what takes long before somebody subscribes. @throws as `subscribe` */
  async prepare(asked: Asked): Promise<void> {
    await this.options.planner.prepare(asked);
  }

  /**
   * Shows a reader the current state, at once when others read it already, and then every change, until the stream ends or the reader leaves.
   * What everybody reads alike is followed on behalf of nobody, once for all readers, with and without accounts.
   * @returns what the reader leaves by @throws SubscriptionFailure or a Problem when the subscription is invalid, a limit is reached or the gateway stops
   */
  subscribe(asked: Asked, { headers: own }: OnBehalf, reader: Reader): () => void {
    if (this.#closed) throw new NotServing();
    const plan = this.options.planner.plan(asked);
    const isForEveryone = isPublicFeed(plan.operation);
    const headers = isForEveryone ? nobody : own;
    const variables = coerceVariables(plan, asked.variables ?? {});
    const key = shareKey(plan.text, variables, headers);
    const known = this.#streams.get(key);
    this.#refuseBeyondLimits(known === undefined);
    const stream =
      known ?? this.#open(key, asked, (onEnd) => new SharedStream(asked, { headers }, plan, variables, this.#setting, onEnd));
    if (isForEveryone && Object.keys(own).length > 0) this.#forEveryone.add(stream);
    stream.join(reader);
    if (!known) stream.start();
    return () => stream.leave(reader);
  }

  /** After a change of the supergraph: streams continue with new plans; those that no longer fit end with SUBSCRIPTION_SCHEMA_RELOAD. */
  replan(): void {
    for (const stream of [...this.#streams.values()]) {
      if (this.options.planner.isQuick(stream.asked)) this.#replan(stream);
      else void this.#replanLater(stream);
    }
  }

  #replan(stream: SharedStream): void {
    try {
      const plan = this.options.planner.plan(stream.asked);
      // Readers with rights of their own begin anew in their own name.
      if (this.#forEveryone.has(stream) && !isPublicFeed(plan.operation)) throw new SchemaReload();
      stream.replan(plan, coerceVariables(plan, stream.asked.variables ?? {}));
    } catch {
      stream.end(new SubscriptionFailure([new SchemaReload()]));
    }
  }

  async #replanLater(stream: SharedStream): Promise<void> {
    try {
      await this.options.planner.prepare(stream.asked);
      this.#replan(stream);
    } catch {
      stream.end(new SubscriptionFailure([new SchemaReload()]));
    }
  }

  get readers(): number {
    let sum = 0;
    for (const { readers } of this.#streams.values()) sum += readers;
    return sum;
  }

  get streams(): number {
    return this.#streams.size;
  }

  /** Ends every reader normally and refuses new ones. */
  close(): void {
    this.#closed = true;
    for (const stream of [...this.#streams.values()]) stream.end();
  }

  #open(key: string, { opener }: Asked, make: (onEnd: () => void) => SharedStream): SharedStream {
    const { address, cost = 0 } = opener ?? {};
    this.#charge(address, cost);
    const stream = make(() => {
      this.#streams.delete(key);
      this.#charge(address, -cost);
    });
    this.#streams.set(key, stream);
    return stream;
  }

  #charge(address: string | undefined, cost: number): void {
    if (address === undefined) return;
    const { maxOpenCost = Number.POSITIVE_INFINITY } = this.options;
    const sum = (this.#opened.get(address) ?? 0) + cost;
    if (cost > 0 && sum > maxOpenCost)
      this.#refuse(
        `The live feeds opened from this address may hold ${maxOpenCost} values together, and this one would exceed that. End another one first.`,
        'MAX_OPEN_EVENT_COST',
        maxOpenCost,
      );
    if (sum > 0) this.#opened.set(address, sum);
    else this.#opened.delete(address);
  }

  get #most() {
    const { maxReaders = Number.POSITIVE_INFINITY, maxStreams = Number.POSITIVE_INFINITY } = this.options;
    return { maxReaders, maxStreams };
  }

  /** Of what there is hardly any left, in words for operators. */
  get scarce(): Readonly<Record<string, string>> {
    const { maxReaders, maxStreams } = this.#most;
    const { readers, streams } = this;
    return {
      ...(readers >= scarceFrom * maxReaders && {
        'live readers': `${readers} of ${maxReaders} live feeds are followed (MAX_READERS), and more are refused. Start another gateway.`,
      }),
      ...(streams >= scarceFrom * maxStreams && {
        'live streams': `${streams} of ${maxStreams} different live feeds are followed (MAX_STREAMS), and more are refused.`,
      }),
    };
  }

  #refuseBeyondLimits(fresh: boolean): void {
    const { maxReaders, maxStreams } = this.#most;
    if (this.readers >= maxReaders)
      this.#refuse(
        `This gateway serves ${maxReaders} live feeds at the same time, and all are taken. Try again later.`,
        'MAX_READERS',
        maxReaders,
      );
    if (fresh && this.#streams.size >= maxStreams)
      this.#refuse(
        `This gateway already follows ${maxStreams} different live feeds. Join one of them, or try again later.`,
        'MAX_STREAMS',
        maxStreams,
      );
  }

  #refuse(message: string, setting: string, limit: number): never {
    this.counts.refused++;
    throw new SubscriptionLimit(message, setting, limit);
  }
}

/** Names a stream: equal for documents that differ in layout only, with equal coerced variables, for readers with equal rights. */
export function shareKey(documentText: string, variables: Variables, headers: OnBehalf['headers']): string {
  const text = JSON.stringify([documentText, variables, headers], (_key, item: unknown) => {
    if (typeof item === 'bigint') return { digits: String(item) };
    return isPlain(item) ? sorted(item) : item;
  });
  return createHash('sha256').update(text).digest('base64url');
}

/** What an anonymous visitor shows. */
const nobody: OnBehalf['headers'] = {};

const isPlain = (item: unknown): item is Record<string, unknown> =>
  typeof item === 'object' && item !== null && !Array.isArray(item);
const sorted = (item: Record<string, unknown>) => Object.fromEntries(Object.entries(item).sort(([a], [b]) => (a < b ? -1 : 1)));
