// Which folder holds the rows, and which start owns it at the moment?
import { createHash } from 'node:crypto';
import { chmodSync, mkdirSync, readFileSync, renameSync, rmSync, statSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { type Account, canEnter } from './account';
import { processFacts } from './processes';
import { writeOnce } from './writeOnce';

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

/** Who owned a folder last: alive, or dead without having tidied up. */
export interface Owner {
  readonly pid: number;
  readonly alive: boolean;
}

/** The owner that the folder names, or null when the last one left in order. */
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

/** Two starts can not share a data folder. */
export class FolderInUse extends Error {
  constructor(folder: string, pid: number) {
    super(
      `The data folder ${folder} is in use by process ${pid}, most likely another npm start: end that one first ` +
        `(Ctrl-C there, or kill ${pid}), or give this one a DATA_DIR and ports of its own.`,
    );
  }
}

/** Removes the mark of a dead owner, unless somebody else has replaced it in this very moment: then theirs is put back. */
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
