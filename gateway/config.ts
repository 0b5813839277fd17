// Which settings does the gateway take from its environment?
import { keyRing, makeValidator, num, port, str } from '../services/kit/words/config';
import { usualLimits } from './limits/documentLimits';
import type { Rate } from './limits/rates';

const rateOf = (text: string): Rate => {
  const [, points, seconds] = /^(\d+)\/(\d+)$/.exec(text) ?? [];
  if (!Number(points) || !Number(seconds))
    throw new Error(`must be a number of times and of seconds, such as 30/60, and not ${text}`);
  return { points: Number(points), seconds: Number(seconds) };
};
const rate = makeValidator<Rate>(rateOf);
const rates = makeValidator<ReadonlyMap<string, Rate>>(
  (text) =>
    new Map(
      text.split(',').map((each) => {
        const [name = '', value = ''] = each.trim().split('=');
        return [name, rateOf(value)];
      }),
    ),
);

export const settings = {
  PORT: port({ default: 4000, desc: 'Port on which the gateway listens' }),
  HOST: str({ default: '127.0.0.1', desc: 'Address on which the gateway listens; 0.0.0.0 for all' }),
  SUPERGRAPH_SDL: str({
    default: '',
    desc: 'File of the supergraph to serve, read again whenever it changes; the committed one by default',
  }),
  PARTNERSHIP_URL: str({ default: '', desc: 'Address of the partnership subgraph; without it, the one in the supergraph' }),
  ADVOCACY_URL: str({ default: '', desc: 'Address of the advocacy subgraph; without it, the one in the supergraph' }),
  SUBGRAPH_DEADLINE_MS: num({ default: 10_000, desc: 'How long one call of a subgraph may take, in milliseconds' }),
  PARTNERSHIP_KEY: keyRing({
    default: [],
    desc: 'Secret shared with the partnership subgraph, its GATEWAY_KEY, by which it believes who asks; several by commas, the first signs',
  }),
  ADVOCACY_KEY: keyRing({
    default: [],
    desc: 'Secret shared with the advocacy subgraph, its GATEWAY_KEY, by which it believes who asks; several by commas, the first signs',
  }),
  OIDC_ISSUER: str({ default: '', desc: 'OpenID Connect provider whose tokens are believed, exactly as its tokens name it' }),
  OIDC_AUDIENCE: str({ default: '', desc: 'Audience that tokens of the provider must be meant for; needed with OIDC_ISSUER' }),
  OIDC_ALGORITHMS: str({
    default: 'RS256,ES256,EdDSA',
    desc: 'Signature algorithms that are believed, separated by commas; only asymmetric ones can be',
  }),
  OIDC_ROLES_CLAIM: str({ default: 'roles', desc: 'Claim that lists the roles; a dot leads into a nested claim' }),
  OIDC_LIBRARIES_CLAIM: str({ default: 'libraryIds', desc: 'Claim that lists the libraries staff speak for' }),
  OIDC_CLOCK_SKEW_S: num({ default: 30, desc: 'How far the clocks of provider and gateway may differ, in seconds' }),
  LOCAL_ISSUER_KEY: str({
    default: '',
    desc: 'Public key (JSON Web Key) of the issuer behind npm run token; refused when NODE_ENV is production',
  }),
  NODE_ENV: str({
    choices: ['development', 'test', 'production'] as const,
    default: 'development',
    desc: 'production hides the schema, refuses the local issuer and counts requests of this machine as well',
  }),
  EXECUTOR: str({
    choices: ['compiled', 'apollo', 'shadow'] as const,
    default: 'compiled',
    desc: "Who executes operations: compiled plans, Apollo's executor, or Apollo's with a share compared to compiled plans",
  }),
  RATE_LIMIT: rate({
    default: { points: 1_200, seconds: 60 },
    desc: 'Operations of one account, or of one address without one, as number/seconds; this machine itself is counted in production only',
  }),
  COST_LIMIT: rate({
    default: { points: 1_000_000, seconds: 60 },
    desc: 'Values that all operations of one account, or of one address without one, may ask for, as number/seconds',
  }),
  MUTATION_LIMITS: rates({
    // The first brings mails to whatever address is entered, as does the second; the third only to one that has signed.
    default: new Map([
      ['signPetition', { points: 30, seconds: 60 }],
      ['submitListing', { points: 5, seconds: 3_600 }],
      ['requestSignatureLinks', { points: 5, seconds: 3_600 }],
    ]),
    desc: 'How often one address may ask for a mutation, as name=number/seconds, several separated by commas',
  }),
  RATE_LIMIT_DATABASE_URL: str({
    default: '',
    desc: 'PostgreSQL database in which several gateways count together; without it each counts for itself',
  }),
  TRUSTED_PROXIES: num({
    default: 0,
    desc: 'How many proxies in front of the gateway append to X-Forwarded-For; a wrong number lets clients choose their address',
  }),
  MAX_CONNECTIONS_PER_ADDRESS: num({ default: 100, desc: 'Live connections that one address may hold' }),
  MAX_BODY_BYTES: num({ default: 100_000, desc: 'The largest request body' }),
  MAX_RESPONSE_BYTES: num({ default: 10_000_000, desc: 'The largest answer to a query or mutation' }),
  MAX_EVENT_BYTES: num({ default: 1_000_000, desc: 'The largest event of a subscription' }),
  ARRIVAL_MS: num({ default: 10_000, desc: 'How long a request may take to arrive, in milliseconds' }),
  FILE_ARRIVAL_MS: num({
    default: 3_600_000,
    desc: 'How long a file of signatures on paper may take to arrive, in milliseconds',
  }),
  IDLE_MS: num({
    default: 65_000,
    desc: 'How long a connection may stay open without a byte in either direction, in milliseconds; longer than a proxy in front keeps it',
  }),
  STOPPING_NOTICE_MS: num({
    default: 0,
    desc: 'How long /ready answers 503 before the door closes on SIGTERM, in milliseconds: until a load balancer in front has noticed',
  }),
  MAX_TOKENS: num({ default: usualLimits.tokens, desc: 'Tokens of a document' }),
  MAX_DEPTH: num({ default: usualLimits.depth, desc: 'How deep fields may be nested' }),
  MAX_FIELDS: num({ default: usualLimits.fields, desc: 'Fields of an operation, with its fragments unfolded' }),
  MAX_ALIASES: num({ default: usualLimits.aliases, desc: 'Aliases of an operation, with its fragments unfolded' }),
  MAX_DIRECTIVES: num({ default: usualLimits.directives, desc: 'Directives of a document' }),
  MAX_OPERATIONS: num({ default: usualLimits.operations, desc: 'Operations of a document' }),
  MAX_COST: num({ default: usualLimits.cost, desc: 'Values that an answer may hold, judged by the lists that are asked for' }),
  MAX_EVENT_COST: num({ default: usualLimits.eventCost, desc: 'Values that each event of a subscription may hold' }),
  MAX_OPEN_EVENT_COST: num({
    default: 20_000,
    desc: 'Values that the events of all the different live feeds which one address has opened may hold together',
  }),
  OPERATIONS: str({
    choices: ['any', 'registered'] as const,
    default: 'any',
    desc: 'Which operations are answered: any, or only the registered documents',
  }),
  OPERATIONS_DIR: str({ default: '', desc: 'Folder of the registered documents; without it, schema/operations of this project' }),
  PAGES: str({
    choices: ['on', 'off'] as const,
    default: 'on',
    desc: 'Whether the pages for people are served, which links in mails open; they speak to this graph and no other',
  }),
  REGISTERED_MAX_AGE_S: num({
    default: 5,
    desc: 'How long caches may keep the answer to a registered query without a token, in seconds',
  }),
  ALLOWED_ORIGINS: str({ default: '', desc: 'Origins whose pages may use the API, separated by commas; none by default' }),
  LOG_LEVEL: str({ choices: ['debug', 'info', 'warn', 'error', 'silent'] as const, default: 'info', desc: 'How much is logged' }),
};
