// The settings that every subgraph has, and those of every process that reaches its database. Reading them loads no more than that takes.
import { leadOf } from '../data/hosts';
import { observationSettings } from '../process/observing';
import { bool, isDatabaseAddress, keyRing, makeValidator, milliseconds, port, str, url, whole } from '../words/config';

/** One host, or several with a comma between them. */
const databaseAddress = makeValidator<string>((text) => {
  if (!isDatabaseAddress(text)) throw new Error('must be an address like postgres://role:password@host:port/database');
  leadOf(text);
  return text;
});

/** The settings of every process that reaches the database of a subgraph. */
export const databaseSettings = {
  DATABASE_URL: databaseAddress({
    desc: 'PostgreSQL address of the database of the subgraph, with the role that owns it; of several hosts, one:5432,two:5432, the one that takes changes is found and followed',
  }),
  DATABASE_DIRECT_URL: databaseAddress({
    default: undefined,
    desc: 'Address of PostgreSQL itself, where DATABASE_URL leads to a pooler such as pgbouncer in transaction mode: for notices, migrations and jobs',
  }),
  LOG_LEVEL: str({ choices: ['debug', 'info', 'warn', 'error', 'silent'] as const, default: 'info', desc: 'How much is logged' }),
};

const smtpAddress = makeValidator((text: string) => {
  if (!/^smtps?:$/.test(URL.canParse(text) ? new URL(text).protocol : ''))
    throw new Error('must be an address like smtp://user:password@host:port or smtps://host');
  return text;
});

/** The settings of every process that sends mail. */
const mailSettings = {
  SMTP_URL: smtpAddress({
    default: undefined,
    desc: 'The SMTP server that takes our mails, as smtp://user:password@host:port; without it mails are written as files',
  }),
  MAIL_FROM: str({ default: 'Shelfbridge <shelfbridge@localhost>', desc: 'The sender of our mails' }),
  MAIL_FOLDER: str({ default: './.data/mail', desc: 'Where mails are written when there is no SMTP server' }),
  SHOW_MAIL: bool({
    default: false,
    desc: 'For development: prints the private link of every mail to the terminal; `npm start` does, as long as mails are written as files',
  }),
};

const lanes = whole(1, 50);
const pool = whole(2, 100);

/** The settings that every subgraph has. `demo` says what its demonstration is. */
export const subgraphSettings = ({ defaultPort, demo }: { defaultPort: number; demo: string }) => ({
  PORT: port({ default: defaultPort, desc: 'Port on which the subgraph listens' }),
  HOST: str({ default: '127.0.0.1', desc: 'Address on which the subgraph listens; only the gateway should reach it' }),
  ...databaseSettings,
  MIGRATIONS: str({
    choices: ['run', 'wait'] as const,
    default: 'run',
    desc: 'Who brings the tables up to date at a start: this process, or the command migrate.js, for which it waits',
  }),
  SEED: str({
    choices: ['none', 'facts', 'demo'] as const,
    default: 'none',
    desc: `What to load at start: nothing, the sourced facts, or these and ${demo}`,
  }),
  GATEWAY_KEY: keyRing({
    desc: 'Secret shared with the gateway: calls without its signature are refused; hexadecimal, 32 bytes or more, several separated by commas',
  }),
  PUBLIC_URL: url({ default: 'http://127.0.0.1:4000', desc: 'Address at which people reach the pages that links in mails open' }),
  ...mailSettings,
  ...observationSettings,
  DATABASE_POOL: pool({
    default: 10,
    desc: 'Connections to the database for queries, from 2 to 100: more than twice the cores of the database gain little. Jobs, notices and /ready have some of their own, up to ten; all processes together must stay below max_connections',
  }),
  JOBS_AT_ONCE: lanes({
    default: 4,
    desc: 'How many mails a process sends at the same time, from 1 to 50; two lanes are always left for other jobs',
  }),
  STOPPING_NOTICE_MS: milliseconds({
    default: 0,
    desc: 'How long /ready answers 503 after SIGTERM before the subgraph stops listening, in milliseconds: until the balancer in front has noticed',
  }),
});
