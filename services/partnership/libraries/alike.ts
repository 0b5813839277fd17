// Which rows may stand for one library: compared in the database by name, place and ISIL.
import type { DataSource } from 'typeorm';
import { distanceKm } from './librarySearch';

/** A row that may be the same library. */
export interface Alike {
  readonly id: string;
  readonly sameIsil: boolean;
  readonly similarName: boolean;
  readonly samePlace: boolean;
}

/** SQL of a name without case and accents, in which ae, oe, ue and aa are a, o, u and a: Muenchen is München. */
const folded = (text: string) => `regexp_replace(regexp_replace(plain(${text}), '([aou])e', '\\1', 'g'), 'aa', 'a', 'g')`;

const apart = distanceKm({ latitude: 'latitude', longitude: 'longitude' }, { latitude: '$5::float8', longitude: '$6::float8' });

/**
 * The rows of a table that may be the library described: $1 to $6 are its name, city, country, ISIL, latitude and longitude. `table` is SQL
 * with the columns id, name, city, country, isil, latitude and longitude, never input; parameters after the six are its own.
 */
export const alikeIn = (database: DataSource, table: string, parameters: readonly unknown[], most: number): Promise<Alike[]> =>
  database.query(
    `SELECT id, "sameIsil", alike >= 0.6 AS "similarName", "samePlace" FROM (
       SELECT id, coalesce(upper(isil) = upper($4), false) AS "sameIsil", similarity(${folded('name')}, ${folded('$1')}) * (country = $3)::int AS alike,
         country = $3 AND (coalesce(${apart} <= 0.3, false) OR (${folded('city')} = ${folded('$2')} AND similarity(${folded('name')}, ${folded('$1')}) >= 0.3)) AS "samePlace"
       FROM ${table} AS known WHERE country = $3 OR upper(isil) = upper($4)) AS compared
     WHERE "sameIsil" OR alike >= 0.6 OR "samePlace" ORDER BY "sameIsil" DESC, alike DESC, id LIMIT ${most}`,
    [...parameters],
  );

/** The libraries of the list, as `alikeIn` takes a table. */
export const listedLibraries = '(SELECT id, name, city, country, isil, latitude, longitude FROM library)';
