// The countries, languages, time zones and currencies that forms offer, whose names come from Intl in the language of the page; the names of regions; hours by clocks of a zone.
import { iso31661Alpha3ToAlpha2, iso31662 } from 'iso-3166';
import { DateTime } from 'luxon';
import { cityOf } from '../../languages/cities';
import { type Language, languages } from '../../languages/languages';

/** Every country code that the schema takes. */
export const countryCodes: readonly string[] = `
AD AE AF AG AI AL AM AO AQ AR AS AT AU AW AX AZ BA BB BD BE BF BG BH BI BJ BL BM BN BO BQ BR BS BT BV BW BY BZ CA
CC CD CF CG CH CI CK CL CM CN CO CR CU CV CW CX CY CZ DE DJ DK DM DO DZ EC EE EG EH ER ES ET FI FJ FK FM FO FR GA
GB GD GE GF GG GH GI GL GM GN GP GQ GR GS GT GU GW GY HK HM HN HR HT HU ID IE IL IM IN IO IQ IR IS IT JE JM JO JP
KE KG KH KI KM KN KP KR KW KY KZ LA LB LC LI LK LR LS LT LU LV LY MA MC MD ME MF MG MH MK ML MM MN MO MP MQ MR MS
MT MU MV MW MX MY MZ NA NC NE NF NG NI NL NO NP NR NU NZ OM PA PE PF PG PH PK PL PM PN PR PS PT PW PY QA RE RO RS
RU RW SA SB SC SD SE SG SH SI SJ SK SL SM SN SO SR SS ST SV SX SY SZ TC TD TF TG TH TJ TK TL TM TN TO TR TT TV TW
TZ UA UG UM US UY UZ VA VC VE VG VI VN VU WF WS XK YE YT ZA ZM ZW
`
  .trim()
  .split(/\s+/);

/** Languages that are often asked for, as the schema writes them. */
export const languageTags: readonly string[] = `
af am ar az be bg bn bs ca chr cs cy da de el en eo es et eu fa fi fil fr ga gd gl gn gu ha haw he hi hr ht hu hy
id ig is it ja ka kk km kn ko la lb lo lt lv mi mk ml mn mr ms mt nb ne nl nn no nv oj pa pl pt qu ro ru si sk sl
sm so sq sr sv sw ta te th tr uk ur uz vi xh yo zh zu
`
  .trim()
  .split(/\s+/);

let regions: ReadonlyMap<string, string> | undefined;

/** Behind a comma lists of regions have what is said before a name: Madrid, Comunidad de. */
const said = (name: string) => name.replace(/^(.+), ((?:\S.* )?(?:de|of)|Comunidad|County|Respublika|The)$/, '$2 $1');

/** The name of a region as its country calls it, by its code such as US-NE; an unknown code stays as it is. */
export function regionNamed(code: string): string {
  regions ??= new Map(iso31662.map(({ code: each, name }) => [each, said(name)]));
  return regions.get(code) ?? code;
}

/** The code of a region that is written as its country calls it; undefined where several have this name, or none. */
export function regionWritten(country: string, text: string): string | undefined {
  const name = text.trim();
  const found = iso31662.filter((each) => each.code.startsWith(`${country}-`) && [each.name, said(each.name)].includes(name));
  return found.length === 1 ? found[0]?.code : undefined;
}

const plain = (name: string) =>
  name
    .normalize('NFKD')
    .replace(/\p{M}/gu, '')
    .toLowerCase()
    .replace(/^the /, '')
    .replace(/[^\p{L}\d]+/gu, ' ')
    .trim();

let written: ReadonlyMap<string, string> | undefined;

/** The code of a country that is written as a code of two or three letters, or as any language of the pages calls it; undefined for other words. */
export function countryWritten(text: string): string | undefined {
  const code = text.trim().toUpperCase();
  if (countryCodes.includes(code)) return code;
  written ??= new Map(
    languages.flatMap((language) => {
      const names = new Intl.DisplayNames(language, { type: 'region' });
      return countryCodes.map((each) => [plain(names.of(each) ?? each), each] as const);
    }),
  );
  return iso31661Alpha3ToAlpha2[code] ?? written.get(plain(text));
}

let ownNames: ReadonlyMap<string, string> | undefined;

/** What each country is called in its own language, with its code: Deutschland, DE. */
export function countriesByOwnName(): ReadonlyMap<string, string> {
  ownNames ??= new Map(
    countryCodes.map((code) => {
      const { language } = new Intl.Locale(`und-${code}`).maximize();
      return [new Intl.DisplayNames(language, { type: 'region' }).of(code) ?? code, code] as const;
    }),
  );
  return ownNames;
}

/** Names that Intl keeps of zones which the IANA list calls otherwise by now. */
const renamed: Readonly<Record<string, string>> = Object.fromEntries(
  `Africa/Asmera Africa/Asmara, America/Buenos_Aires America/Argentina/Buenos_Aires, America/Catamarca America/Argentina/Catamarca,
  America/Cordoba America/Argentina/Cordoba, America/Jujuy America/Argentina/Jujuy, America/Mendoza America/Argentina/Mendoza,
  America/Coral_Harbour America/Atikokan, America/Godthab America/Nuuk, America/Indianapolis America/Indiana/Indianapolis,
  America/Louisville America/Kentucky/Louisville, Asia/Calcutta Asia/Kolkata, Asia/Katmandu Asia/Kathmandu, Asia/Rangoon Asia/Yangon,
  Asia/Saigon Asia/Ho_Chi_Minh, Atlantic/Faeroe Atlantic/Faroe, Europe/Kiev Europe/Kyiv, Pacific/Enderbury Pacific/Kanton,
  Pacific/Ponape Pacific/Pohnpei, Pacific/Truk Pacific/Chuuk`
    .split(/,\s*/)
    .map((pair) => pair.split(' ')),
);

/** A country has clocks of its zones; engines tell them by a property or by a method. */
type WithZones = Intl.Locale & { readonly timeZones?: readonly string[]; getTimeZones?(): readonly string[] };

let zones: ReadonlyMap<string, string | undefined> | undefined;

/** Every zone by its area and city, and the country where it is. */
function zonesAndCountries(): ReadonlyMap<string, string | undefined> {
  zones ??= new Map<string, string | undefined>([
    ['UTC', undefined],
    ...countryCodes.flatMap((country) => {
      const there = new Intl.Locale(`und-${country}`) as WithZones;
      return (there.getTimeZones?.() ?? there.timeZones ?? []).map((zone) => [renamed[zone] ?? zone, country] as const);
    }),
  ]);
  return zones;
}

/**
 * Names that are a zone's city, or a country with one zone, and a place with other clocks too: what each can mean. Nobody is given the
 * clocks of one of them without a question.
 */
const ofSeveral: readonly (readonly [name: string, zones: readonly string[]])[] =
  `Granada: Europe/Madrid America/Managua America/Grenada
  Córdoba: Europe/Madrid America/Argentina/Cordoba America/Mexico_City
  Mérida: America/Merida Europe/Madrid America/Caracas
  La Paz: America/La_Paz America/Mazatlan
  Santiago: America/Santiago Europe/Madrid America/Santo_Domingo
  San Juan: America/Puerto_Rico America/Argentina/San_Juan
  Guadalupe: America/Guadeloupe America/Monterrey America/Costa_Rica
  Belén: America/Belem Asia/Hebron America/Costa_Rica
  Trípoli: Africa/Tripoli Asia/Beirut
  Santa Lucía: America/St_Lucia America/Guatemala
  San Vicente: America/St_Vincent America/El_Salvador
  San Cristóbal: America/St_Kitts America/Caracas America/Mexico_City
  Santa Elena: Atlantic/St_Helena America/Guayaquil
  Georgia: Asia/Tbilisi America/New_York
  Halifax: America/Halifax Europe/London
  Perth: Australia/Perth Europe/London
  La Rioja: America/Argentina/La_Rioja Europe/Madrid
  Santarém: America/Santarem Europe/Lisbon
  Antigua: America/Antigua America/Guatemala
  Norfolk: Pacific/Norfolk Europe/London America/New_York
  Davis: Antarctica/Davis America/Los_Angeles
  Chatham: Pacific/Chatham Europe/London America/Toronto`
    .split('\n')
    .map((line) => {
      const [name = '', meant = ''] = line.trim().split(': ');
      return [name, meant.split(' ')] as const;
    });

/** The time zones that a name can mean, where it is that of several places with different clocks. */
export const zonesMeant = (text: string): readonly string[] => ofSeveral.find(([name]) => plain(name) === plain(text))?.[1] ?? [];

const namesOfZones = new Map<Language, ReadonlyMap<string, string>>();

/** What people call each time zone: a city and its country, in their language. */
export function zoneNames(language: Language): ReadonlyMap<string, string> {
  const known = namesOfZones.get(language);
  if (known) return known;
  const countries = new Intl.DisplayNames(language, { type: 'region' });
  const named = [...zonesAndCountries()].map(
    ([zone, country]) => [zone, [cityOf(zone, language), country && countries.of(country)].filter(Boolean).join(', ')] as const,
  );
  const names = new Map(named.toSorted(([, one], [, other]) => one.localeCompare(other, language)));
  namesOfZones.set(language, names);
  return names;
}

let zonesWritten: ReadonlyMap<string, string | undefined> | undefined;

/**
 * The time zone that is written as its city, with its country or without, as a country that has one alone, or as an area and a city in any
 * letters; undefined for what names no zone, or several, which `zonesMeant` tells.
 */
export function zoneWritten(text: string): string | undefined {
  if (zonesWritten === undefined) {
    const found = new Map<string, string | undefined>();
    const add = (name: string, zone: string) =>
      found.set(plain(name), found.has(plain(name)) && found.get(plain(name)) !== zone ? undefined : zone);
    for (const [zone, country] of zonesAndCountries()) {
      add(zone, zone);
      for (const language of languages) {
        const there = country && (new Intl.DisplayNames(language, { type: 'region' }).of(country) ?? country);
        if (there) add(there, zone);
        for (const city of zone.includes('/') ? [cityOf(zone), cityOf(zone, language)] : []) {
          add(city, zone);
          if (there) add(`${city}, ${there}`, zone);
        }
        for (const [name, meant] of ofSeveral) if (there && meant.includes(zone)) add(`${name}, ${there}`, zone);
      }
    }
    for (const [name] of ofSeveral) found.set(plain(name), undefined);
    zonesWritten = found;
  }
  return zonesWritten.get(plain(text));
}

/**
 * The moment at which clocks of a time zone show what is written, as the graph takes it; undefined for what is no hour there. Of an hour
 * that clocks show twice it is the first, as in calendars (RFC 5545): luxon alone takes one or the other by the season in which it is asked.
 */
export const momentWritten = (text: string, timeZone: string): string | undefined =>
  DateTime.fromISO(text, { zone: timeZone, setZone: true }).getPossibleOffsets()[0]?.toUTC().toISO() ?? undefined;

const namesOfCurrencies = new Map<Language, ReadonlyMap<string, string>>();

/** What people call each currency, by its code. */
export function currencyNames(language: Language): ReadonlyMap<string, string> {
  const known = namesOfCurrencies.get(language);
  if (known) return known;
  const display = new Intl.DisplayNames(language, { type: 'currency' });
  const named = Intl.supportedValuesOf('currency').map((code) => [code, display.of(code) ?? code] as const);
  const names = new Map(named.toSorted(([, one], [, other]) => one.localeCompare(other, language)));
  namesOfCurrencies.set(language, names);
  return names;
}

let currenciesWritten: ReadonlyMap<string, string> | undefined;

/** Signs of one currency alone, of which names keep nothing. */
const signs: Readonly<Record<string, string>> = { '€': 'EUR', '£': 'GBP', us$: 'USD' };

/** The code of a currency that is written as its code, as its sign, or as any language of the pages calls one or several; undefined for other words. */
export function currencyWritten(text: string): string | undefined {
  currenciesWritten ??= new Map(
    languages.flatMap((language) =>
      [...currencyNames(language)].flatMap(
        ([code, name]) =>
          [
            [plain(code), code],
            [plain(name), code],
          ] as const,
      ),
    ),
  );
  const name = plain(text);
  const one = name.replace(/(?<=[dlnr])es\b|(?<=\w[^\ss])s\b/g, '');
  return signs[text.trim().toLowerCase()] ?? currenciesWritten.get(name) ?? currenciesWritten.get(one);
}

/** The address of a web site that is written as people say it, such as www.library.example; undefined for what names none. */
export const siteWritten = (text: string): string | undefined =>
  /^[\p{L}\p{N}-]+(\.[\p{L}\p{N}-]+)+(:\d+)?([/?#]\S*)?$/u.test(text.trim()) ? `https://${text.trim()}` : undefined;
