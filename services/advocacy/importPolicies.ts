// The command that imports a file of policies: node dist/services/advocacy/importPolicies.js FILE [--apply] [--editor NAME]
import 'reflect-metadata';
import { readFile } from 'node:fs/promises';
import { parseArgs } from 'node:util';
import { systemClock } from '#kit/clock';
import { readSettings } from '#kit/config';
import { openDatabase } from '#kit/database';
import { settingsOrExit } from '#kit/lifecycle';
import { silentLog } from '#kit/log';
import { settings } from './config';
import { entities } from './features';
import { migrations } from './migrations';
import { importPolicies, reportInWords } from './policies';
import { buildAdvocacy } from './subgraph';

const usage = `Imports policies written as in data/policies.json. Without --apply it is a dry run that changes nothing.
usage: node dist/services/advocacy/importPolicies.js FILE [--apply] [--editor NAME]
  --apply        write what can be written
  --editor NAME  who imports, for the audit log (default: import)
The database is that of DATABASE_URL. Ends with 0 when no row was refused, with 1 otherwise.
`;

async function main(): Promise<number> {
  const { values, positionals } = parseArgs({
    allowPositionals: true,
    options: { apply: { type: 'boolean', default: false }, editor: { type: 'string', default: 'import' } },
  });
  const [path] = positionals;
  if (path === undefined || positionals.length > 1) throw new TypeError('Give one file.');
  const { DATABASE_URL } = settingsOrExit(() => readSettings({ DATABASE_URL: settings.DATABASE_URL }, process.env));
  const file: unknown = JSON.parse(await readFile(path, 'utf8'));
  const database = await openDatabase({ url: DATABASE_URL, name: 'shelfbridge import', entities, migrations, log: silentLog });
  try {
    const { schema } = await buildAdvocacy();
    const { apply, editor: subject } = values;
    const reports = await importPolicies({ database, schema, clock: systemClock, subject, file, apply });
    process.stdout.write(reportInWords(reports, apply));
    return reports.some(({ outcome }) => outcome === 'REFUSED') ? 1 : 0;
  } finally {
    await database.destroy();
  }
}

main().then(
  (code) => {
    process.exitCode = code;
  },
  (error: Error) => {
    process.stderr.write(`${error.message}\n${error instanceof TypeError ? usage : ''}`);
    process.exitCode = 1;
  },
);
