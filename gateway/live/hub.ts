// Which streams are open, who may open another, and what happens to them when the schema changes?
import type { Asked } from '../operation/document';
import { type LiveCounts, noCounts } from './counts';
import { coerceVariables, type SubscriptionPlanner } from './plan';
import type { Reader } from './reader';
import { NotServing, SchemaReload, SubscriptionFailure, SubscriptionLimit } from './refusals';
import { type Scope, shareKey } from './scope';
import { SharedStream, type StreamSetting } from './sharedStream';

export interface HubOptions extends Omit<StreamSetting, 'counts' | 'monotonic' | 'intervalMs'> {
  readonly planner: SubscriptionPlanner;
  /** Readers of all transports in this process. */
  readonly maxReaders?: number;
  /** Distinct streams in this process; each costs a subgraph subscription and an execution per event. */
  readonly maxStreams?: number;
  /** What the events of all streams that one address has opened may cost together. */
  readonly maxOpenCost?: number;
  readonly intervalMs?: number;
  readonly monotonic?: () => number;
}

/** Joins readers to streams. Streams know nothing of transports: a reader is whatever takes frames. */
export class SubscriptionHub {
  readonly #streams = new Map<string, SharedStream>();
  /** The cost of the streams that each address has opened. Others who join them pay nothing, as they cost nothing. */
  readonly #opened = new Map<string, number>();
  readonly #setting: StreamSetting;
  /** Of all transports; each adds what it refuses and cuts off. */
  readonly counts: LiveCounts = noCounts();
  #closed = false;

  constructor(private readonly options: HubOptions) {
    const { intervalMs = 100, monotonic = () => performance.now() } = options;
    this.#setting = { ...options, intervalMs, monotonic, counts: this.counts };
  }

  /**
   * Shows a reader the current state, at once when others read it already, and then every change, until it ends or is left.
   * @returns what the reader leaves by @throws SubscriptionFailure or a Problem when the subscription is invalid, a cap is reached or the gateway stops
   */
  subscribe(request: Asked, scope: Scope, reader: Reader): () => void {
    if (this.#closed) throw new NotServing();
    const plan = this.options.planner.plan(request);
    const variables = coerceVariables(plan, request.variables ?? {});
    const key = shareKey(plan.text, variables, scope);
    const known = this.#streams.get(key);
    this.#refuseBeyondCaps(known === undefined);
    const stream =
      known ?? this.#open(key, request, (onEnd) => new SharedStream(request, scope, plan, variables, this.#setting, onEnd));
    stream.join(reader);
    if (!known) stream.start();
    return () => stream.leave(reader);
  }

  /** After a change of the supergraph: streams go on with new plans; those that no longer fit end with SUBSCRIPTION_SCHEMA_RELOAD. */
  replan(): void {
    for (const stream of [...this.#streams.values()]) {
      try {
        const plan = this.options.planner.plan(stream.request);
        stream.replan(plan, coerceVariables(plan, stream.request.variables ?? {}));
      } catch {
        stream.end(new SubscriptionFailure([new SchemaReload()]));
      }
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
      this.#refuse(`The live feeds that this address has opened may cost ${maxOpenCost} values together. End one of them first.`);
    if (sum > 0) this.#opened.set(address, sum);
    else this.#opened.delete(address);
  }

  #refuseBeyondCaps(fresh: boolean): void {
    const { maxReaders = 20_000, maxStreams = 1_000 } = this.options;
    if (this.readers >= maxReaders) this.#refuse(`This gateway already serves ${maxReaders} subscriptions. Try again later.`);
    if (fresh && this.#streams.size >= maxStreams)
      this.#refuse(`This gateway already follows ${maxStreams} different live feeds. Join one of them or try again later.`);
  }

  #refuse(message: string): never {
    this.counts.refused++;
    throw new SubscriptionLimit(message);
  }
}
