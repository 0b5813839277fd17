// The settings of `npm start`, and which of them fit together.
import { isDatabaseAddress, makeValidator, port, readSettings, str } from '../services/kit/words/config';

/** The address of a database. The error does not repeat it, because it holds a password. */
const databaseAddress = makeValidator<string>((text) => {
  if (!isDatabaseAddress(text)) throw new Error('must be an address like postgres://role:password@host:port/database');
  return text;
});

/** Checked here, so that a fault is reported before anything runs; used by the process it is for. */
const keys = makeValidator<string>((text) => {
  const key = '([0-9a-f]{2}){32,}';
  if (!new RegExp(`^${key}(,${key})*$`, 'i').test(text))
    throw new Error('must be at least 32 bytes written as hexadecimal digits, several separated by commas');
  return text;
});

/** Every setting of `npm start`, by name. */
export const startSettings = {
  PORT: port({ default: 4000, desc: 'where the gateway listens: the one address clients need' }),
  HOST: str({ default: '127.0.0.1', desc: 'the network address the gateway listens on; 0.0.0.0 opens it to other machines' }),
  PARTNERSHIP_PORT: port({ default: 4001, desc: 'where the partnership subgraph listens, on this machine only' }),
  ADVOCACY_PORT: port({ default: 4002, desc: 'where the advocacy subgraph listens, on this machine only' }),
  POSTGRES_PORT: port({ default: 4003, desc: 'where the embedded PostgreSQL listens, on this machine only' }),
  METRICS_PORT: port({
    default: undefined,
    desc: 'where the gateway answers Prometheus; partnership does on the next port and advocacy on the one after it. Nobody is answered unless it is set',
  }),
  METRICS_HOST: str({ default: '127.0.0.1', desc: 'the network address of these three ports' }),
  DATA_DIR: str({ default: './.data', desc: 'the folder of the embedded PostgreSQL: its rows and its passwords' }),
  SEED: str({
    choices: ['demo', 'facts', 'none'],
    default: 'demo',
    desc: 'what an empty database is filled with: demo adds invented libraries and petitions to the sourced facts',
  }),
  PARTNERSHIP_DATABASE_URL: databaseAddress({ default: undefined, desc: 'a PostgreSQL database of your own for partnership' }),
  ADVOCACY_DATABASE_URL: databaseAddress({ default: undefined, desc: 'a PostgreSQL database of your own for advocacy' }),
  SIGNATURE_KEY: keys({
    default: undefined,
    desc: "the secret for the hashes of signers' addresses; required with databases of your own, otherwise made once and kept in DATA_DIR",
  }),
  CONTACT_KEY: keys({
    default: undefined,
    desc: 'the secret that encrypts the addresses of contacts; derived from SIGNATURE_KEY unless it is set',
  }),
  SESSION_KEY: keys({
    default: undefined,
    desc: 'the secret that seals who is signed in to the pages; derived from SIGNATURE_KEY unless it is set',
  }),
  PARTNERSHIP_KEY: keys({
    default: undefined,
    desc: 'the secret with which the gateway signs its calls to partnership; new at each start unless it is set',
  }),
  ADVOCACY_KEY: keys({
    default: undefined,
    desc: 'the secret with which the gateway signs its calls to advocacy; new at each start unless it is set',
  }),
  NODE_ENV: str({
    default: 'development',
    desc: 'production refuses tokens of the local issuer, hides the schema from clients and writes the log as JSON',
  }),
  LOG_LEVEL: str({
    choices: ['debug', 'info', 'warn', 'error', 'silent'],
    default: 'info',
    desc: 'the least important log level that is written; debug also shows every request',
  }),
  LOG_FORMAT: str({
    choices: ['plain', 'json'],
    default: undefined,
    desc: 'plain lines for people, or JSON for programs; JSON in production and plain otherwise, unless it is set',
  }),
};

/** The addresses of both databases. */
export interface DatabaseUrls {
  readonly partnership: string;
  readonly advocacy: string;
}

/** The databases of the subgraphs, and the key that their rows depend on. */
export interface Foundations {
  readonly databases: DatabaseUrls;
  readonly signatureKey: string;
}

/** Settings that fit together. */
export type StartSettings = ReturnType<typeof readStartSettings>;

/**
 * Reads the settings; `foundations` is null when the embedded PostgreSQL is to serve.
 * @throws BadConfiguration for malformed settings, one database address without the other, a missing key, or one port used twice
 */
export function readStartSettings(environment: NodeJS.ProcessEnv) {
  const { PARTNERSHIP_DATABASE_URL, ADVOCACY_DATABASE_URL, ...settings } = readSettings(startSettings, environment, wrongs);
  return { ...settings, foundations: foundationsOf({ PARTNERSHIP_DATABASE_URL, ADVOCACY_DATABASE_URL, ...settings }) };
}

type Given = ReturnType<typeof readSettings<typeof startSettings>>;

/** What does not fit together. */
function* wrongs(given: Given): Generator<string> {
  const { PARTNERSHIP_DATABASE_URL: partnership, ADVOCACY_DATABASE_URL: advocacy, METRICS_PORT: metrics } = given;
  const instead = 'Give each subgraph a database of its own, or set neither: then an embedded PostgreSQL serves both.';
  if (partnership && partnership === advocacy)
    yield `PARTNERSHIP_DATABASE_URL names the same database as ADVOCACY_DATABASE_URL. ${instead}`;
  else if (partnership && !advocacy) yield `PARTNERSHIP_DATABASE_URL is set, but ADVOCACY_DATABASE_URL is not. ${instead}`;
  else if (advocacy && !partnership) yield `ADVOCACY_DATABASE_URL is set, but PARTNERSHIP_DATABASE_URL is not. ${instead}`;
  if (partnership && advocacy && !given.SIGNATURE_KEY)
    yield 'SIGNATURE_KEY is not set. Databases of your own need one that never changes; make it by openssl rand -hex 32.';
  const listeners = listenersOf({ ...given, foundations: foundationsOf(given) });
  for (const [index, { setting, port }] of listeners.entries()) {
    const twin = port === undefined ? undefined : listeners.slice(0, index).find((other) => other.port === port);
    if (twin) yield `${setting}: ${port} is also the value of ${twin.setting}; each needs its own port`;
  }
  if (Number(metrics) > 65_533) yield `METRICS_PORT: ${metrics} leaves no room for the two ports after it; 65533 is the highest`;
}

function foundationsOf({ PARTNERSHIP_DATABASE_URL, ADVOCACY_DATABASE_URL, SIGNATURE_KEY }: Given): Foundations | null {
  if (!PARTNERSHIP_DATABASE_URL || !ADVOCACY_DATABASE_URL || !SIGNATURE_KEY) return null;
  const databases = { partnership: PARTNERSHIP_DATABASE_URL, advocacy: ADVOCACY_DATABASE_URL };
  return { databases, signatureKey: SIGNATURE_KEY };
}

/** A port we will listen on, and the setting that changes it. */
export interface Listener {
  readonly setting: 'PORT' | 'PARTNERSHIP_PORT' | 'ADVOCACY_PORT' | 'POSTGRES_PORT' | 'METRICS_PORT';
  readonly host: string;
  readonly port: number;
}

/** Everything that `npm start` will listen on. */
export function listenersOf(
  settings: Record<Exclude<Listener['setting'], 'METRICS_PORT'>, number> &
    Partial<Record<'METRICS_PORT', number | undefined>> & {
      METRICS_HOST?: string;
      HOST: string;
      foundations: Foundations | null;
    },
): Listener[] {
  const inner = ['PARTNERSHIP_PORT', 'ADVOCACY_PORT', ...(settings.foundations ? [] : ['POSTGRES_PORT' as const])] as const;
  return [
    { setting: 'PORT', host: settings.HOST, port: settings.PORT },
    ...inner.map((setting) => ({ setting, host: '127.0.0.1', port: settings[setting] })),
    ...metricsPorts(settings.METRICS_PORT).map((port) => ({
      setting: 'METRICS_PORT' as const,
      host: settings.METRICS_HOST ?? '127.0.0.1',
      port,
    })),
  ];
}

/** Of the gateway, of partnership and of advocacy; none unless they are wanted. */
export const metricsPorts = (first: number | undefined): number[] => (first === undefined ? [] : [first, first + 1, first + 2]);

/** The one that is printed, and that links in mails lead to unless PUBLIC_URL says otherwise. */
export function gatewayUrl({ HOST, PORT }: Pick<StartSettings, 'HOST' | 'PORT'>): string {
  const host = HOST.includes(':') ? `[${HOST}]` : HOST.replace(/^0\.0\.0\.0$/, '127.0.0.1');
  return `http://${host}:${PORT}`;
}
