// The command `npm run import-policies`: tries a file of policies in the advocacy database, and writes it there with --apply.
import 'reflect-metadata';
import { readFile } from 'node:fs/promises';
import { parseArgs } from 'node:util';
import { openDatabase } from '#kit/data/database';
import { settingsOrExit } from '#kit/process/lifecycle';
import { systemClock } from '#kit/words/clock';
import { readSettings } from '#kit/words/config';
import { silentLog } from '#kit/words/log';
import { settings } from '../config';
import { entities, migrations } from '../features';
import { importPolicies, reportInWords } from '../policies';
import { buildAdvocacy } from '../subgraph';
import { factsOf } from '../terms/facts';

const usage = `usage: npm run import-policies -- FILE [--apply] [--editor NAME]
Imports policies written as in data/policies.json. Without --apply it is a dry run that changes nothing.
  --apply        write what can be written
  --editor NAME  who imports, for the audit log (default: import)
The database is that of DATABASE_URL, or else of npm start. Ends with 0 when no row was refused, with 1 otherwise.
`;

async function main(): Promise<number> {
  const { path, apply, subject } = wordsOrUsage();
  const { DATABASE_URL } = settingsOrExit(() => readSettings({ DATABASE_URL: settings.DATABASE_URL }, process.env));
  const file = await readJson(path);
  const database = await openDatabase({ url: DATABASE_URL, name: 'import policies', entities, migrations, log: silentLog }).catch(
    saying('The advocacy database cannot be opened'),
  );
  try {
    const { schema } = await buildAdvocacy();
    const reports = await importPolicies({ database, schema, clock: systemClock, subject, file, apply });
    process.stdout.write(reportInWords(reports, apply));
    return reports.some(({ outcome }) => outcome === 'REFUSED') ? 1 : 0;
  } finally {
    await database.destroy();
  }
}

/** @throws Error that ends with how the command is used */
function wordsOrUsage() {
  try {
    const { values, positionals } = parseArgs({
      allowPositionals: true,
      options: { apply: { type: 'boolean', default: false }, editor: { type: 'string', default: 'import' } },
    });
    const [path, ...more] = positionals;
    if (path === undefined || more.length > 0) throw new Error('Give one file.');
    return { path, apply: values.apply, subject: values.editor };
  } catch (fault) {
    throw new Error(`${(fault as Error).message}\n${usage.trimEnd()}`);
  }
}

async function readJson(path: string): Promise<unknown> {
  const bytes = await readFile(path).catch(saying('The file cannot be read'));
  try {
    return factsOf(textOf(bytes));
  } catch (fault) {
    return saying(`The file ${path} is not JSON`)(fault as Error);
  }
}

/** UTF-8, or UTF-16 where a byte order mark says so; the mark is no part of the text. @throws TypeError for other bytes */
function textOf(bytes: Buffer): string {
  const encoding =
    bytes[0] === 0xff && bytes[1] === 0xfe ? 'utf-16le' : bytes[0] === 0xfe && bytes[1] === 0xff ? 'utf-16be' : 'utf-8';
  return new TextDecoder(encoding, { fatal: true }).decode(bytes);
}

const saying = (what: string) => (fault: Error) => {
  throw new Error(`${what}: ${fault.message}`);
};

main().then(
  (code) => {
    process.exitCode = code;
  },
  (error: Error) => {
    process.stderr.write(`${error.message}\n`);
    process.exitCode = 1;
  },
);
