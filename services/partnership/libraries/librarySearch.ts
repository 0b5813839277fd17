// How libraries are found: by words, distance, filter and name; and which rows may stand for one library.

import { ArrayMaxSize, IsOptional, MaxLength } from 'class-validator';
import { Field, InputType } from 'type-graphql';
import { type DataSource } from 'typeorm';
import { type List } from '#kit/data/page';
import { CountryCode } from '#kit/words/validation';
import { Isil, Library, LibraryType } from './library';
import { longestSearch, searchWordsOf, type Wanted } from './searchWords';

/**
 * SQL that is true when everything wanted is found: the words of one of its spellings in a text, also as parts of longer words, ignoring
 * case and accents (Lalin finds Lalín, lodz finds Łódź), or a row in one of its countries or regions. `text` must already be without case and
 * accents. The parameter takes `wantedWords(wanted)`; null means nothing, and is true. Each word is a condition of its own, which a trigram
 * index can answer. `text`, `parameter` and what `places` give are SQL, never input.
 */
export function holdsWords(
  text: string,
  parameter: string,
  wanted: readonly Wanted[] | null,
  places: Readonly<Record<'countries' | 'regions', (codes: readonly string[]) => string>>,
): string {
  if (wanted === null) return `${parameter}::text[] IS NULL`;
  let at = 0;
  const holds = () => `${text} LIKE containing((${parameter}::text[])[${++at}])`;
  return wanted
    .map(({ spellings, countries, regions }) => {
      const ways = spellings.map((words) => words.map(holds).join(' AND '));
      if (countries.length > 0) ways.push(places.countries(countries));
      if (regions.length > 0) ways.push(places.regions(regions));
      return ways.length > 1 ? `(${ways.join(' OR ')})` : ways[0];
    })
    .join(' AND ');
}

/** The words of all spellings, in the order in which `holdsWords` reads them. */
export const wantedWords = (wanted: readonly Wanted[] | null): readonly string[] | null =>
  wanted?.flatMap(({ spellings }) => spellings.flat()) ?? null;

/** Mean radius of the earth in kilometres (IUGG). */
const earthRadiusKm = 6371.0088;
/** The distance of two places on one meridian whose latitudes differ by one degree. */
export const kmPerDegree = (earthRadiusKm * Math.PI) / 180;

/**
 * SQL of the great-circle distance in kilometres from `latitude`, `longitude` of a row to a point, by the haversine formula on a
 * sphere: at most 0.6 % off the true distance. Null when either position is. All four are SQL, never input.
 */
export function distanceKm(row: { latitude: string; longitude: string }, point: { latitude: string; longitude: string }): string {
  const half = (a: string, b: string) => `power(sin(radians(${a} - ${b}) / 2), 2)`;
  const square = `${half(row.latitude, point.latitude)} + cos(radians(${row.latitude})) * cos(radians(${point.latitude})) * ${half(row.longitude, point.longitude)}`;
  return `${2 * earthRadiusKm} * asin(sqrt(least(1, ${square})))`;
}

@InputType({
  description: 'Which libraries to list. All conditions given must hold; conditions that are null or left out do not count.',
})
export class LibraryFilter {
  @Field(() => [CountryCode], {
    nullable: true,
    description: 'Only in these countries, at most 50; an empty list finds nothing.',
  })
  @IsOptional()
  @ArrayMaxSize(50)
  countries?: string[] | null;

  @Field(() => [LibraryType], { nullable: true, description: 'Only of these types; an empty list finds nothing.' })
  @IsOptional()
  @ArrayMaxSize(50)
  types?: LibraryType[] | null;

  @Field(() => String, {
    nullable: true,
    description:
      'Words that the name or city must contain, also as parts of words, ignoring case and accents; oe is ö. Or a country, a region or a ' +
      'big city by its name in English, Spanish or its own language. At most 200 characters.',
  })
  @IsOptional()
  @MaxLength(longestSearch)
  text?: string | null;

  @Field(() => String, { nullable: true, description: 'Only with this ISIL, such as DK-710100, ignoring case.' })
  @IsOptional()
  @Isil()
  isil?: string | null;

  @Field(() => Boolean, { nullable: true, description: 'True for demonstration libraries only, false to leave them out.' })
  demo?: boolean | null;

  @Field(() => Boolean, {
    nullable: true,
    description: 'True for libraries without a sister now, neither active nor paused; false for those that have one.',
  })
  withoutSister?: boolean | null;
}

const isOne = (column: string) => (codes: readonly string[]) => `${column} IN (${codes.map((code) => `'${code}'`).join(', ')})`;

/** SQL of the ids of the libraries in regions, by their codes of ISO 3166-2. */
export const librariesInRegions = (codes: readonly string[]) => `SELECT id FROM library WHERE ${isOne('region')(codes)}`;

/** SQL that is true for a library that has a sister now, by SQL of its id, never input. */
export type HasSister = (libraryId: string) => string;

/** The libraries of a filter, by name. */
export function libraryList(
  { countries, types, text, isil, demo, withoutSister }: LibraryFilter,
  hasSister: HasSister,
): List<Library> {
  const wanted = searchWordsOf(text);
  const places = { countries: isOne('country'), regions: isOne('region') };
  return {
    entity: Library,
    where: `taken_down_at IS NULL AND merged_into IS NULL AND ($1::text[] IS NULL OR country = ANY($1)) AND ($2::text[] IS NULL OR type = ANY($2))
      AND ${holdsWords('search_text', '$3', wanted, places)}
      AND ($4::text IS NULL OR upper(isil) = upper($4)) AND ($5::boolean IS NULL OR demo = $5)${sisterless('library.id', withoutSister, hasSister)}`,
    parameters: [countries ?? null, types ?? null, wantedWords(wanted), isil ?? null, demo ?? null],
    order: ['sort_name', 'id'],
  };
}

/** SQL that goes on a condition: nothing unless it was asked whether a library has a sister. */
export const sisterless = (libraryId: string, withoutSister: boolean | null | undefined, hasSister: HasSister): string =>
  typeof withoutSister === 'boolean' ? ` AND ${withoutSister ? 'NOT ' : ''}${hasSister(libraryId)}` : '';

/** SQL of the libraries whose ids a subquery gives, by name, ignoring accents. Both arguments are SQL, never input. */
export const librariesByName = (ids: string, first: string): string =>
  `SELECT library.* FROM library WHERE library.id IN (${ids}) ORDER BY library.sort_name, library.id LIMIT ${first}`;

/** SQL of what suggestions compare of each library, under the name of its table; `spoken` are the languages of library, staff and users. */
export const libraryProfiles = `(SELECT id, country, languages, languages || coalesce(staff_languages, '{}') || coalesce(user_languages, '{}') AS spoken,
  population_served, meeting_hours FROM library WHERE taken_down_at IS NULL AND merged_into IS NULL) AS library`;

/** A row that may be the same library. */
export interface Alike {
  readonly id: string;
  readonly sameIsil: boolean;
  readonly similarName: boolean;
  readonly samePlace: boolean;
}

/** Letters of Greek and Cyrillic that Latin writes by several, then those by one; what has none there, such as ь, is not written. */
const byMore = 'щ shch ш sh ч ch ж zh ц ts ю yu я ya є ye ї yi љ lj њ nj џ dz θ th χ ch ψ ps ου ou'.split(' ');
const byOne = ['абвгґдезийіјклмнопрстуфхыэћђαβγδεζηικλμνξοπρσςτυφω', 'abvggdeziiijklmnoprstufhyecdavgdeziiklmnxoprsstyfo'];

/** SQL of a text, as `plain` writes it, in Latin letters where it is in Greek or Cyrillic ones. */
function romanized(text: string): string {
  const plain = `plain(${text})`;
  const pairs = byMore.flatMap((letter, at) => (at % 2 === 0 ? [[letter, byMore[at + 1]] as const] : []));
  const spelled = pairs.reduce((sql, [letter, latin]) => `replace(${sql}, '${letter}', '${latin}')`, plain);
  return `CASE WHEN ${text} ~ '[Ͱ-ӿ]' THEN translate(${spelled}, '${byOne[0]}ъь', '${byOne[1]}') ELSE ${plain} END`;
}

/** SQL of a name without case and accents, in Latin letters, in which ae, oe, ue and aa are a, o, u and a: Muenchen is München. */
export const folded = (text: string) =>
  `regexp_replace(regexp_replace(${romanized(text)}, '([aou])e', '\\1', 'g'), 'aa', 'a', 'g')`;

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
export const listedLibraries =
  '(SELECT id, name, city, country, isil, latitude, longitude FROM library WHERE merged_into IS NULL)';
