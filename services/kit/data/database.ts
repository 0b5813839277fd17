// How does a subgraph reach its PostgreSQL, and read rows from it?

import { setTimeout as pause } from 'node:timers/promises';
import type { Pool } from 'pg';
import {
  DataSource,
  DefaultNamingStrategy,
  type EntityManager,
  type EntityTarget,
  type Logger,
  type MixedList,
  type ObjectLiteral,
} from 'typeorm';
import { snakeCase } from 'typeorm/util/StringUtils';
import { sqlState } from '../process/outage';
import type { Log } from '../words/log';
import { connectionSettings, patientSettings, pooledSettings } from './connection';
import { lookAgainMs, type Migrating, migrate, pendingMigrations, refuseNewer, waitForTables } from './migrations';
import { boundRole, refusePooler, refuseUnbounded } from './pooler';

export type OnStatement = (sql: string, parameters?: readonly unknown[]) => void;

export interface DatabaseOptions {
  readonly url: string;
  /** The address of PostgreSQL itself, where `url` leads to a pooler that lends a connection for a transaction at a time. */
  readonly directUrl?: string | undefined;
  /** Shown in pg_stat_activity. */
  readonly name: string;
  readonly entities: MixedList<Function>;
  readonly log: Log;
  /** Statements may take as long as they need: for commands that read everything, and for migrations. */
  readonly isPatient?: boolean;
  /** Called with every statement; tests count them, and ask how PostgreSQL reads them. */
  readonly onStatement?: OnStatement;
  /** The most connections; ten when not given. */
  readonly poolSize?: number;
}

/** Tables and columns are the snake_case of class and property names. */
class SnakeNames extends DefaultNamingStrategy {
  override tableName(className: string, given?: string) {
    return given ?? snakeCase(className);
  }
  override columnName(property: string, given: string, prefixes: string[]) {
    return snakeCase([...prefixes, given || property].join('_'));
  }
}

/** A data source that is not connected yet. */
export function describeDatabase({
  url,
  directUrl,
  name,
  entities,
  log,
  isPatient,
  onStatement,
  poolSize = 10,
}: DatabaseOptions): DataSource {
  const settingsFor = directUrl ? pooledSettings : isPatient ? patientSettings : connectionSettings;
  const { connectionString, ...settings } = settingsFor(url, name);
  return new DataSource({
    type: 'postgres',
    url: connectionString,
    entities,
    namingStrategy: new SnakeNames(),
    installExtensions: false,
    uuidExtension: 'pgcrypto',
    logging: onStatement ? ['query'] : false,
    ...(onStatement && { logger: statementListener(onStatement) }),
    poolErrorHandler: (err: unknown) => log.warn({ err }, 'a pooled database connection was lost'),
    extra: { ...settings, max: poolSize },
  });
}

/** A database that is opened with the tables of its subgraph. */
export interface OpeningDatabase extends DatabaseOptions {
  /** The folder of the migrations, from the root of the project. */
  readonly migrations: string;
  /** Who brings the tables up to date: this process, or another one for which it waits, such as the command `migrate`. */
  readonly migrating?: Migrating;
  /** Wraps the time in which the tables are not up to date yet: however long that takes, the process lives. */
  readonly meanwhile?: (work: () => Promise<void>) => Promise<void>;
}

/** Connects, and returns when the tables are up to date; several processes may do so at once, one of them migrates. A failure leaves nothing open. */
export async function openDatabase(options: OpeningDatabase): Promise<DataSource> {
  const { migrations, log, migrating = 'run', meanwhile = (work) => work() } = options;
  const url = options.directUrl ?? options.url;
  if (options.directUrl) await boundRole(options.directUrl);
  const database = await describeDatabase(options).initialize().catch(refusePooler);
  try {
    await refuseUnbounded(database, options);
    await refuseNewer(database);
    if ((await pendingMigrations(database, migrations)).length > 0)
      await meanwhile(() => (migrating === 'wait' ? waitForTables(database, options) : migrate({ url, migrations, log })));
    return database;
  } catch (fault) {
    await database.destroy();
    throw fault;
  }
}

/** The transaction may be idle for two minutes while the work goes on elsewhere. */
const tryLock = `SELECT pg_try_advisory_xact_lock(hashtextextended($1, 0)) AS "isFree",
  set_config('idle_in_transaction_session_timeout', '120000', true)`;

/** Runs a transaction while holding a lock of that name, so that of several processes one runs it at a time; others wait, however long. */
export async function alone<T>(database: DataSource, lock: string, work: (manager: EntityManager) => Promise<T>): Promise<T> {
  for (;;) {
    const done = await database.transaction(async (manager) => {
      const [{ isFree }] = await manager.query(tryLock, [lock]);
      return isFree ? { value: await work(manager) } : undefined;
    });
    if (done) return done.value;
    await pause(lookAgainMs);
  }
}

/**
 * Runs a statement that each connection parses and plans once, whatever is sent with it: for those whose planning would cost
 * as much as their work. After the deadline its outcome is not known, and its connection is given up. Errors are those of the driver,
 * with SQLSTATE as `code`.
 */
export async function queryPrepared(
  database: DataSource,
  name: string | undefined,
  text: string,
  values: unknown[],
  deadlineMs?: number,
): Promise<ObjectLiteral[]> {
  const { master } = database.driver as unknown as { master: Pool | undefined };
  if (!master) throw new Error('The database connection is closed.');
  // A pooler may send the next one to a session that does not know the name.
  const { isPooled } = master.options as { isPooled?: boolean };
  const query = {
    ...(name !== undefined && !isPooled && { name }),
    text,
    values,
    ...(deadlineMs && { query_timeout: deadlineMs }),
  };
  return (await master.query(query)).rows;
}

/** Each connection keeps a plan of some ten kilobytes for each of them. */
const mostPrepared = 200;
const preparedNames = new Map<string, string>();

/** A name for a statement; undefined when there are too many, which are planned each time. */
function preparedName(text: string): string | undefined {
  const known = preparedNames.get(text);
  if (known !== undefined || preparedNames.size >= mostPrepared) return known;
  const name = `read ${preparedNames.size}`;
  preparedNames.set(text, name);
  return name;
}

/** What PostgreSQL says where a migration has changed the type of a column that a prepared statement reads. */
const resultChanged = '0A000';

/**
 * Reads by a statement that each connection parses and plans once. Its text is always the same, names its columns, since a migration may
 * add one, and reads by keys, so that one plan is right whatever is asked.
 */
export async function readPrepared<Row = ObjectLiteral>(database: DataSource, text: string, values: unknown[]): Promise<Row[]> {
  database.logger.logQuery(text, values);
  try {
    return (await queryPrepared(database, preparedName(text), text, values)) as Row[];
  } catch (error) {
    if (sqlState(error) !== resultChanged) throw error;
    return (await queryPrepared(database, undefined, text, values)) as Row[];
  }
}

/** The columns of an entity as SQL, of rows that a statement calls by this name. */
export const columnsOf = <T extends ObjectLiteral>(database: DataSource, entity: EntityTarget<T>, rows: string): string =>
  database
    .getMetadata(entity)
    .columns.map(({ databaseName }) => `${rows}.${database.driver.escape(databaseName)}`)
    .join(', ');

/** Entities from rows of hand-written SQL that selected the entity's own columns. */
export function hydrate<T extends ObjectLiteral>(
  database: DataSource,
  entity: EntityTarget<T>,
  rows: readonly ObjectLiteral[],
): T[] {
  const metadata = database.getMetadata(entity);
  return rows.map((row) => {
    const made = metadata.create() as T;
    for (const column of metadata.columns)
      column.setEntityValue(made, database.driver.prepareHydratedValue(row[column.databaseName], column));
    return made;
  });
}

function statementListener(onStatement: OnStatement): Logger {
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
