// What does the gateway need to serve live feeds? One object, made from what the gateway has already.
import type { IncomingMessage, ServerResponse } from 'node:http';
import type { Duplex } from 'node:stream';
import type { Identity } from '#kit/words/identity';
import type { SupergraphUpdate } from '../graph/supergraph';
import type { Asked } from '../operation/document';
import { AddressCount } from './addresses';
import { type LiveStats, tellOperators } from './counts';
import { type HubOptions, SubscriptionHub } from './hub';
import { type HttpStreamOptions, HttpStreams } from './overHttp';
import { LiveSockets, type WebSocketOptions } from './overWebSocket';
import { type PlannerOptions, SubscriptionPlanner } from './plan';
import { type SubgraphSocketOptions, SubgraphSockets } from './upstream';

/** What live feeds depend on, and how much of each resource they may take. */
export interface LiveOptions
  extends Omit<HubOptions, 'planner' | 'source' | 'monotonic'>,
    Omit<SubgraphSocketOptions, 'keepAliveMs' | 'log'>,
    Omit<WebSocketOptions, 'hub' | 'addresses'>,
    Omit<HttpStreamOptions, 'hub' | 'addresses'>,
    PlannerOptions {
  /** Live connections of one client address, over all transports. */
  readonly maxConnectionsPerAddress?: number;
  /** Where a connection comes from; undefined for those that are not counted. Must not believe headers that a client can write. */
  readonly addressOf?: (request: IncomingMessage) => string | undefined;
}

export interface Live {
  /** For `gateway.onSchemaLoadOrUpdate`. Never throws; a supergraph that can not be read leaves the former one in use. */
  supergraphChanged(update: SupergraphUpdate): void;
  /** For the `upgrade` event of the HTTP server. */
  upgrade(request: IncomingMessage, socket: Duplex, head: Buffer): void;
  /** Answers one HTTP request that wants a stream; resolves when the response has ended and never rejects. */
  stream(request: IncomingMessage, response: ServerResponse, operation: Asked, identity: Identity): Promise<void>;
  /** Answers a request for a stream that was refused before. */
  refuse(request: IncomingMessage, response: ServerResponse, error: unknown): void;
  /** For tests; operators read metrics and logs. */
  stats(): LiveStats;
  /** Ends everything: WebSockets with 1001, HTTP streams with their completion, subscriptions at subgraphs. */
  close(): Promise<void>;
}

/** Puts the parts of live feeds together. Nothing is opened before somebody subscribes. */
export function createLive(options: LiveOptions): Live {
  const { log, maxConnectionsPerAddress = 100, addressOf } = options;
  const planner = new SubscriptionPlanner(options);
  const source = new SubgraphSockets({ ...options, keepAliveMs: undefined });
  const hub = new SubscriptionHub({ ...options, planner, source });
  const addresses = new AddressCount(maxConnectionsPerAddress, addressOf);
  const sockets = new LiveSockets({ ...options, hub, addresses });
  const http = new HttpStreams({ ...options, hub, addresses });
  const stats = (): LiveStats => ({
    ...hub.counts,
    readers: hub.readers,
    streams: hub.streams,
    webSockets: sockets.size,
    httpStreams: http.size,
    connectedSubgraphs: source.connected,
  });
  const stopTelling = tellOperators(stats, log);
  return {
    supergraphChanged(update) {
      try {
        planner.update(update);
        source.refresh();
        hub.replan();
      } catch (err) {
        log.error({ err }, 'live feeds can not use the new supergraph and keep the former one');
      }
    },
    upgrade: sockets.upgrade,
    stream: (request, response, operation, identity) => http.serve(request, response, operation, identity),
    refuse: (request, response, error) => http.refuse(request, response, error),
    stats,
    async close() {
      stopTelling();
      // Clients of WebSockets must see the close before the end of their streams, or they would not connect elsewhere.
      await Promise.all([sockets.close(), http.close()]);
      hub.close();
      await source.close();
    },
  };
}
