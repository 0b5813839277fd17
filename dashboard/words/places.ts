// The countries, languages, time zones and currencies that forms offer, whose names come from Intl in the language of the page; the names of regions.
import { iso31661Alpha3ToAlpha2, iso31662 } from 'iso-3166';
import { type Language, languages, usualLanguage } from '../../languages/languages';

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

/** The name of a region as its country calls it, by its code such as US-NE; an unknown code stays as it is. */
export function regionNamed(code: string): string {
  regions ??= new Map(iso31662.map(({ code: each, name }) => [each, name]));
  return regions.get(code) ?? code;
}

/** The code of a region that is written as its country calls it; undefined where several have this name, or none. */
export function regionWritten(country: string, text: string): string | undefined {
  const name = text.trim();
  const found = iso31662.filter((each) => each.code.startsWith(`${country}-`) && each.name === name);
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
 * Cities of time zones that a language calls otherwise than the IANA list, after the exemplar cities of CLDR: Intl keeps those of few
 * zones. What a language lacks is called as in English.
 */
const citiesCalled: Readonly<Partial<Record<Language, ReadonlyMap<string, string>>>> = {
  es: new Map(
    `Abidjan Abiyán, Accra Acra, Addis_Ababa Adís Abeba, Adelaide Adelaida, Aden Adén, Algiers Argel, Amman Ammán,
    Amsterdam Ámsterdam, Anadyr Anádyr, Anguilla Anguila, Aqtau Aktau, Aqtobe Aktobe, Araguaina Araguaína, Ashgabat Asjabad,
    Astrakhan Astracán, Athens Atenas, Baghdad Bagdad, Bahia Bahía, Bahrain Baréin, Baku Bakú, Barnaul Barnaúl, Belem Belén,
    Belgrade Belgrado, Belize Belice, Berlin Berlín, Bermuda Bermudas, Bissau Bisáu, Bogota Bogotá, Brunei Brunéi,
    Brussels Bruselas, Bucharest Bucarest, Cairo El Cairo, Canary Canarias, Cape_Verde Cabo Verde, Cayenne Cayena,
    Cayman Caimán, Chisinau Chisináu, Chita Chitá, Christmas Navidad, Comoro Comoras, Conakry Conakri, Copenhagen Copenhague,
    Cordoba Córdoba, Cuiaba Cuiabá, Curacao Curazao, Damascus Damasco, Dar_es_Salaam Dar es-Salam, Dhaka Daca, Djibouti Yibuti,
    Douala Duala, Dubai Dubái, Dublin Dublín, Dushanbe Dusambé, Easter Isla de Pascua, Eirunepe Eirunepé, El_Aaiun El Aaiún,
    Faroe Islas Feroe, Fiji Fiyi, Galapagos Galápagos, Grand_Turk Gran Turca, Grenada Granada, Guadeloupe Guadalupe,
    Guernsey Guernesey, Havana La Habana, Hebron Hebrón, Ho_Chi_Minh Ciudad Ho Chi Minh, Honolulu Honolulú,
    Indianapolis Indianápolis, Isle_of_Man Isla de Man, Istanbul Estambul, Jakarta Yakarta, Jerusalem Jerusalén,
    Johannesburg Johannesburgo, Kaliningrad Kaliningrado, Kathmandu Katmandú, Khandyga Khandiga, Khartoum Jartum, Kirov Kírov,
    Kolkata Calcuta, Kyiv Kiev, Lisbon Lisboa, Ljubljana Liubliana, Lome Lomé, London Londres, Los_Angeles Los Ángeles,
    Luxembourg Luxemburgo, Maceio Maceió, Magadan Magadán, Mahe Mahé, Makassar Makasar, Maldives Maldivas, Manaus Manaos,
    Martinique Martinica, Mauritius Mauricio, Mazatlan Mazatlán, Mexico_City Ciudad de México, Miquelon Miquelón,
    Mogadishu Mogadiscio, Monaco Mónaco, Moscow Moscú, Muscat Mascate, Ndjamena Yamena, New_York Nueva York,
    Nouakchott Nuakchot, Noumea Numea, Ouagadougou Uagadugú, Palau Palaos, Panama Panamá, Paris París,
    Port-au-Prince Puerto Príncipe, Port_of_Spain Puerto España, Porto-Novo Portonovo, Prague Praga, Qatar Catar,
    Qostanay Kostanái, Qyzylorda Kyzylorda, Reunion Reunión, Reykjavik Reikiavik, Rio_Branco Río Branco,
    Rio_Gallegos Río Gallegos, Riyadh Riad, Rome Roma, Saipan Saipán, Sakhalin Sajalín, Samarkand Samarcanda,
    Santarem Santarém, Santiago Santiago de Chile, Sao_Paulo São Paulo, Sao_Tome Santo Tomé, Saratov Sarátov, Seoul Seúl,
    Shanghai Shanghái, Simferopol Simferópol, Singapore Singapur, Skopje Skopie, Sofia Sofía, South_Georgia Georgia del Sur,
    Srednekolymsk Srednekolimsk, St_Barthelemy San Bartolomé, St_Helena Santa Elena, St_Johns San Juan de Terranova,
    St_Kitts San Cristóbal, St_Lucia Santa Lucía, St_Vincent San Vicente, Stockholm Estocolmo, Sydney Sídney, Tahiti Tahití,
    Taipei Taipéi, Tallinn Tallin, Tashkent Taskent, Tbilisi Tiflis, Tehran Teherán, Thimphu Timbu, Tirane Tirana, Tokyo Tokio,
    Tortola Tórtola, Tripoli Trípoli, Tucuman Tucumán, Tunis Túnez, Ulaanbaatar Ulán Bator, Ulyanovsk Uliánovsk, Urumqi Ürümqi,
    Vatican El Vaticano, Vienna Viena, Vientiane Vientián, Vilnius Vilna, Volgograd Volgogrado, Warsaw Varsovia, Yangon Yangón,
    Yekaterinburg Ekaterimburgo, Yerevan Ereván, Zurich Zúrich`
      .split(/,\s*/)
      .map((pair) => [pair.slice(0, pair.indexOf(' ')), pair.slice(pair.indexOf(' ') + 1)] as const),
  ),
};

/** The city that a time zone is named after, as a language calls it. */
export function cityOf(zone: string, language: Language = usualLanguage): string {
  const city = zone.split('/').at(-1) ?? zone;
  return citiesCalled[language]?.get(city) ?? city.replaceAll('_', ' ');
}

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
 * letters; undefined for what names no zone, or several.
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
      }
    }
    zonesWritten = found;
  }
  return zonesWritten.get(plain(text));
}

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
