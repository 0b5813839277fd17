// How are the sisters and partnerships of many libraries, and the last contacts of many partnerships, read in one statement each?
import { hydrate } from '#kit/data/database';
import { groupBy } from '#kit/data/groups';
import type { Loaders } from '#kit/data/loaders';
import { PreciseDate } from '#kit/words/facts';
import { Library, librariesByName } from '#partnership/libraries/index';
import { Partnership } from './partnership';
import { inSql, publicStates, sisterStates } from './partnershipStates';

const sisterIds = `SELECT CASE library_a WHEN asked.id THEN library_b ELSE library_a END FROM partnership
  WHERE asked.id IN (library_a, library_b) AND state IN (${inSql(sisterStates)})`;

/** The sisters of each library, by name, accents apart. */
export function sistersOf(loaders: Loaders, first: number) {
  return loaders.edge(`Library.sisters ${first}`, async (ids: readonly string[]) => {
    const rows: Record<string, unknown>[] = await loaders.database.query(
      `SELECT asked.id AS parent_key, sister.* FROM unnest($1::text[]) AS asked(id) CROSS JOIN LATERAL (
         ${librariesByName(sisterIds, '$2')}) AS sister`,
      [ids, first],
    );
    const make = (group: Record<string, unknown>[]) => hydrate(loaders.database, Library, group);
    return groupBy(ids, rows, (row) => String(row.parent_key), make);
  });
}

/** The public partnerships of each library, the latest begun first. */
export function partnershipsOf(loaders: Loaders, first: number) {
  return loaders.edge(`Library.partnerships ${first}`, async (ids: readonly string[]) => {
    const rows: Record<string, unknown>[] = await loaders.database.query(
      `SELECT asked.id AS parent_key, found.* FROM unnest($1::text[]) AS asked(id) CROSS JOIN LATERAL (
         SELECT * FROM partnership WHERE asked.id IN (library_a, library_b) AND state IN (${inSql(publicStates)})
         ORDER BY listed_on DESC, id LIMIT $2) AS found`,
      [ids, first],
    );
    const make = (group: Record<string, unknown>[]) => hydrate(loaders.database, Partnership, group);
    return groupBy(ids, rows, (row) => String(row.parent_key), make);
  });
}

/** The date of the latest activity of each partnership, null where none is recorded. */
export function lastContactOf(loaders: Loaders) {
  return loaders.edge('Partnership.lastContactOn', async (ids: readonly string[]) => {
    const rows: { id: string; day: string; precision: never }[] = await loaders.database.query(
      `SELECT DISTINCT ON (partnership_id) partnership_id AS id, day, precision FROM activity
       WHERE partnership_id = ANY($1::text[]) ORDER BY partnership_id, day DESC, id`,
      [ids],
    );
    const dates = new Map(rows.map(({ id, day, precision }) => [id, PreciseDate.of(day, precision)]));
    return ids.map((id) => dates.get(id) ?? null);
  });
}
