// Does a text hold the words a person typed, whatever their case and accents?

/**
 * SQL that is true when every word of a parameter occurs somewhere in a text, also as part of a longer word; case and accents do not
 * matter (Lalin finds Lalín, lodz finds Łódź). True when the parameter is null or blank. Both are SQL, never input.
 */
export function holdsWords(text: string, parameter: string): string {
  const words = `regexp_split_to_array(plain(${parameter}), '\\s+')`;
  return `(${parameter}::text IS NULL OR NOT EXISTS (SELECT FROM unnest(${words}) AS word WHERE strpos(plain(${text}), word) = 0))`;
}

/** The longest text a search takes. */
export const longestSearch = 200;
