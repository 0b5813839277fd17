// Which country does a person mean by a code or a name, and which region of it?
import { iso31661Alpha3ToAlpha2, iso31662 } from 'iso-3166';
import { countryNamed, plainName } from './countryNames';
import { BadInput } from './problem';
import { councils, meantOfTwins, otherNames, ownNames, partsOfRegions, sharedNames } from './regionNames';

/** Those that `CountryCode` takes, made at the first use: of ISO 3166-1, and Kosovo. A gateway reads countries, too, and has no need of all that checks arguments. */
let codes: ReadonlySet<string> | undefined;

const read = new Map<string, string | undefined>();
const mostRemembered = 5_000;
/** The longest name or code of a country that is looked at, and so remembered, in characters; forms take longer texts. */
const longestCountry = 100;

/** The code of a country that is written as a code of two or three letters, or by its name, in any case; undefined for anything else. */
export function countryOf(text: string): string | undefined {
  if (text.length > longestCountry) return undefined;
  if (read.has(text)) return read.get(text);
  if (read.size >= mostRemembered) read.clear();
  const country = lookUp(text.trim());
  read.set(text, country);
  return country;
}

function lookUp(text: string): string | undefined {
  const capitals = text.normalize('NFKC').replaceAll('.', '').toUpperCase();
  const code = capitals.length === 3 ? iso31661Alpha3ToAlpha2[capitals] : capitals;
  codes ??= new Set([...Object.values(iso31661Alpha3ToAlpha2), 'XK']);
  if (code !== undefined && codes.has(code)) return code;
  return countryNamed(text) ?? saidTwice(text);
}

/** `US - United States` and `España / Spain`, if both parts mean one country. */
function saidTwice(text: string): string | undefined {
  const parts = text.split(/\s+[-–—]\s+|[/|:]/);
  const [first, ...more] = parts.length > 1 ? parts.map((part) => lookUp(part.trim())) : [];
  return more.every((each) => each === first) ? first : undefined;
}

/** The longest name or code of a region that is looked at, in characters. */
export const longestRegion = 100;

let regions: ReadonlySet<string> | undefined;

/** Whether ISO 3166-2 has the region, by its code such as US-NE, in the country. */
export function isRegionOf(country: string, region: string): boolean {
  regions ??= new Set(iso31662.map(({ code }) => code));
  return region.startsWith(`${country}-`) && regions.has(region);
}

/**
 * The code of a region of a country, by that code (US-NE, ne or N.E.) or by its name: in the language of the country, in English,
 * for many also in Spanish, German and French, or as it is shortened on paper. Undefined for what the country does not have.
 */
export function regionOf(country: string, text: string): string | undefined {
  if (isRegionOf(country, text)) return text;
  const code = text.normalize('NFKC').replace(/[.\s]/g, '').toUpperCase();
  if (isRegionOf(country, code)) return code;
  if (isRegionOf(country, `${country}-${code}`)) return `${country}-${code}`;
  const [one, other] = regionsCalled(country, text);
  return other === undefined ? one : undefined;
}

/** The codes of the regions of a country that share a name, of which nobody can say which is meant; none for a name of one region. */
export function regionsSharing(country: string, name: string): readonly string[] {
  const codes = regionsCalled(country, name);
  return codes.length > 1 ? codes : [];
}

/** Regions with their codes, for people who choose one: `AR-B (Buenos Aires), AR-C (Ciudad Autónoma de Buenos Aires)`. */
export const regionsInWords = (codes: readonly string[]): string =>
  codes.map((code) => `${code} (${iso31662.find((each) => each.code === code)?.name})`).join(', ');

const regionsCalled = (country: string, text: string): readonly string[] =>
  text.length > longestRegion
    ? noRegion
    : (regionNames().exact.get(`${country} ${plainName(text)}`) ?? regionLike(country, text));

const noRegion: readonly string[] = [];
const regionsRead = new Map<string, readonly string[]>();

/** By what is left of a name when the word for its kind, a remark or blanks go, or by its sound. Files say the same many times. */
function regionLike(country: string, text: string): readonly string[] {
  const key = `${country} ${text}`;
  const known = regionsRead.get(key);
  if (known) return known;
  const written = [text, withoutOwnKind(text), text.replace(/\s*\([^()]*\)/g, ''), text.replace(/\.(?=\p{L})/gu, '. ')];
  const plains = written.map(plainName);
  const found =
    plains.map((plain) => regionNames().exact.get(`${country} ${plain}`)).find((codes) => codes !== undefined) ??
    plains.flatMap((plain) => waysToCompare(plain).map((way) => namedBy(way, country).get(way(plain)))).find(isFound);
  const codes = typeof found === 'string' ? [found] : (found ?? noRegion);
  if (regionsRead.size >= mostRemembered) regionsRead.clear();
  regionsRead.set(key, codes);
  return codes;
}

const isFound = (code: string | null | undefined): code is string => typeof code === 'string';

/** Names of regions that say no more than where in a country they lie. */
const directions =
  /^(?:(?:north|south|east|west|nord|sud|sur|norte|este|oeste|ouest|est)[a-z]*|central[a-z]*|centre|centro|capital|upper|lower|coast(?:al)?)$/;
/** A name that regions of more countries have means none of them. */
const mostCountries = 4;

/** The regions of the world that have a name, as `regionOf` knows names; none for a name that is too short or general to mean them. */
export function regionsNamed(name: string): readonly string[] {
  const plain = plainName(name);
  if ((isLatin.test(plain) && plain.length < 4) || directions.test(plain)) return [];
  const found = regionNames().everywhere.get(plain) ?? [];
  return found.length > mostCountries ? [] : found;
}

let parents: ReadonlyMap<string, string> | undefined;

/** Of which region each is a part: Lugo of Galicia, Glasgow of Scotland. */
function parentsOfRegions(): ReadonlyMap<string, string> {
  if (parents) return parents;
  const nations = new Map(Object.entries(councils).flatMap(([nation, parts]) => parts.split(' ').map((part) => [part, nation])));
  const isWhole = /^GB-(ENG|WLS|SCT|NIR|GBN|EAW|UKM)$/;
  parents = new Map(
    iso31662.flatMap(({ code, parent }) => {
      if (code.startsWith('GB-')) return isWhole.test(code) ? [] : [[code, nations.get(code.slice(3)) ?? 'GB-ENG']];
      return parent.includes('-') ? [[code, parent]] : [];
    }),
  );
  return parents;
}

/** Regions with all that is a part of them, by their codes. */
export function withParts(codes: readonly string[]): readonly string[] {
  if (codes.length === 0) return codes;
  const parts = [...parentsOfRegions()].flatMap(([code, parent]) => (codes.includes(parent) ? [code] : []));
  return [...new Set([...codes, ...parts])];
}

/** The code of `regionOf`; null when none is given. @throws BadInput for one that the country does not have */
export function regionIn(country: string, region: string | null | undefined): string | null {
  if (!region?.trim()) return null;
  const code = regionOf(country, region);
  if (code !== undefined) return code;
  const shared = regionsSharing(country, region);
  if (shared.length > 0) {
    const either = regionsInWords(shared);
    throw new BadInput(
      'region',
      `Several regions of the country ${country} are called ${region}: ${either}. Give the code of the one that is meant, or leave it out.`,
      { allowed: shared, reason: 'REGION_SHARED', values: { either } },
    );
  }
  const isCodeElsewhere = /^[a-z]{2}-[a-z0-9]{1,3}$/i.test(region) && !region.toUpperCase().startsWith(`${country}-`);
  throw new BadInput(
    'region',
    `The region ${region.slice(0, longestRegion)} is not in the country ${country}. ` +
      (isCodeElsewhere ? `Its code begins with ${country}-` : 'Give its code of ISO 3166-2, or its name') +
      '; leave it out if you do not know it.',
    { allowed: [`${country}-…`], reason: 'REGION_ELSEWHERE' },
  );
}

interface RegionNames {
  /** By country and name; several codes for a name that regions of one country share. */
  readonly exact: ReadonlyMap<string, readonly string[]>;
  /** Of all countries, by the name alone. */
  readonly everywhere: ReadonlyMap<string, readonly string[]>;
}

let names: RegionNames | undefined;

/** Made at the first name that is asked for: some ten thousand. What ISO 3166-2 calls a region goes before what others call one. */
function regionNames(): RegionNames {
  if (names) return names;
  const exact = new Map<string, readonly string[]>();
  const keyOf = (name: string, code: string) => `${code.slice(0, 2)} ${plainName(name)}`;
  const share = (into: Map<string, readonly string[]>, name: string, code: string) => {
    const key = keyOf(name, code);
    const codes = into.get(key) ?? noRegion;
    if (!codes.includes(code)) into.set(key, [...codes, code]);
  };
  const add = (name: string, code: string) => {
    const key = keyOf(name, code);
    if (!exact.has(key)) exact.set(key, [code]);
  };
  for (const { code, name } of iso31662) share(exact, name, code);
  const within = new Map(iso31662.map(({ code, parent }) => [code, parent]));
  const isWithin = (code: string, other: string): boolean => {
    const above = within.get(code);
    return above !== undefined && (above === other || isWithin(above, other));
  };
  for (const [key, codes] of exact) {
    // Who is in a district is in the division of the same name, too.
    const wide = codes.filter((code) => !codes.some((other) => isWithin(code, other)));
    const meant = wide.find((code) => meantOfTwins.includes(code));
    exact.set(key, meant === undefined ? wide : [meant]);
  }
  const spelled = new Map<string, readonly string[]>();
  for (const { code, name } of iso31662) for (const spelling of spellingsOf(name)) share(spelled, spelling, code);
  // What several have within their names, such as "City of" and "Respublika", names none of them.
  for (const [key, [code, other]] of spelled) if (code && (!other || isWithin(code, other))) add(key.slice(3), code);
  const linesOf = (lines: string) =>
    lines
      .trim()
      .split('\n')
      .flatMap((line) => {
        const [, code = '', list = ''] = /^(\S+) (.*)$/.exec(line) ?? [];
        return list.split(', ').map((name) => ({ name, code }));
      });
  for (const { name, code } of linesOf(otherNames)) add(name, code);
  for (const line of ownNames.trim().split('\n')) {
    const [country = '', ...words] = line.split(' ');
    for (let at = 0; at < words.length; at += 2)
      for (const name of words[at + 1]?.split('/') ?? []) add(name.replaceAll('_', ' '), `${country}-${words[at]}`);
  }
  const english: Readonly<Record<string, string>> =
    // Five thousand names, read when the first is asked for.
    require('cldr-subdivisions-full/subdivisions/en/en.json').subdivisions.localeDisplayNames.subdivisions;
  for (const { code } of iso31662) {
    if (recoded.test(code)) continue;
    // Where two are called alike, CLDR tells them apart by a raised number.
    const name = english[code.replace('-', '').toLowerCase()]?.replace(/[¹²³⁴]/g, '');
    if (name) for (const spelling of [name, ...spellingsOf(name)]) add(spelling, code);
  }
  for (const { name, code } of linesOf(sharedNames)) share(exact, name, code);
  const everywhere = new Map<string, string[]>();
  for (const [name, codes] of exact) {
    const known = everywhere.get(name.slice(3));
    if (known) known.push(...codes);
    else everywhere.set(name.slice(3), [...codes]);
  }
  // A search for Cleveland does not mean all of England.
  for (const { name, code } of linesOf(partsOfRegions)) exact.set(keyOf(name, code), [code]);
  names = { exact, everywhere };
  return names;
}

/** Codes that ISO 3166-2 has given to other regions since: CLDR has the names of then. */
const recoded = /^(?:IR-|MA-\d)/;

/** What is left of a name, as `plainName` writes it, in a comparison. */
type Way = (plain: string) => string;

const compared = new Map<Way, Map<string, ReadonlyMap<string, string | null>>>();

/** The regions of a country by what a comparison leaves of their names; null where two are left with one name. */
function namedBy(way: Way, country: string): ReadonlyMap<string, string | null> {
  const byCountry = compared.get(way) ?? new Map<string, ReadonlyMap<string, string | null>>();
  compared.set(way, byCountry);
  const known = byCountry.get(country);
  if (known) return known;
  const found = new Map<string, string | null>();
  for (const [name, [code, other]] of regionNames().exact) {
    if (!name.startsWith(`${country} `)) continue;
    const key = way(name.slice(3));
    const one = other === undefined && code !== undefined ? code : null;
    if (key !== '') found.set(key, !found.has(key) || found.get(key) === one ? one : null);
  }
  byCountry.set(country, found);
  return found;
}

/** From what changes a name least: without the word for its kind, without blanks and by ue for ü, and by its sound in another script. */
const waysToCompare = (plain: string): readonly Way[] =>
  isLatin.test(plain) ? [barely, closely] : [barely, ...sounds.filter(({ of }) => of.test(plain)).flatMap(({ ways }) => ways)];

/** `NEWYORK`, `Zuerich` and `Oberoesterreich`. */
const closely = (plain: string) =>
  barely(plain)
    .replace(/([aou])e|(a)a/g, '$1$2')
    .replaceAll(' ', '');

/** `Madrid, Comunidad de` is written the other way round, too; `Valle d'Aosta, Vallée d'Aoste` and `A (B)` are two names. */
function spellingsOf(name: string): string[] {
  const [, noun, rest] = /^([^,]+), ([^,]+)$/.exec(name) ?? [];
  const parts = name.split(/[()]/).map((part) => part.trim());
  return [...(noun && rest ? [`${rest} ${noun}`, noun, rest] : []), ...parts, name.replace(/\s*\(.*\)$/, '')].filter(Boolean);
}

const kinds =
  `state|province|region|prefecture|county|canton|oblast|voivodeship|governorate|department|district|autonomous|community|free|
  commonwealth|principality|co|land|freistaat|bundesland|kanton|estado|provincia|comunidad|comunitat|autonoma|foral|principado|
  departamento|distrito|municipio|isla|departement|etat|regione|wojewodztwo|kraj|lan|fylke|sheng|shi|zizhiqu|ken|fu`.replace(
    /\s/g,
    '',
  );
const kind = new RegExp(`^(?:(?:${kinds}) )+(?:(?:of|de|del|da|do|di|von|the|la|las|los) )*|(?: (?:${kinds}))+$`, 'g');

const barely = (plain: string): string => plain.replace(kind, '').trim() || plain;

/** Words for kinds of regions where names stand in `ownNames`, before or after the name, with or without a blank. */
const ownKinds =
  /^(?:מחוז|จังหวัด|محافظة|إمارة|منطقة|المنطقة|جهة|استان) ?|(?:特别行政区|特別行政區|自治区|自治區|省|市|縣|县|都|府|県|특별자치도|특별자치시|광역시|특별시|도|시| राज्य| বিভাগ)$/u;
const withoutOwnKind = (text: string): string => text.normalize('NFC').trim().replace(ownKinds, '') || text;

const isLatin = /^[\p{Script=Latin}\p{N} ]*$/u;
const alike: Readonly<Record<string, string>> = {
  ...{ shch: 's', sch: 's', sh: 's', tch: 'c', ch: 'c', ts: 'c', dz: 'z', zh: 'z', th: 't', ph: 'f', kh: 'h', gh: 'h', g: 'h' },
  ...{ q: 'k', w: 'v', x: 'h' },
};

/** With fewer consonants, towns sound like regions. */
const shortestSound = 3;
const never = /(?!)/;

/** Names of ISO are romanized. They and those in another script are compared by the consonants that both write, `silent` ones left out. */
const sounding =
  (silent: RegExp, isBare: boolean, keepsFirst: boolean): Way =>
  (plain) => {
    const name = isLatin.test(plain) ? plain : plainName(romanized(plain));
    const found = (isBare ? barely(name.replace(foreignKinds, '')) : name)
      .replace(/shch|sch|sh|tch|ch|ts|dz|zh|th|ph|kh|gh|[gqwx]/g, (letters) => alike[letters] ?? letters)
      .replace(keepsFirst ? /^y(?=[au])/ : never, 'Y')
      .replace(keepsFirst ? /^[aeiouyj]/ : never, 'A')
      .replace(silent, '')
      .replace(/(.)\1+/g, '$1');
    return found.length < shortestSound ? '' : found;
  };

const foreignKinds =
  /^(?:perifereia|respublika|gorad|horad) | (?:oblast|oblysy|obl|voblasts?c?|kra[jy]|okrug|avtonomn[a-z]* okrug)$/g;

/** Without the article of Arabic, and with the h that ends words there. */
const romanized = (plain: string): string =>
  (require('transliteration') as { transliterate(text: string): string })
    .transliterate(plain.replace(/(^| )ال/g, '$1'))
    .replaceAll('@', 'h');

const sounds: readonly { readonly of: RegExp; readonly ways: readonly Way[] }[] = [
  {
    of: /\p{Script=Cyrillic}|\p{Script=Greek}|\p{Script=Armenian}|\p{Script=Georgian}/u,
    // How a name begins is heard: Марий is not Амурская, and Ялта not Алтай.
    ways: [false, true].map((isBare) => sounding(/[aeiouyj ]|s$/g, isBare, true)),
  },
  {
    of: /\p{Script=Arabic}/u,
    ways: [sounding(/(?:^| )(?:a[lsdnrtz]|ash|adh|ath) |[aeiouyv ]|h$/g, true, false)],
  },
];
