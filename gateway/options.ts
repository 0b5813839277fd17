// What a gateway can be told, and how the settings of its environment say it. Every default stands in settings.ts.
import { hkdfSync, randomBytes } from 'node:crypto';
import type { JWK } from 'jose';
import type { ObservationOptions } from '#kit/process/observing';
import { localAudience, localIssuer } from '#kit/words/identity';
import type { Log } from '#kit/words/log';
import { projectFile } from '#kit/words/projectFile';
import type { KeyRing, SubgraphKeys } from '#kit/words/secrets';
import type { OpenIdOptions } from './access/openId';
import { discoveredKeys, fixedKeys, type Issuer } from './access/provider';
import type { TokenOptions } from './access/tokens';
import type { ExecutorName } from './graph/executors';
import type { PlanningBudget } from './graph/planning';
import type { SharingMode } from './http/sharedAnswers';
import type { LiveOptions } from './live/live';
import type { FeedDelivery } from './live/sharedStream';
import type { DocumentLimits, DocumentsOptions } from './operation/admission';
import type { RateOptions } from './operation/rates';
import { type Given, listOf, readGatewaySettings } from './settings';
import type { ServedSite } from './site/assets';

export interface GatewayOptions {
  /** The address to listen on. */
  readonly host: string;
  /** 0 takes a free port. */
  readonly port: number;
  readonly supergraphFile: string;
  /** Remembers which supergraph was found valid last; empty for none. */
  readonly supergraphChecked: string;
  /** Addresses that replace those of the supergraph, by subgraph name. */
  readonly urls: ReadonlyMap<string, readonly string[]>;
  /** Where subgraphs take subscriptions, by name: WebSockets or server-sent events, as their addresses say. */
  readonly feedUrls: ReadonlyMap<string, readonly string[]>;
  /** What readers get of the feeds of a subgraph, by name. */
  readonly feedDelivery: ReadonlyMap<string, FeedDelivery>;
  /** The greatest ages of connections to subgraphs, for calls and for live feeds. */
  readonly connectionAgeMs: number;
  readonly feedConnectionAgeMs: number;
  /** How long a call of a subgraph may take. */
  readonly deadlineMs: number;
  /** Origins whose pages may use the graph. */
  readonly allowedOrigins: readonly string[];
  /** Headers that these pages may send besides those of the clients we know. */
  readonly allowedHeaders: readonly string[];
  /** Sign the calls of each subgraph. To a subgraph without a key everyone is anonymous. */
  readonly subgraphKeys: SubgraphKeys;
  /** Whose tokens are accepted. */
  readonly access: Omit<TokenOptions, 'log'>;
  /** Seal who is signed in to the pages. */
  readonly sessionKeys: KeyRing;
  /** The provider through which people sign in to the pages; undefined when there is none. */
  readonly openId: Omit<OpenIdOptions, 'log'> | undefined;
  /** Whether somebody on this computer may choose who to be on the pages. */
  readonly choice: boolean;
  readonly executor: ExecutorName;
  readonly planning: PlanningBudget;
  /** Hides the schema and serves no landing page. */
  readonly production: boolean;
  readonly limits: DocumentLimits;
  readonly rates: Omit<RateOptions, 'clock' | 'log'>;
  readonly operations: Omit<DocumentsOptions, 'automatic' | 'maxTokens'>;
  /** Whether the pages for people are served. They ask for documents of this project. */
  readonly pages: boolean;
  /** The pages themselves, where they are served. */
  readonly site?: ServedSite | undefined;
  /** The address at which people reach them, without a trailing slash; undefined to believe each request. */
  readonly publicUrl: string | undefined;
  /** How many proxies in front append to X-Forwarded-For. */
  readonly trustedProxies: number;
  readonly maxConnectionsPerAddress: number;
  readonly maxOpenEventCost: number;
  readonly maxBodyBytes: number;
  readonly maxResponseBytes: number;
  readonly maxEventBytes: number;
  readonly arrivalMs: number;
  readonly fileArrivalMs: number;
  readonly idleMs: number;
  /** How long the gateway says that it is about to stop, before it does. */
  readonly stoppingNoticeMs: number;
  /** Over how long it then lets its live readers go, where they are many. */
  readonly stoppingSpreadMs: number;
  readonly registeredMaxAgeS: number;
  readonly sharing: SharingMode;
  /** For how long an answer is given to others who ask the same, in milliseconds; a fifth of a second when not given. */
  readonly sharedForMs?: number;
  /** How often live feeds are sent, and how much of each resource they may take. */
  readonly live?: LiveLimits;
  readonly log: Log;
}

/** How often live feeds are sent, and how many there may be. */
type LiveLimits = Pick<
  LiveOptions,
  'intervalMs' | 'maxReaders' | 'maxStreams' | 'maxSubscriptionsPerSocket' | 'unavailableAfterMs' | 'longestPauseMs'
>;

/** The gateway that an environment describes, and how much it logs; an empty one gives every default. @throws BadConfiguration naming every fault at once */
export function readOptions(environment: NodeJS.ProcessEnv): Omit<GatewayOptions, 'log'> & {
  readonly level: Given['LOG_LEVEL'];
  readonly observation: ObservationOptions['given'];
} {
  const given = readGatewaySettings(environment);
  return {
    host: given.HOST,
    port: given.PORT,
    supergraphChecked: given.SUPERGRAPH_CHECKED,
    supergraphFile: given.SUPERGRAPH_SDL || projectFile('schema', 'supergraph.graphql'),
    urls: new Map(
      Object.entries({ partnership: given.PARTNERSHIP_URL, advocacy: given.ADVOCACY_URL }).filter(([, urls]) => urls.length > 0),
    ),
    feedUrls: given.FEED_URLS,
    feedDelivery: given.FEED_DELIVERY,
    deadlineMs: given.SUBGRAPH_DEADLINE_MS,
    connectionAgeMs: given.SUBGRAPH_CONNECTION_AGE_MS,
    feedConnectionAgeMs: given.FEED_CONNECTION_AGE_MS,
    executor: given.EXECUTOR,
    planning: {
      ms: given.MAX_PLANNING_MS,
      wallMs: 15 * given.MAX_PLANNING_MS,
      heapMb: given.PLANNING_HEAP_MB,
      options: given.MAX_PLANNING_OPTIONS,
    },
    subgraphKeys: keysOf(given),
    access: {
      issuers: issuersOf(given),
      claims: { roles: given.OIDC_ROLES_CLAIM, libraryIds: given.OIDC_LIBRARIES_CLAIM },
      clockToleranceS: given.OIDC_CLOCK_SKEW_S,
    },
    sessionKeys: given.SESSION_KEY.length > 0 ? given.SESSION_KEY : [randomBytes(32)],
    openId: openIdOf(given),
    choice: given.NODE_ENV !== 'production' && given.LOCAL_ISSUER_KEY !== '',
    allowedOrigins: listOf(given.ALLOWED_ORIGINS),
    allowedHeaders: listOf(given.ALLOWED_HEADERS),
    production: given.NODE_ENV === 'production',
    limits: {
      tokens: given.MAX_TOKENS,
      depth: given.MAX_DEPTH,
      fields: given.MAX_FIELDS,
      aliases: given.MAX_ALIASES,
      directives: given.MAX_DIRECTIVES,
      operations: given.MAX_OPERATIONS,
      cost: given.MAX_COST,
      eventCost: given.MAX_EVENT_COST,
    },
    rates: {
      operations: given.RATE_LIMIT,
      values: given.COST_LIMIT,
      mutations: given.MUTATION_LIMITS,
      databaseUrl: given.RATE_LIMIT_DATABASE_URL || undefined,
      key: addressKey(keysOf(given)),
    },
    operations: {
      folder: given.OPERATIONS_DIR || projectFile('schema', 'operations'),
      registeredOnly: given.OPERATIONS === 'registered',
    },
    pages: given.PAGES === 'on' && given.OPERATIONS_DIR === '',
    publicUrl: given.PUBLIC_URL.replace(/\/+$/, '') || undefined,
    trustedProxies: given.TRUSTED_PROXIES,
    maxOpenEventCost: given.MAX_OPEN_EVENT_COST,
    maxConnectionsPerAddress: given.MAX_CONNECTIONS_PER_ADDRESS,
    live: {
      maxReaders: given.MAX_READERS,
      maxStreams: given.MAX_STREAMS,
      maxSubscriptionsPerSocket: given.MAX_SUBSCRIPTIONS_PER_SOCKET,
      intervalMs: given.FEED_INTERVAL_MS,
    },
    maxBodyBytes: given.MAX_BODY_BYTES,
    maxResponseBytes: given.MAX_RESPONSE_BYTES,
    maxEventBytes: given.MAX_EVENT_BYTES,
    arrivalMs: given.ARRIVAL_MS,
    fileArrivalMs: given.FILE_ARRIVAL_MS,
    idleMs: given.IDLE_MS,
    stoppingNoticeMs: given.STOPPING_NOTICE_MS,
    stoppingSpreadMs: given.STOPPING_SPREAD_MS,
    registeredMaxAgeS: given.REGISTERED_MAX_AGE_S,
    sharing: given.SHARED_ANSWERS,
    level: given.LOG_LEVEL,
    observation: given,
  };
}

const keysOf = (given: Given): SubgraphKeys =>
  new Map([
    ['partnership', given.PARTNERSHIP_KEY],
    ['advocacy', given.ADVOCACY_KEY],
  ]);

/** Names addresses in the counts that several gateways share. Derived from keys they share anyway, and known to no subgraph. */
function addressKey(keys: SubgraphKeys): Buffer | undefined {
  const firsts = [...keys.values()].flatMap(([first]) => first ?? []);
  return firsts.length > 0 ? Buffer.from(hkdfSync('sha256', Buffer.concat(firsts), '', 'shelfbridge addresses', 32)) : undefined;
}

function openIdOf(given: Given): GatewayOptions['openId'] {
  if (given.OIDC_CLIENT_ID === '') return undefined;
  return {
    issuer: given.OIDC_ISSUER,
    clientId: given.OIDC_CLIENT_ID,
    clientSecret: given.OIDC_CLIENT_SECRET,
    scope: given.OIDC_SCOPE,
    claims: { roles: given.OIDC_ROLES_CLAIM, libraryIds: given.OIDC_LIBRARIES_CLAIM },
    clockToleranceS: given.OIDC_CLOCK_SKEW_S,
  };
}

function issuersOf(given: Given): Issuer[] {
  const issuers: Issuer[] = [];
  const { OIDC_ISSUER: name, OIDC_AUDIENCE: audience, LOCAL_ISSUER_KEY: local } = given;
  if (name !== '') issuers.push({ name, audience, algorithms: listOf(given.OIDC_ALGORITHMS), keys: discoveredKeys(name) });
  if (local !== '')
    issuers.push({
      name: localIssuer,
      audience: localAudience,
      algorithms: ['EdDSA'],
      keys: fixedKeys({ keys: [JSON.parse(local) as JWK] }),
    });
  return issuers;
}
