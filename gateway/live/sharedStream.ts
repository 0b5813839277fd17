// How do many readers of the same thing cost one upstream subscription and one execution per event?
import type { ServiceMap } from '@apollo/gateway';
import type { ExecutionResult } from 'graphql';
import { Latest } from '#kit/latest';
import type { Log } from '#kit/log';
import { responseText } from '../execution/executor';
import { ResponseTooLarge } from '../limits/refusals';
import { Frame } from './frame';
import { executeEvent, type PlannedSubscription, type Variables } from './plan';
import { type FormatError, formatErrors, isReadable, SourceFailed, SubscriptionFailure } from './refusals';
import { canonicalJson, type Scope } from './scope';
import type { Source } from './upstream';

/** What a client asks for. */
export interface LiveRequest {
  readonly query: string;
  readonly operationName?: string | null;
  readonly variables?: Variables | null;
}

/** What all streams of one hub have in common. */
export interface StreamSetting {
  readonly source: Source;
  /** The data sources that the gateway uses at this moment. */
  readonly services: () => ServiceMap;
  /** The context in which data sources see the fetches of a stream. Made from the scope alone. */
  readonly contextOf: (scope: Scope) => Record<string, unknown>;
  readonly formatError: FormatError;
  readonly log: Log;
  /** Time between the beginnings of two executions, in milliseconds. */
  readonly intervalMs: number;
  /** The largest state that readers are shown, in bytes; any when not given. */
  readonly maxEventBytes?: number;
  /** A clock that only moves forward, in milliseconds. */
  readonly monotonic: () => number;
  readonly counts: StreamCounts;
}

/** Totals since the hub was made. */
export interface StreamCounts {
  /** States that subgraphs sent. */
  events: number;
  /** Of these, how many were executed. */
  executions: number;
  /** Of these, how many were replaced by a newer one before their execution. */
  conflated: number;
  /** Frames that a slow reader never saw because a newer one took their place. */
  skipped: number;
}

/** One upstream subscription, its newest frame and its readers. Ends itself when the last reader leaves. */
export class SharedStream {
  /** With what each does when it leaves. */
  readonly #readers = new Map<Latest<Frame>, () => void>();
  #stopUpstream: () => void = () => {};
  #round = 0;
  #pending: ExecutionResult | undefined;
  #executing = false;
  #completing = false;
  #timer: NodeJS.Timeout | undefined;
  #startedAt = Number.NEGATIVE_INFINITY;
  #last: Frame | undefined;
  #degraded = false;
  #ended = false;

  /** `onEnd` is called once, before the readers learn of the end. */
  constructor(
    readonly request: LiveRequest,
    readonly scope: Scope,
    private plan: PlannedSubscription,
    private variables: Variables,
    private readonly setting: StreamSetting,
    private readonly onEnd: () => void,
  ) {}

  get readers(): number {
    return this.#readers.size;
  }

  /** A new reader, which gets the newest frame at once if there is one. `onLeave` is called once, whoever ends it. */
  join(onLeave: () => void): Latest<Frame> {
    const reader: Latest<Frame> = new Latest(() => {
      if (!this.#readers.delete(reader)) return;
      onLeave();
      if (this.#readers.size === 0) this.end();
    });
    this.#readers.set(reader, onLeave);
    if (this.#last) reader.push(this.#last);
    return reader;
  }

  /** Subscribes to the subgraph, dropping a former subscription and what it left unfinished. */
  start(): void {
    const round = ++this.#round;
    const current = () => round === this.#round && !this.#ended;
    this.#stopUpstream();
    this.#pending = undefined;
    this.#completing = false;
    const { primary } = this.plan;
    const usages = primary.variableUsages ?? [];
    this.#stopUpstream = this.setting.source.subscribe(
      primary.serviceName,
      {
        query: primary.operation,
        ...(primary.operationName && { operationName: primary.operationName }),
        variables: Object.fromEntries(
          usages.filter((name) => name in this.variables).map((name) => [name, this.variables[name]]),
        ),
        headers: this.scope.headers,
      },
      {
        next: (event) => current() && this.#offer(event),
        refused: (errors) => current() && this.end(new SubscriptionFailure(errors)),
        complete: () => current() && this.#complete(),
        failed: (err) => {
          if (!current()) return;
          this.setting.log.error({ err, service: primary.serviceName }, 'the source of a live feed failed for good');
          this.end(new SubscriptionFailure([new SourceFailed()]));
        },
      },
    );
  }

  /** Goes on with another plan. The upstream stays when it is asked for the same; if not, it begins anew with the current state. */
  replan(plan: PlannedSubscription, variables: Variables): void {
    const asked = ({ primary }: PlannedSubscription, given: Variables) =>
      canonicalJson([primary.serviceName, primary.operation, given]);
    const same = asked(plan, variables) === asked(this.plan, this.variables);
    this.plan = plan;
    this.variables = variables;
    if (!same) this.start();
  }

  /** Ends the upstream and every reader; normally, or with the error. */
  end(error?: SubscriptionFailure): void {
    if (this.#ended) return;
    this.#ended = true;
    clearTimeout(this.#timer);
    this.#pending = undefined;
    this.onEnd();
    this.#stopUpstream();
    const readers = [...this.#readers];
    this.#readers.clear();
    for (const [reader, onLeave] of readers) {
      onLeave();
      if (error) reader.fail(error);
      else reader.end();
    }
  }

  /** Ends normally, after the events that came before have been shown. */
  #complete(): void {
    if (this.#executing || this.#pending) this.#completing = true;
    else this.end();
  }

  #offer(event: ExecutionResult): void {
    const { counts, intervalMs, monotonic } = this.setting;
    counts.events++;
    if (this.#pending) counts.conflated++;
    this.#pending = event;
    if (this.#executing || this.#timer) return;
    const wait = this.#startedAt + intervalMs - monotonic();
    if (wait <= 0) void this.#execute();
    else this.#timer = setTimeout(() => void this.#execute(), wait);
  }

  /** Executes the newest event; while it runs, only the newest of those that follow waits. Never rejects. */
  async #execute(): Promise<void> {
    this.#timer = undefined;
    const event = this.#pending;
    if (!event || this.#ended) return;
    const round = this.#round;
    this.#pending = undefined;
    this.#executing = true;
    this.#startedAt = this.setting.monotonic();
    this.setting.counts.executions++;
    const frame = await this.#frameOf(event);
    this.#executing = false;
    if (this.#ended) return;
    if (round === this.#round) this.#show(frame);
    const next = this.#pending as ExecutionResult | undefined;
    if (!next) return this.#completing ? this.end() : undefined;
    const wait = Math.max(0, this.#startedAt + this.setting.intervalMs - this.setting.monotonic());
    this.#timer = setTimeout(() => void this.#execute(), wait);
  }

  #show(frame: Frame): void {
    this.#last = frame;
    for (const reader of this.#readers.keys()) if (reader.push(frame)) this.setting.counts.skipped++;
  }

  async #frameOf(event: ExecutionResult): Promise<Frame> {
    const { services, contextOf, formatError, log, maxEventBytes = Number.POSITIVE_INFINITY } = this.setting;
    try {
      const context = contextOf(this.scope);
      const result = await executeEvent(this.plan, event, { variables: this.variables, services: services(), context, log });
      if (result.errors.length === 0) this.#degraded = false;
      for (const error of result.errors) this.#report(error);
      const errors = result.errors.flatMap((error) => formatErrors(error, formatError));
      const text = responseText({ data: result.data, errors });
      if (Buffer.byteLength(text) > maxEventBytes) throw new ResponseTooLarge(maxEventBytes);
      return new Frame(text);
    } catch (error) {
      this.#report(error);
      return new Frame(JSON.stringify({ data: null, errors: formatErrors(error, formatError) }));
    }
  }

  /** Logs what is hidden from clients, once until an event succeeds again: a subgraph that is down would fail every event. */
  #report(err: unknown): void {
    if (isReadable(err) || this.#degraded) return;
    this.#degraded = true;
    this.setting.log.warn({ err, operation: this.plan.operationName }, 'a live feed lacks parts of its events');
  }
}
