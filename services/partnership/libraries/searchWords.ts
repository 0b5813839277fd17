// What people mean by the words they type into a search: words, countries, regions and cities by any of their names, ö and oe alike.

import { countryNamed, isNation, plainName } from '#kit/words/countryNames';
import { regionsNamed, withParts } from '#kit/words/places';
import { countriesOfCity, otherNamesOfCity } from './cityNames';

/** One thing that is looked for. It is found where all words of any spelling stand, or in one of the countries or regions. */
export interface Wanted {
  readonly spellings: readonly (readonly string[])[];
  readonly countries: readonly string[];
  readonly regions: readonly string[];
}

/** The longest search text, in characters. */
export const longestSearch = 200;
/** The most words in the name of a country or city. */
const longestName = 6;

/** What a person looks for, all of which must be found; null when nothing was typed. */
export function searchWordsOf(typed: string | null | undefined): Wanted[] | null {
  const whole = typed?.includes(',') ? countryNamed(typed) : null;
  if (typed && whole) return [{ spellings: [plainName(typed).split(' ')], countries: [whole], regions: [] }];
  const words = wordsIn(typed ?? '');
  const found = new Map<string, Wanted>();
  for (let at = 0; at < words.length; ) {
    const { wanted, length } = nameAt(words, at) ?? { wanted: wordOf(words[at] as string), length: 1 };
    found.set(JSON.stringify(wanted), wanted);
    at += length;
  }
  return found.size > 0 ? [...found.values()] : null;
}

const notBlank = (word: string) => word !== '';
const aroundWords = /^[^\p{L}\p{N}]+|[^\p{L}\p{N}\p{M}]+$/gu;

/** The words without signs around them, as in "Oslo, Norway" and (Oslo). Signs alone are looked for as they are: % is not everything. */
function wordsIn(typed: string): string[] {
  const words = typed.split(/[\s,;/|、，]+/).map((word) => word.replace(aroundWords, ''));
  return words.some(notBlank) ? words.filter(notBlank) : typed.split(/\s+/).filter(notBlank);
}

/** The longest name of a country, region or city that begins with a word. */
function nameAt(words: readonly string[], at: number): { wanted: Wanted; length: number } | null {
  for (let length = Math.min(longestName, words.length - at); length > 0; length--) {
    const typed = words.slice(at, at + length);
    const plains = (length === 1 ? spellingsOf(typed[0] as string) : [typed.join(' ')]).map(plainName);
    // Who looks for Scotland does not mean London.
    const countries = [
      ...new Set(plains.map((plain) => (plain === 'us' ? 'US' : isNation(plain) ? null : countryNamed(plain)))),
    ].filter((code) => code !== null);
    const cities = plains.flatMap(otherNamesOfCity);
    const regions = withParts([...new Set(plains.flatMap(regionsNamed))]);
    if (countries.length === 0 && cities.length === 0 && regions.length === 0) continue;
    const named = cities.map((name) => name.split(/[\s-]+/));
    return {
      wanted: { spellings: distinct([typed, ...plains.map((plain) => plain.split(' ')), ...named]), countries, regions },
      length,
    };
  }
  return null;
}

const wordOf = (word: string): Wanted => ({
  spellings: distinct(spellingsOf(word).map((one) => [one])),
  countries: [],
  regions: [],
});

/** Spellings that the index tells apart: it knows no case and no accents. */
const distinct = (spellings: readonly (readonly string[])[]) => [
  ...new Map(spellings.map((words) => [words.map((word) => plainName(word) || word).join(' '), words])).values(),
];

const umlauts: Readonly<Record<string, string>> = { ä: 'ae', ö: 'oe', ü: 'ue', ø: 'oe', å: 'aa' };
/** Within a word of some length, for few would mean an ö by the oe of "does"; not after a vowel or q, as in "que". */
const digraph = /(?<![aeiouq])(ae|oe|ue|aa)(?=[^aeiou])/g;
const shortestWithDigraph = 5;

/** With oe for ö and ø, then with o for oe. */
function otherWays(word: string): readonly [string, string] {
  const small = word.normalize('NFC').toLowerCase();
  const drawnTogether = small.length < shortestWithDigraph ? small : small.replace(digraph, (two) => two[0] as string);
  return [small.replace(/[äöüøå]/g, (letter) => umlauts[letter] as string), drawnTogether];
}

/** A word as typed, with oe for ö and ø, and with o for oe: Koebenhavn finds København, and München finds Muenchen. */
function spellingsOf(word: string): string[] {
  const small = word.normalize('NFC').toLowerCase();
  return [word, ...otherWays(word).filter((one) => one !== small)];
}

/** A name of several words in each of the ways in which people write ö. */
export function spellingsOfName(name: string): readonly string[] {
  const words = name.split(/\s+/).map(otherWays);
  return [name, words.map(([spelledOut]) => spelledOut).join(' '), words.map(([, drawnTogether]) => drawnTogether).join(' ')];
}

/** The codes of the countries in which the cities lie that somebody looks for, as in "Muenchen" and "Munich, main library". */
export const countriesAround = (typed: string): readonly string[] => [
  ...new Set([typed, ...typed.split(',')].flatMap((part) => spellingsOf(part.trim()).map(plainName).flatMap(countriesOfCity))),
];
