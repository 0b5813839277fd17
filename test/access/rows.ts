// Which rows of a whole database were changed or removed between two moments?
import type { DataSource } from 'typeorm';

/** Every row of every table, by its place. */
export type Rows = ReadonlyMap<string, string>;

/** What is kept of waiting jobs is no one's row. */
export async function rowsOf(database: DataSource): Promise<Rows> {
  const tables = await database.query(
    "SELECT table_name AS name FROM information_schema.tables WHERE table_schema = 'public' AND table_type = 'BASE TABLE'",
  );
  const rows = new Map<string, string>();
  for (const { name } of tables) {
    for (const { place, text } of await database.query(`SELECT t.ctid::text AS place, t::text AS text FROM "${name}" t`))
      rows.set(`${name} ${place}`, text);
  }
  return rows;
}

const texts = (rows: Rows) => [...rows].map(([place, text]) => `${place.split(' ')[0]} ${text}`);

/** Rows of before that are gone or different now. An update leaves its row at another place, so both show as gone. */
export function touched(before: Rows, after: Rows): string[] {
  const left = new Set(texts(after));
  return texts(before).filter((row) => !left.has(row));
}

/** Rows of after that were not there before. */
export const added = (before: Rows, after: Rows) => touched(after, before);
