// What can a gateway be told, and what holds when it is not?
import type { Log } from '../services/kit/words/log';
import type { SubgraphKeys } from '../services/kit/words/passport';
import { projectFile } from '../services/kit/words/projectFile';
import type { TokenOptions } from './access/tokens';
import type { ExecutorName } from './federation/executors';
import { type DocumentLimits, usualLimits } from './limits/documentLimits';
import type { RateOptions } from './limits/rates';
import type { LiveOptions } from './live/live';
import type { OperationsOptions } from './operations/registered';

export interface GatewayOptions {
  readonly host: string;
  /** 0 takes a free port. */
  readonly port: number;
  readonly supergraphFile: string;
  /** Addresses that replace those of the supergraph, by subgraph name. */
  readonly urls: ReadonlyMap<string, string>;
  /** How long a call of a subgraph may take. */
  readonly deadlineMs: number;
  /** Origins whose pages may open live feeds. */
  readonly allowedOrigins: readonly string[];
  /** Shared with each subgraph; to one without a key everyone is anonymous. */
  readonly subgraphKeys?: SubgraphKeys;
  /** Whose tokens are believed; nobody's when not given. */
  readonly access?: Omit<TokenOptions, 'log'>;
  /** Who executes operations; Apollo's own executor when not given. */
  readonly executor?: ExecutorName;
  /** Hides the schema, and serves no page. */
  readonly production?: boolean;
  readonly limits?: DocumentLimits;
  readonly rates?: Omit<RateOptions, 'clock' | 'log'>;
  readonly operations?: Omit<OperationsOptions, 'automatic'>;
  /** The folder of the pages for people; none when not given. */
  readonly pagesFolder?: string | undefined;
  /** How many proxies in front append to X-Forwarded-For. */
  readonly trustedProxies?: number;
  readonly maxConnectionsPerAddress?: number;
  readonly maxOpenEventCost?: number;
  readonly maxBodyBytes?: number;
  readonly maxResponseBytes?: number;
  readonly maxEventBytes?: number;
  readonly arrivalMs?: number;
  readonly fileArrivalMs?: number;
  readonly idleMs?: number;
  /** How long the gateway says that it is about to stop, before it does. */
  readonly stoppingNoticeMs?: number;
  readonly registeredMaxAgeS?: number;
  /** How often live feeds are sent, and how much of each resource they may take. */
  readonly live?: LiveLimits;
  readonly log: Log;
}

/** How often live feeds are sent, and how many there may be. */
export type LiveLimits = Pick<LiveOptions, 'intervalMs' | 'maxReaders' | 'maxStreams' | 'maxSubscriptionsPerSocket'>;

/** What holds for a gateway that is told no more than its supergraph and its port. */
export const usual = {
  access: { issuers: [], claims: { roles: 'roles', libraryIds: 'libraryIds' }, clockToleranceS: 0 },
  production: false,
  limits: usualLimits,
  rates: { operations: { points: 1_200, seconds: 60 }, mutations: new Map() },
  operations: { folder: projectFile('schema', 'operations'), registeredOnly: false },
  trustedProxies: 0,
  maxBodyBytes: 100_000,
  maxResponseBytes: 10_000_000,
  maxEventBytes: 1_000_000,
  maxOpenEventCost: 20_000,
  arrivalMs: 10_000,
  fileArrivalMs: 3_600_000,
  idleMs: 65_000,
  stoppingNoticeMs: 0,
  registeredMaxAgeS: 5,
};
