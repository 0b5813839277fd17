// What a gateway can be told, and how the settings of its environment say it. Every default stands in settings.ts.
import { hkdfSync, randomBytes } from 'node:crypto';
import type { JWK } from 'jose';
import type { ObservationOptions } from '#kit/process/observing';
import { isDatabaseAddress, isWebAddress, readSettings } from '#kit/words/config';
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
import { settings } from './settings';
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

type Given = ReturnType<typeof readSettings<typeof settings>>;

/** The gateway that an environment describes, and how much it logs; an empty one gives every default. @throws BadConfiguration naming every fault at once */
export function readOptions(environment: NodeJS.ProcessEnv): Omit<GatewayOptions, 'log'> & {
  readonly level: Given['LOG_LEVEL'];
  readonly observation: ObservationOptions['given'];
} {
  const given = readSettings(settings, environment, wrongs);
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

function* wrongs(given: Given): Generator<string> {
  for (const name of ['OIDC_ISSUER', 'PUBLIC_URL'] as const)
    if (given[name] !== '' && !isWebAddress(given[name]))
      yield `${name}: must be an address that begins with http:// or https://`;
  if (given.RATE_LIMIT_DATABASE_URL !== '' && !isDatabaseAddress(given.RATE_LIMIT_DATABASE_URL))
    yield 'RATE_LIMIT_DATABASE_URL: must be an address like postgres://role:password@host:port/database';
  if (given.OIDC_ISSUER !== '' && given.OIDC_AUDIENCE === '') yield 'OIDC_AUDIENCE: must be set together with OIDC_ISSUER';
  const symmetric = listOf(given.OIDC_ALGORITHMS).filter((name) => !/^(RS|PS|ES)(256|384|512)$|^Ed(DSA|25519)$/.test(name));
  if (symmetric.length > 0)
    yield `OIDC_ALGORITHMS: ${symmetric.join(', ')} cannot be used; use asymmetric algorithms such as RS256, ES256 and EdDSA`;
  if (given.RATE_LIMIT_DATABASE_URL !== '' && !addressKey(keysOf(given)))
    yield 'RATE_LIMIT_DATABASE_URL: needs PARTNERSHIP_KEY and ADVOCACY_KEY, since gateways that count together name addresses by keys they share';
  if (given.NODE_ENV === 'production' && given.OIDC_ISSUER !== '' && !isSafe(given.OIDC_ISSUER))
    yield 'OIDC_ISSUER: must be https when NODE_ENV is production; otherwise anyone on the network path could sign tokens';
  for (const origin of listOf(given.ALLOWED_ORIGINS).filter((each) => !isOrigin(each)))
    yield `ALLOWED_ORIGINS: ${originFault(origin)}`;
  for (const name of listOf(given.ALLOWED_HEADERS).filter((each) => !/^[a-z0-9-]+$/i.test(each)))
    yield `ALLOWED_HEADERS: ${name} is no name of a header; name each, such as x-dashboard-version`;
  if (given.OIDC_CLIENT_ID !== '' && given.OIDC_ISSUER === '') yield 'OIDC_ISSUER: must be set together with OIDC_CLIENT_ID';
  if (given.OIDC_CLIENT_ID !== '' && given.NODE_ENV === 'production') {
    if (given.SESSION_KEY.length === 0)
      yield 'SESSION_KEY: must be set together with OIDC_CLIENT_ID, the same on all gateways; make it by openssl rand -hex 32';
    if (!isSafe(given.PUBLIC_URL))
      yield 'PUBLIC_URL: must be https when people sign in to the pages of a gateway in production; else others could read who they are';
  }
  if (given.LOCAL_ISSUER_KEY === '') return;
  if (given.NODE_ENV === 'production')
    yield 'LOCAL_ISSUER_KEY: the local issuer is for development only and must not be set when NODE_ENV is production';
  else if (!isJson(given.LOCAL_ISSUER_KEY)) yield 'LOCAL_ISSUER_KEY: must be a JSON Web Key';
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

/** As browsers write it: a scheme and a host, nothing behind it. Shells of apps have schemes of their own. */
const isOrigin = (text: string) =>
  /^[a-z][a-z0-9+.-]*:\/\/[^\s/?#*@]+$/.test(text) &&
  (!/^https?:/.test(text) || (URL.canParse(text) && new URL(text).origin === text));

function originFault(text: string): string {
  const meant = /^https?:/i.test(text) && URL.canParse(text) && !text.includes('*') ? new URL(text).origin : undefined;
  if (meant) return `browsers never send ${text}; write ${meant}`;
  return `${text} is no origin; name each, such as https://dashboard.example, without a path and without *`;
}

const isSafe = (issuer: string) => URL.canParse(issuer) && new URL(issuer).protocol === 'https:';

function isJson(text: string): boolean {
  try {
    return typeof JSON.parse(text) === 'object';
  } catch {
    return false;
  }
}

const listOf = (text: string) =>
  text
    .split(',')
    .map((item) => item.trim())
    .filter((item) => item !== '');
