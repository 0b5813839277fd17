// Which settings does the gateway take from its environment?
import { keyRing, num, port, str } from '#kit/config';

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
  GATEWAY_KEY: keyRing({
    default: [],
    desc: 'Secret shared with the subgraphs, by which they believe who asks; hexadecimal, 32 bytes or more, several by commas',
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
  NODE_ENV: str({ default: 'development', desc: 'production hides the schema and refuses the local issuer' }),
  ALLOWED_ORIGINS: str({ default: '', desc: 'Origins whose pages may use the API, separated by commas; none by default' }),
  LOG_LEVEL: str({ choices: ['debug', 'info', 'warn', 'error', 'silent'] as const, default: 'info', desc: 'How much is logged' }),
};
