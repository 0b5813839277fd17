// What happens in live feeds, in numbers, and how do operators read them?
import { metrics } from '@opentelemetry/api';
import type { Log } from '#kit/words/log';

/** Totals since the gateway began. */
export interface LiveCounts {
  /** States that subgraphs sent. */
  events: number;
  /** Of these, how many were executed. */
  executions: number;
  /** Of these, how many were replaced by a newer one before their execution. */
  conflated: number;
  /** Frames that readers were given. */
  shown: number;
  /** Of these, how many a slow reader was never sent, because a newer one took their place. */
  skipped: number;
  /** Subscriptions and connections refused because a cap was reached. */
  refused: number;
  /** Connections ended by the gateway because their clients took nothing, or gave no sign of life. */
  cutOff: number;
}

export const noCounts = (): LiveCounts => ({
  events: 0,
  executions: 0,
  conflated: 0,
  shown: 0,
  skipped: 0,
  refused: 0,
  cutOff: 0,
});

/** What there is at this moment. */
export interface LiveGauges {
  /** Subscriptions of all clients. */
  readonly readers: number;
  /** Streams that they share; each is one subscription at a subgraph. */
  readonly streams: number;
  readonly webSockets: number;
  readonly httpStreams: number;
  /** Subgraphs that are connected. */
  readonly connectedSubgraphs: readonly string[];
}

export type LiveStats = LiveGauges & Readonly<LiveCounts>;

const meaning: Readonly<Record<keyof LiveStats, string>> = {
  readers: 'Subscriptions of clients',
  streams: 'Subscriptions at subgraphs, shared by readers',
  webSockets: 'Open WebSockets',
  httpStreams: 'Open HTTP streams',
  connectedSubgraphs: 'Subgraphs that feed streams',
  events: 'States that subgraphs sent',
  executions: 'States that were executed',
  conflated: 'States replaced by a newer one before execution',
  shown: 'Frames given to readers',
  skipped: 'Frames that slow readers were never sent',
  refused: 'Subscriptions and connections beyond a cap',
  cutOff: 'Connections ended because their clients took nothing',
};
const totals = Object.keys(noCounts());

/**
 * Offers the numbers as OpenTelemetry metrics `gateway.live.*`, and logs them as `live feeds` when they changed, once a minute.
 * @returns what ends it
 */
export function tellOperators(stats: () => LiveStats, log: Log, everyMs = 60_000): () => void {
  const meter = metrics.getMeter('shelfbridge.gateway');
  const observables = Object.entries(meaning).map(([name, description]) => {
    const create = totals.includes(name) ? meter.createObservableCounter : meter.createObservableGauge;
    return { name: name as keyof LiveStats, observable: create.call(meter, `gateway.live.${name}`, { description }) };
  });
  const observe: Parameters<typeof meter.addBatchObservableCallback>[0] = (result) => {
    const now = stats();
    for (const { name, observable } of observables) result.observe(observable, asNumber(now[name]));
  };
  const all = observables.map(({ observable }) => observable);
  meter.addBatchObservableCallback(observe, all);
  let told = JSON.stringify(stats());
  const timer = setInterval(() => {
    const now = JSON.stringify(stats());
    if (now !== told) log.info(stats(), 'live feeds');
    told = now;
  }, everyMs);
  timer.unref();
  return () => {
    clearInterval(timer);
    meter.removeBatchObservableCallback(observe, all);
  };
}

const asNumber = (value: number | readonly string[]) => (typeof value === 'number' ? value : value.length);
