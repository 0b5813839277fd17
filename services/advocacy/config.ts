// Which settings does the advocacy subgraph take from its environment?
import { keyRing, port, str } from '../kit/words/config';
import { mailSettings } from '../kit/words/mail';

export const settings = {
  PORT: port({ default: 4002, desc: 'Port on which the subgraph listens' }),
  HOST: str({ default: '127.0.0.1', desc: 'Address on which the subgraph listens; only the gateway should reach it' }),
  DATABASE_URL: str({ desc: 'PostgreSQL address of the advocacy database, with the role that owns it' }),
  SEED: str({
    choices: ['none', 'facts', 'demo'] as const,
    default: 'none',
    desc: 'What to load at start: nothing, the sourced facts, or these and the demonstration petition',
  }),
  SIGNATURE_KEY: keyRing({
    desc: 'Secret of the keyed hash that tells whether an e-mail address has signed; hexadecimal, 32 bytes or more, several by commas',
  }),
  GATEWAY_KEY: keyRing({
    desc: 'Secret shared with the gateway alone, without which nobody is answered; hexadecimal, 32 bytes or more, several by commas',
  }),
  LINK_KEY: keyRing({
    default: undefined,
    desc: 'Secret that signs the links in mails; derived from SIGNATURE_KEY when not set. Several by commas: the first signs, all are believed',
  }),
  PUBLIC_URL: str({ default: 'http://127.0.0.1:4000', desc: 'Where people reach the pages that links in mails open' }),
  ...mailSettings,
  LOG_LEVEL: str({ choices: ['debug', 'info', 'warn', 'error', 'silent'] as const, default: 'info', desc: 'How much is logged' }),
};
