// A row of a file of libraries, as people write them: numbers with their separators, countries, regions, languages and types by name.
import { countryNamed, plainName } from '#kit/words/countryNames';
import { countryOf } from '#kit/words/places';
import { BadInput } from '#kit/words/problem';
import { LanguageTag } from '#kit/words/validation';
import type { Row } from './committeeImport';
import { LibraryType } from './library';
import { NewLibrary } from './newLibrary';

/** @throws BadInput naming the column */
export function libraryOf(row: Row): NewLibrary {
  const country = codeOf(row.country ?? '');
  return Object.assign(new NewLibrary(), {
    name: oneSpaced(row.name),
    city: oneSpaced(row.city),
    type: typeOf(row.type ?? ''),
    country,
    region: row.region || null,
    isil: row.isil || null,
    website: row.website || null,
    languages: [...new Set((row.languages ?? '').split(/[,;|/\n]/).flatMap(tagsOf))],
    populationServed: whole('populationServed', row.populationServed),
    collectionSize: whole('collectionSize', row.collectionSize),
    latitude: degrees('latitude', row.latitude),
    longitude: degrees('longitude', row.longitude),
  });
}

/** Blanks and line ends between words say nothing. */
const oneSpaced = (text = '') => text.replace(/\s+/gu, ' ').trim();

/** The largest number that the list keeps. */
const mostKept = 2_147_483_647;
/** 25,000 and 25.000, 25 000 and 25'000: one sign between groups of three. */
const grouped = /^\d{1,3}([.,'’ \u00a0\u202f])\d{3}(\1\d{3})*$/;

function whole(field: string, text = ''): number | null {
  if (text === '') return null;
  const digits = grouped.test(text) ? text.replace(/\D/g, '') : text;
  const number = Number(digits);
  if (/^\d+$/.test(digits) && number <= mostKept) return number;
  throw new BadInput(
    field,
    `${field} must be a whole number from 0 to ${mostKept}, such as 25000 or 25,000, not ${JSON.stringify(text)}.`,
    { reason: 'NUMBER_WRONG', limit: mostKept },
  );
}

function degrees(field: string, text = ''): number | null {
  if (text === '') return null;
  const plain = text.replace('−', '-').replace(/\s*°$/, '');
  if (/^[+-]?\d{1,3}([.,]\d{1,15})?$/.test(plain)) return Number(plain.replace(',', '.'));
  throw new BadInput(field, `${field} must be a number of degrees, such as -31.42 or -31,42, not ${JSON.stringify(text)}.`, {
    reason: 'DEGREES_WRONG',
  });
}

const types: Readonly<Record<LibraryType, string>> = {
  PUBLIC: 'public publica municipal',
  SCHOOL: 'school escolar',
  ACADEMIC: 'academic academica university universitaria college',
  SPECIAL: 'special specialized especial especializada',
  NATIONAL: 'national nacional',
};

function typeOf(text: string): LibraryType {
  const allowed = Object.keys(LibraryType) as LibraryType[];
  const word = plainName(text)
    .replace(/\b(library|biblioteca)\b/, '')
    .trim();
  if (word === '') return LibraryType.PUBLIC;
  const found = allowed.find((type) => types[type].split(' ').includes(word));
  if (found) return found;
  throw new BadInput('type', `type must be one of ${allowed.join(', ')}, not ${JSON.stringify(text)}.`, { allowed });
}

function codeOf(country: string): string {
  const code = countryOf(country);
  if (code !== undefined) return code;
  const asked = JSON.stringify(country);
  throw new BadInput('country', `${asked} is not a country. Give its code, such as AR, or its name in English or Spanish.`, {
    reason: 'COUNTRY_UNKNOWN',
  });
}

/** Tags, several of them with blanks between, or the name of one language. */
function tagsOf(text: string): string[] {
  const said = text.trim();
  if (said === '') return [];
  const named = languageNamed(said);
  if (named) return [named];
  // Between names these words are "and"; elsewhere et is Estonian and en English.
  const several = said.split(/\s+(?:and|y|e|et|und|og|och|en|i|&)\s+/i).map(languageNamed);
  if (several.every((tag) => tag !== undefined)) return several;
  return said
    .split(/\s+/)
    .filter((word) => !/^(and|y|&)$/i.test(word))
    .map((word) => languageNamed(word) ?? tagOf(word));
}

function tagOf(tag: string): string {
  try {
    return LanguageTag.parseValue(tag);
  } catch {
    const asked = JSON.stringify(tag);
    throw new BadInput(
      'languages',
      `${asked} is not a language. Give tags such as "es" or "pt-BR", or names in English or Spanish, with commas between.`,
      { reason: 'LANGUAGE_UNKNOWN' },
    );
  }
}

/** Names that people write and the engine does not. */
const aliases: Readonly<Record<string, string>> = {
  castellano: 'es',
  castilian: 'es',
  mandarin: 'zh',
  flemish: 'nl',
  farsi: 'fa',
  gaelic: 'gd',
  bokmal: 'nb',
  nynorsk: 'nn',
};

let tags: ReadonlyMap<string, string> | undefined;

/** Languages in which lists of libraries are kept. What they call a language counts where English, Spanish and the language itself do not say it. */
const listedIn = ['en', 'es', 'de', 'fr', 'it', 'pt', 'nl', 'sv', 'pl', 'hr'];

/** The tag of a language of ISO 639-1 by its name in itself or a language of lists; undefined for anything else. */
function languageNamed(name: string): string | undefined {
  tags ??= languageNames();
  return tags.get(plainName(name));
}

function languageNames(): ReadonlyMap<string, string> {
  const known = new Map(Object.entries(aliases));
  const letters = [...'abcdefghijklmnopqrstuvwxyz'];
  const namesIn = (language: string) => new Intl.DisplayNames(language, { type: 'language', fallback: 'none' });
  const [english, ...others] = listedIn.map(namesIn);
  // Tags of before, such as iw, mean a language that has another one now.
  const every = letters
    .flatMap((first) => letters.map((second) => first + second))
    .filter((tag) => english?.of(tag) && Intl.getCanonicalLocales(tag)[0] === tag);
  const own = new Map(every.map((tag) => [tag, namesIn(tag)]));
  for (const names of [english, undefined, ...others])
    for (const tag of every) {
      const plain = plainName((names ?? own.get(tag))?.of(tag) ?? '');
      // The name of a country, such as "Tonga", may stand in the wrong column.
      const isName =
        (plain.length > 2 || !/^[a-z]/.test(plain)) && plain !== '' && (names === english || countryNamed(plain) === null);
      if (isName && !known.has(plain)) known.set(plain, tag);
    }
  return known;
}
