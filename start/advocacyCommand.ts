// How does a command for operators find the advocacy database: the one that is named, or else that of `npm start`?
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { settingsOrExit } from '../services/kit/process/lifecycle';
import { serverAccount } from './account';
import { readStartSettings } from './config';
import { dataFolder } from './dataFolder';
import { databaseUrl, passwordsOf } from './secrets';

/** Runs `services/advocacy/COMMAND/main.js`, and ends as it ends; with 1, saying why, when there is no database. */
export function runAdvocacyCommand(command: string, words: readonly string[], environment: NodeJS.ProcessEnv): void {
  run(command, words, environment).then(
    (code) => {
      process.exitCode = code;
    },
    (fault: Error) => {
      process.stderr.write(`${fault.message}\n`);
      process.exitCode = 1;
    },
  );
}

async function run(command: string, words: readonly string[], environment: NodeJS.ProcessEnv): Promise<number> {
  // By the environment, which unlike arguments other accounts do not see.
  const named = environment.DATABASE_URL || environment.DATABASE_URL_FILE;
  const env = named ? environment : { ...environment, DATABASE_URL: advocacyDatabase(environment) };
  const program = join(__dirname, '..', 'services', 'advocacy', command, 'main.js');
  const [code] = await once(spawn(process.execPath, [program, ...words], { env, stdio: 'inherit' }), 'exit');
  return code ?? 1;
}

/** The address of the advocacy database that `npm start` uses, with the same settings. @throws Error when there is none */
function advocacyDatabase(environment: NodeJS.ProcessEnv): string {
  const settings = settingsOrExit(() => readStartSettings(environment));
  if (settings.foundations) return settings.foundations.databases.advocacy;
  const folder = dataFolder(settings.DATA_DIR, serverAccount());
  if (!existsSync(folder))
    throw new Error(`There is no data folder ${folder}. Say by DATA_DIR or DATABASE_URL where the data are.`);
  return databaseUrl('advocacy', 'advocacy', settings.POSTGRES_PORT, passwordsOf(folder));
}
