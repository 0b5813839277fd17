// How does a subgraph reach its PostgreSQL, so that no wait is endless and its tables are those of its migrations?

import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { type Pool, types } from 'pg';
import {
  DataSource,
  DefaultNamingStrategy,
  type EntityTarget,
  type Logger,
  type MigrationInterface,
  type MixedList,
  type ObjectLiteral,
  type QueryRunner,
} from 'typeorm';
import { snakeCase } from 'typeorm/util/StringUtils';
import type { Log } from '../words/log';
import { projectFile } from '../words/projectFile';

export interface DatabaseOptions {
  readonly url: string;
  /** Shown in pg_stat_activity. */
  readonly name: string;
  readonly entities: MixedList<Function>;
  /** The folder of the migrations, from the root of the project; left out, the tables stay as they are. */
  readonly migrations?: string;
  readonly log: Log;
  /** Statements may take as long as they need: for commands that read everything, and for migrations. */
  readonly isPatient?: boolean;
  /** Called with the text of every statement; tests count them. */
  readonly onStatement?: (sql: string) => void;
}

const second = 1_000;
const dateType = 1082;

/** Tables and columns are the snake_case of class and property names. */
class SnakeNames extends DefaultNamingStrategy {
  override tableName(className: string, given?: string) {
    return given ?? snakeCase(className);
  }
  override columnName(property: string, given: string, prefixes: string[]) {
    return snakeCase([...prefixes, given || property].join('_'));
  }
}

/** A day stays the text PostgreSQL sends, since a JavaScript Date would move it by the time zone. */
const parsers = {
  getTypeParser: ((oid: number, format: 'text') =>
    oid === dateType ? (text: string) => text : types.getTypeParser(oid, format)) as typeof types.getTypeParser,
};

/** Connection settings that bound every wait: connecting, a statement, a lock, an idle transaction, a dead peer. */
export function connectionSettings(url: string, name: string) {
  return {
    connectionString: url,
    application_name: name,
    types: parsers,
    connectionTimeoutMillis: 5 * second,
    query_timeout: 30 * second,
    statement_timeout: 25 * second,
    lock_timeout: 10 * second,
    idle_in_transaction_session_timeout: 15 * second,
    keepAlive: true,
    keepAliveInitialDelayMillis: 10 * second,
  };
}

/** The same for work that takes as long as there are rows: it ends by a dead peer or an idle transaction only. */
export function patientSettings(url: string, name: string) {
  const { query_timeout, statement_timeout, lock_timeout, ...settings } = connectionSettings(url, name);
  // A role may have time-outs of its own; the driver leaves out a plain 0.
  return { ...settings, options: '-c statement_timeout=0 -c lock_timeout=0' };
}

/** A data source that is not connected yet. */
export function describeDatabase({ url, name, entities, migrations, log, isPatient, onStatement }: DatabaseOptions): DataSource {
  const { connectionString: _, ...settings } = isPatient ? patientSettings(url, name) : connectionSettings(url, name);
  return new DataSource({
    type: 'postgres',
    url,
    entities,
    migrations: migrations === undefined ? [] : migrationsIn(migrations),
    namingStrategy: new SnakeNames(),
    installExtensions: false,
    uuidExtension: 'pgcrypto',
    logging: onStatement ? ['query'] : false,
    ...(onStatement && { logger: statementListener(onStatement) }),
    poolErrorHandler: (err: unknown) => log.warn({ err }, 'a pooled database connection was lost'),
    extra: { ...settings, max: 10 },
  });
}

/** Connects and brings the tables up to date; several processes may do so at once, one of them migrates. A failure leaves nothing open. */
export async function openDatabase(options: DatabaseOptions): Promise<DataSource> {
  const database = await describeDatabase(options).initialize();
  try {
    await once(database, 'shelfbridge.migrate', async () => {
      const done = await database.runMigrations({ transaction: 'each' });
      if (done.length > 0) options.log.info({ migrations: done.map(({ name }) => name) }, 'tables brought up to date');
    });
    return database;
  } catch (fault) {
    await database.destroy();
    throw fault;
  }
}

/** Runs a step while holding a database-wide lock of that name, so that of several processes one runs it at a time. */
export async function once<T>(database: DataSource, lock: string, step: () => Promise<T>): Promise<T> {
  const holder = database.createQueryRunner();
  await holder.connect();
  try {
    await holder.query('SELECT pg_advisory_lock(hashtextextended($1, 0))', [lock]);
    return await step();
  } finally {
    await holder.query('SELECT pg_advisory_unlock(hashtextextended($1, 0))', [lock]).catch(() => undefined);
    await holder.release();
  }
}

/**
 * Runs a statement that each connection parses and plans once, whatever is sent with it: for the few whose planning would cost
 * as much as their work. Errors are those of the driver, with SQLSTATE as `code`.
 */
export async function queryPrepared(
  database: DataSource,
  name: string,
  text: string,
  values: unknown[],
): Promise<ObjectLiteral[]> {
  const { master } = database.driver as unknown as { master: Pool | undefined };
  if (!master) throw new Error('The database connection is closed.');
  return (await master.query({ name, text, values })).rows;
}

/** The SQLSTATE of a refusal by PostgreSQL, or undefined when the fault lies elsewhere, such as a lost connection. */
export function sqlState(error: unknown): string | undefined {
  const { code, driverError } = error as { code?: unknown; driverError?: { code?: unknown } };
  const state = driverError?.code ?? code;
  return typeof state === 'string' && /^[0-9A-Z]{5}$/.test(state) ? state : undefined;
}

/** Entities from rows of hand-written SQL that selected the entity's own columns. */
export function hydrate<T extends ObjectLiteral>(
  database: DataSource,
  entity: EntityTarget<T>,
  rows: readonly ObjectLiteral[],
): T[] {
  const { columns, create } = {
    columns: database.getMetadata(entity).columns,
    create: () => database.getMetadata(entity).create() as T,
  };
  return rows.map((row) => {
    const made = create();
    for (const column of columns)
      column.setEntityValue(made, database.driver.prepareHydratedValue(row[column.databaseName], column));
    return made;
  });
}

function statementListener(onStatement: (sql: string) => void): Logger {
  const nothing = () => undefined;
  return {
    logQuery: onStatement,
    logQueryError: nothing,
    logQuerySlow: nothing,
    logSchemaBuild: nothing,
    logMigration: nothing,
    log: nothing,
  };
}

/** The rows of each key, in the order of the keys and, within one, of the rows. */
export function groupBy<K, R, V>(keys: readonly K[], rows: readonly R[], keyOf: (row: R) => K, make: (rows: R[]) => V): V[] {
  const groups = new Map<K, R[]>();
  for (const row of rows) {
    const group = groups.get(keyOf(row));
    if (group) group.push(row);
    else groups.set(keyOf(row), [row]);
  }
  return keys.map((key) => make(groups.get(key) ?? []));
}

/** A file name: 13 digits that order the migrations, and a word. The database knows it as word and digits, `Sources1700000000000`. */
const fileName = /^(\d{13})-([A-Z]\w*)\.sql$/;
/** The first line: the date on which the migration was made, and what it is about. */
const firstLine = /^-- \d{4}-\d{2}-\d{2}\. \S/;
const undoLine = /^-- Undo\n/m;

/**
 * The migrations in a folder of the project, such as `services/advocacy/migrations`, in order, as TypeORM takes them.
 * Each file runs in a transaction of its own. A file that has reached other people's databases is never changed: add another one.
 * @throws Error when a file has the wrong name or form
 */
export function migrationsIn(folder: string): (new () => MigrationInterface)[] {
  const path = projectFile(...folder.split('/'));
  return readdirSync(path)
    .sort()
    .map((file) => migrationOf(file, readFileSync(join(path, file), 'utf8')));
}

/** @throws Error when the file has the wrong name or form */
export function migrationOf(file: string, text: string): new () => MigrationInterface {
  const [, digits, word] = fileName.exec(file) ?? [];
  if (!digits) throw new Error(`The migration ${file} must have a name like 1700000013000-Sources.sql.`);
  if (!firstLine.test(text))
    throw new Error(`The first line of the migration ${file} must be its date and its subject, as in "-- 2026-11-23. Sources."`);
  const [statements, undo, ...more] = text.split(undoLine);
  if (!statements || !undo || more.length > 0)
    throw new Error(`The migration ${file} must have one line "-- Undo", followed by the statements that undo it.`);
  return class {
    readonly name = `${word}${digits}`;
    async up(queries: QueryRunner): Promise<void> {
      await queries.query(statements);
    }
    async down(queries: QueryRunner): Promise<void> {
      await queries.query(undo);
    }
  };
}

/** How one type is sent: PostgreSQL's binary format, as its `*recv` functions read it. */
interface Format<T> {
  /** Of the element type, in pg_type. */
  readonly oid: number;
  /** The most bytes that a value may take. */
  readonly most: (value: T) => number;
  /** Writes a value, for which there is room, and says how many bytes it took. */
  readonly write: (value: T, into: Buffer, at: number) => number;
}

const formatOf = <T>(oid: number, most: (value: T) => number, write: Format<T>['write']): Format<T> => ({ oid, most, write });

/** Moments count from the beginning of 2000, in microseconds. */
const epochMs = Date.UTC(2000);
const half = 2 ** 32;

const formats = {
  boolean: formatOf<boolean>(
    16,
    () => 1,
    (value, into, at) => {
      into[at] = Number(value);
      return 1;
    },
  ),
  bytea: formatOf<Buffer>(
    17,
    (value) => value.length,
    (value, into, at) => {
      into.set(value, at);
      return value.length;
    },
  ),
  integer: formatOf<number>(
    23,
    () => 4,
    (value, into, at) => into.writeInt32BE(value, at) - at,
  ),
  text: formatOf<string>(
    25,
    (value) => value.length * 3,
    (value, into, at) => into.write(value, at),
  ),
  timestamptz: formatOf<Date>(
    1184,
    () => 8,
    (value, into, at) => {
      const micros = (value.getTime() - epochMs) * 1_000;
      const high = Math.floor(micros / half);
      return into.writeUInt32BE(micros - high * half, into.writeInt32BE(high, at)) - at;
    },
  ),
  uuid: formatOf<string>(
    2950,
    () => 16,
    (value, into, at) => {
      for (let i = 0, byte = at; i < value.length; i += 2) {
        if (value[i] === '-') i++;
        into[byte++] = (nibble(value.charCodeAt(i)) << 4) | nibble(value.charCodeAt(i + 1));
      }
      return 16;
    },
  ),
};

/** Of a hexadecimal digit: those of ASCII lie 48 below, its letters, small or not, 55 or 87. */
const nibble = (code: number) => (code < 58 ? code - 48 : (code | 32) - 87);

type Formats = typeof formats;
type ValueOf<Type extends keyof Formats> = Formats[Type] extends Format<infer T> ? T : never;

const headBytes = 20;
const lengthBytes = 4;
const absent = -1;

/** Where arrays are written before their length is known: in one place, again and again, as large as the largest so far. */
let room = Buffer.allocUnsafeSlow(65_536);
let words = new DataView(room.buffer);

function makeRoom(bytes: number): void {
  const larger = Buffer.allocUnsafeSlow(Math.max(bytes, room.length * 2));
  larger.set(room);
  room = larger;
  words = new DataView(room.buffer);
}

/**
 * The parameter for `$n::type[]`, null for null: the driver sends a buffer as it is. Costs both sides about half of what text does,
 * which counts where thousands of rows are written. A value must be one of its type: an integer that fits, a well-formed UUID.
 */
export function arrayParameter<Type extends keyof Formats>(type: Type, values: readonly (ValueOf<Type> | null)[]): Buffer {
  const { oid, most, write } = formats[type] as unknown as Format<ValueOf<Type>>;
  let [at, nulls] = [headBytes, 0];
  for (const value of values) {
    const end = at + lengthBytes + (value === null ? 0 : most(value));
    if (end > room.length) makeRoom(end);
    const size = value === null ? absent : write(value, room, at + lengthBytes);
    words.setInt32(at, size);
    at += lengthBytes;
    if (size === absent) nulls = 1;
    else at += size;
  }
  // One dimension, whether a null may be among the elements, their type, how many, and the index of the first.
  [values.length === 0 ? 0 : 1, nulls, oid, values.length, 1].forEach((word, i) => {
    words.setInt32(i * 4, word);
  });
  return Buffer.from(room.subarray(0, values.length === 0 ? 12 : at));
}
