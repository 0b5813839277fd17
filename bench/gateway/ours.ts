// Our gateway as its process starts it in production, but for the issuer it trusts: one without https, which it rightly refuses there.

import { fixedKeys } from '../../gateway/access/provider';
import { startGateway } from '../../gateway/gateway';
import { readOptions } from '../../gateway/options';
import { collectGarbage, giveBackWhenQuiet } from '../../services/kit/process/memory';
import { createLog } from '../../services/kit/words/log';
import { audience, issuer } from './readers';

const [, , PORT, SUPERGRAPH_SDL, keys = '', SHARED_ANSWERS] = process.argv;

/** In production this machine is counted like any other address: it is, but never too often. */
const uncommon = '1000000000000/60';

async function main(): Promise<void> {
  const { level, ...options } = readOptions({
    NODE_ENV: 'production',
    PORT,
    SUPERGRAPH_SDL,
    EXECUTOR: 'compiled',
    SHARED_ANSWERS,
    RATE_LIMIT_DATABASE_URL: process.env.RATE_LIMIT_DATABASE_URL,
    LOG_LEVEL: 'error',
    PARTNERSHIP_KEY: 'ab'.repeat(32),
    ADVOCACY_KEY: 'cd'.repeat(32),
    RATE_LIMIT: uncommon,
    COST_LIMIT: uncommon,
    MUTATION_LIMITS: `signPetition=${uncommon}`,
  });
  const log = createLog('gateway');
  log.level = level;
  const trusted = { name: issuer, audience, algorithms: ['RS256'], keys: fixedKeys(JSON.parse(keys)) };
  const access = { claims: { roles: 'roles', libraryIds: 'libraryIds' }, clockToleranceS: 30, issuers: [trusted] };
  await startGateway({ ...options, access, log });
  collectGarbage();
  giveBackWhenQuiet();
}

void main();
