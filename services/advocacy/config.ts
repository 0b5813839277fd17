// Which settings does the advocacy subgraph take from its environment?
import { keyRing, makeValidator, port, str } from '#kit/config';
import { mailSettings } from '#kit/mail';

const key = makeValidator((text: string) => {
  if (!/^[0-9a-f]{64,}$/i.test(text) || text.length % 2 === 1)
    throw new Error('must be at least 32 bytes written as hexadecimal digits');
  return Buffer.from(text, 'hex');
});

export const settings = {
  PORT: port({ default: 4002, desc: 'Port on which the subgraph listens' }),
  HOST: str({ default: '127.0.0.1', desc: 'Address on which the subgraph listens; only the gateway should reach it' }),
  DATABASE_URL: str({ desc: 'PostgreSQL address of the advocacy database, with the role that owns it' }),
  SEED: str({
    choices: ['none', 'facts', 'demo'] as const,
    default: 'none',
    desc: 'What to load at start: nothing, the sourced facts, or these and the demonstration petition',
  }),
  SIGNATURE_KEY: key({
    desc: 'Secret of the keyed hash that tells whether an e-mail address has signed; hexadecimal, 32 bytes or more',
  }),
  GATEWAY_KEY: keyRing({
    desc: 'Secret shared with the gateway, without which nobody is answered; hexadecimal, 32 bytes or more, several by commas',
  }),
  LINK_KEY: key({
    default: undefined,
    desc: 'Secret that signs the links in mails; derived from SIGNATURE_KEY when not set. A new one ends all links sent before',
  }),
  PUBLIC_URL: str({ default: 'http://127.0.0.1:4000', desc: 'Where people reach the pages that links in mails open' }),
  ...mailSettings,
  LOG_LEVEL: str({ choices: ['debug', 'info', 'warn', 'error', 'silent'] as const, default: 'info', desc: 'How much is logged' }),
};
