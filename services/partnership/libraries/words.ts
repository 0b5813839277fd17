// Does a text hold the words a person typed, whatever their case and accents?

/**
 * SQL that is true when every word of a parameter occurs somewhere in a `search_text`, also as part of a longer word; case and accents
 * do not matter (Lalin finds Lalín, lodz finds Łódź). True when the parameter is null or blank. Both are SQL, never input.
 */
export function holdsWords(searchText: string, parameter: string): string {
  // A subquery of its own, so that the patterns are made once and not for every row. A backslash makes what follows it plain.
  const patterns = `ARRAY(SELECT '%' || regexp_replace(word, '([\\\\%_])', '\\\\\\1', 'g') || '%'
    FROM regexp_split_to_table(plain(${parameter}), '\\s+') AS word)`;
  return `(${parameter}::text IS NULL OR ${searchText} LIKE ALL (${patterns}))`;
}

/** The longest text a search takes. */
export const longestSearch = 200;
