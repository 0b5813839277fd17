// Which folder holds the rows, which account may enter it, and which start owns it now.
import { createHash } from 'node:crypto';
import {
  chmodSync,
  closeSync,
  existsSync,
  fsyncSync,
  linkSync,
  mkdirSync,
  openSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  writeSync,
} from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { processFacts } from './processes';

/** Who a child process runs as; without numbers it runs as the account that started us. */
export interface Account {
  readonly uid?: number;
  readonly gid?: number;
}

/** PostgreSQL refuses to run as root, so root lends it to `nobody`, an account that exists everywhere and owns nothing else. */
const nobody: Account = { uid: 65534, gid: 65534 };

/** The account for PostgreSQL: `nobody` when we are root, ourselves otherwise. */
export function serverAccount(): Account {
  return process.getuid?.() === 0 ? nobody : {};
}

/** Whether the account may pass through every existing folder above (and including) `path`. Access lists beyond the mode are not read. */
export function canEnter(path: string, account: Account): boolean {
  if (account.uid === undefined) return true;
  const parent = dirname(path);
  const here = !existsSync(path) || mayPass(path, account);
  return here && (parent === path || canEnter(parent, account));
}

function mayPass(folder: string, account: Account): boolean {
  const { uid, gid, mode } = statSync(folder);
  if (uid === account.uid) return (mode & 0o100) !== 0;
  return (mode & (gid === account.gid ? 0o010 : 0o001)) !== 0;
}

/** Where root keeps rows that would otherwise lie in a folder closed to the account that runs PostgreSQL. */
const openRoot = '/var/lib/shelfbridge';

/** The wanted folder, or, when its path is closed to the account, one named after it under /var/lib. */
export function dataFolder(wanted: string, account: Account): string {
  const folder = resolve(wanted);
  if (canEnter(dirname(folder), account)) return folder;
  return join(openRoot, createHash('sha256').update(folder).digest('hex').slice(0, 12));
}

/**
 * Makes what is missing of the path. Root lets others pass (not look) through it, because PostgreSQL runs as somebody else.
 * @throws Error in plain words when the folder is another account's
 */
export function makeFolder(folder: string, account: Account): void {
  const mode = account.uid === undefined ? 0o700 : 0o711;
  const first = mkdirSync(folder, { recursive: true, mode }) ?? folder;
  refuseForeign(folder, process.getuid?.() || undefined);
  for (let piece = folder; piece.length >= first.length; piece = dirname(piece)) chmodSync(piece, mode);
}

/** @throws Error when the path exists and does not belong to the account with this number; no number means that any will do. */
export function refuseForeign(path: string, uid: number | undefined): void {
  const owner = statSync(path, { throwIfNoEntry: false })?.uid;
  if (uid === undefined || owner === undefined || owner === uid) return;
  throw new Error(
    `${path} belongs to the account ${owner}, not to ${uid}: start as the account that made it, or set DATA_DIR to another folder.`,
  );
}

/** Who owned a folder last: alive, or dead without having cleaned up. */
export interface Owner {
  readonly pid: number;
  readonly alive: boolean;
}

/** The owner that the folder names, or null when the last one stopped in order. */
export function ownerOf(folder: string): Owner | null {
  const text = ownerText(folder);
  return text === null ? null : readOwner(text);
}

/**
 * Makes this process the owner of an existing folder until the returned function is called. Of two that claim at once one wins.
 * @throws FolderInUse when its owner is alive
 */
export function claim(folder: string): () => void {
  const mine = JSON.stringify({ pid: process.pid, began: processFacts(process.pid)?.began });
  const path = ownerFile(folder);
  while (!writeOnce(path, mine)) {
    const text = ownerText(folder);
    if (text === null) continue;
    const owner = readOwner(text);
    if (owner.alive) throw new FolderInUse(folder, owner.pid);
    setAside(path, text);
  }
  return () => {
    if (ownerText(folder) === mine) rmSync(path, { force: true });
  };
}

/** Two starts cannot share a data folder. */
export class FolderInUse extends Error {
  constructor(folder: string, pid: number) {
    super(
      `The data folder ${folder} is in use by process ${pid}, most likely another npm start: end that one first ` +
        `(Ctrl-C there, or kill ${pid}), or give this one a DATA_DIR and ports of its own.`,
    );
  }
}

/** Removes the mark of a dead owner, unless another start has just replaced it: then that mark is put back. */
function setAside(path: string, expected: string): void {
  const aside = `${path}.${process.pid}`;
  try {
    renameSync(path, aside);
  } catch {
    return;
  }
  if (readFileSync(aside, 'utf8') === expected) rmSync(aside);
  else renameSync(aside, path);
}

function readOwner(text: string): Owner {
  try {
    const { pid, began } = JSON.parse(text);
    const facts = processFacts(pid);
    return { pid, alive: facts !== null && facts.began === began };
  } catch {
    return { pid: 0, alive: false };
  }
}

function ownerText(folder: string): string | null {
  try {
    return readFileSync(ownerFile(folder), 'utf8');
  } catch {
    return null;
  }
}

const ownerFile = (folder: string) => join(folder, 'owner.json');

/** Writes a new file; false when there is one already, which stays as it is. Whoever sees the file sees all of it, even after a power cut. */
export function writeOnce(path: string, text: string): boolean {
  const draft = `${path}.${process.pid}`;
  rmSync(draft, { force: true });
  const file = openSync(draft, 'wx', 0o600);
  writeSync(file, text);
  fsyncSync(file);
  closeSync(file);
  try {
    linkSync(draft, path);
    return true;
  } catch (fault) {
    if ((fault as NodeJS.ErrnoException).code === 'EEXIST') return false;
    throw fault;
  } finally {
    rmSync(draft);
  }
}
