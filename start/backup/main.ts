// The command `npm run backup -- FOLDER`: copies the embedded PostgreSQL and the keys of its data folder while people sign, or while nothing runs.
import { randomBytes } from 'node:crypto';
import { existsSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { mkdir, rename } from 'node:fs/promises';
import { dirname, join, resolve, sep } from 'node:path';
import { Client } from 'pg';
import { settingsOrExit } from '#kit/process/lifecycle';
import { projectFile } from '#kit/words/projectFile';
import { readStartSettings } from '../config';
import { claim, dataFolder, ownerOf, serverAccount } from '../dataFolder';
import { freePort } from '../ports';
import { startPostgres } from '../postgres';
import { runningPostmaster } from '../postmaster';
import { databaseUrl, passwordsOf } from '../secrets';
import {
  type BackupRecord,
  copy,
  finish,
  forEach,
  format,
  goOn,
  keyFiles,
  listing,
  quoted,
  unlessGone,
  type Written,
  write,
} from './record';

/** What PostgreSQL makes anew at its start, what belongs to the process that runs now, and the write-ahead log, which comes last. */
const leftOut = new RegExp(
  '^(pg_dynshmem|pg_notify|pg_replslot|pg_serial|pg_snapshots|pg_stat_tmp|pg_subtrans|pg_wal)/' +
    '|^(postmaster\\.(pid|opts)|backup_label|tablespace_map|postgresql\\.auto\\.conf\\.tmp)$' +
    '|(^|/)(pgsql_tmp|pg_internal\\.init)[^/]*(/|$)',
);

/** Folders whose files are left out, and which must be there nevertheless. */
const neededFolders = [
  ...['pg_dynshmem', 'pg_notify', 'pg_replslot', 'pg_serial', 'pg_snapshots', 'pg_stat_tmp', 'pg_subtrans'],
  'pg_wal/archive_status',
];

/** Read last, as PostgreSQL's own programs do: it names the state that all other files are at least in. */
const control = 'global/pg_control';

/** Copies a cluster while it is written to, with the write-ahead log that makes the copy whole; resolves with what was written, by path. */
async function copyCluster(
  admin: Client,
  cluster: string,
  target: string,
): Promise<Pick<BackupRecord, 'files' | 'emptyFolders'>> {
  const files: Record<string, Written> = {};
  const take = async (path: string) => {
    const written = await copy(join(cluster, path), join(target, path)).catch(unlessGone(null));
    if (written) files[`postgres/${path}`] = written;
  };
  const label = `shelfbridge_backup_${randomBytes(6).toString('hex')}`;
  // Keeps the log that the copy needs, however long it takes; gone with this connection.
  await admin.query('SELECT pg_create_physical_replication_slot($1, true, true)', [label]);
  const { first } = await only(admin, `SELECT pg_walfile_name(pg_backup_start('${label}', true)) AS first`);
  const found = await listing(cluster);
  await forEach(
    found.files.filter((path) => !leftOut.test(path) && path !== control),
    take,
  );
  await take(control);
  const stop = 'SELECT pg_walfile_name(lsn) AS last, labelfile, spcmapfile FROM pg_backup_stop(wait_for_archive => false)';
  const { last, labelfile, spcmapfile } = await only(admin, stop);
  if (spcmapfile?.trim()) throw new Error('The cluster has tablespaces, which npm run backup does not know: use pg_basebackup.');
  files['postgres/backup_label'] = await write(join(target, 'backup_label'), [labelfile ?? '']);
  const log = readdirSync(join(cluster, 'pg_wal')).filter((name) => isNeeded(name, first ?? '', last ?? ''));
  await forEach(log, (name) => take(`pg_wal/${name}`));
  for (const name of [first, last])
    if (!files[`postgres/pg_wal/${name}`])
      throw new Error(`The write-ahead log ${name} was removed while the backup ran: try again.`);
  const empty = found.emptyFolders.filter((path) => !leftOut.test(path));
  return { files, emptyFolders: [...new Set([...neededFolders, ...empty])].map((path) => `postgres/${path}`) };
}

async function only(admin: Client, sql: string): Promise<Record<string, string | null>> {
  return (await admin.query(sql)).rows[0];
}

/** Whether a file of the log is a segment between two others, or tells how timelines follow each other. */
function isNeeded(name: string, first: string, last: string): boolean {
  if (/^[0-9A-F]{8}\.history$/.test(name)) return true;
  return /^[0-9A-F]{24}$/.test(name) && name >= first && name <= last;
}

/** The running server of a data folder, or one that is started for the copy alone. */
async function serverOf(folder: string): Promise<{ url: string; done(): Promise<void> }> {
  const running = runningPostmaster(join(folder, 'postgres'));
  if (running && ownerOf(folder)?.alive) {
    return { url: databaseUrl('postgres', 'postgres', running.port, passwordsOf(folder)), done: async () => {} };
  }
  const release = claim(folder);
  try {
    const server = await startPostgres({ folder, port: await freePort() });
    const done = async () => {
      await server.stop();
      release();
    };
    return { url: server.adminUrl, done };
  } catch (fault) {
    release();
    throw fault;
  }
}

/** Where a backup goes: the folder that was named, or one by the moment, beside the data folder. @throws Error when it is taken */
function place(folder: string, named: string | undefined, now: Date): string {
  const name = now.toISOString().replace(/\.\d+/, '').replaceAll(':', '-');
  const target = resolve(named ?? join(`${folder}.backups`, name));
  if (`${target}${sep}`.startsWith(`${join(folder, 'postgres')}${sep}`) || target === folder)
    throw new Error(`${target} belongs to PostgreSQL: name a folder of its own for the backup.`);
  if (existsSync(target) && readdirSync(target).length > 0)
    throw new Error(`${target} is not empty, and a backup overwrites nothing: name a folder that is new.`);
  return target;
}

async function backup([named, ...more]: readonly string[], environment: NodeJS.ProcessEnv): Promise<string> {
  if (named?.startsWith('-') || more.length > 0) throw new Error('Usage: npm run backup -- [FOLDER]');
  const settings = settingsOrExit(() => readStartSettings(environment));
  if (settings.foundations)
    throw new Error(
      'npm run backup is for the embedded PostgreSQL. Of databases of your own take backups by pg_dump or pg_basebackup: docs/operating.md says how.',
    );
  const folder = dataFolder(settings.DATA_DIR, serverAccount());
  if (!existsSync(join(folder, 'postgres')))
    throw new Error(`There are no rows in the data folder ${folder}. Set DATA_DIR to where npm start keeps them.`);
  const target = place(folder, named, new Date());
  const draft = `${target}.unfinished-${process.pid}`;
  const server = await serverOf(folder);
  const admin = new Client({ connectionString: server.url });
  // A server that ends meanwhile makes the next statement fail, which tells it.
  admin.on('error', () => {});
  try {
    await admin.connect();
    await mkdir(dirname(draft), { recursive: true, mode: 0o700 });
    await mkdir(draft, { mode: 0o700 });
    const { moment, version } = await only(
      admin,
      `SELECT to_char(clock_timestamp() AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"') AS moment, current_setting('server_version') AS version`,
    );
    const { emptyFolders, files: rows } = await copyCluster(admin, join(folder, 'postgres'), join(draft, 'data', 'postgres'));
    const files: Record<string, Written> = { ...rows };
    for (const name of keyFiles.filter((each) => existsSync(join(folder, each))))
      files[name] = await copy(join(folder, name), join(draft, 'data', name));
    const record: BackupRecord = {
      format,
      takenAt: moment ?? '',
      release: JSON.parse(readFileSync(projectFile('package.json'), 'utf8')).version,
      postgres: /^\d+/.exec(version ?? '')?.[0] ?? '',
      files,
      emptyFolders,
    };
    await write(join(draft, 'backup.json'), [`${JSON.stringify(record, null, 1)}\n`]);
    goOn();
    await rename(draft, target);
    const bytes = Object.values(files).reduce((sum, written) => sum + written.bytes, 0);
    const elsewhere = ['SIGNATURE_KEY', 'CONTACT_KEY', 'LINK_KEY'].filter(
      (name) => environment[name] || environment[`${name}_FILE`],
    );
    return [
      `Backed up to ${target}: ${(bytes / 1e6).toFixed(0)} MB, with all that was acknowledged before ${moment} and the keys of the data folder.`,
      ...(elsewhere.length > 0 ? [`Not in it: ${elsewhere.join(', ')}, which you set yourself. Keep them, too.`] : []),
      `Bring it back by npm run restore -- ${quoted(target)}, with a DATA_DIR that is empty. It holds private data and keys: keep it as you keep those.`,
    ].join('\n');
  } finally {
    await admin.end().catch(() => {});
    await server.done();
    rmSync(draft, { recursive: true, force: true });
  }
}

finish(backup(process.argv.slice(2), process.env));
