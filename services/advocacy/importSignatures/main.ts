// The command `npm run import-signatures`: previews a file of signatures on paper, and counts them with --apply.
import 'reflect-metadata';
import { createReadStream } from 'node:fs';
import { parseArgs } from 'node:util';
import { openDatabase } from '#kit/data/database';
import { settingsOrExit } from '#kit/process/lifecycle';
import { databaseSettings } from '#kit/subgraph/runMigrations';
import { requests } from '#kit/subgraph/serving';
import { systemClock } from '#kit/words/clock';
import { readSettings } from '#kit/words/config';
import { Role } from '#kit/words/identity';
import { silentLog } from '#kit/words/log';
import { settings } from '../config';
import { entities, migrations } from '../features';
import { importPaper, Petition, type PetitionsApp, secretsOf, wishesIn } from '../petitions';

const usage = `usage: npm run import-signatures -- PETITION FILE [--apply] [WISH ...]
Reads signatures on paper from a CSV file for a petition, on behalf of its organizer. Without --apply nothing is written.
A WISH is written as in the address of an upload: dates=MDY country=US column.name="Full name" header=none faults=all
charset=windows-1252. The database is that of DATABASE_URL (with its SIGNATURE_KEY), or else of npm start. Ends with 0 when no row
was refused, with 1 otherwise.
`;

async function main(): Promise<number> {
  const { petitionId, path, wishes } = wordsOrUsage();
  const { DATABASE_URL, DATABASE_DIRECT_URL, SIGNATURE_KEY } = settingsOrExit(() =>
    readSettings({ ...databaseSettings, SIGNATURE_KEY: settings.SIGNATURE_KEY }, process.env),
  );
  const name = 'import signatures';
  const database = await openDatabase({ url: DATABASE_DIRECT_URL ?? DATABASE_URL, name, entities, migrations, log: silentLog });
  try {
    const petition = await database.getRepository(Petition).findOneBy({ id: petitionId });
    const identity = { subject: petition?.ownerSubject ?? name, roles: [Role.ORGANIZER], libraryIds: [], expiresAt: null };
    // Readers of live counts learn of it with the next signature, or when they connect again.
    const feed = { publish: () => undefined };
    const app = { secrets: secretsOf(SIGNATURE_KEY), clock: systemClock, feed } as unknown as PetitionsApp;
    const request = requests(database, systemClock, app)(identity);
    let refused = 0;
    for await (const line of importPaper(petitionId, createReadStream(path), wishes, request)) {
      const { faults, changes, done: _, ...sums } = line;
      for (const { row, message } of [...faults, ...changes]) process.stdout.write(`row ${row}\t${message}\n`);
      process.stdout.write(`${JSON.stringify(sums)}\n`);
      refused = line.refused;
    }
    return refused > 0 ? 1 : 0;
  } finally {
    await database.destroy();
  }
}

/** @throws Error that ends with how the command is used */
function wordsOrUsage() {
  try {
    const { values, positionals } = parseArgs({
      allowPositionals: true,
      options: { apply: { type: 'boolean', default: false } },
    });
    const [petitionId, path, ...words] = positionals;
    if (petitionId === undefined || path === undefined) throw new Error('Give a petition and a file.');
    const { charset, ...query } = Object.fromEntries(words.map((word) => word.split(/=(.*)/s, 2) as [string, string]));
    return { petitionId, path, wishes: { ...wishesIn(query, charset), preview: !values.apply } };
  } catch (fault) {
    throw new Error(`${(fault as Error).message}\n${usage.trimEnd()}`);
  }
}

main().then(
  (code) => {
    process.exitCode = code;
  },
  (error: Error) => {
    process.stderr.write(`${error.message}\n`);
    process.exitCode = 1;
  },
);
