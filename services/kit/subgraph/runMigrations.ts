// The tables of a subgraph brought up to date by a process of their own, which loads no more than that takes.
import { installJobs } from '../data/jobs';
import { migrate } from '../data/migrations';
import { settingsOrExit } from '../process/lifecycle';
import { BadConfiguration, readSettings } from '../words/config';
import { createLog } from '../words/log';
import { databaseSettings } from './settings';

/**
 * Makes the tables of a subgraph those of this release, and those of its job queue. The words `--only NAME,NAME` leave out all other
 * migrations: so do the tables of an earlier release come to be. The process ends with 1 when it could not.
 */
export async function runMigrations(
  subgraph: string,
  environment: NodeJS.ProcessEnv,
  [word, names = '', ...more]: readonly string[],
): Promise<void> {
  const only = word === '--only' ? names.split(',') : undefined;
  const { DATABASE_URL, DATABASE_DIRECT_URL, LOG_LEVEL } = settingsOrExit(() => readSettings(databaseSettings, environment));
  const url = DATABASE_DIRECT_URL ?? DATABASE_URL;
  const log = createLog(`${subgraph} migrations`);
  log.level = LOG_LEVEL;
  try {
    if (more.length > 0 || (word !== undefined && !only?.[0]))
      throw new BadConfiguration('Usage: migrate.js [--only NAME,NAME], with names such as Sources1700000000000.');
    await migrate({ url, migrations: `services/${subgraph}/migrations`, only, log });
    await installJobs(url);
    log.info('the tables are up to date');
  } catch (err) {
    if (err instanceof BadConfiguration) process.stderr.write(`${err.message}\n`);
    else log.error({ err }, 'the tables could not be brought up to date; what had not finished is undone');
    process.exitCode = 1;
  }
}
