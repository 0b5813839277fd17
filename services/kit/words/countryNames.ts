// Which country does a name mean, in English, Spanish, another language of many libraries, or one of the country itself?
import { iso31661 } from 'iso-3166';

/** A text for comparing names: without case, accents and signs, its words separated by blanks. */
export const plainName = (text: string): string =>
  // Most names are this already but for their capitals.
  /^[A-Za-z0-9]+(?: [A-Za-z0-9]+)*$/.test(text) ? text.toLowerCase() : plainly(text);

const plainly = (text: string): string =>
  text
    .normalize('NFKD')
    .toLowerCase()
    .replace(/\p{M}/gu, '')
    .replace(/[øæåœßłđðþı&]/g, (letter) => spelled[letter] ?? letter)
    .replace(/[.'’ʻ`]/g, '')
    .replace(/[^\p{L}\p{N}]+/gu, ' ')
    .trim();

const spelled: Readonly<Record<string, string>> = {
  ø: 'o',
  æ: 'ae',
  å: 'a',
  œ: 'oe',
  ß: 'ss',
  ł: 'l',
  đ: 'd',
  ð: 'd',
  þ: 'th',
  ı: 'i',
  '&': ' and ',
};

/** Languages of countries that have several, after the most widely used one, which the engine knows. */
const further: Readonly<Record<string, string>> = {
  AF: 'ps',
  BE: 'fr de',
  BO: 'qu ay',
  CA: 'fr',
  CH: 'fr it rm',
  CY: 'tr',
  DZ: 'fr',
  ES: 'ca eu gl',
  FI: 'sv',
  GB: 'cy gd',
  IE: 'ga',
  IL: 'ar',
  IN: 'hi',
  KE: 'sw',
  LK: 'ta',
  LU: 'fr de lb',
  MA: 'fr',
  MT: 'mt',
  NO: 'nb nn',
  NZ: 'mi',
  PE: 'qu',
  PH: 'fil',
  PK: 'ur',
  PY: 'gn',
  RS: 'sr-Latn',
  SG: 'zh ms ta',
  TN: 'fr',
  TZ: 'sw',
  UZ: 'uz',
  ZA: 'af zu xh',
};

/** Names that people write and the engine does not. */
const aliases: Readonly<Record<string, string>> = {
  AE: 'Emirates, UAE, EAU',
  BA: 'Bosnia',
  BG: 'Balgariya, Bulgariya',
  BN: 'Brunei Darussalam',
  CD: 'Democratic Republic of the Congo, Democratic Republic of Congo, DR Congo, DRC, Republica Democratica del Congo',
  CG: 'Congo, Republic of the Congo',
  CI: 'Ivory Coast, Costa de Marfil',
  CN: "People's Republic of China, PRC, RPC, Zhongguo",
  CV: 'Cape Verde',
  CZ: 'Czech Republic, Republica Checa',
  DE: 'Federal Republic of Germany, Bundesrepublik Deutschland, BRD, RFA',
  EG: 'Misr',
  GB: 'UK, Großbritannien, Great Britain, Britain, Gran Bretaña, Grande-Bretagne, Grã-Bretanha, Gran Bretagna',
  GR: 'Hellas, Ellada, Hellenic Republic',
  IE: 'Republic of Ireland',
  IR: 'Islamic Republic of Iran',
  JP: 'Nihon, Nippon',
  KR: 'Hanguk, Korea, Republic of Korea, Corea, Republica de Corea',
  HK: 'Hong Kong SAR',
  KP: "Democratic People's Republic of Korea, DPRK, RPDC",
  LA: "Lao People's Democratic Republic",
  MD: 'Republic of Moldova',
  LY: 'Libyan Arab Jamahiriya',
  MK: 'Macedonia',
  MO: 'Macau, Macao SAR',
  MM: 'Burma, Birmania',
  NL: 'Holland, Holanda, The Netherlands',
  PS: 'Palestine, State of Palestine, Occupied Palestinian Territories, Palestina',
  RU: 'Russian Federation, Federacion Rusa, Rossiya, Rossija',
  SY: 'Syrian Arab Republic',
  SZ: 'Swaziland, Suazilandia',
  TL: 'East Timor, Timor Oriental',
  TR: 'Turkey, Türkiye',
  TW: 'Taiwan, Republic of China',
  TZ: 'United Republic of Tanzania',
  UA: 'Ukraina, Ukrayina',
  US: 'USA, EUA, E.U.A., US of A, America, Vereinigte Staaten, Etats Unis, Stati Uniti, United States of America, Estados Unidos de America, EEUU, EE UU',
  VA: 'Holy See, Santa Sede, Vatican',
  VE: 'Bolivarian Republic of Venezuela',
  VN: 'Viet Nam',
};

let english: Intl.DisplayNames | undefined;

/** Of a country by its code, in English; null for what is no code. */
export function countryName(code: string): string | null {
  english ??= new Intl.DisplayNames('en', { type: 'region', fallback: 'none' });
  return /^[A-Z]{2}$/.test(code) ? (english.of(code) ?? null) : null;
}

/** Those of ISO, and XK, which is in use. The engine also names some that are gone, such as VD and RH, like those that are there. */
const allCodes = () => [...iso31661.map(({ alpha2 }) => alpha2), 'XK'].filter((code) => countryName(code) !== null).sort();

/** `Myanmar (Burma)` is two names; `Hong Kong SAR China`, `St. Lucia` and `The Gambia` are written otherwise, too. */
function spellingsOf(name: string): string[] {
  const parts = name.split(/[()]/).map((part) => part.trim());
  return [name, ...parts, name.replace(/ SAR China$/, ''), name.replace(/^St\. /, 'Saint '), name.replace(/^The /, '')];
}

/** Names of a part that people write where a country is asked for. Who looks for the part means no more than it. */
const nations: Readonly<Record<string, string>> = {
  GB: 'England, Scotland, Wales, Northern Ireland, Inglaterra, Escocia, Gales, Irlanda del Norte, Angleterre, Écosse, Pays de Galles, Irlande du Nord, Schottland, Nordirland',
};
const nationNames = new Set(Object.values(nations).flatMap((names) => names.split(', ').map(plainName)));

/** Whether a name means a part of a country, although it is taken for the country where one is asked for. */
export const isNation = (name: string): boolean => nationNames.has(plainName(name));

let known: ReadonlyMap<string, string> | null = null;

/** All names, made at the first use: some thousands. A name that means two countries means the one that is written first here. */
function names(): ReadonlyMap<string, string> {
  if (known) return known;
  const codes = allCodes();
  const found = new Map<string, string>();
  const add = (name: string | undefined, code: string) => {
    for (const spelling of spellingsOf(name ?? '')) {
      const plain = plainName(spelling);
      if ((plain.length > 2 || /[^\x20-\x7e]/.test(plain)) && !found.has(plain)) found.set(plain, code);
    }
  };
  for (const [code, more] of [aliases, nations].flatMap(Object.entries<string>))
    for (const name of more.split(', ')) add(name, code);
  found.set('uk', 'GB');
  // Of the European Union.
  found.set('el', 'GR');
  const spoken = new Map<string, Intl.DisplayNames>();
  const nameIn = (language: string, code: string) => {
    const one = spoken.get(language) ?? new Intl.DisplayNames(language, { type: 'region', fallback: 'none' });
    spoken.set(language, one);
    return one.of(code);
  };
  for (const language of ['en', 'es']) for (const code of codes) add(nameIn(language, code), code);
  for (const code of codes) {
    const { language } = new Intl.Locale(`und-${code}`).maximize();
    for (const own of [language, ...(further[code]?.split(' ') ?? [])]) if (own) add(nameIn(own, code), code);
  }
  for (const language of ['fr', 'de', 'pt', 'it', 'nl', 'ca', 'pl', 'sv', 'da', 'fi', 'ru', 'uk', 'tr', 'ja', 'zh', 'ko'])
    for (const code of codes) add(nameIn(language, code), code);
  // Whole: of `Virgin Islands (U.S.)`, a part means two countries.
  for (const { alpha2, name } of iso31661) if (!found.has(plainName(name))) found.set(plainName(name), alpha2);
  known = found;
  return known;
}

/** What lists write before `, Republic of` for more than one country. */
const shared = new Set(['china', 'congo', 'korea']);

/** The code of the country that a name means: IE for Ireland, Irlanda and Éire; null when it means none. Codes are not names. */
export function countryNamed(name: string): string | null {
  // `Korea, Republic of` as ISO writes it, and `United States (US)`.
  const [, noun, rest] = /^([^,()]+), ([^,()]+)$/.exec(name.trim()) ?? [];
  const ways = [
    name,
    ...(noun && rest ? [`${rest} ${noun}`, `${rest.replace(/^the /i, '')} ${noun}`] : []),
    ...(noun && rest && / of( the)?$/i.test(rest) && !shared.has(plainName(noun)) ? [noun] : []),
    name.replace(/\s*\([^()]*\)\s*$/, ''),
    name.replace(/^\s*the /i, ''),
  ];
  return ways.map((way) => names().get(plainName(way))).find((code) => code !== undefined) ?? null;
}

/** The names of all countries in English, as suggestions. */
export const countryNames = (): readonly string[] => allCodes().map((code) => countryName(code) as string);
