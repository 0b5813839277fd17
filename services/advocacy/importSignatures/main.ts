// The command `npm run import-signatures`: previews a file of signatures on paper, and counts them with --apply.
import 'reflect-metadata';
import { createReadStream } from 'node:fs';
import { parseArgs } from 'node:util';
import { openDatabase } from '#kit/data/database';
import { settingsOrExit } from '#kit/process/lifecycle';
import { requests } from '#kit/subgraph/serving';
import { databaseSettings } from '#kit/subgraph/settings';
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

/** Does what the words ask, says what came of it, and resolves to the exit code. */
export async function runSignatureImport(
  words: readonly string[],
  environment: NodeJS.ProcessEnv,
  say: (text: string) => void,
  complain = say,
): Promise<number> {
  try {
    return await imported(words, environment, say);
  } catch (fault) {
    complain(`${(fault as Error).message}\n`);
    return 1;
  }
}

/** @throws Error in plain words */
async function imported(words: readonly string[], environment: NodeJS.ProcessEnv, say: (text: string) => void): Promise<number> {
  const { petitionId, path, wishes } = wordsOrUsage(words);
  const { DATABASE_URL, DATABASE_DIRECT_URL, SIGNATURE_KEY } = settingsOrExit(() =>
    readSettings({ ...databaseSettings, SIGNATURE_KEY: settings.SIGNATURE_KEY }, environment),
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
    for await (const line of importPaper(petitionId, bytesOf(path), wishes, request)) {
      const { faults, changes, done: _, ...sums } = line;
      for (const { row, message } of [...faults, ...changes]) say(`row ${row}\t${message}\n`);
      say(`${JSON.stringify(sums)}\n`);
      refused = line.refused;
    }
    return refused > 0 ? 1 : 0;
  } finally {
    await database.destroy();
  }
}

/** Opened when its first bytes are wanted, so that nobody misses that it cannot be. @throws Error in plain words */
async function* bytesOf(path: string): AsyncGenerator<Buffer> {
  try {
    yield* createReadStream(path);
  } catch (fault) {
    throw new Error(`The file cannot be read: ${(fault as Error).message}`);
  }
}

/** @throws Error that ends with how the command is used */
function wordsOrUsage(args: readonly string[]) {
  try {
    const { values, positionals } = parseArgs({
      args: [...args],
      allowPositionals: true,
      options: { apply: { type: 'boolean', default: false } },
    });
    const [petitionId, path, ...words] = positionals;
    if (petitionId === undefined || path === undefined) throw new Error('Give a petition and a file.');
    const { charset, ...query } = wishesOf(words);
    if ('preview' in query) throw new Error('Without --apply nothing is written: leave preview out.');
    if (Array.isArray(charset)) throw new Error('Write charset once.');
    return { petitionId, path, wishes: { ...wishesIn(query, charset), preview: !values.apply } };
  } catch (fault) {
    throw new Error(`${(fault as Error).message}\n${usage.trimEnd()}`);
  }
}

/** By name, as an address would have them: nothing for a name alone, and a list for one that is said twice. */
function wishesOf(words: readonly string[]): Record<string, string | string[]> {
  const said: Record<string, string | string[]> = {};
  for (const word of words) {
    const [name = '', value = ''] = word.split(/=(.*)/s, 2);
    said[name] = name in said ? [said[name] ?? [], value].flat() : value;
  }
  return said;
}

if (require.main === module) {
  const to = (stream: NodeJS.WritableStream) => (text: string) => void stream.write(text);
  void runSignatureImport(process.argv.slice(2), process.env, to(process.stdout), to(process.stderr)).then((code) => {
    process.exitCode = code;
  });
}
