// What a backup is: a folder with a record, backup.json, and in data/ what belongs into a data folder: the rows and the keys.
import { createHash } from 'node:crypto';
import { createWriteStream } from 'node:fs';
import { mkdir, open, readdir, readFile } from 'node:fs/promises';
import { dirname, join, relative, sep } from 'node:path';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';

/** What backup.json says. */
export interface BackupRecord {
  readonly format: typeof format;
  /** Everything that was acknowledged before this moment is in the backup; of what came later, all or nothing. ISO 8601. */
  readonly takenAt: string;
  /** The release that took it. */
  readonly release: string;
  /** The major release of PostgreSQL that reads it. */
  readonly postgres: string;
  /** Every file below data/, by its path. */
  readonly files: Readonly<Record<string, Written>>;
  /** Folders below data/ that hold no file; PostgreSQL wants them nevertheless. */
  readonly emptyFolders: readonly string[];
}

/** A file as it was written. */
export interface Written {
  readonly bytes: number;
  readonly sha256: string;
}

export const format = 'shelfbridge backup 1';

/** The secrets of a data folder, without which nobody who signed is recognised and no role can log in. */
export const keyFiles: readonly string[] = ['signature.key', 'passwords.json', 'issuer.key'];

/** Copies a file into a new one that its owner alone may read, and flushes it to the disk. @throws ENOENT before anything is made when it is gone */
export async function copy(from: string, to: string): Promise<Written> {
  const source = await open(from);
  return await write(to, source.createReadStream());
}

/** Writes a new file that its owner alone may read, and flushes it to the disk. */
export async function write(to: string, content: Iterable<string | Uint8Array> | AsyncIterable<Uint8Array>): Promise<Written> {
  const hash = createHash('sha256');
  let bytes = 0;
  const counted = async function* (pieces: AsyncIterable<string | Uint8Array>) {
    for await (const piece of pieces) {
      hash.update(piece);
      bytes += Buffer.byteLength(piece);
      yield piece;
    }
  };
  await mkdir(dirname(to), { recursive: true, mode: 0o700 });
  await pipeline(Readable.from(content), counted, createWriteStream(to, { flags: 'wx', mode: 0o600, flush: true }));
  return { bytes, sha256: hash.digest('hex') };
}

/** The signal by which somebody asked this command to end. */
let endedBy: string | undefined;

/** @throws Error when somebody asked this command to end: what it began is then taken away in order */
export function goOn(): void {
  if (endedBy !== undefined) throw new Error(endedBy);
}

/** Does some work for each, eight at a time; none is under way when this ends. @throws the first fault, or Error when somebody asked this command to end */
export async function forEach<T>(all: Iterable<T>, work: (one: T) => Promise<void>): Promise<void> {
  const queue = all[Symbol.iterator]();
  const faults: unknown[] = [];
  const lane = async () => {
    for (let next = queue.next(); !next.done && faults.length === 0; next = queue.next()) {
      goOn();
      await work(next.value);
    }
  };
  await Promise.all(Array.from({ length: 8 }, () => lane().catch((fault) => void faults.push(fault))));
  if (faults.length > 0) throw faults[0];
}

/** Files and folders without any below a folder, as paths from it with slashes. What vanishes meanwhile is left out. */
export async function listing(root: string): Promise<{ files: string[]; emptyFolders: string[] }> {
  const [files, emptyFolders]: [string[], string[]] = [[], []];
  const walk = async (folder: string): Promise<void> => {
    const entries = await readdir(folder, { withFileTypes: true }).catch(unlessGone([]));
    const path = (name: string) => relative(root, join(folder, name)).split(sep).join('/');
    if (entries.length === 0 && folder !== root) emptyFolders.push(path('.'));
    for (const entry of entries) {
      if (entry.isDirectory()) await walk(join(folder, entry.name));
      else files.push(path(entry.name));
    }
  };
  await walk(root);
  return { files, emptyFolders };
}

/** Of a file that is gone another value; any other fault stays one. */
export const unlessGone =
  <T>(instead: T) =>
  (fault: NodeJS.ErrnoException): T => {
    if (fault.code === 'ENOENT') return instead;
    throw fault;
  };

/**
 * The record of a backup.
 * @throws Error in plain words when the folder is no backup, or one of another kind
 */
export async function readRecord(backup: string): Promise<BackupRecord> {
  const text = await readFile(join(backup, 'backup.json'), 'utf8').catch(unlessGone(null));
  if (text === null)
    throw new Error(
      `${backup} is no backup: it has no backup.json. Name the folder that npm run backup made; one that was not finished has no such file.`,
    );
  let record: Partial<BackupRecord>;
  try {
    record = JSON.parse(text);
  } catch {
    throw new Error(`${backup} is broken: its backup.json cannot be read. Take another backup.`);
  }
  if (record?.format !== format)
    throw new Error(
      `${backup} is no backup that this release reads: its backup.json says the format ${JSON.stringify(record?.format ?? null)}, ` +
        `and this release reads "${format}". Restore it by the release that took it.`,
    );
  if (typeof record.files !== 'object' || record.files === null || !Array.isArray(record.emptyFolders))
    throw new Error(`${backup} is broken: its backup.json is not whole. Take another backup.`);
  const strays = [...Object.keys(record.files), ...record.emptyFolders].filter((path) => !isInside(path));
  if (strays.length > 0) throw new Error(`${backup} is broken: its backup.json names files of elsewhere, such as ${strays[0]}.`);
  return record as BackupRecord;
}

/** Whether a path leads to somewhere below, by names only. */
const isInside = (path: unknown): boolean =>
  typeof path === 'string' && path.split('/').every((name) => name !== '' && name !== '..' && !name.includes('\0'));

/** A path as a shell reads it. */
export const quoted = (path: string): string => (/^[\w@%+=:,./-]+$/.test(path) ? path : `'${path.replaceAll("'", "'\\''")}'`);

/** What would work where the system refuses a file, by the code it gives. */
const ways: Readonly<Record<string, string>> = {
  ENOSPC: 'Make room, or name a folder on another disk.',
  EACCES: 'Run this as the account that runs npm start, or name a folder that this account may use.',
  EPERM: 'Run this as the account that runs npm start, or name a folder that this account may use.',
  ENOTDIR: 'It is a file, or lies below one: name a folder.',
  EROFS: 'That disk takes no changes: name a folder on another one.',
  EBUSY: 'A disk begins there, which cannot be replaced: name a folder in it.',
};

/** What went wrong, and what would work. */
export function faultInWords(fault: NodeJS.ErrnoException): string {
  const way = ways[fault.code ?? ''];
  return way === undefined ? fault.message : `${fault.message}. ${way}`;
}

/** Runs a command to its end: what went wrong is said in one line, with exit code 1. A second signal ends it at once. */
export function finish(command: Promise<string>): void {
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const)
    process.once(signal, () => {
      endedBy ??= signal;
    });
  command.then(
    (said) => void process.stdout.write(`${said}\n`),
    (fault: NodeJS.ErrnoException) => {
      process.stderr.write(endedBy === undefined ? `${faultInWords(fault)}\n` : `Ended by ${endedBy}, and nothing was kept.\n`);
      process.exitCode = 1;
    },
  );
}
