// Which processes make up Shelfbridge, and what does each need to know?
import { join } from 'node:path';
import type { Foundations, StartSettings } from './config';
import type { Program } from './nodeProcess';

/** The compiled files, seen from this one. */
const compiled = join(__dirname, '..');

/** Both subgraphs and the gateway above them. Each inherits our environment, except for what another one alone may know. */
export function programs(settings: StartSettings, { databases, signatureKey }: Foundations, environment: NodeJS.ProcessEnv) {
  const { PARTNERSHIP_DATABASE_URL: _p, ADVOCACY_DATABASE_URL: _a, SIGNATURE_KEY: _s, ...inherited } = environment;
  const { SEED, LOG_LEVEL } = settings;
  const subgraph = (name: 'partnership' | 'advocacy', port: number): Program => ({
    name,
    script: join(compiled, 'services', name, 'main.js'),
    environment: { ...inherited, HOST: '127.0.0.1', PORT: String(port), DATABASE_URL: databases[name], SEED, LOG_LEVEL },
  });
  const address = (port: number) => `http://127.0.0.1:${port}/graphql`;
  const gateway: Program = {
    name: 'gateway',
    script: join(compiled, 'gateway', 'main.js'),
    environment: {
      ...inherited,
      HOST: settings.HOST,
      PORT: String(settings.PORT),
      PARTNERSHIP_URL: address(settings.PARTNERSHIP_PORT),
      ADVOCACY_URL: address(settings.ADVOCACY_PORT),
      LOG_LEVEL,
    },
  };
  const partnership = subgraph('partnership', settings.PARTNERSHIP_PORT);
  const advocacy = subgraph('advocacy', settings.ADVOCACY_PORT);
  advocacy.environment.SIGNATURE_KEY = signatureKey;
  return { subgraphs: [partnership, advocacy], gateway };
}
