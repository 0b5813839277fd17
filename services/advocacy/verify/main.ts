// The command `npm run verify-counts`: counts all rows of the advocacy database again, and ends with 1 when a count differs, with 2 when they could not be counted.
import 'reflect-metadata';
import { describeDatabase } from '#kit/data/database';
import { settingsOrExit } from '#kit/process/lifecycle';
import { databaseSettings } from '#kit/subgraph/settings';
import { readSettings } from '#kit/words/config';
import { createLog } from '#kit/words/log';
import { entities } from '../features';
import { agrees, countAgain } from '../petitions';

const { DATABASE_URL, DATABASE_DIRECT_URL } = settingsOrExit(() => readSettings(databaseSettings, process.env));

async function main(): Promise<void> {
  const log = createLog('verify counts');
  const database = await describeDatabase({
    url: DATABASE_DIRECT_URL ?? DATABASE_URL,
    name: 'verify counts',
    entities,
    log,
    isPatient: true,
  }).initialize();
  const tallies = await countAgain(database).finally(() => database.destroy());
  const wrong = tallies.filter((tally) => !agrees(tally));
  for (const tally of wrong) process.stdout.write(`${JSON.stringify(tally)}\n`);
  process.stdout.write(`${tallies.length} petitions counted again, ${wrong.length} differ.\n`);
  process.exitCode = wrong.length > 0 ? 1 : 0;
}

main().catch((fault: Error & { readonly code?: string }) => {
  const noTable = 'this database holds no tables of advocacy. DATABASE_URL must name the one that advocacy uses';
  process.stderr.write(`The counts could not be verified: ${fault.code === '42P01' ? noTable : fault.message}.\n`);
  process.exitCode = 2;
});
