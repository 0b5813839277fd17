// How do the tables of a database become those of this release, while processes of this release and the one before serve?
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { DataSource, type MigrationInterface, type QueryRunner } from 'typeorm';
import { sqlState } from '../process/outage';
import { BadConfiguration } from '../words/config';
import type { Log } from '../words/log';
import { projectFile } from '../words/projectFile';
import { patientSettings } from './connection';
import { clientOf } from './hosts';
import type { Statements } from './queue';

/** Who brings the tables up to date: this process, or another one for which it waits. */
export type Migrating = 'run' | 'wait';

/** How often whoever waits looks whether its turn has come. */
export const lookAgainMs = 250;
const tellAgainMs = 10_000;
const lock = 'shelfbridge.migrate';

/** The names of the migrations that have not run in a database. Others that it knows, of a later release, are no matter. */
export async function pendingMigrations(database: Statements, folder: string): Promise<string[]> {
  const known = await namesIn(database, 'migrations', 'name');
  return migrationsIn(folder)
    .map((Each) => new Each().name)
    .filter((name) => !known.includes(name));
}

/** The values of a column; none where the table is not there yet. */
async function namesIn(database: Statements, table: string, column: string): Promise<string[]> {
  const [found] = (await database.query('SELECT to_regclass($1) IS NOT NULL AS "isThere"', [table])) as { isThere: boolean }[];
  if (!found?.isThere) return [];
  const rows = (await database.query(`SELECT ${column} AS value FROM ${table}`)) as { value: string }[];
  return rows.map(({ value }) => value);
}

/** The version of this release, as package.json has it. */
const release: string = JSON.parse(readFileSync(projectFile('package.json'), 'utf8')).version;

/** @throws BadConfiguration when a later release has changed the tables so that this one cannot work with them */
export async function refuseNewer(database: Statements, own: string = release): Promise<void> {
  const [needed] = (await namesIn(database, 'release_need', 'release')).sort(byVersion).reverse();
  if (needed === undefined || byVersion(needed, own) <= 0) return;
  throw new BadConfiguration(
    `The tables of this database were changed by a later release: they need Shelfbridge ${needed}, and this is ${own}. ` +
      `Start Shelfbridge ${needed} or later, or give this one a database restored from before that release.`,
  );
}

const byVersion = (a: string, b: string): number => a.localeCompare(b, 'en', { numeric: true });

/** Returns when another process has brought the tables up to date. */
export async function waitForTables(database: Statements, { migrations, log }: Pick<MigrateOptions, 'migrations' | 'log'>) {
  log.info('waiting for the tables to be brought up to date by the command migrate');
  while ((await pendingMigrations(database, migrations)).length > 0) await pause(lookAgainMs);
  await refuseNewer(database);
}

export interface MigrateOptions {
  readonly url: string;
  /** The folder of the migrations, from the root of the project. */
  readonly migrations: string;
  /** The names of those that may run; all, unless they are given. */
  readonly only?: readonly string[] | undefined;
  readonly log: Log;
}

/**
 * Brings the tables up to date, each migration in a transaction of its own and as long as it takes. Of several processes one does so at
 * a time. @throws BadConfiguration when the tables are those of a later release, or `only` names a migration of one, and what PostgreSQL refuses
 */
export async function migrate(options: MigrateOptions): Promise<void> {
  const { url, migrations, only, log } = options;
  refuseUnknown(only ?? [], migrations);
  const holder = clientOf(patientSettings(url, 'shelfbridge migrate'));
  // A connection that is lost meanwhile fails its next statement.
  holder.on('error', () => undefined);
  await holder.connect();
  const statements: Statements = { query: async (sql, values) => (await holder.query(sql, values)).rows };
  try {
    await takeTurn(statements, log);
    await refuseNewer(statements);
    const pending = (await pendingMigrations(statements, migrations)).filter((name) => only?.includes(name) ?? true);
    if (pending.length === 0) return;
    await runEach(options, pending);
    log.info({ migrations: pending }, 'tables brought up to date');
  } finally {
    // Ends the lock as well.
    await holder.end();
  }
}

function refuseUnknown(names: readonly string[], folder: string): void {
  const known = migrationsIn(folder).map((Each) => new Each().name);
  const unknown = names.filter((name) => !known.includes(name));
  if (unknown.length > 0)
    throw new BadConfiguration(
      `This release does not know the migrations ${unknown.join(', ')}: a later one made them. Use that one.`,
    );
}

/** Asks again and again: a session that waits in PostgreSQL holds up what others build, such as an index. */
async function takeTurn(statements: Statements, log: Log): Promise<void> {
  const isMine = async () => {
    const [row] = (await statements.query('SELECT pg_try_advisory_lock(hashtextextended($1, 0)) AS free', [lock])) as {
      free: boolean;
    }[];
    return row?.free;
  };
  if (await isMine()) return;
  log.info('another process brings the tables up to date; waiting for it');
  do await pause(lookAgainMs);
  while (!(await isMine()));
}

async function runEach({ url, migrations, log }: MigrateOptions, pending: readonly string[]): Promise<void> {
  const { connectionString, ...extra } = patientSettings(url, 'shelfbridge migrate');
  const told = migrationsIn(migrations)
    .filter((Each) => pending.includes(new Each().name))
    .map((Each) => telling(Each, pending, log));
  const source = await new DataSource({
    type: 'postgres',
    url: connectionString,
    migrations: told,
    installExtensions: false,
    extra,
  }).initialize();
  try {
    for (let tries = 1; ; tries++) {
      const fault = await source.runMigrations({ transaction: 'each' }).then(
        () => undefined,
        (error: unknown) => error,
      );
      if (fault === undefined) return;
      if (sqlState(fault) !== deadlock || tries === mostTries) throw fault;
      log.info({ tries }, 'a migration and somebody who wrote waited for each other; it is tried again');
    }
  } finally {
    await source.destroy();
  }
}

/** PostgreSQL ends one of two transactions that wait for each other: a migration, or a write of the release before. */
const deadlock = '40P01';
const mostTries = 10;

/** The same migration, which says when it begins and, every ten seconds, that it still runs. */
function telling(Each: new () => Migration, pending: readonly string[], log: Log): new () => Migration {
  return class extends Each {
    override async up(queries: QueryRunner): Promise<void> {
      const begin = performance.now();
      const at = { migration: this.name, number: pending.indexOf(this.name) + 1, of: pending.length };
      const seconds = () => Math.round((performance.now() - begin) / 1_000);
      log.debug(at, 'a migration begins');
      const timer = setInterval(() => log.info({ ...at, seconds: seconds() }, 'a migration still runs'), tellAgainMs);
      await super.up(queries).finally(() => clearInterval(timer));
      if (seconds() > 0) log.info({ ...at, seconds: seconds() }, 'a migration has run');
    }
  };
}

/** A file name: 13 digits that order the migrations, and a word. The database knows it as word and digits, `Sources1700000000000`. */
const fileName = /^(\d{13})-([A-Z]\w*)\.sql$/;
/** The first line: the date on which the migration was made, and what it is about. */
const firstLine = /^-- \d{4}-\d{2}-\d{2}\. \S/;
/** The second line of a migration with whose tables earlier releases cannot work. */
const needLine = /^.*\n-- Needs release (\d+\.\d+\.\d+)\. \S/;
const undoLine = /^-- Undo\n/m;

/** A migration as TypeORM runs it. */
export type Migration = MigrationInterface & { readonly name: string; readonly release: string | undefined };

/**
 * The migrations in a folder of the project, such as `services/advocacy/migrations`, in order, as TypeORM takes them.
 * Each file runs in a transaction of its own. A file that has reached other people's databases is never changed: add another one.
 * @throws Error when a file has the wrong name or form
 */
export function migrationsIn(folder: string): (new () => Migration)[] {
  const path = projectFile(...folder.split('/'));
  return readdirSync(path)
    .sort()
    .map((file) => migrationOf(file, readFileSync(join(path, file), 'utf8')));
}

/** @throws Error when the file has the wrong name or form */
export function migrationOf(file: string, text: string): new () => Migration {
  const [, digits, word] = fileName.exec(file) ?? [];
  if (!digits) throw new Error(`The migration ${file} must have a name like 1700000013000-Sources.sql.`);
  if (!firstLine.test(text))
    throw new Error(`The first line of the migration ${file} must be its date and its subject, as in "-- 2026-11-23. Sources."`);
  const [, release] = needLine.exec(text) ?? [];
  const [statements, undo, ...more] = text.split(undoLine);
  if (!statements || !undo || more.length > 0)
    throw new Error(`The migration ${file} must have one line "-- Undo", followed by the statements that undo it.`);
  return class {
    readonly name = `${word}${digits}`;
    /** The first release that can work with the tables that it leaves; left out, all can. */
    readonly release = release;
    async up(queries: QueryRunner): Promise<void> {
      await queries.query(statements);
      if (release) await queries.query('INSERT INTO release_need (migration, release) VALUES ($1, $2)', [this.name, release]);
    }
    async down(queries: QueryRunner): Promise<void> {
      if (release) await queries.query('DELETE FROM release_need WHERE migration = $1', [this.name]);
      await queries.query(undo);
    }
  };
}
