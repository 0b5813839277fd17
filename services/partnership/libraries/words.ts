// Does a text hold the words a person typed, whatever their case and accents?

/**
 * SQL that is true when every word of a parameter occurs somewhere in a text that is plain already, also as part of a longer word; case
 * and accents do not matter (Lalin finds Lalín, lodz finds Łódź). The parameter takes `words`; null, for no words, is true. Each word
 * is a condition of its own, which an index of trigrams can answer. `text` and `parameter` are SQL, never input.
 */
export function holdsWords(text: string, parameter: string, words: readonly string[] | null): string {
  if (words === null) return `${parameter}::text[] IS NULL`;
  return words.map((_, i) => `${text} LIKE containing((${parameter}::text[])[${i + 1}])`).join(' AND ');
}

/** The words that somebody typed, each once; null when there are none. */
export function wordsOf(typed: string | null | undefined): string[] | null {
  const words = new Set(typed?.split(/\s+/).filter((word) => word !== ''));
  return words.size > 0 ? [...words] : null;
}

/** The longest text a search takes. */
export const longestSearch = 200;
