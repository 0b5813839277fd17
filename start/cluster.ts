// How does an empty folder become a PostgreSQL cluster, whole or not at all?
import { spawn } from 'node:child_process';
import { chmodSync, chownSync, existsSync, mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Account } from './account';
import { type Programs, type Say, serverEnvironment } from './programs';

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
      'Move the folder away to begin anew, or set DATA_DIR to another folder.',
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
