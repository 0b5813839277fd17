// What do fifty thousand listings look like, made in a few seconds?
import type { DataSource } from 'typeorm';
import { LibraryType } from '#partnership/libraries/index';
import { Commitment } from '#partnership/listings/index';
import { ActivityKind } from '#partnership/programme/index';

/** A number from 0 to below 1 that is the same for the same row and use, and spread like chance. */
const chance = (use: string) =>
  `(hashint8extended(n, ${[...use].reduce((sum, letter) => Math.imul(sum, 31) + letter.charCodeAt(0), 7)}) & 1048575) / 1048576.0`;

/** One of some values; the first ones more often, as countries and languages are. */
const oneOf = (use: string, values: readonly string[]) =>
  `('{${values}}'::text[])[1 + floor(${values.length} * power(${chance(use)}, 2))::int]`;

/** Each of some values with a chance of its own. */
const someOf = (use: string, values: readonly string[]) =>
  `array_remove(ARRAY[${values.map((value, i) => `CASE WHEN ${chance(use + i)} < ${0.35 / (1 + i / 4)} THEN '${value}' END`)}]::text[], NULL)`;

const countries =
  'US DE GB FR ES PL IT FI MX BR CA IN AU KE GH JP NZ PT SE NO DK NL BE AT CH CZ HU RO BG GR IE HR SI SK LT LV EE TR ZA NG'.split(
    ' ',
  );
const languages = 'en es fr de pl it pt-BR fi sv hi sw ja nl pt nb da cs hu ro el'.split(' ');
const topics = 'cataloguing poetry music gardens archives chess robotics farming theatre health'.split(' ');

/** So many at a time, within the time that one statement may take. */
const part = 5_000;

/** Fills a database with libraries that seek, spread over countries, languages, interests and texts as people spread. */
export async function fillListings(database: DataSource, count: number): Promise<void> {
  await database.query('ALTER TABLE library DISABLE TRIGGER write_search');
  await database.query(
    `INSERT INTO library (id, name, sort_name, search_text, type, city, country, latitude, longitude, languages, demo, source_ids, confidence)
     SELECT 'many-' || n, 'Library ' || n, 'library ' || n, 'library ' || n || ' city' || n % 9000,
       ${oneOf('type', Object.values(LibraryType))}, 'City' || n % 9000, ${oneOf('country', countries)},
       asin(2 * ${chance('latitude')} - 1) * 180 / pi(), 360 * ${chance('longitude')} - 180,
       ARRAY(SELECT DISTINCT unnest(${oneOf('language', languages)} || ${someOf('languages', languages.slice(0, 4))})), false, '{}', 'HIGH'
     FROM generate_series(1, $1) AS n`,
    [count],
  );
  await database.query('ALTER TABLE library ENABLE TRIGGER write_search');
  for (let first = 1; first <= count; first += part) {
    await database.query(
      `INSERT INTO listing (id, library_id, state, offers, preferred_countries, preferred_languages, activity_interests, commitment,
       published_on, expires_on, historical, listed_on, demo, source_ids, confidence)
     SELECT 'many-' || n, 'many-' || n, 'PUBLISHED', 'We offer a Makerspace and ' || md5(n::text) || ' hope for ' || ${oneOf('topic', topics)}
         || CASE WHEN n % 5000 = 0 THEN ' Zeppelin' ELSE '' END || repeat(' and more words of the kind', 4),
       '{}', '{}', ${someOf('interests', Object.values(ActivityKind))}, ${oneOf('commitment', Object.values(Commitment))},
       '2026-01-01'::date + (300 * ${chance('day')})::int, '2027-01-01'::date + (300 * ${chance('day')})::int, false,
       '2026-01-01'::date + (300 * ${chance('day')})::int, false, '{}', 'HIGH'
     FROM generate_series($1::int, $2::int) AS n`,
      [first, Math.min(first + part - 1, count)],
    );
  }
  await database.query('VACUUM ANALYZE library');
  await database.query('VACUUM ANALYZE listing');
  await database.query('VACUUM ANALYZE listing_search');
}
