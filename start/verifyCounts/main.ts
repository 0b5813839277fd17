// What does `npm run verify-counts` do? It counts the signatures again of the database that is named, or else of that of `npm start`.
import { spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { settingsOrExit } from '#kit/lifecycle';
import { serverAccount } from '../account';
import { readStartSettings } from '../config';
import { dataFolder } from '../dataFolder';
import { databaseUrl, passwordsOf } from '../secrets';

/** The address of the advocacy database that `npm start` uses, with the same settings. @throws Error when there is none */
function advocacyDatabase(): string {
  const settings = settingsOrExit(() => readStartSettings(process.env));
  if (settings.foundations) return settings.foundations.databases.advocacy;
  const folder = dataFolder(settings.DATA_DIR, serverAccount());
  if (!existsSync(folder))
    throw new Error(`There is no data folder ${folder}. Say by DATA_DIR or DATABASE_URL where the signatures are.`);
  return databaseUrl('advocacy', 'advocacy', settings.POSTGRES_PORT, passwordsOf(folder));
}

try {
  // By the environment, which unlike arguments other accounts do not see.
  const named = process.env.DATABASE_URL || process.env.DATABASE_URL_FILE;
  const env = named ? process.env : { ...process.env, DATABASE_URL: advocacyDatabase() };
  const program = join(__dirname, '..', '..', 'services', 'advocacy', 'verify', 'main.js');
  spawn(process.execPath, [program], { env, stdio: 'inherit' }).once('exit', (code) => {
    process.exitCode = code ?? 1;
  });
} catch (fault) {
  process.stderr.write(`${(fault as Error).message}\n`);
  process.exitCode = 1;
}
