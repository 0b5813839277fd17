// Which processes make up Shelfbridge, and what does each need to know?
import { join } from 'node:path';
import type { Foundations, StartSettings } from './config';
import { gatewayUrl } from './gatewayUrl';
import type { Program } from './nodeProcess';
import { contactKeysFrom } from './secrets';

/** The compiled files, seen from this one. */
const compiled = join(__dirname, '..');

/** What some processes know and others must not. */
export interface Trust {
  /** By which each subgraph knows the gateway. */
  readonly gatewayKeys: Readonly<Record<'partnership' | 'advocacy', string>>;
  /** The public key of the local issuer; null where it is not to be believed. */
  readonly localIssuerKey: string | null;
}

const secrets = [
  'PARTNERSHIP_DATABASE_URL',
  'ADVOCACY_DATABASE_URL',
  'SIGNATURE_KEY',
  'CONTACT_KEY',
  'GATEWAY_KEY',
  'PARTNERSHIP_KEY',
  'ADVOCACY_KEY',
  'RATE_LIMIT_DATABASE_URL',
  'LINK_KEY',
  'SMTP_URL',
];

/** Both subgraphs and the gateway above them. Each inherits our environment, except for what another one alone may know. */
export function programs(
  settings: StartSettings,
  { databases, signatureKey }: Foundations,
  { gatewayKeys, localIssuerKey }: Trust,
  environment: NodeJS.ProcessEnv,
) {
  const inherited = Object.fromEntries(
    Object.entries(environment).filter(([name]) => !secrets.includes(name.replace(/_FILE$/, ''))),
  );
  const { SEED, LOG_LEVEL } = settings;
  const mailsAreFiles = !environment.SMTP_URL && !environment.SMTP_URL_FILE;
  const mailing = {
    MAIL_FOLDER: join(settings.DATA_DIR, 'mail'),
    PUBLIC_URL: gatewayUrl(settings),
    SHOW_MAIL: String(mailsAreFiles && settings.foundations === null && settings.NODE_ENV !== 'production'),
    ...pick(environment, 'PUBLIC_URL', 'MAIL_FOLDER', 'SHOW_MAIL', 'SMTP_URL', 'SMTP_URL_FILE'),
  };
  const subgraph = (name: 'partnership' | 'advocacy', port: number): Program => ({
    name,
    script: join(compiled, 'services', name, 'main.js'),
    environment: {
      ...inherited,
      ...mailing,
      HOST: '127.0.0.1',
      PORT: String(port),
      DATABASE_URL: databases[name],
      GATEWAY_KEY: gatewayKeys[name],
      SEED,
      LOG_LEVEL,
    },
  });
  const address = (port: number) => `http://127.0.0.1:${port}/graphql`;
  const gateway: Program = {
    name: 'gateway',
    script: join(compiled, 'gateway', 'main.js'),
    environment: {
      ...inherited,
      ...pick(environment, 'RATE_LIMIT_DATABASE_URL', 'RATE_LIMIT_DATABASE_URL_FILE'),
      PARTNERSHIP_KEY: gatewayKeys.partnership,
      ADVOCACY_KEY: gatewayKeys.advocacy,
      ...(localIssuerKey !== null && { LOCAL_ISSUER_KEY: localIssuerKey }),
      HOST: settings.HOST,
      PORT: String(settings.PORT),
      PARTNERSHIP_URL: address(settings.PARTNERSHIP_PORT),
      ADVOCACY_URL: address(settings.ADVOCACY_PORT),
      LOG_LEVEL,
    },
  };
  const partnership = subgraph('partnership', settings.PARTNERSHIP_PORT);
  const advocacy = subgraph('advocacy', settings.ADVOCACY_PORT);
  Object.assign(advocacy.environment, pick(environment, 'LINK_KEY', 'LINK_KEY_FILE'), { SIGNATURE_KEY: signatureKey });
  partnership.environment.CONTACT_KEY = settings.CONTACT_KEY ?? contactKeysFrom(signatureKey);
  return { subgraphs: [partnership, advocacy], gateway };
}

/** Those of the settings that are set. */
const pick = (environment: NodeJS.ProcessEnv, ...names: string[]): NodeJS.ProcessEnv =>
  Object.fromEntries(names.filter((name) => environment[name] !== undefined).map((name) => [name, environment[name]]));
