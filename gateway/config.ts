// Which settings does the gateway take from its environment?
import { num, port, str } from '#kit/config';

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
  ALLOWED_ORIGINS: str({ default: '', desc: 'Origins whose pages may use the API, separated by commas; none by default' }),
  LOG_LEVEL: str({ choices: ['debug', 'info', 'warn', 'error', 'silent'] as const, default: 'info', desc: 'How much is logged' }),
};
