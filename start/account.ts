// Which account of the operating system runs PostgreSQL, and which folders can that account reach?
import { existsSync, statSync } from 'node:fs';
import { dirname } from 'node:path';

/** Who a child process runs as; without numbers it runs as whoever started us. */
export interface Account {
  readonly uid?: number;
  readonly gid?: number;
}

/** PostgreSQL refuses to run as root, so root lends it to `nobody`, which exists everywhere and owns nothing else. */
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
