// Does a text hold the words a person typed, whatever their case and accents?

/**
 * SQL that is true when every word of a parameter occurs somewhere in a `search_text`, also as part of a longer word; case and accents
 * do not matter (Lalin finds Lalín, lodz finds Łódź). True when the parameter is null or blank. Both are SQL, never input.
 */
export function holdsWords(searchText: string, parameter: string): string {
  // A subquery of its own, so that the words are cut once and not for every row.
  const words = `(SELECT regexp_split_to_array(plain(${parameter}), '\\s+'))`;
  return `(${parameter}::text IS NULL OR NOT EXISTS (SELECT FROM unnest(${words}) AS word WHERE strpos(${searchText}, word) = 0))`;
}

/** The longest text a search takes. */
export const longestSearch = 200;
