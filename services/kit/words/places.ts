// Which country does a person mean by a code or a name, and which region of it?
import { iso31661Alpha3ToAlpha2, iso31662 } from 'iso-3166';
import { countryNamed, plainName } from './countryNames';
import { BadInput } from './problem';
import { CountryCode } from './validation';

function isCode(text: string): boolean {
  try {
    return CountryCode.parseValue(text) === text;
  } catch {
    return false;
  }
}

const read = new Map<string, string | undefined>();
const mostRemembered = 5_000;

/** The code of a country that is written as a code of two or three letters, or by its name, in any case; undefined for anything else. */
export function countryOf(text: string): string | undefined {
  if (read.has(text)) return read.get(text);
  if (read.size >= mostRemembered) read.clear();
  const country = lookUp(text.trim());
  read.set(text, country);
  return country;
}

function lookUp(text: string): string | undefined {
  const capitals = text.normalize('NFKC').replaceAll('.', '').toUpperCase();
  const code = capitals.length === 3 ? iso31661Alpha3ToAlpha2[capitals] : capitals;
  if (code !== undefined && /^[A-Z]{2}$/.test(code) && isCode(code)) return code;
  return countryNamed(text) ?? undefined;
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
  if (text.length > longestRegion) return undefined;
  const name = plainName(text);
  return regionNames().exact.get(`${country} ${name}`) ?? barelyNamed(country).get(barely(name)) ?? undefined;
}

/** Names of regions that say no more than where in a country they lie. */
const directions =
  /^(?:(?:north|south|east|west|nord|sud|sur|norte|este|oeste|ouest|est)[a-z]*|central[a-z]*|centre|centro|capital|upper|lower|coast(?:al)?)$/;
/** A name that regions of more countries have means none of them. */
const mostCountries = 4;

/** The regions of the world that have a name, as `regionOf` knows names; none for a name that is too short or general to mean them. */
export function regionsNamed(name: string): readonly string[] {
  const plain = plainName(name);
  if (plain.length < 4 || directions.test(plain)) return [];
  const found = regionNames().everywhere.get(plain) ?? [];
  return found.length > mostCountries ? [] : found;
}

/** The code of `regionOf`; null when none is given. @throws BadInput for one that the country does not have */
export function regionIn(country: string, region: string | null | undefined): string | null {
  if (!region?.trim()) return null;
  const code = regionOf(country, region);
  if (code !== undefined) return code;
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
  readonly exact: ReadonlyMap<string, string>;
  /** One for each country, by the name alone. */
  readonly everywhere: ReadonlyMap<string, readonly string[]>;
}

let names: RegionNames | undefined;

/** Made at the first name that is asked for: some ten thousand. A name of two regions is that of the one that ISO lists first. */
function regionNames(): RegionNames {
  if (names) return names;
  const exact = new Map<string, string>();
  const add = (name: string, code: string) => {
    const key = `${code.slice(0, 2)} ${plainName(name)}`;
    if (!exact.has(key)) exact.set(key, code);
  };
  for (const { code, name } of iso31662) add(name, code);
  for (const { code, name } of iso31662) for (const spelling of spellingsOf(name)) add(spelling, code);
  for (const line of otherNames.trim().split('\n')) {
    const [, code = '', list = ''] = /^(\S+) (.*)$/.exec(line) ?? [];
    for (const name of list.split(', ')) add(name, code);
  }
  const english: Readonly<Record<string, string>> =
    // Five thousand names, read when the first is asked for.
    require('cldr-subdivisions-full/subdivisions/en/en.json').subdivisions.localeDisplayNames.subdivisions;
  for (const { code } of iso31662) {
    // Where two are called alike, CLDR tells them apart by a raised number.
    const name = english[code.replace('-', '').toLowerCase()]?.replace(/[¹²³⁴]/g, '');
    if (name) for (const spelling of [name, ...spellingsOf(name)]) add(spelling, code);
  }
  const everywhere = new Map<string, string[]>();
  for (const [name, code] of exact) {
    const codes = everywhere.get(name.slice(3));
    if (codes) codes.push(code);
    else everywhere.set(name.slice(3), [code]);
  }
  names = { exact, everywhere };
  return names;
}

const bare = new Map<string, ReadonlyMap<string, string | null>>();

/** The regions of a country without the words for what kind of region each is; null where two are left with one name. */
function barelyNamed(country: string): ReadonlyMap<string, string | null> {
  const known = bare.get(country);
  if (known) return known;
  const found = new Map<string, string | null>();
  for (const [name, code] of regionNames().exact) {
    if (!name.startsWith(country)) continue;
    const key = barely(name.slice(3));
    found.set(key, (found.get(key) ?? code) === code ? code : null);
  }
  bare.set(country, found);
  return found;
}

/** `Madrid, Comunidad de` is written the other way round, too; `Valle d'Aosta, Vallée d'Aoste` and `A (B)` are two names. */
function spellingsOf(name: string): string[] {
  const [, noun, rest] = /^([^,]+), ([^,]+)$/.exec(name) ?? [];
  const parts = name.split(/[()]/).map((part) => part.trim());
  return [...(noun && rest ? [`${rest} ${noun}`, noun, rest] : []), ...parts, name.replace(/\s*\(.*\)$/, '')].filter(Boolean);
}

const kinds =
  `state|province|region|prefecture|county|canton|oblast|voivodeship|governorate|department|district|autonomous|community|free|
  commonwealth|principality|land|freistaat|bundesland|kanton|estado|provincia|comunidad|comunitat|autonoma|foral|principado|
  departamento|distrito|municipio|isla|departement|etat|regione|wojewodztwo|kraj|lan|fylke|sheng|shi|zizhiqu|ken|fu`.replace(
    /\s/g,
    '',
  );
const kind = new RegExp(`^(?:(?:${kinds}) )+(?:(?:of|de|del|da|do|di|von|the|la|las|los) )*|(?: (?:${kinds}))+$`, 'g');

const barely = (plain: string): string => plain.replace(kind, '').trim() || plain;

/** What people call regions beside the names of ISO and CLDR: in Spanish, German and French, and short. */
const otherNames = `
US-AL Ala
US-AZ Ariz
US-AR Ark
US-CA Calif, Cal, Kalifornien, Californie
US-CO Colo
US-CT Conn
US-DE Del
US-DC D.C., Washington DC, Washington D.C., Distrito de Columbia
US-FL Fla, Floride
US-GA Georgien, Géorgie
US-HI Hawái
US-IL Ill
US-IN Ind
US-KS Kan, Kans
US-KY Ky
US-LA Luisiana, Louisiane
US-MD Md
US-MA Mass
US-MI Mich, Míchigan
US-MN Minn
US-MS Miss, Misisipi, Misisipí
US-MO Misuri
US-MT Mont
US-NE Neb, Nebr
US-NV Nev
US-NH Nuevo Hampshire, Nueva Hampshire
US-NJ Nueva Jersey
US-NM N Mex, Nuevo México, Neumexiko, Nouveau-Mexique
US-NY Nueva York, État de New York, Estado de Nueva York
US-NC Carolina del Norte, North Carolina, Nordkarolina, Caroline du Nord
US-ND N Dak, Dakota del Norte, Norddakota, Dakota du Nord
US-OK Okla
US-OR Ore, Oreg, Oregón
US-PA Penn, Penna, Pensilvania, Pensylvania, Pennsylvanien, Pennsylvanie
US-PR Porto Rico
US-RI Isla de Rhode
US-SC Carolina del Sur, Südkarolina, Caroline du Sud
US-SD S Dak, Dakota del Sur, Süddakota, Dakota du Sud
US-TN Tenn, Tennesi
US-TX Tex, Tejas
US-VA Virginie
US-VI Islas Vírgenes de los Estados Unidos
US-WA Wash, Estado de Washington, État de Washington
US-WV W Va, Virginia Occidental, Virginia del Oeste, Virginie-Occidentale
US-WI Wis, Wisc
US-WY Wyo
CA-AB Alta
CA-BC Columbia Británica, Britisch-Kolumbien, Colombie-Britannique
CA-MB Man
CA-NB Nuevo Brunswick, Neubraunschweig, Nouveau-Brunswick
CA-NL Nfld, Newfoundland, Terranova y Labrador, Terranova, Neufundland und Labrador, Neufundland, Terre-Neuve-et-Labrador, Terre-Neuve
CA-NS Nueva Escocia, Neuschottland, Nouvelle-Écosse
CA-NT NWT, Territorios del Noroeste, Nordwest-Territorien, Territoires du Nord-Ouest
CA-ON Ont
CA-PE PEI, Isla del Príncipe Eduardo, Prinz-Edward-Insel, Île-du-Prince-Édouard
CA-QC Que, PQ
CA-SK Sask
MX-AGU Ags
MX-CMX CDMX, Mexico City, Distrito Federal, DF, Mexiko-Stadt, Ville de Mexico
MX-COA Coahuila
MX-MEX Estado de México, Edomex, State of Mexico
MX-MIC Michoacán
MX-VER Veracruz
DE-BW Baden-Wurtemberg, Bade-Wurtemberg, Baden-Wuerttemberg
DE-BY Baviera, Bavière, Freistaat Bayern
DE-BE Berlín
DE-BB Brandeburgo, Brandebourg
DE-HB Brema, Brême, Freie Hansestadt Bremen
DE-HH Hamburgo, Hambourg, Freie und Hansestadt Hamburg
DE-HE Hesse
DE-MV Mecklemburgo-Pomerania Occidental, Mecklembourg-Poméranie-Occidentale, Mecklenburg-Western Pomerania
DE-NI Baja Sajonia, Basse-Saxe, Lower Saxony
DE-NW Renania del Norte-Westfalia, Rhénanie-du-Nord-Westphalie, North Rhine-Westphalia, NRW
DE-RP Renania-Palatinado, Rhénanie-Palatinat, Rhineland-Palatinate
DE-SL Sarre
DE-SN Sajonia, Saxe, Saxony
DE-ST Sajonia-Anhalt, Saxe-Anhalt, Saxony-Anhalt
DE-SH Schleswig-Holstein
DE-TH Turingia, Thuringe, Thuringia, Thueringen
ES-AN Andalusien, Andalousie
ES-AR Aragonien
ES-AS Asturien, Asturies
ES-CN Islas Canarias, Canary Islands, Kanarische Inseln, Kanaren, Îles Canaries
ES-CB Kantabrien, Cantabrie
ES-CL Castile and León, Kastilien und León, Castille-et-León
ES-CM Castilla La Mancha, Castile-La Mancha, Kastilien-La Mancha, Castille-La Manche
ES-CT Cataluña, Catalonia, Katalonien, Catalogne
ES-EX Estremadura
ES-GA Galicia, Galicien, Galice
ES-IB Islas Baleares, Baleares, Balearic Islands, Balearen, Îles Baléares
ES-MD Comunidad Autónoma de Madrid, Community of Madrid, Autonome Gemeinschaft Madrid, Communauté de Madrid
ES-MC Region of Murcia
ES-NC Comunidad Foral de Navarra, Chartered Community of Navarre, Navarre
ES-PV Euskadi, País Vasco, Basque Country, Baskenland, Pays basque
ES-VC Comunidad Valenciana, Valencian Community, Comunitat Valenciana, Valencianische Gemeinschaft
ES-BI Vizcaya, Biscay
ES-SS Guipúzcoa
ES-VI Álava
ES-C La Coruña
ES-GI Gerona
ES-L Lérida
ES-OR Orense
FR-BRE Bretaña, Bretagne, Brittany
FR-COR Córcega, Corse, Corsica, Korsika
FR-IDF Isla de Francia, Ile de France
FR-NOR Normandía, Normandie, Normandy
FR-NAQ Nueva Aquitania, Neu-Aquitanien
FR-OCC Occitania, Okzitanien
FR-PAC PACA, Provenza-Alpes-Costa Azul
FR-PDL País del Loira, Pays de la Loire
IT-21 Piamonte, Piemont, Piémont, Piedmont
IT-23 Valle de Aosta, Aostatal, Aosta Valley
IT-25 Lombardía, Lombardei, Lombardie, Lombardy
IT-32 Trentino-Alto Adigio, Trentino, Trentin-Haut-Adige
IT-34 Véneto, Venetien, Vénétie
IT-42 Ligurien, Ligurie
IT-45 Emilia-Romaña, Émilie-Romagne
IT-52 Toscana, Toskana, Toscane
IT-55 Umbría, Umbrien, Ombrie
IT-57 Marcas, Marken, Marches
IT-62 Lacio, Latium
IT-72 Kampanien, Campanie
IT-75 Apulien, Pouilles, Apulia
IT-78 Kalabrien, Calabre
IT-82 Sicilia, Sizilien, Sicile, Sicily
IT-88 Cerdeña, Sardinien, Sardaigne, Sardinia
AT-1 Burgenland
AT-2 Carintia, Carinthie, Carinthia
AT-3 Baja Austria, Basse-Autriche, Lower Austria
AT-4 Alta Austria, Haute-Autriche, Upper Austria
AT-6 Estiria, Styrie, Styria
AT-7 Tyrol
AT-9 Viena, Vienna, Vienne
BE-BRU Bruselas, Brüssel, Bruxelles, Bruxelles-Capitale, Brussels
BE-VLG Flandes, Flandern, Flandre, Flanders, Vlaanderen
BE-WAL Valonia, Wallonien, Wallonie, Wallonia
BE-VAN Amberes, Anvers
BE-VOV Flandes Oriental, Ostflandern, Flandre-Orientale
BE-VWV Flandes Occidental, Westflandern, Flandre-Occidentale
CH-BE Berna, Berne
CH-BS Basilea-Ciudad, Bâle-Ville
CH-BL Basilea-Campo, Bâle-Campagne
CH-FR Friburgo, Freiburg
CH-GE Ginebra, Genf, Ginevra, Geneva
CH-GR Grisones, Grisons, Grigioni
CH-LU Lucerna, Lucerne
CH-NE Neuenburg
CH-SG San Galo, Saint-Gall, St. Gallen
CH-TI Tesino, Tessin
CH-VD Waadt
CH-VS Wallis
CH-ZH Zúrich, Zurich
GB-ENG Inglaterra, Angleterre, Inghilterra
GB-SCT Escocia, Schottland, Écosse, Alba
GB-WLS Gales, Pays de Galles, Galles, Cymru
GB-NIR Irlanda del Norte, Nordirland, Irlande du Nord
NL-NB Brabante Septentrional, Nordbrabant, Brabant-Septentrional, North Brabant
NL-NH Holanda Septentrional, Nordholland, Hollande-Septentrionale, North Holland
NL-ZH Holanda Meridional, Südholland, Hollande-Méridionale, South Holland
NL-ZE Zelanda, Seeland, Zélande, Zeeland
PT-11 Lisbon, Lissabon, Lisbonne
PT-13 Oporto
PT-20 Azores, Azoren, Açores
PT-30 Madère
PL-14 Mazovia, Masovia, Masowien, Mazovie
PL-24 Silesia, Schlesien, Silésie
PL-12 Lesser Poland, Kleinpolen, Petite-Pologne
PL-30 Greater Poland, Großpolen, Grande-Pologne
CZ-10 Praga, Prag, Prague, Praha
GR-I Ática, Attika, Attique
RU-MOW Moscú, Moskau, Moscou
RU-SPE San Petersburgo, Sankt Petersburg, Saint-Pétersbourg
UA-05 Vinnytsia
UA-07 Volyn
UA-09 Luhansk
UA-12 Dnipropetrovsk
UA-14 Donetsk
UA-18 Zhytomyr
UA-21 Zakarpattia
UA-23 Zaporizhzhia
UA-26 Ivano-Frankivsk
UA-30 Kiev, Kiew, Kyiv City
UA-32 Kyiv Oblast
UA-35 Kirovohrad
UA-43 Crimea
UA-46 Lviv
UA-48 Mykolaiv
UA-51 Odesa, Odessa
UA-53 Poltava
UA-56 Rivne
UA-59 Sumy
UA-61 Ternopil
UA-63 Kharkiv, Kharkov
UA-65 Kherson
UA-68 Khmelnytskyi
UA-71 Cherkasy
UA-74 Chernihiv
UA-77 Chernivtsi
AU-ACT Canberra
AU-NSW Nueva Gales del Sur, Neusüdwales, Nouvelle-Galles du Sud
AU-NT Territorio del Norte, Territoire du Nord
AU-QLD Qld
AU-SA Australia Meridional, Südaustralien, Australie-Méridionale
AU-TAS Tas, Tasmanien, Tasmanie
AU-WA Australia Occidental, Westaustralien, Australie-Occidentale
JP-01 Hokkaido
JP-13 Tokio
AR-B Provincia de Buenos Aires, PBA
AR-C CABA, Capital Federal, Ciudad de Buenos Aires
BR-RJ Río de Janeiro
CO-DC Bogotá, Bogotá D.C.
PE-LMA Lima Metropolitana
`;
