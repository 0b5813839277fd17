// What is wrong with a process that still answers: for /ready, one log line a minute and a metric.
import { metrics } from '@opentelemetry/api';
import type { Clock } from '../words/clock';
import type { Log } from '../words/log';
import { toleranceMs } from '../words/secrets';

const minute = 60_000;

/** Troubles of one process, each by its name with its cause in words for operators. Causes hold no address, no secret and no row. */
export class Condition {
  readonly #troubles = new Map<string, { cause: string; until: number }>();
  readonly #timer: NodeJS.Timeout;
  readonly #stopObserving: () => void;

  constructor(
    private readonly log: Log,
    everyMs = minute,
  ) {
    this.#timer = setInterval(() => this.#tell(), everyMs);
    this.#timer.unref();
    const gauge = metrics.getMeter('shelfbridge').createObservableGauge('shelfbridge.degraded', {
      description: '1 for each trouble of a process that still answers, by its name',
    });
    const observe: Parameters<typeof gauge.addCallback>[0] = (result) => {
      for (const trouble of Object.keys(this.degraded)) result.observe(1, { trouble });
    };
    gauge.addCallback(observe);
    this.#stopObserving = () => gauge.removeCallback(observe);
  }

  /** It stands until its end, or for so long after it was last seen. The log has it at once, and then once a minute. */
  begin(trouble: string, cause: string, lastsMs = Number.POSITIVE_INFINITY): void {
    const isNew = !(trouble in this.degraded);
    this.#troubles.set(trouble, { cause, until: performance.now() + lastsMs });
    if (isNew) this.log.warn({ trouble, cause }, 'degraded');
  }

  end(trouble: string): void {
    if (this.#troubles.delete(trouble)) this.log.info({ trouble }, 'no longer degraded');
  }

  /** What is wrong now. */
  get degraded(): Readonly<Record<string, string>> {
    const now = performance.now();
    for (const [trouble, { until }] of this.#troubles) if (until <= now) this.#troubles.delete(trouble);
    return Object.fromEntries([...this.#troubles].map(([trouble, { cause }]) => [trouble, cause]));
  }

  stop(): void {
    clearInterval(this.#timer);
    this.#stopObserving();
  }

  #tell(): void {
    for (const [trouble, cause] of Object.entries(this.degraded)) this.log.warn({ trouble, cause }, 'degraded');
  }
}

/** Whether a gateway believes the clock of this process, by the moments at which the passports that arrive were made. */
export class ClockCheck {
  #agreedAt = Number.NEGATIVE_INFINITY;
  #wrong: { readonly aheadMs: number; readonly at: number; readonly offset: number } | undefined;

  constructor(private readonly clock: Clock) {}

  /** How far this clock was ahead of that of a gateway. */
  readonly note = (aheadMs: number): void => {
    const at = performance.now();
    if (Math.abs(aheadMs) <= toleranceMs) {
      this.#agreedAt = at;
      this.#wrong = undefined;
    } else this.#wrong = { aheadMs, at, offset: this.#offset };
  };

  /** What is wrong, in words; undefined once the clock was set, or when another gateway agrees with it: then that of the first is wrong. */
  get fault(): string | undefined {
    const now = performance.now();
    if (!this.#wrong || now - this.#wrong.at > minute || now - this.#agreedAt < minute) return undefined;
    const aheadMs = this.#wrong.aheadMs + this.#offset - this.#wrong.offset;
    if (Math.abs(aheadMs) <= toleranceMs) return undefined;
    const [seconds, where] = [Math.round(Math.abs(aheadMs) / 1_000), aheadMs > 0 ? 'ahead of' : 'behind'];
    return `The clock of this subgraph is ${seconds} seconds ${where} that of its gateway; ${toleranceMs / 1_000} are tolerated. Set the clock.`;
  }

  /** Changes only when somebody sets the clock. */
  get #offset(): number {
    return this.clock().getTime() - performance.now();
  }
}
