// Runs a real PostgreSQL out of node_modules, on this machine alone, with one database and one role for each subgraph.
import { type ChildProcess, spawn } from 'node:child_process';
import { dirname, join, resolve } from 'node:path';
import { createInterface } from 'node:readline';
import { setTimeout as pause } from 'node:timers/promises';
import { Client, escapeLiteral } from 'pg';
import { ensureCluster, type Programs, type Say, serverEnvironment, usablePrograms } from './cluster';
import type { DatabaseUrls } from './config';
import { type Account, canEnter, makeFolder, refuseForeign, serverAccount } from './dataFolder';
import { stopLeftover, stopPostmaster } from './postmaster';
import { databaseUrl, type Passwords, passwordsOf } from './secrets';
import type { Run } from './supervisor';

/** What a server is started from. */
export interface PostgresOptions {
  /** Holds the rows, the passwords and nothing of anyone else; made when missing. */
  readonly folder: string;
  /** Where it listens, on 127.0.0.1 only. */
  readonly port: number;
  /** False trades safety against power cuts for speed: for tests. */
  readonly durable?: boolean;
  /** How long a start is repeated while the remains of a killed server are still dying, in milliseconds: 15,000 by default. */
  readonly patience?: number;
  /** Those of another major release; the installed ones unless they are given. */
  readonly programs?: Programs | undefined;
  /** Receives progress and whatever the server reports. */
  readonly say?: Say;
}

/** A running server, our child. */
export interface Postgres {
  readonly pid: number;
  readonly port: number;
  readonly passwords: Passwords;
  /** Reaches the database `postgres` as administrator. */
  readonly adminUrl: string;
  /** Resolves with a short account of the end, whatever caused it. */
  readonly ended: Promise<string>;
  /** Ends all sessions at once and waits for the server's end; harmless when repeated or when it has ended already. */
  stop(): Promise<void>;
}

/** What a server says that starts too soon after another one on the same folder was killed. */
const remains = /lock file "postmaster\.pid" already exists|pre-existing shared memory block|could not bind IPv4 address/;

/** What a server says on every orderly way down, before its last word. */
const goodbyes = /received fast shutdown request|aborting any active transactions|background worker .* exited|shutting down$/;

/**
 * Starts the server, making its cluster at the first start. A server that a killed run left on the folder is stopped first;
 * the caller makes sure that no one else uses the folder.
 * @throws Error in plain words: no programs, a folder the server may not enter, a foreign version, or the server's own complaint
 */
export async function startPostgres({
  folder,
  port,
  durable = true,
  patience = 15_000,
  programs: given,
  say = () => {},
}: PostgresOptions): Promise<Postgres> {
  const account = serverAccount();
  const cluster = join(resolve(folder), 'postgres');
  makeFolder(resolve(folder), account);
  if (!canEnter(dirname(cluster), account)) throw new Error(`The account that runs PostgreSQL cannot enter ${folder}.`);
  refuseForeign(cluster, account.uid ?? process.getuid?.());
  const programs = given ?? usablePrograms(account, say);
  const passwords = passwordsOf(folder);
  await stopLeftover(cluster, say);
  await ensureCluster({ cluster, programs, account, adminPassword: passwords.postgres, durable, say });
  const server = await launchWhenFree({ cluster, port, durable, patience, programs, account, say });
  const ended = new Promise<string>((resolve) => server.once('exit', (code, by) => resolve(by ?? `exit code ${code}`)));
  const pid = server.pid as number;
  let stopping: Promise<void> | undefined;
  const stop = () => {
    stopping ??= server.exitCode !== null || server.signalCode !== null ? Promise.resolve() : stopPostmaster(pid, ended, say);
    return stopping;
  };
  return { pid, port, passwords, adminUrl: databaseUrl('postgres', 'postgres', port, passwords), ended, stop };
}

interface Launch extends Required<Omit<PostgresOptions, 'folder' | 'programs'>> {
  readonly cluster: string;
  readonly programs: Programs;
  readonly account: Account;
}

async function launchWhenFree(launch: Launch): Promise<ChildProcess> {
  const deadline = Date.now() + launch.patience;
  for (let first = true; ; first = false) {
    try {
      return await launchOnce(launch);
    } catch (fault) {
      if (!remains.test(String(fault)) || Date.now() > deadline) throw fault;
      if (first) launch.say('PostgreSQL waits for the remains of a killed server to end.');
      await pause(100);
    }
  }
}

function launchOnce({ cluster, port, durable, programs, account, say }: Launch): Promise<ChildProcess> {
  const words = ['-D', cluster, '-p', String(port), ...serverSettings(durable).flatMap((setting) => ['-c', setting])];
  // Detached: Ctrl-C reaches the process group of the terminal, and the server must outlive its clients.
  const options = { ...account, cwd: '/', env: serverEnvironment(), detached: true };
  const server = spawn(programs.postgres, words, { ...options, stdio: ['ignore', 'ignore', 'pipe'] });
  const heard: string[] = [];
  let ready = false;
  const waiting = setInterval(() => say(`PostgreSQL is still starting: ${heard.at(-1) ?? 'silent so far'}`), 5_000);
  return new Promise<ChildProcess>((resolve, reject) => {
    createInterface({ input: server.stderr }).on('line', (line) => {
      if (ready) return goodbyes.test(line) ? undefined : say(line);
      heard.push(line);
      ready = line.includes('database system is ready to accept connections');
      if (ready) resolve(server);
    });
    server.once('error', reject);
    server.once('close', (code, by) =>
      reject(new Error(`PostgreSQL ended by ${by ?? code} while starting:\n${heard.join('\n')}`)),
    );
  }).finally(() => clearInterval(waiting));
}

function serverSettings(durable: boolean): string[] {
  return [
    'listen_addresses=127.0.0.1',
    'unix_socket_directories=',
    'max_connections=100',
    ...['fsync', 'full_page_writes'].map((setting) => `${setting}=${durable ? 'on' : 'off'}`),
    // Refused statements are the clients' to log: their text and detail quote rows, and rows hold e-mail addresses.
    'log_min_messages=log',
    'log_min_error_statement=panic',
    'log_error_verbosity=terse',
    'log_checkpoints=off',
    'log_line_prefix=',
    'timezone=UTC',
    'log_timezone=UTC',
  ];
}

/** Starts the server as a part. */
export function launchPostgres(options: PostgresOptions): Run {
  const starting = startPostgres(options);
  return {
    ready: new Promise((resolve) => {
      starting.then(() => resolve()).catch(() => {});
    }),
    ended: starting.then((server) => server.ended).catch((fault: Error) => fault.message),
    stop: async () => await (await starting.catch(() => null))?.stop(),
  };
}

/** The databases; each is owned by the role of the same name. */
const names = ['partnership', 'advocacy'] as const;

/** How each subgraph reaches its own database on the server at the port. */
export function databaseUrls(port: number, passwords: Passwords): DatabaseUrls {
  const url = (name: (typeof names)[number]) => databaseUrl(name, name, port, passwords);
  return { partnership: url('partnership'), advocacy: url('advocacy') };
}

/** Makes both databases and roles where they are missing on the server at the port, and returns how each subgraph reaches its own. Repeatable. */
export async function ensureDatabases(port: number, passwords: Passwords): Promise<DatabaseUrls> {
  const admin = new Client({ connectionString: databaseUrl('postgres', 'postgres', port, passwords) });
  await admin.connect();
  try {
    for (const name of names) await ensureDatabase(admin, name, passwords[name]);
    // Otherwise every role may enter these two, which PostgreSQL brings along.
    await admin.query('REVOKE CONNECT ON DATABASE postgres FROM PUBLIC; REVOKE CONNECT ON DATABASE template1 FROM PUBLIC');
  } finally {
    await admin.end();
  }
  return databaseUrls(port, passwords);
}

async function ensureDatabase(admin: Client, name: (typeof names)[number], password: string): Promise<void> {
  const exists = async (catalog: string, column: string) =>
    (await admin.query(`SELECT FROM ${catalog} WHERE ${column} = $1`, [name])).rowCount === 1;
  if (!(await exists('pg_roles', 'rolname'))) await admin.query(`CREATE ROLE ${name} LOGIN`);
  await admin.query(`ALTER ROLE ${name} PASSWORD ${escapeLiteral(password)}`);
  if (!(await exists('pg_database', 'datname'))) await admin.query(`CREATE DATABASE ${name} OWNER ${name}`);
  await admin.query(`REVOKE CONNECT, TEMPORARY ON DATABASE ${name} FROM PUBLIC`);
}
