// One subscription at a subgraph and one execution per event, shared by all who read the same.
import { isDeepStrictEqual } from 'node:util';
import type { ServiceMap } from '@apollo/gateway';
import type { Histogram } from '@opentelemetry/api';
import type { ExecutionResult } from 'graphql';
import type { Log } from '#kit/words/log';
import { responseText } from '../execution/executor';
import { exactText } from '../execution/project';
import type { OnBehalf } from '../execution/run';
import type { Asked } from '../operation/admission';
import type { Variables } from '../operation/document';
import { ResponseTooLarge } from '../operation/refusals';
import { executeEvent, type PlannedSubscription } from './plan';
import { backlog, type Reader, Snapshot } from './reader';
import {
  EventsMissed,
  type FormatError,
  formatErrors,
  isReadable,
  SourceFailed,
  SourceUnavailable,
  SubscriptionFailure,
  TooManyEvents,
} from './refusals';
import type { Upstream } from './upstream';

/** What readers get of a feed: the newest state, for feeds of states; or every event in order, for feeds that are logs. */
export type FeedDelivery = 'latest' | 'every';

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
  /** How long a state took from its arrival to its readers, in seconds. */
  readonly lag?: Pick<Histogram, 'record'>;
  /** Called before readers are shown a state. */
  readonly changed?: () => void;
  /** How the feeds of a subgraph are delivered; its newest state when not given. */
  readonly deliveryOf?: (service: string) => FeedDelivery;
}

/** What came from the subgraph, numbered from 1. */
interface Arrived {
  readonly event: ExecutionResult;
  readonly number: number;
  /** When, by the clock of the stream. */
  readonly at: number;
}

/** One upstream subscription, its newest state and its readers. Ends itself when the last reader leaves. */
export class SharedStream {
  /** Each with the number of the last event that came before it. */
  readonly #readers = new Map<Reader, number>();
  #delivery: FeedDelivery;
  #events: EventQueue<Arrived>;
  #arrived = 0;
  #stopUpstream: () => void = () => {};
  #round = 0;
  /** What a new reader is shown at once: the newest state; of a feed of which every event counts, only that it cannot be reached. */
  #newest: Snapshot | undefined;
  #ended = false;
  #degraded = false;
  #isAway = false;

  /** `onEnd` is called once, before the readers learn of the end. */
  constructor(
    readonly asked: Asked,
    private readonly onBehalf: OnBehalf,
    private plan: PlannedSubscription,
    private variables: Variables,
    private readonly setting: StreamSetting,
    private readonly onEnd: () => void,
  ) {
    this.#delivery = this.#deliveryOf(plan);
    this.#events = this.#queue();
  }

  get readers(): number {
    return this.#readers.size;
  }

  /** Shows the reader the newest state at once, if there is one. */
  join(reader: Reader): void {
    this.#readers.set(reader, this.#arrived);
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
    const delivery = this.#deliveryOf(this.plan);
    if (delivery !== this.#delivery) {
      this.#delivery = delivery;
      this.#events = this.#queue();
      this.#newest = undefined;
    }
    const { counts, upstream, log } = this.setting;
    const { serviceName } = this.plan.primary;
    // What waited is dropped, and what comes until the subgraph hears of it is missing.
    if (round > 1 && delivery === 'every') {
      this.#tell(new EventsMissed(serviceName));
      this.#newest = undefined;
    }
    this.#stopUpstream = upstream.subscribe(serviceName, upstreamRequest(this.plan, this.variables), this.onBehalf, {
      next: (event) => {
        if (!current()) return;
        counts.events++;
        this.#isAway = false;
        const became = this.#events.offer({ event, number: ++this.#arrived, at: this.setting.monotonic() });
        if (became === 'replaced') counts.conflated++;
        if (became === 'refused') this.end(new SubscriptionFailure([new TooManyEvents(backlog)]));
      },
      unavailable: () => {
        if (!current()) return;
        this.#isAway = true;
        this.#tell(new SourceUnavailable(serviceName, delivery === 'every'));
      },
      // A feed of states goes on with the current one.
      interrupted: () => {
        if (!current() || delivery === 'latest') return;
        if (!this.#isAway) this.#tell(new EventsMissed(serviceName));
        this.#isAway = false;
        this.#newest = undefined;
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
    const readers = [...this.#readers.keys()];
    this.#readers.clear();
    for (const reader of readers) reader.end(failure);
  }

  #deliveryOf({ primary }: PlannedSubscription): FeedDelivery {
    return this.setting.deliveryOf?.(primary.serviceName) ?? 'latest';
  }

  #queue(): EventQueue<Arrived> {
    const work = (arrived: Arrived) => this.#execute(arrived);
    return this.#delivery === 'every'
      ? new InOrder(work, backlog, ({ event }) => exactText(event).length)
      : new NewestFirst(work, this.setting);
  }

  async #execute({ event, number, at }: Arrived): Promise<void> {
    const round = this.#round;
    this.setting.counts.executions++;
    const state = await this.#snapshot(this.plan, event);
    if (this.#ended || round !== this.#round) return;
    this.#newest = this.#delivery === 'latest' ? state : undefined;
    this.#show(state, number);
    this.setting.lag?.record((this.setting.monotonic() - at) / 1_000);
  }

  /** Tells all readers of an error, in place of a state. */
  #tell(error: Error): void {
    const errors = formatErrors(error, this.setting.formatError);
    this.#newest = new Snapshot(JSON.stringify({ data: null, errors }));
    this.#show(this.#newest);
  }

  /** Gives what was made of an event to those who read when it came. */
  #show(state: Snapshot, number = Number.POSITIVE_INFINITY): void {
    this.setting.changed?.();
    for (const [reader, before] of this.#readers) if (before < number || this.#delivery === 'latest') this.#give(reader, state);
  }

  #give(reader: Reader, state: Snapshot): void {
    const { counts } = this.setting;
    counts.shown++;
    if (this.#delivery === 'latest') {
      if (reader.show(state)) counts.skipped++;
    } else if (!reader.add(state)) {
      counts.cutOff++;
      this.leave(reader);
      reader.end(new SubscriptionFailure([new TooManyEvents(backlog)]));
    }
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

function upstreamRequest({ primary, compiled }: PlannedSubscription, given: Variables) {
  const { operation, operationName, variableUsages = [] } = primary;
  const all = compiled?.withConstants(given) ?? given;
  const used = variableUsages.filter((name) => name in all).map((name) => [name, all[name]]);
  return { query: operation, ...(operationName && { operationName }), variables: Object.fromEntries(used) };
}

/** What waits to be executed. */
interface EventQueue<Value> {
  /** What became of it: it replaced one that waited, or there is no place for it. */
  offer(value: Value): 'kept' | 'replaced' | 'refused';
  /** Drops what waits, and what was to be done at rest. Work that runs is not stopped. */
  clear(): void;
  /** Calls once nothing runs or waits, perhaps at once. */
  whenAtRest(act: () => void): void;
}

/** Works on every value in turn, one at a time. */
class InOrder<Value> implements EventQueue<Value> {
  #waiting: { readonly value: Value; readonly characters: number }[] = [];
  #characters = 0;
  #running = false;
  #atRest: (() => void) | undefined;

  /** `work` must not reject. What waits is measured. */
  constructor(
    private readonly work: (value: Value) => Promise<void>,
    private readonly most: { readonly events: number; readonly characters: number },
    private readonly measure: (value: Value) => number,
  ) {}

  offer(value: Value): 'kept' | 'refused' {
    // One that need not wait, as is usual, is not measured.
    const characters = this.#running ? this.measure(value) : 0;
    if (this.#waiting.length >= this.most.events || this.#characters + characters > this.most.characters) return 'refused';
    this.#waiting.push({ value, characters });
    this.#characters += characters;
    if (!this.#running) void this.#run();
    return 'kept';
  }

  clear(): void {
    this.#waiting = [];
    this.#characters = 0;
    this.#atRest = undefined;
  }

  whenAtRest(act: () => void): void {
    if (this.#running) this.#atRest = act;
    else act();
  }

  async #run(): Promise<void> {
    this.#running = true;
    for (let next = this.#waiting.shift(); next !== undefined; next = this.#waiting.shift()) {
      this.#characters -= next.characters;
      await this.work(next.value);
    }
    this.#running = false;
    this.#atRest?.();
  }
}

/** Works on one value at a time, and not too often; of those that come meanwhile, only the newest waits. */
class NewestFirst<Value> implements EventQueue<Value> {
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

  offer(value: Value): 'kept' | 'replaced' {
    const replaced = this.#next !== undefined;
    this.#next = { value };
    if (!this.#running && !this.#timer) this.#schedule();
    return replaced ? 'replaced' : 'kept';
  }

  clear(): void {
    clearTimeout(this.#timer);
    this.#timer = undefined;
    this.#next = undefined;
    this.#atRest = undefined;
  }

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
