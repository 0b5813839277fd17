// All of live feeds as one object, made from what the gateway already has, and the numbers by which operators watch them.

import { type IncomingMessage, type ServerResponse } from 'node:http';
import { type Duplex } from 'node:stream';
import { metrics } from '@opentelemetry/api';
import { counter, durations } from '#kit/process/measuring';
import { type Identity } from '#kit/words/identity';
import { type Log } from '#kit/words/log';
import { type OnBehalf } from '../execution/run';
import { type SupergraphUpdate } from '../graph/supergraph';
import { type Asked } from '../operation/admission';
import { AddressCount } from './connections';
import { type HubOptions, SubscriptionHub } from './hub';
import { type HttpStreamOptions, HttpStreams } from './overHttp';
import { LiveSockets, type WebSocketOptions } from './overWebSocket';
import { type PlannerOptions, SubscriptionPlanner } from './plan';
import { type LiveCounts } from './sharedStream';
import { SubgraphEvents, type SubgraphEventsOptions } from './subgraphEvents';
import { type SubgraphSocketOptions, SubgraphSockets } from './subgraphSockets';
import { persistently, type Upstream, type UpstreamSink } from './upstream';

/** What live feeds depend on, and how much of each resource they may take. */
export interface LiveOptions
  extends Omit<HubOptions, 'planner' | 'upstream' | 'monotonic'>,
    Omit<SubgraphFeedsOptions, 'keepAliveMs' | 'log'>,
    Omit<WebSocketOptions, 'hub' | 'addresses'>,
    Omit<HttpStreamOptions, 'hub' | 'addresses'>,
    PlannerOptions {
  /** Live connections of one client address, over all transports. */
  readonly maxConnectionsPerAddress?: number;
  /** Where a connection comes from; undefined for those that are not counted. Must not trust headers that a client can write. */
  readonly addressOf?: (request: IncomingMessage) => string | undefined;
}

export interface Live {
  /** For `gateway.onSchemaLoadOrUpdate`. Never throws; when a supergraph cannot be read, the former one stays in use. */
  supergraphChanged(update: SupergraphUpdate): void;
  /** For the `upgrade` event of the HTTP server. */
  upgrade(request: IncomingMessage, socket: Duplex, head: Buffer): void;
  /** Answers one HTTP request that wants a stream; resolves when the response has ended and never rejects. */
  stream(request: IncomingMessage, response: ServerResponse, asked: Asked, identity: Identity): Promise<void>;
  /** Answers a request for a stream that was refused before. */
  refuse(request: IncomingMessage, response: ServerResponse, error: unknown): void;
  /** Of what there is hardly any left, by name, for /ready. */
  scarce(): Readonly<Record<string, string>>;
  /** For tests; operators read metrics and logs. */
  stats(): LiveStats;
  /** Ends everything: WebSockets with 1001, HTTP streams with their completion, subscriptions at subgraphs. */
  close(): Promise<void>;
}

/** Puts the parts of live feeds together. Nothing is opened before somebody subscribes. */
export function createLive(options: LiveOptions): Live {
  const { log, maxConnectionsPerAddress = 100, addressOf } = options;
  const planner = new SubscriptionPlanner(options);
  const reconnects = counter(
    'gateway.live.reconnects',
    'Connections to subgraphs for live feeds that were lost and tried again, by subgraph',
  );
  const upstream = new SubgraphFeeds({
    ...options,
    keepAliveMs: undefined,
    onLost(subgraph, url) {
      reconnects.add(1, { subgraph });
      options.onLost?.(subgraph, url);
    },
  });
  const lag = durations('gateway.live.lag', 'How long a state took from its arrival at the gateway to its readers');
  const hub = new SubscriptionHub({ ...options, planner, upstream, lag });
  const addresses = new AddressCount(maxConnectionsPerAddress, addressOf);
  const sockets = new LiveSockets({ ...options, hub, addresses });
  const http = new HttpStreams({ ...options, hub, addresses });
  const stats = (): LiveStats => ({
    ...hub.counts,
    readers: hub.readers,
    streams: hub.streams,
    webSockets: sockets.size,
    httpStreams: http.size,
    connectedSubgraphs: upstream.connected,
  });
  const stopReporting = reportToOperators(stats, log);
  return {
    supergraphChanged(update) {
      try {
        for (const subgraph of Object.keys(options.services())) reconnects.add(0, { subgraph });
        planner.update(update);
        upstream.refresh();
        hub.replan();
      } catch (err) {
        log.error({ err }, 'live feeds cannot use the new supergraph and keep the former one');
      }
    },
    upgrade: sockets.upgrade,
    stream: (request, response, asked, identity) => http.serve(request, response, asked, identity),
    refuse: (request, response, error) => http.refuse(request, response, error),
    scarce: () => hub.scarce,
    stats,
    async close() {
      stopReporting();
      // A WebSocket client must see the close before the end of its streams; otherwise it would not connect elsewhere.
      await Promise.all([sockets.close(), http.close()]);
      hub.close();
      await upstream.close();
    },
  };
}

/** What is open at this moment. */
interface LiveGauges {
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

const gauges: Readonly<Record<keyof LiveGauges, string>> = {
  readers: 'Subscriptions of clients',
  streams: 'Subscriptions at subgraphs, shared by readers',
  webSockets: 'Open WebSockets',
  httpStreams: 'Open HTTP streams',
  connectedSubgraphs: 'Subgraphs that feed streams',
};
const totals: Readonly<Record<keyof LiveCounts, string>> = {
  events: 'States that subgraphs sent',
  executions: 'States that were executed',
  conflated: 'States replaced by a newer one before execution',
  shown: 'States given to readers',
  skipped: 'States that slow readers were never sent',
  refused: 'Subscriptions and connections beyond a limit',
  cutOff: 'Connections ended because their clients took nothing',
};

/**
 * Offers the numbers as OpenTelemetry metrics `gateway.live.*`, and logs them as `live feeds` once a minute if they changed.
 * @returns what ends it
 */
export function reportToOperators(stats: () => LiveStats, log: Log, everyMs = 60_000): () => void {
  const meter = metrics.getMeter('shelfbridge.gateway');
  const observables = Object.entries({ ...gauges, ...totals }).map(([name, description]) => {
    const create = name in totals ? meter.createObservableCounter : meter.createObservableGauge;
    return { name: name as keyof LiveStats, observable: create.call(meter, `gateway.live.${named(name)}`, { description }) };
  });
  const observe: Parameters<typeof meter.addBatchObservableCallback>[0] = (result) => {
    const now = stats();
    for (const { name, observable } of observables) result.observe(observable, asNumber(now[name]));
  };
  const all = observables.map(({ observable }) => observable);
  meter.addBatchObservableCallback(observe, all);
  let logged = JSON.stringify(stats());
  const timer = setInterval(() => {
    const now = JSON.stringify(stats());
    if (now !== logged) log.info(stats(), 'live feeds');
    logged = now;
  }, everyMs);
  timer.unref();
  return () => {
    clearInterval(timer);
    meter.removeBatchObservableCallback(observe, all);
  };
}

/** As names of metrics are written. */
const named = (text: string) => text.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`);

const asNumber = (value: number | readonly string[]) => (typeof value === 'number' ? value : value.length);

export interface SubgraphFeedsOptions extends SubgraphSocketOptions, Omit<SubgraphEventsOptions, 'urlOf'> {
  /** The address at which a subgraph sends server-sent events; without one, WebSockets only, and without one for these, events only. */
  readonly eventsUrlOf?: (service: string) => string | undefined;
}

/** The feeds of all subgraphs, each by the protocol that it speaks. */
export class SubgraphFeeds implements Upstream {
  readonly #sockets: SubgraphSockets;
  readonly #events: SubgraphEvents;
  /** Subgraphs that refused a WebSocket and sent events. */
  readonly #sendEvents = new Set<string>();
  /** Subgraphs that are asked for events by a feed, to find out. */
  readonly #trying = new Set<string>();

  constructor(private readonly options: SubgraphFeedsOptions) {
    this.#sockets = new SubgraphSockets(options);
    this.#events = new SubgraphEvents({ ...options, urlOf: (service) => options.eventsUrlOf?.(service) });
  }

  subscribe(service: string, asked: Asked, onBehalf: OnBehalf, sink: UpstreamSink): () => void {
    return persistently((each) => this.#follow(service, asked, onBehalf, each), sink, { ...this.options, service });
  }

  #follow(service: string, asked: Asked, onBehalf: OnBehalf, sink: UpstreamSink): () => void {
    const { urlOf, eventsUrlOf } = this.options;
    if (eventsUrlOf?.(service) === undefined) return this.#sockets.subscribe(service, asked, onBehalf, sink);
    if (urlOf(service) === undefined) return this.#events.subscribe(service, asked, onBehalf, sink);
    return this.#find(service, asked, onBehalf, sink);
  }

  /** Follows a feed by the protocol that works, and by the other when it no longer does. */
  #find(service: string, asked: Asked, onBehalf: OnBehalf, sink: UpstreamSink): () => void {
    let leaveSocket = () => {};
    let leaveEvents = () => {};
    let [byEvents, isTold] = [false, false];
    const stopSocket = () => {
      leaveSocket();
      leaveSocket = () => {};
    };
    const stopEvents = () => {
      leaveEvents();
      leaveEvents = () => {};
    };
    const leave = () => {
      stopSocket();
      stopEvents();
    };
    const ending =
      <Given extends unknown[]>(tell: (...given: Given) => void) =>
      (...given: Given) => {
        leave();
        tell(...given);
      };
    const common: UpstreamSink = {
      next: (event) => {
        isTold = false;
        sink.next(event);
      },
      refused: ending((errors) => sink.refused(errors)),
      complete: ending(() => sink.complete()),
      failed: ending((cause) => sink.failed(cause)),
      unable: ending((errors) => sink.unable?.(errors)),
      interrupted: () => sink.interrupted?.(),
      unavailable: () => {
        if (!isTold) sink.unavailable?.();
        isTold = true;
      },
    };
    const trySocket = () => {
      byEvents = false;
      leaveSocket = this.#sockets.subscribe(service, asked, onBehalf, { ...common, spoken: stopEvents, notSpoken: tryEvents });
    };
    const tryEvents = () => {
      // One feed of a subgraph tries, and the others follow it.
      if (this.#trying.has(service) && !this.#sendEvents.has(service)) return;
      this.#trying.add(service);
      const leaveTrial = this.#events.subscribe(service, asked, onBehalf, {
        ...common,
        unavailable: () => byEvents && common.unavailable?.(),
        spoken: () => {
          byEvents = true;
          this.#sendEvents.add(service);
          this.#trying.delete(service);
          stopSocket();
        },
        notSpoken: () => {
          stopEvents();
          if (!byEvents) return;
          this.#sendEvents.delete(service);
          trySocket();
        },
      });
      leaveEvents = () => {
        this.#trying.delete(service);
        leaveTrial();
      };
    };
    if (this.#sendEvents.has(service)) {
      byEvents = true;
      tryEvents();
    } else trySocket();
    return leave;
  }

  /** Which subgraphs are connected now. */
  get connected(): readonly string[] {
    return [...new Set([...this.#sockets.connected, ...this.#events.connected])];
  }

  /** After a change of addresses: moves feeds to the new ones. */
  refresh(): void {
    this.#sendEvents.clear();
    this.#sockets.refresh();
    this.#events.refresh();
  }

  /** Closes all connections. Streams must have ended before. */
  async close(): Promise<void> {
    await Promise.all([this.#sockets.close(), this.#events.close()]);
  }
}
