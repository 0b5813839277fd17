// One subscription at a subgraph and one execution per event, shared by all who read the same.
import { isDeepStrictEqual } from 'node:util';
import type { ServiceMap } from '@apollo/gateway';
import type { ExecutionResult } from 'graphql';
import type { Log } from '#kit/words/log';
import { responseText } from '../execution/executor';
import type { OnBehalf } from '../execution/run';
import type { Asked } from '../operation/admission';
import type { Variables } from '../operation/document';
import { ResponseTooLarge } from '../operation/refusals';
import { executeEvent, type PlannedSubscription } from './plan';
import { type Reader, Snapshot } from './reader';
import { type FormatError, formatErrors, isReadable, SourceFailed, SourceUnavailable, SubscriptionFailure } from './refusals';
import type { Upstream } from './upstream';

/** Totals since the gateway began. */
export interface LiveCounts {
  /** States that subgraphs sent. */
  events: number;
  /** Of these, how many were executed. */
  executions: number;
  /** Of these, how many were replaced by a newer one before their execution. */
  conflated: number;
  /** States given to readers. */
  shown: number;
  /** Of these, how many a slow reader was never sent, because a newer one replaced them. */
  skipped: number;
  /** Subscriptions and connections refused because a limit was reached. */
  refused: number;
  /** Connections ended by the gateway because their clients took nothing, or gave no sign of life. */
  cutOff: number;
}

interface Rhythm {
  /** Time between the beginnings of two executions, in milliseconds. */
  readonly intervalMs: number;
  /** A clock that only moves forward, in milliseconds. */
  readonly monotonic: () => number;
}

/** What all streams of one hub have in common. */
export interface StreamSetting extends Rhythm {
  readonly upstream: Upstream;
  readonly counts: LiveCounts;
  /** The data sources that the gateway uses at this moment. */
  readonly services: () => ServiceMap;
  readonly formatError: FormatError;
  readonly log: Log;
  /** The largest state that readers are shown, in bytes; any when not given. */
  readonly maxEventBytes?: number;
  /** Called before readers are shown a state. */
  readonly changed?: () => void;
}

/** One upstream subscription, its newest state and its readers. Ends itself when the last reader leaves. */
export class SharedStream {
  readonly #readers = new Set<Reader>();
  readonly #events: NewestFirst<ExecutionResult>;
  #stopUpstream: () => void = () => {};
  #round = 0;
  #newest: Snapshot | undefined;
  #ended = false;
  #degraded = false;

  /** `onEnd` is called once, before the readers learn of the end. */
  constructor(
    readonly asked: Asked,
    private readonly onBehalf: OnBehalf,
    private plan: PlannedSubscription,
    private variables: Variables,
    private readonly setting: StreamSetting,
    private readonly onEnd: () => void,
  ) {
    this.#events = new NewestFirst((event) => this.#execute(event), setting);
  }

  get readers(): number {
    return this.#readers.size;
  }

  /** Shows the reader the newest state at once, if there is one. */
  join(reader: Reader): void {
    this.#readers.add(reader);
    if (this.#newest) this.#give(reader, this.#newest);
  }

  /** Has no effect on a reader that has left or ended before. */
  leave(reader: Reader): void {
    if (this.#readers.delete(reader) && this.#readers.size === 0) this.end();
  }

  /** Subscribes to the subgraph, dropping a former subscription and what it left unfinished. */
  start(): void {
    const round = ++this.#round;
    const current = () => round === this.#round && !this.#ended;
    this.#stopUpstream();
    this.#events.clear();
    const { counts, upstream, log } = this.setting;
    const { serviceName } = this.plan.primary;
    this.#stopUpstream = upstream.subscribe(serviceName, upstreamRequest(this.plan, this.variables), this.onBehalf, {
      next: (event) => {
        if (!current()) return;
        counts.events++;
        if (this.#events.offer(event)) counts.conflated++;
      },
      unavailable: () => {
        if (!current()) return;
        const errors = formatErrors(new SourceUnavailable(serviceName), this.setting.formatError);
        this.#show(new Snapshot(JSON.stringify({ data: null, errors })));
      },
      refused: (errors) => current() && this.end(new SubscriptionFailure(errors)),
      // Readers are first shown what came before.
      complete: () => current() && this.#events.whenAtRest(() => this.end()),
      failed: (err) => {
        if (!current()) return;
        log.error({ err, service: serviceName }, 'a subgraph ended a live feed for good');
        this.end(new SubscriptionFailure([new SourceFailed()]));
      },
    });
  }

  /** Continues with another plan. The upstream stays when it is asked for the same; otherwise it begins again with the current state. */
  replan(plan: PlannedSubscription, variables: Variables): void {
    const isSame =
      plan.primary.serviceName === this.plan.primary.serviceName &&
      plan.primary.operation === this.plan.primary.operation &&
      isDeepStrictEqual(variables, this.variables);
    this.plan = plan;
    this.variables = variables;
    if (!isSame) this.start();
  }

  /** Ends the upstream and every reader; normally, or with the failure. */
  end(failure?: SubscriptionFailure): void {
    if (this.#ended) return;
    this.#ended = true;
    this.#events.clear();
    this.onEnd();
    this.#stopUpstream();
    const readers = [...this.#readers];
    this.#readers.clear();
    for (const reader of readers) reader.end(failure);
  }

  async #execute(event: ExecutionResult): Promise<void> {
    const round = this.#round;
    this.setting.counts.executions++;
    const state = await this.#snapshot(this.plan, event);
    if (this.#ended || round !== this.#round) return;
    this.#show(state);
  }

  #show(state: Snapshot): void {
    this.setting.changed?.();
    this.#newest = state;
    for (const reader of this.#readers) this.#give(reader, state);
  }

  #give(reader: Reader, state: Snapshot): void {
    const { counts } = this.setting;
    counts.shown++;
    if (reader.show(state)) counts.skipped++;
  }

  /** Never rejects: what fails becomes an error of the state, at its place. */
  async #snapshot(plan: PlannedSubscription, event: ExecutionResult): Promise<Snapshot> {
    const { services, formatError, log, maxEventBytes = Number.POSITIVE_INFINITY } = this.setting;
    try {
      const { variables, onBehalf } = this;
      const result = await executeEvent(plan, event, { variables, services: services(), onBehalf, log });
      if (result.errors.length === 0) this.#degraded = false;
      for (const error of result.errors) this.#report(plan, error);
      const errors = result.errors.flatMap((error) => formatErrors(error, formatError));
      const text = responseText({ data: result.data, errors });
      if (Buffer.byteLength(text) > maxEventBytes) throw new ResponseTooLarge(maxEventBytes);
      return new Snapshot(text);
    } catch (error) {
      this.#report(plan, error);
      return new Snapshot(JSON.stringify({ data: null, errors: formatErrors(error, formatError) }));
    }
  }

  /** Logs what is hidden from clients, once until an event succeeds again: a subgraph that is down would fail every event. */
  #report({ operation }: PlannedSubscription, err: unknown): void {
    if (isReadable(err) || this.#degraded) return;
    this.#degraded = true;
    this.setting.log.warn({ err, operation: operation.name }, 'events of a live feed are incomplete');
  }
}

function upstreamRequest({ primary: { operation, operationName, variableUsages = [] } }: PlannedSubscription, given: Variables) {
  const used = variableUsages.filter((name) => name in given).map((name) => [name, given[name]]);
  return { query: operation, ...(operationName && { operationName }), variables: Object.fromEntries(used) };
}

/** Works on one value at a time, and not too often; of those that come meanwhile, only the newest waits. */
class NewestFirst<Value> {
  #next: { readonly value: Value } | undefined;
  #running = false;
  #timer: NodeJS.Timeout | undefined;
  #startedAt = Number.NEGATIVE_INFINITY;
  #atRest: (() => void) | undefined;

  /** `work` must not reject. */
  constructor(
    private readonly work: (value: Value) => Promise<void>,
    private readonly rhythm: Rhythm,
  ) {}

  /** True when the value replaced one that waited. */
  offer(value: Value): boolean {
    const replaced = this.#next !== undefined;
    this.#next = { value };
    if (!this.#running && !this.#timer) this.#schedule();
    return replaced;
  }

  /** Drops what waits, and what was to be done at rest. Work that runs is not stopped. */
  clear(): void {
    clearTimeout(this.#timer);
    this.#timer = undefined;
    this.#next = undefined;
    this.#atRest = undefined;
  }

  /** Calls once nothing runs or waits, perhaps at once. */
  whenAtRest(act: () => void): void {
    if (this.#running || this.#next) this.#atRest = act;
    else act();
  }

  #schedule(): void {
    const wait = this.#startedAt + this.rhythm.intervalMs - this.rhythm.monotonic();
    if (wait <= 0) void this.#run();
    else this.#timer = setTimeout(() => void this.#run(), wait);
  }

  async #run(): Promise<void> {
    this.#timer = undefined;
    const next = this.#next;
    if (!next) return;
    this.#next = undefined;
    this.#running = true;
    this.#startedAt = this.rhythm.monotonic();
    await this.work(next.value);
    this.#running = false;
    if (this.#next) this.#schedule();
    else this.#atRest?.();
  }
}
