// The commands for operators: `npm run token`, `npm run import-policies`, `npm run import-signatures` and `npm run verify-counts`.

import { spawn } from 'node:child_process';
import type { KeyObject } from 'node:crypto';
import { once } from 'node:events';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { SignJWT } from 'jose';
import { Role } from '#kit/words/identity';
import { settingsOrExit } from '../../services/kit/process/lifecycle';
import { localAudience, localIssuer } from '../../services/kit/words/identity';
import { projectFile } from '../../services/kit/words/projectFile';
import { readStartSettings } from '../config';
import { dataFolder, serverAccount } from '../dataFolder';
import { runningPostmaster } from '../postmaster';
import { databaseUrl, issuerKey, passwordsOf, signatureKeyOf } from '../secrets';

/** Prints a token of the local issuer, for trying on your own machine what needs a role. @throws Error in plain words */
async function token(words: readonly string[], environment: NodeJS.ProcessEnv): Promise<number> {
  if (environment.NODE_ENV === 'production')
    throw new Error(
      'The local issuer is for development only: with NODE_ENV=production, tokens come from your identity provider.',
    );
  try {
    const bearer = readBearer(words);
    const folder = dataFolder(environment.DATA_DIR || './.data', serverAccount());
    if (!existsSync(folder))
      throw new Error(`There is no data folder ${folder} yet: run npm start first, with the same DATA_DIR.`);
    process.stdout.write(`${await issueToken(bearer, issuerKey(folder), new Date())}\n`);
    return 0;
  } catch (fault) {
    throw new Error(`${(fault as Error).message}\n${usage}`);
  }
}

/** Runs a command of the advocacy subgraph on the database that DATABASE_URL names, or else on that of `npm start`. */
async function advocacy(command: string, words: readonly string[], environment: NodeJS.ProcessEnv): Promise<number> {
  const named = environment.DATABASE_URL || environment.DATABASE_URL_FILE;
  // Passed in the environment: other accounts can read arguments.
  const env = named ? environment : { ...environment, ...advocacyDatabase(environment) };
  const program = projectFile('dist', 'services', 'advocacy', command, 'main.js');
  const [code] = await once(spawn(process.execPath, [program, ...words], { env, stdio: 'inherit' }), 'exit');
  return code ?? 1;
}

/** The advocacy database that `npm start` uses and its key, with the same settings. @throws Error when there is none */
function advocacyDatabase(environment: NodeJS.ProcessEnv): { DATABASE_URL: string; SIGNATURE_KEY: string } {
  const settings = settingsOrExit(() => readStartSettings(environment));
  if (settings.foundations)
    return { DATABASE_URL: settings.foundations.databases.advocacy, SIGNATURE_KEY: settings.foundations.signatureKey };
  const folder = dataFolder(settings.DATA_DIR, serverAccount());
  if (!existsSync(folder))
    throw new Error(`There is no data folder ${folder}. Set DATA_DIR or DATABASE_URL to where the data are.`);
  const running = runningPostmaster(join(folder, 'postgres'));
  if (!running)
    throw new Error(
      `npm start does not run on the data folder ${folder}. Start it, or set DATA_DIR or DATABASE_URL to where the data are.`,
    );
  const DATABASE_URL = databaseUrl('advocacy', 'advocacy', running.port, passwordsOf(folder));
  return { DATABASE_URL, SIGNATURE_KEY: environment.SIGNATURE_KEY || signatureKeyOf(folder) };
}

async function main([command, ...words]: readonly string[]): Promise<number> {
  if (command === 'token') return token(words, process.env);
  if (command === 'import-policies') return advocacy('importPolicies', words, process.env);
  if (command === 'import-signatures') return advocacy('importSignatures', words, process.env);
  if (command === 'verify-counts') return advocacy('verify', words, process.env);
  throw new Error('Usage: npm run token | npm run import-policies | npm run import-signatures | npm run verify-counts');
}

/** Whom a token is for. */
export interface Bearer {
  readonly roles: readonly Role[];
  readonly libraryIds: readonly string[];
  readonly subject: string;
  readonly hours: number;
}

export const usage = `npm run --silent token -- --role ${Object.values(Role).join('|')} [--library <id>] [--subject <name>] [--hours <number>]`;

/** Reads the command line. @throws Error in plain words */
export function readBearer(words: readonly string[]): Bearer {
  const text = { type: 'string' } as const;
  const options = {
    role: { ...text, multiple: true },
    library: { ...text, multiple: true },
    subject: text,
    hours: text,
  } as const;
  const { role = [], library = [], subject, hours = '12' } = parseArgs({ args: [...words], options }).values;
  const unknown = role.find((name) => !Object.values<string>(Role).includes(name));
  if (unknown !== undefined) throw new Error(`Unknown role "${unknown}". Roles: ${Object.values(Role).join(', ')}.`);
  if (role.length === 0) throw new Error('A token needs at least one --role.');
  if (role.includes(Role.STAFF) !== library.length > 0)
    throw new Error('--role staff and --library go together: staff act for a library.');
  if (!(Number(hours) > 0 && Number(hours) <= 24 * 30))
    throw new Error('--hours must be a number greater than 0 and at most 720.');
  return { roles: role as Role[], libraryIds: library, subject: subject ?? `local-${role.join('-')}`, hours: Number(hours) };
}

/** Signs a token that the gateway of the same data folder accepts. */
export function issueToken({ roles, libraryIds, subject, hours }: Bearer, key: KeyObject, now: Date): Promise<string> {
  const issued = Math.floor(now.getTime() / 1_000);
  return new SignJWT({ roles, libraryIds })
    .setProtectedHeader({ alg: 'EdDSA', typ: 'JWT' })
    .setIssuer(localIssuer)
    .setAudience(localAudience)
    .setSubject(subject)
    .setIssuedAt(issued)
    .setExpirationTime(issued + Math.round(hours * 3_600))
    .sign(key);
}

if (require.main === module)
  main(process.argv.slice(2)).then(
    (code) => {
      process.exitCode = code;
    },
    (fault: Error) => {
      process.stderr.write(`${fault.message}\n`);
      process.exitCode = 1;
    },
  );
