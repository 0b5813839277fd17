// How do many readers of the same thing cost one upstream subscription and one execution per event?
import type { ExecutionResult } from 'graphql';
import type { Asked, Variables } from '../operation/document';
import type { LiveCounts } from './counts';
import { EventFrames, type EventSetting } from './eventFrames';
import type { Frame } from './frame';
import type { PlannedSubscription } from './plan';
import type { Reader } from './reader';
import { SourceFailed, SubscriptionFailure } from './refusals';
import { canonicalJson, type Scope } from './scope';
import type { Source, SourceRequest } from './source';
import { type Rhythm, Turns } from './turns';

/** What all streams of one hub have in common. */
export interface StreamSetting extends EventSetting, Rhythm {
  readonly source: Source;
  readonly counts: LiveCounts;
}

/** One upstream subscription, its newest frame and its readers. Ends itself when the last reader leaves. */
export class SharedStream {
  readonly #readers = new Set<Reader>();
  readonly #frames: EventFrames;
  readonly #turns: Turns<ExecutionResult>;
  #stopUpstream: () => void = () => {};
  #round = 0;
  #last: Frame | undefined;
  #ended = false;

  /** `onEnd` is called once, before the readers learn of the end. */
  constructor(
    readonly request: Asked,
    readonly scope: Scope,
    private plan: PlannedSubscription,
    private variables: Variables,
    private readonly setting: StreamSetting,
    private readonly onEnd: () => void,
  ) {
    this.#frames = new EventFrames(setting, scope);
    this.#turns = new Turns((event) => this.#execute(event), setting);
  }

  get readers(): number {
    return this.#readers.size;
  }

  /** The reader is shown the newest frame at once, if there is one. */
  join(reader: Reader): void {
    this.#readers.add(reader);
    if (this.#last) this.#give(reader, this.#last);
  }

  /** Has no effect on one who left, or was told of the end, before. */
  leave(reader: Reader): void {
    if (this.#readers.delete(reader) && this.#readers.size === 0) this.end();
  }

  /** Subscribes to the subgraph, dropping a former subscription and what it left unfinished. */
  start(): void {
    const round = ++this.#round;
    const current = () => round === this.#round && !this.#ended;
    this.#stopUpstream();
    this.#turns.clear();
    const { counts, source, log } = this.setting;
    this.#stopUpstream = source.subscribe(this.plan.primary.serviceName, this.#asked(), {
      next: (event) => {
        if (!current()) return;
        counts.events++;
        if (this.#turns.offer(event)) counts.conflated++;
      },
      refused: (errors) => current() && this.end(new SubscriptionFailure(errors)),
      // What came before is shown first.
      complete: () => current() && this.#turns.whenAtRest(() => this.end()),
      failed: (err) => {
        if (!current()) return;
        log.error({ err, service: this.plan.primary.serviceName }, 'the source of a live feed failed for good');
        this.end(new SubscriptionFailure([new SourceFailed()]));
      },
    });
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

  /** Ends the upstream and every reader; normally, or with the failure. */
  end(failure?: SubscriptionFailure): void {
    if (this.#ended) return;
    this.#ended = true;
    this.#turns.clear();
    this.onEnd();
    this.#stopUpstream();
    const readers = [...this.#readers];
    this.#readers.clear();
    for (const reader of readers) reader.end(failure);
  }

  #asked(): SourceRequest {
    const { operation, operationName, variableUsages = [] } = this.plan.primary;
    const used = variableUsages.filter((name) => name in this.variables).map((name) => [name, this.variables[name]]);
    return {
      query: operation,
      ...(operationName && { operationName }),
      variables: Object.fromEntries(used),
      headers: this.scope.headers,
    };
  }

  async #execute(event: ExecutionResult): Promise<void> {
    const round = this.#round;
    this.setting.counts.executions++;
    const frame = await this.#frames.of(this.plan, event, this.variables);
    if (this.#ended || round !== this.#round) return;
    this.#last = frame;
    for (const reader of this.#readers) this.#give(reader, frame);
  }

  #give(reader: Reader, frame: Frame): void {
    const { counts } = this.setting;
    counts.shown++;
    if (reader.show(frame)) counts.skipped++;
  }
}
