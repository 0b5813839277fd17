// What is wrong with a process that still answers: for /ready, one log line a minute and a metric.
import { metrics } from '@opentelemetry/api';
import type { Log } from '../words/log';

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
      description: '1 for each trouble of a process that still answers, by its name; 0 where there is none',
    });
    const observe: Parameters<typeof gauge.addCallback>[0] = (result) => {
      const troubles = Object.keys(this.degraded);
      for (const trouble of troubles) result.observe(1, { trouble });
      if (troubles.length === 0) result.observe(0, { trouble: 'none' });
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
