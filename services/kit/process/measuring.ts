// What a process measures of itself: instruments that record nothing until `observing.ts` has given them a place to go.
import { type Attributes, type Counter, type Histogram, metrics } from '@opentelemetry/api';

/** An instrument that was taken before there is a place stays silent, so each is taken when the part that measures begins. */
const meter = () => metrics.getMeter('shelfbridge');

/** From a millisecond to the longest that anything of ours may take. */
const usualSeconds = [0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10];

/** Durations in seconds, under the name with its unit behind it, as Prometheus writes names of OpenTelemetry. */
export function durations(name: string, description: string, seconds: readonly number[] = usualSeconds): Histogram {
  const advice = { explicitBucketBoundaries: [...seconds] };
  return meter().createHistogram(`${name}.seconds`, { description, advice });
}

/** Sizes of something that is counted. */
export function sizes(name: string, description: string, steps: readonly number[]): Histogram {
  return meter().createHistogram(name, { description, advice: { explicitBucketBoundaries: [...steps] } });
}

/** Counts up. What is `known` stands at zero from the beginning, so that the first of its kind is seen as a rise. */
export function counter(name: string, description: string, known: readonly Attributes[] = []): Counter {
  const made = meter().createCounter(name, { description });
  for (const attributes of known) made.add(0, attributes);
  return made;
}

/** What is so now, with its labels. */
export type Observed = readonly (readonly [number, Attributes?])[];

/**
 * Asks for values whenever somebody looks: of what is so now, or, with `rises`, of a total that only rises. Nothing is told where asking
 * fails. @returns what ends it
 */
export function observed(
  name: string,
  description: string,
  ask: () => Observed | Promise<Observed>,
  { rises = false } = {},
): () => void {
  const made = rises
    ? meter().createObservableCounter(name, { description })
    : meter().createObservableGauge(name, { description });
  const answer: Parameters<typeof made.addCallback>[0] = async (result) => {
    const values = await Promise.resolve()
      .then(ask)
      .catch((): Observed => []);
    for (const [value, attributes] of values) result.observe(value, attributes);
  };
  made.addCallback(answer);
  return () => made.removeCallback(answer);
}

/** What is known of a pool of database connections. */
interface Pooled {
  readonly totalCount: number;
  readonly idleCount: number;
  readonly waitingCount: number;
  readonly options: { readonly max?: number };
}

/** Tells how busy a pool is, by the names of OpenTelemetry's conventions. @returns what ends it */
export function observePool(name: string, pool: Pooled): () => void {
  const pooled = { 'pool.name': name };
  const stops = [
    observed('db.client.connection.count', 'Connections to the database, by pool and state', () => [
      [pool.idleCount, { ...pooled, state: 'idle' }],
      [pool.totalCount - pool.idleCount, { ...pooled, state: 'used' }],
    ]),
    observed('db.client.connection.pending_requests', 'Who waits for a connection to the database, by pool', () => [
      [pool.waitingCount, pooled],
    ]),
    observed('db.client.connection.max', 'The most connections a pool may have', () => [[pool.options.max ?? 0, pooled]]),
  ];
  return () => {
    for (const stop of stops) stop();
  };
}
