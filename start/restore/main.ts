// The command `npm run restore -- BACKUP`: makes an empty DATA_DIR into the data folder of a backup, and tries it before it counts.
import { createHash } from 'node:crypto';
import { chownSync, createReadStream, existsSync, lchownSync, readdirSync, renameSync, rmdirSync, rmSync } from 'node:fs';
import { mkdir } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { Client } from 'pg';
import { settingsOrExit } from '#kit/process/lifecycle';
import { type BackupRecord, copy, finish, forEach, goOn, listing, readRecord, unlessGone, type Written } from '../backup/record';
import { type Programs, usablePrograms, withEarlierPrograms } from '../cluster';
import { readStartSettings } from '../config';
import { type Account, claim, dataFolder, makeFolder, serverAccount } from '../dataFolder';
import { freePort } from '../ports';
import { databaseUrls, startPostgres } from '../postgres';

const usage = 'Usage: npm run restore -- [--check] [--old-programs FOLDER] BACKUP';

/** @throws Error in plain words when a file of a backup is missing, different, or of nobody knows where */
async function refuseBroken(backup: string, { files }: BackupRecord): Promise<void> {
  const faults: string[] = [];
  await forEach(Object.entries(files), async ([path, { bytes, sha256 }]) => {
    const found = await hashOf(join(backup, 'data', path));
    if (found === null) faults.push(`${path} is missing`);
    else if (found.bytes !== bytes) faults.push(`${path} has ${found.bytes} bytes and not ${bytes}`);
    else if (found.sha256 !== sha256) faults.push(`${path} is not what was written`);
  });
  const known = new Set(Object.keys(files));
  const { files: present } = await listing(join(backup, 'data'));
  for (const path of present) if (!known.has(path)) faults.push(`${path} does not belong to it`);
  if (faults.length === 0) return;
  const shown = faults.sort().slice(0, 5);
  const rest = faults.length > shown.length ? `, and ${faults.length - shown.length} more` : '';
  throw new Error(`${backup} is broken, and nothing was restored: ${shown.join(', ')}${rest}. Take another backup.`);
}

async function hashOf(path: string): Promise<Written | null> {
  const hash = createHash('sha256');
  let bytes = 0;
  try {
    for await (const piece of createReadStream(path)) {
      hash.update(piece);
      bytes += piece.length;
    }
  } catch (fault) {
    return unlessGone(null)(fault as NodeJS.ErrnoException);
  }
  return { bytes, sha256: hash.digest('hex') };
}

/** @throws Error when the folder holds anything: a restore overwrites nothing */
function refuseFilled(folder: string): void {
  if (!existsSync(folder) || readdirSync(folder).length === 0) return;
  throw new Error(
    `The data folder ${folder} is not empty, and a restore overwrites nothing. ` +
      'Set DATA_DIR to a folder that is new, or stop npm start and move this one away.',
  );
}

/** Makes a data folder of a backup: what PostgreSQL owns belongs to its account, the keys to ours. */
async function fill(folder: string, backup: string, record: BackupRecord, account: Account): Promise<void> {
  for (const path of record.emptyFolders) await mkdir(join(folder, path), { recursive: true, mode: 0o700 });
  await forEach(Object.keys(record.files), async (path) => void (await copy(join(backup, 'data', path), join(folder, path))));
  const { uid, gid } = account;
  if (uid === undefined || gid === undefined) return;
  const cluster = join(folder, 'postgres');
  chownSync(cluster, uid, gid);
  for (const name of readdirSync(cluster, { recursive: true, encoding: 'utf8' })) lchownSync(join(cluster, name), uid, gid);
}

/** Lets PostgreSQL bring the copy to the moment of the backup, and asks for the rows. @returns what the folder holds, in words */
async function tryOut(folder: string, programs: Programs): Promise<string> {
  const server = await startPostgres({ folder, port: await freePort(), programs });
  try {
    const { advocacy, partnership } = databaseUrls(server.port, server.passwords);
    const signatures = await count(advocacy, 'signature');
    const libraries = await count(partnership, 'library');
    return `${signatures} signatures and ${libraries} libraries`;
  } finally {
    await server.stop();
  }
}

async function count(connectionString: string, table: string): Promise<string> {
  const client = new Client({ connectionString });
  client.on('error', () => {});
  await client.connect();
  try {
    const { rows } = await client.query('SELECT to_regclass($1) IS NOT NULL AS made', [table]);
    if (!rows[0].made) return 'no';
    return Number((await client.query(`SELECT count(*) AS n FROM ${table}`)).rows[0].n).toLocaleString('en');
  } finally {
    await client.end();
  }
}

/** @throws Error with the usage */
function readWords(words: readonly string[]) {
  const options = { check: { type: 'boolean' }, 'old-programs': { type: 'string' } } as const;
  try {
    const { values, positionals } = parseArgs({ args: [...words], options, allowPositionals: true });
    const [backup, ...more] = positionals;
    if (backup !== undefined && more.length === 0)
      return { named: backup, check: values.check ?? false, oldPrograms: values['old-programs'] };
  } catch {
    // Words that it does not know.
  }
  throw new Error(usage);
}

async function restore(words: readonly string[], environment: NodeJS.ProcessEnv): Promise<string> {
  const settings = settingsOrExit(() => readStartSettings(environment));
  const { named, check, oldPrograms } = readWords(words);
  const backup = resolve(named);
  const account = serverAccount();
  const record = await readRecord(backup);
  if (check) {
    await refuseBroken(backup, record);
    return `${backup} is whole: ${Object.keys(record.files).length} files of ${record.takenAt}, for PostgreSQL ${record.postgres}.`;
  }
  if (settings.foundations)
    throw new Error(
      'npm run restore fills the data folder of the embedded PostgreSQL, but PARTNERSHIP_DATABASE_URL and ADVOCACY_DATABASE_URL are set. Unset both.',
    );
  const folder = dataFolder(settings.DATA_DIR, account);
  refuseFilled(folder);
  const installed = usablePrograms(account, () => {});
  if (Number(record.postgres) > Number(installed.major))
    throw new Error(
      `${backup} was taken of PostgreSQL ${record.postgres}, and this release runs ${installed.major}, which cannot read it. ` +
        `Restore it by release ${record.release} or later.`,
    );
  await refuseBroken(backup, record);
  const draft = `${folder}.restoring-${process.pid}`;
  try {
    makeFolder(draft, account);
    const release = claim(draft);
    await fill(draft, backup, record, account);
    const isOld = record.postgres !== installed.major;
    const asked = { major: record.postgres, named: oldPrograms, npm: environment.npm_execpath, account, say: () => {} };
    const holds = await (isOld ? withEarlierPrograms(asked, (programs) => tryOut(draft, programs)) : tryOut(draft, installed));
    release();
    goOn();
    // Anybody may have begun to use it meanwhile: only an empty folder is removed, and only a new name is taken.
    if (existsSync(folder)) rmdirSync(folder);
    renameSync(draft, folder);
    return [
      `Restored to ${folder}: ${holds}, as of ${record.takenAt}. ` +
        (isOld ? `They are of PostgreSQL ${record.postgres}: bring them over by npm run upgrade-postgres first. ` : '') +
        'Start it by npm start, with the same DATA_DIR; npm run verify-counts recounts it.',
      'SIGNATURE_KEY, CONTACT_KEY and LINK_KEY must be what they were, if you set them yourself.',
    ].join('\n');
  } finally {
    rmSync(draft, { recursive: true, force: true });
  }
}

finish(restore(process.argv.slice(2), process.env));
