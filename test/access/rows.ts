// The rows of a whole database: their ids, and which of them changed between two moments.
import type { DataSource } from 'typeorm';

/** Every row of every table, by its place. */
export type Rows = ReadonlyMap<string, string>;

/** All rows but those of waiting jobs. */
export async function rowsOf(database: DataSource): Promise<Rows> {
  const tables: { name: string }[] = await database.query(
    "SELECT table_name AS name FROM information_schema.tables WHERE table_schema = 'public' AND table_type = 'BASE TABLE'",
  );
  // One statement for all tables: a statement for each costs more than its rows.
  const each = tables.map(({ name }) => `SELECT '${name} ' || t.ctid AS place, t::text AS text FROM "${name}" t`);
  const found: { place: string; text: string }[] = await database.query(each.join(' UNION ALL '));
  return new Map(found.map(({ place, text }) => [place, text]));
}

const texts = (rows: Rows) => [...rows].map(([place, text]) => `${place.split(' ')[0]} ${text}`);

/** Rows of before that are gone or different now. An update leaves its row at another place, so both show as gone. */
export function touched(before: Rows, after: Rows): string[] {
  const left = new Set(texts(after));
  return texts(before).filter((row) => !left.has(row));
}

/** Rows of after that were not there before. */
export const added = (before: Rows, after: Rows) => touched(after, before);

/** Two ids of each kind of row, those that were written last: where a row stands depends on when the database takes room back. */
export async function idsOfEveryKind(database: DataSource): Promise<string[]> {
  const tables = database.entityMetadatas.filter(({ primaryColumns: [key, more] }) => key?.propertyName === 'id' && !more);
  const ids = await Promise.all(
    tables.map(({ tableName }) =>
      database.query(`SELECT id::text AS id FROM "${tableName}" ORDER BY age(xmin), "${tableName}".id LIMIT 2`),
    ),
  );
  return [...new Set(ids.flat().map(({ id }) => id as string))];
}
