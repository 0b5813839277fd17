// The command `npm run import-policies`: tries a file of policies in the advocacy database, and writes it there with --apply.
import 'reflect-metadata';
import { readFile, writeFile } from 'node:fs/promises';
import { parseArgs } from 'node:util';
import { decode, encodingExists } from 'iconv-lite';
import { openDatabase } from '#kit/data/database';
import { settingsOrExit } from '#kit/process/lifecycle';
import { databaseSettings } from '#kit/subgraph/settings';
import { systemClock } from '#kit/words/clock';
import { readSettings } from '#kit/words/config';
import { silentLog } from '#kit/words/log';
import { entities, migrations } from '../features';
import { importPolicies, reportInWords } from '../policies';
import { buildAdvocacy } from '../subgraph';
import { factsOf } from '../terms/facts';
import { draftFile, draftIn, type TermsRead } from './document';
import { draftInWords } from './draft';

const usage = `usage: npm run import-policies -- FILE [--apply] [--editor NAME] [--draft FILE]
Imports policies written as in data/policies.json. Without --apply it is a dry run that changes nothing.
  --apply        write what can be written
  --editor NAME  who imports, for the audit log (default: import)
  --draft FILE   where to write the draft of a document of terms; it must not exist yet
Of a document of terms (licenses of ODL in JSON or XML, or products of ONIX for Books 3) it makes a draft to complete, and says field by
field what the document lacks: "?" stands for it in the draft, and importing refuses each that is left. Terms are never imported as they are.
The database is that of DATABASE_URL, or else of npm start. Ends with 0 when no row was refused, with 1 otherwise.
`;

/** Tells somebody who runs the command something. */
type Tell = (text: string) => void;

/** Does what the words ask, says what came of it, and resolves to the exit code. */
export async function runImport(
  words: readonly string[],
  environment: NodeJS.ProcessEnv,
  say: Tell,
  complain: Tell = say,
): Promise<number> {
  try {
    return await imported(words, environment, say);
  } catch (fault) {
    complain(`${(fault as Error).message}\n`);
    return 1;
  }
}

/** @throws Error in plain words */
async function imported(words: readonly string[], environment: NodeJS.ProcessEnv, say: Tell): Promise<number> {
  const { path, apply, subject, draft } = wordsOrUsage(words);
  const text = await readText(path);
  const terms = draftIn(text);
  if (terms) return tellDraft(terms, apply, draft, say);
  const { DATABASE_URL, DATABASE_DIRECT_URL } = settingsOrExit(() => readSettings(databaseSettings, environment));
  const file = jsonOf(text, path);
  const database = await openDatabase({
    url: DATABASE_DIRECT_URL ?? DATABASE_URL,
    name: 'import policies',
    entities,
    migrations,
    log: silentLog,
  }).catch(saying('The advocacy database cannot be opened'));
  try {
    const { schema } = await buildAdvocacy();
    const reports = await importPolicies({ database, schema, clock: systemClock, subject, file, apply });
    say(reportInWords(reports, apply));
    return reports.some(({ outcome }) => outcome === 'REFUSED') ? 1 : 0;
  } finally {
    await database.destroy();
  }
}

/** @throws Error that ends with how the command is used */
function wordsOrUsage(words: readonly string[]) {
  try {
    const { values, positionals } = parseArgs({
      args: [...words],
      allowPositionals: true,
      options: {
        apply: { type: 'boolean', default: false },
        editor: { type: 'string', default: 'import' },
        draft: { type: 'string' },
      },
    });
    const [path, ...more] = positionals;
    if (path === undefined || more.length > 0) throw new Error('Give one file.');
    return { path, apply: values.apply, subject: values.editor, draft: values.draft };
  } catch (fault) {
    throw new Error(`${(fault as Error).message}\n${usage.trimEnd()}`);
  }
}

/** A file larger than this is split by its sender. */
const largest = 64 * 1024 * 1024;

async function readText(path: string): Promise<string> {
  const bytes = await readFile(path).catch(saying('The file cannot be read'));
  if (bytes.length > largest)
    throw new Error(`The file ${path} has ${bytes.length} bytes; at most ${largest} are read. Split it into parts.`);
  try {
    return textOf(bytes);
  } catch (fault) {
    return saying(`The file ${path} cannot be read as text`)(fault as Error);
  }
}

function jsonOf(text: string, path: string): unknown {
  try {
    return factsOf(text);
  } catch (fault) {
    return saying(`The file ${path} is not JSON`)(fault as Error);
  }
}

/** @throws Error in plain words */
async function tellDraft(terms: TermsRead, apply: boolean, path: string | undefined, say: Tell): Promise<number> {
  const { kind, rows } = terms;
  if (rows.length === 0) throw new Error(`The file holds no license or product of ${kind} with terms.`);
  if (apply)
    throw new Error('Terms of a document are a draft. Write it by --draft FILE, fill in each "?", then import that file.');
  say(draftInWords(rows, kind));
  if (path === undefined) return 0;
  await writeFile(path, draftFile(terms), { flag: 'wx' }).catch(saying('The draft cannot be written'));
  say(`The draft is in ${path}. Fill in each "?", then import that file.\n`);
  return 0;
}

/** UTF-8, or UTF-16 where a byte order mark says so, or what an XML declaration names. @throws TypeError for other bytes */
function textOf(bytes: Buffer): string {
  const marked = bytes[0] === 0xff && bytes[1] === 0xfe ? 'utf-16le' : bytes[0] === 0xfe && bytes[1] === 0xff ? 'utf-16be' : null;
  const declared = /^<\?xml[^>]*?\sencoding\s*=\s*["']([A-Za-z0-9._-]+)["']/.exec(bytes.subarray(0, 200).toString('latin1'))?.[1];
  if (!marked && declared && !/^utf-?8$/i.test(declared)) {
    if (!encodingExists(declared)) throw new TypeError(`its XML declaration names the encoding ${declared}, which nobody knows`);
    return decode(bytes, declared);
  }
  return new TextDecoder(marked ?? 'utf-8', { fatal: true }).decode(bytes);
}

const saying = (what: string) => (fault: Error) => {
  throw new Error(`${what}: ${fault.message}`);
};

if (require.main === module) {
  const to = (stream: NodeJS.WritableStream) => (text: string) => void stream.write(text);
  void runImport(process.argv.slice(2), process.env, to(process.stdout), to(process.stderr)).then((code) => {
    process.exitCode = code;
  });
}
