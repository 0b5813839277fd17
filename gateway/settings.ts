// The settings that the gateway takes from its environment: name, default and meaning of each.
import { observationSettings } from '../services/kit/process/observing';
import {
  interval,
  isDatabaseAddress,
  isWebAddress,
  keyRing,
  makeValidator,
  many,
  milliseconds,
  port,
  readSettings,
  str,
  whole,
} from '../services/kit/words/config';
import type { FeedDelivery } from './live/sharedStream';
import type { Rate } from './operation/rates';

const rateOf = (text: string): Rate => {
  const [, points, seconds] = /^(\d+)\/(\d+)$/.exec(text) ?? [];
  if (!Number(points) || !Number(seconds)) throw new Error(`must be times/seconds, such as 30/60, and not ${text}`);
  return { points: Number(points), seconds: Number(seconds) };
};
const rate = makeValidator<Rate>(rateOf);

/** `name=value`, several separated by commas. */
const pairsIn = <Value>(text: string, read: (text: string) => Value) =>
  text
    .split(',')
    .filter((each) => each.trim() !== '')
    .map((each) => {
      const [, name = '', value = ''] = /^([^=]*)=?(.*)$/.exec(each.trim()) ?? [];
      return [name.trim(), read(value.trim())] as const;
    });
const named = <Value>(read: (text: string) => Value) =>
  makeValidator<ReadonlyMap<string, Value>>((text) => new Map(pairsIn(text, read)));
const rates = named(rateOf);

const addresses = makeValidator<readonly string[]>((text) => {
  const all = text.split(',').map((each) => each.trim());
  const wrong = all.find((each) => !isWebAddress(each));
  if (wrong !== undefined)
    throw new Error(
      `must be an address that begins with http:// or https://, several separated by commas, and not ${JSON.stringify(wrong)}`,
    );
  return all;
});
const age = whole(1_000, 2_147_483_647, 'whole milliseconds');
const count = whole(1, 1_000_000);
const atLeastNone = whole(0, 1_000_000);

const feedUrl = (text: string): string => {
  if (URL.canParse(text) && /^(wss?|https?):/.test(text)) return text;
  throw new Error(`must be name=address with an address that begins with ws://, wss://, http:// or https://, and not ${text}`);
};
const feedUrls = makeValidator<ReadonlyMap<string, readonly string[]>>((text) => {
  const found = new Map<string, string[]>();
  for (const [name, url] of pairsIn(text, feedUrl)) found.set(name, [...(found.get(name) ?? []), url]);
  for (const [name, all] of found)
    if (new Set(all.map((url) => url.startsWith('ws'))).size > 1)
      throw new Error(
        `must be name=address with addresses of one kind for ${name}, ws:// and wss:// or http:// and https://, and not ${all.join(' and ')}`,
      );
  return found;
});
const deliveries = named((text): FeedDelivery => {
  if (text === 'latest' || text === 'every') return text;
  throw new Error(`must be name=latest or name=every, and not ${text}`);
});

export const settings = {
  ...observationSettings,
  PORT: port({ default: 4000, desc: 'Port on which the gateway listens' }),
  HOST: str({ default: '127.0.0.1', desc: 'Address on which the gateway listens; 0.0.0.0 for all' }),
  SUPERGRAPH_SDL: str({
    default: '',
    desc: 'File of the supergraph to serve, read again whenever it changes; default: the committed one',
  }),
  SUPERGRAPH_CHECKED: str({
    default: '',
    desc: 'File that remembers which supergraph was found valid last: a start with the same one skips that check; default: every start checks',
  }),
  PARTNERSHIP_URL: addresses({
    default: [],
    desc: 'Address of the partnership subgraph; several of the same separated by commas, or one whose name has several, are used in turn, and for some seconds none that failed; default: the one in the supergraph',
  }),
  ADVOCACY_URL: addresses({ default: [], desc: 'Address of the advocacy subgraph, or several, as above' }),
  SUBGRAPH_CONNECTION_AGE_MS: age({
    default: 60_000,
    desc: 'The greatest age of a connection for calls of a subgraph, in milliseconds; each ends at some moment of the second half of it, so that new replicas behind a balancer get work',
  }),
  FEED_CONNECTION_AGE_MS: age({
    default: 300_000,
    desc: 'The same of a connection that carries live feeds of a subgraph; none that carries every event in order (FEED_DELIVERY) is ended by its age',
  }),
  SUBGRAPH_DEADLINE_MS: milliseconds({ default: 10_000, desc: 'How long one call of a subgraph may take, in milliseconds' }),
  FEED_URLS: feedUrls({
    default: new Map(),
    desc: 'Where subgraphs take subscriptions, as name=address, several separated by commas, of one name as well, of which each connection takes one by chance, and for some seconds none that failed: by WebSocket at ws:// and wss://, by server-sent events at http:// and https://; default: at the address of the subgraph, by whichever of both it speaks',
  }),
  FEED_DELIVERY: deliveries({
    default: new Map(),
    desc: 'What readers get of the subscriptions of a subgraph, as name=latest or name=every, several separated by commas: the newest state, at most ten times a second; or every event in order, for feeds that are logs. Default: latest',
  }),
  PARTNERSHIP_KEY: keyRing({
    default: [],
    desc: 'Key that signs calls to the partnership subgraph, the same as its GATEWAY_KEY; several separated by commas, the first signs',
  }),
  ADVOCACY_KEY: keyRing({
    default: [],
    desc: 'Key that signs calls to the advocacy subgraph, the same as its GATEWAY_KEY; several separated by commas, the first signs',
  }),
  OIDC_ISSUER: str({ default: '', desc: 'OpenID Connect provider whose tokens are accepted, exactly as its tokens name it' }),
  OIDC_AUDIENCE: str({ default: '', desc: 'Audience that tokens of the provider must name; required with OIDC_ISSUER' }),
  OIDC_CLIENT_ID: str({
    default: '',
    desc: 'Our name as a client of the provider, by which people sign in to the pages; default: nobody can. Register PUBLIC_URL/account/sign-in/back there',
  }),
  OIDC_CLIENT_SECRET: str({ default: '', desc: 'Secret of that client; default: a public client' }),
  OIDC_SCOPE: str({ default: 'openid profile', desc: 'What pages ask the provider for, separated by spaces' }),
  SESSION_KEY: keyRing({
    default: [],
    desc: 'Key that seals who is signed in to the pages, the same on all gateways; several separated by commas, the first seals; required with OIDC_CLIENT_ID in production, otherwise made at each start',
  }),
  OIDC_ALGORITHMS: str({
    default: 'RS256,ES256,EdDSA',
    desc: 'Signature algorithms that are accepted, separated by commas; asymmetric ones only',
  }),
  OIDC_ROLES_CLAIM: str({ default: 'roles', desc: 'Claim that lists the roles; a dot enters a nested claim' }),
  OIDC_LIBRARIES_CLAIM: str({ default: 'libraryIds', desc: 'Claim that lists the libraries staff speak for' }),
  OIDC_CLOCK_SKEW_S: atLeastNone({ default: 30, desc: 'How far the clocks of provider and gateway may differ, in seconds' }),
  LOCAL_ISSUER_KEY: str({
    default: '',
    desc: 'Public key (JSON Web Key) of the issuer behind npm run token; refused when NODE_ENV is production',
  }),
  NODE_ENV: str({
    choices: ['development', 'test', 'production'] as const,
    default: 'development',
    desc: 'production hides the schema, refuses the local issuer, and counts requests from this machine too',
  }),
  EXECUTOR: str({
    choices: ['compiled', 'apollo'] as const,
    default: 'compiled',
    desc: "What executes operations: compiled plans, or Apollo's executor",
  }),
  RATE_LIMIT: rate({
    default: { points: 1_200, seconds: 60 },
    desc: 'Operations that one account, or one address without an account, may send, as number/seconds; requests of this machine without an account count in production only',
  }),
  COST_LIMIT: rate({
    default: { points: 1_000_000, seconds: 60 },
    desc: 'Values that one account, or one address without an account, may ask for in all its operations, as number/seconds',
  }),
  MUTATION_LIMITS: rates({
    // The first two send mail to any address that is entered, the third only to one that has signed.
    default: new Map([
      ['signPetition', { points: 30, seconds: 60 }],
      ['submitListing', { points: 5, seconds: 3_600 }],
      ['requestSignatureLinks', { points: 5, seconds: 3_600 }],
    ]),
    desc: 'How often one address may send a mutation, as name=number/seconds, several separated by commas',
  }),
  RATE_LIMIT_DATABASE_URL: str({
    default: '',
    desc: 'PostgreSQL database in which several gateways count together: budgets of 200 and more by one write for each account and second until half of them is used, all else one by one; default: each counts on its own',
  }),
  TRUSTED_PROXIES: atLeastNone({
    default: 0,
    desc: 'How many proxies in front of the gateway append to X-Forwarded-For; with a wrong number, clients can choose their address',
  }),
  MAX_READERS: count({
    default: 20_000,
    desc: 'Live feeds that clients may follow at this gateway at the same time; each takes about 10 KB and each state of it 12 microseconds of processor, so that 20000 of them fill a core at four states a second. /ready says when nine in ten are taken',
  }),
  MAX_STREAMS: count({
    default: 1_000,
    desc: 'Different live feeds among them; each is a subscription at a subgraph, and is executed for each of its states',
  }),
  MAX_SUBSCRIPTIONS_PER_SOCKET: count({
    default: 20,
    desc: 'Live feeds that one WebSocket may carry at the same time: more than a page shows, and too few for one client to take all',
  }),
  FEED_INTERVAL_MS: interval({
    default: 100,
    desc: 'How often a live feed shows a new state, at most, in milliseconds; twice as long costs half as much where counts change all the time',
  }),
  MAX_CONNECTIONS_PER_ADDRESS: many({ default: 100, desc: 'Live connections that one address may hold' }),
  MAX_BODY_BYTES: many({ default: 100_000, desc: 'The largest request body' }),
  MAX_RESPONSE_BYTES: many({ default: 10_000_000, desc: 'The largest answer to a query or mutation' }),
  MAX_EVENT_BYTES: many({ default: 1_000_000, desc: 'The largest event of a subscription' }),
  ARRIVAL_MS: milliseconds({ default: 10_000, desc: 'How long a request may take to arrive, in milliseconds' }),
  FILE_ARRIVAL_MS: milliseconds({
    default: 3_600_000,
    desc: 'How long a file of paper signatures may take to arrive, in milliseconds',
  }),
  IDLE_MS: milliseconds({
    default: 65_000,
    desc: 'How long a connection may stay open without a byte in either direction, in milliseconds; set it longer than the proxy in front does',
  }),
  STOPPING_NOTICE_MS: milliseconds({
    default: 0,
    desc: 'How long /ready answers 503 after SIGTERM before the gateway stops listening, in milliseconds: until the load balancer in front has noticed',
  }),
  STOPPING_SPREAD_MS: milliseconds({
    default: 2_000,
    desc: 'Over how long a gateway that stops lets its live readers go, where they are many, in milliseconds: they come to the others one after the other',
  }),
  MAX_TOKENS: many({ default: 5_000, desc: 'Tokens of a document' }),
  MAX_DEPTH: many({ default: 20, desc: 'How deeply fields may be nested' }),
  MAX_FIELDS: many({ default: 2_000, desc: 'Fields of an operation, with its fragments unfolded' }),
  MAX_ALIASES: many({ default: 100, desc: 'Aliases of an operation, with its fragments unfolded' }),
  MAX_DIRECTIVES: many({ default: 100, desc: 'Directives of a document' }),
  MAX_OPERATIONS: many({ default: 20, desc: 'Operations of a document' }),
  MAX_COST: many({ default: 50_000, desc: 'Values that an answer may hold, estimated from the lists that are asked for' }),
  MAX_EVENT_COST: many({ default: 2_000, desc: 'Values that each event of a subscription may hold' }),
  MAX_PLANNING_MS: milliseconds({
    default: 2_000,
    desc: 'Processor time that planning one document may take, in milliseconds, where it is planned apart: on graphs where fields can be fetched in several ways, and for large documents. On a busy machine it may last 15 times as long; where the system does not count for threads (not on Linux), it is time that passes',
  }),
  MAX_PLANNING_OPTIONS: many({
    default: 10_000,
    desc: 'Ways to fetch one selection that are weighed against each other where a document is planned apart',
  }),
  PLANNING_HEAP_MB: many({ default: 256, desc: 'The heap of the thread that plans documents apart, in megabytes' }),
  MAX_OPEN_EVENT_COST: many({
    default: 20_000,
    desc: 'Values that the events of all the different live feeds opened by one address may hold together',
  }),
  OPERATIONS: str({
    choices: ['any', 'registered'] as const,
    default: 'any',
    desc: 'Which operations are answered: any, or registered ones only',
  }),
  OPERATIONS_DIR: str({ default: '', desc: 'Folder of the registered documents; default: schema/operations of this project' }),
  PAGES: str({
    choices: ['on', 'off'] as const,
    default: 'on',
    desc: 'Whether the pages for people are served, which links in mails open; they work with the graph of this project only',
  }),
  PUBLIC_URL: str({
    default: '',
    desc: 'Address at which people reach the pages, as shared links and sitemap.xml name it, and to which they come back from signing in; default: what each request says',
  }),
  REGISTERED_MAX_AGE_S: atLeastNone({
    default: 5,
    desc: 'How long caches may keep the answer to a registered query that was sent without a token, in seconds',
  }),
  SHARED_ANSWERS: str({
    choices: ['tagged', 'anonymous', 'off'] as const,
    default: 'tagged',
    desc: 'Whose answers are given to all who ask the same within a fifth of a second: tagged, those to queries of which the schema says that everyone reads the same; anonymous, for graphs without such tags, also those to readers without a token; off, none',
  }),
  ALLOWED_ORIGINS: str({
    default: '',
    desc: 'Origins whose web pages may use the API, separated by commas, such as https://dashboard.example; our own pages always may, and unless NODE_ENV is production those of this computer (http://localhost with any port); default: no others',
  }),
  ALLOWED_HEADERS: str({
    default: '',
    desc: 'Headers that these pages may send besides those of Apollo Client, urql, Relay and of tracing, separated by commas; default: none',
  }),
  LOG_LEVEL: str({ choices: ['debug', 'info', 'warn', 'error', 'silent'] as const, default: 'info', desc: 'How much is logged' }),
};

/** The settings as they are read. */
export type Given = ReturnType<typeof readSettings<typeof settings>>;

/** Reads them from an environment. @throws BadConfiguration naming every fault at once */
export const readGatewaySettings = (environment: NodeJS.ProcessEnv): Given => readSettings(settings, environment, wrongs);

/** What does not fit together. */
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
  if (given.RATE_LIMIT_DATABASE_URL !== '' && given.PARTNERSHIP_KEY.length + given.ADVOCACY_KEY.length === 0)
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

/** The items between commas. */
export const listOf = (text: string) =>
  text
    .split(',')
    .map((item) => item.trim())
    .filter((item) => item !== '');
