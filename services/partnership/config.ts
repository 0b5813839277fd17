// Which settings does the partnership subgraph take from its environment?
import { keyRing, port, str, url } from '../kit/words/config';
import { mailSettings } from '../kit/words/mail';

export const settings = {
  PORT: port({ default: 4001, desc: 'Port on which the subgraph listens' }),
  HOST: str({ default: '127.0.0.1', desc: 'Address on which the subgraph listens; only the gateway should reach it' }),
  DATABASE_URL: str({ desc: 'PostgreSQL address of the partnership database, with the role that owns it' }),
  SEED: str({
    choices: ['none', 'facts', 'demo'] as const,
    default: 'none',
    desc: 'What to load at start: nothing, the sourced facts, or these and the demonstration libraries',
  }),
  GATEWAY_KEY: keyRing({
    desc: 'Secret shared with the gateway alone, without which nobody is answered; hexadecimal, 32 bytes or more, several by commas',
  }),
  CONTACT_KEY: keyRing({
    desc: 'Secret that seals the addresses of contacts and signs the links in mails; hexadecimal, 32 bytes or more, several by commas',
  }),
  PUBLIC_URL: url({ default: 'http://127.0.0.1:4000', desc: 'Where people reach the pages that links in mails open' }),
  COMMITTEE_MAIL: str({ default: undefined, desc: 'The address at which the Sister Libraries Committee is told of submissions' }),
  ...mailSettings,
  LOG_LEVEL: str({ choices: ['debug', 'info', 'warn', 'error', 'silent'] as const, default: 'info', desc: 'How much is logged' }),
};
