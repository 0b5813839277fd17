// What a search that finds nothing could look for instead.

import { Field, Int, ObjectType } from 'type-graphql';
import type { DataSource } from 'typeorm';
import { countryName, countryNames } from '#kit/words/countryNames';
import { cityNames } from './cityNames';
import { countriesAround } from './searchWords';

@ObjectType({ description: 'A change of a filter that found nothing, and what it finds then.' })
export class SearchHint {
  @Field({ description: 'The field of the filter to change, such as text or countries; "filter" to leave all of it out.' })
  field!: string;

  @Field(() => String, { nullable: true, description: 'What to search for in its place; null to leave the field out.' })
  suggestion!: string | null;

  @Field(() => Int, { description: 'How many entries that finds.' })
  count!: number;

  @Field({ description: 'The hint in an English sentence.' })
  message!: string;
}

/** The most places that are suggested for what was typed. */
const mostPlaces = 3;

/** Of those that look alike, how many are tried: most names of cities are of none of our libraries. */
const mostTried = 12;

/**
 * The countries of a city that has none of our libraries, then names of cities of our libraries, of big cities in several languages and of
 * countries that look like what was typed, the most alike first.
 */
async function placesLike(database: DataSource, typed: string): Promise<string[]> {
  const rows: { name: string }[] = await database.query(
    `SELECT name FROM (SELECT DISTINCT city AS name FROM library WHERE merged_into IS NULL UNION SELECT unnest($2::text[])) AS place
     WHERE similarity(plain(name), plain($1)) >= 0.3 AND plain(name) <> plain($1) ORDER BY similarity(plain(name), plain($1)) DESC, name LIMIT ${mostTried}`,
    [typed, [...countryNames(), ...cityNames]],
  );
  const around = countriesAround(typed).map((code) => countryName(code) ?? code);
  return [...around, ...rows.map(({ name }) => name)];
}

/**
 * The hints of a filter that found nothing: other places for its text, then each field that can be left out, then all of it. Only what
 * finds something. `count` counts what a filter finds.
 */
export async function searchHints<Filter extends { readonly text?: string | null }>(
  database: DataSource,
  filter: Filter,
  count: (filter: Filter) => Promise<number>,
): Promise<SearchHint[]> {
  const hints: SearchHint[] = [];
  const add = async (field: string, suggestion: string | null, other: Filter, words: string) => {
    const found = await count(other);
    const message = `${words} finds ${found} ${found === 1 ? 'entry' : 'entries'}.`;
    if (found > 0) hints.push({ field, suggestion, count: found, message });
  };
  const typed = filter.text?.trim();
  if (typed)
    for (const name of await placesLike(database, typed))
      if (hints.length < mostPlaces) await add('text', name, { ...filter, text: name }, `“${name}”`);
  const given = Object.entries(filter).filter(([, value]) => value !== null && value !== undefined);
  if (given.length > 1)
    for (const [field] of given) await add(field, null, { ...filter, [field]: null }, `The search without ${field}`);
  if (hints.length === 0 && given.length > 0) await add('filter', null, {} as Filter, 'The list without any condition');
  return hints;
}
