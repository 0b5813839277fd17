// What people mean by the words they type into a search: words, countries, regions and cities by any of their names, ö and oe alike.

import { countryNamed, plainName } from '#kit/words/countryNames';
import { regionsNamed } from '#kit/words/places';

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
    const countries = [...new Set(plains.map((plain) => (plain === 'us' ? 'US' : countryNamed(plain))))].filter(
      (code) => code !== null,
    );
    const cities = plains.flatMap(otherNamesOfCity);
    const regions = [...new Set(plains.flatMap(regionsNamed))];
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

/** A word as typed, with oe for ö and ø, and with o for oe: Koebenhavn finds København, and München finds Muenchen. */
function spellingsOf(word: string): string[] {
  const small = word.normalize('NFC').toLowerCase();
  const spelledOut = small.replace(/[äöüøå]/g, (letter) => umlauts[letter] as string);
  const drawnTogether = small.length < shortestWithDigraph ? small : small.replace(digraph, (two) => two[0] as string);
  return [word, ...[spelledOut, drawnTogether].filter((one) => one !== small)];
}

/** A city a line, all its names; the first one is that of its people. Own list: no library we know keeps such names. */
const cities = `
København, Copenhagen, Copenhague, Kopenhagen
Aarhus, Århus
Göteborg, Gothenburg, Gotemburgo
Malmö, Malmoe
Helsinki, Helsingfors
Turku, Åbo
Tampere, Tammerfors
Tallinn, Reval
Rīga, Riga
Vilnius, Vilna
München, Munich, Múnich, Monaco di Baviera
Köln, Cologne, Colonia
Nürnberg, Nuremberg, Núremberg
Hannover, Hanover
Braunschweig, Brunswick
Frankfurt, Francfort, Fráncfort
Hamburg, Hamburgo
Berlin, Berlín
Dresden, Dresde
Aachen, Aquisgrán, Aix-la-Chapelle
Trier, Tréveris, Treves
Mainz, Maguncia
Wien, Vienna, Viena
Salzburg, Salzburgo
Zürich, Zurich, Zúrich
Bern, Berne, Berna
Basel, Basle, Basilea
Genève, Geneva, Ginebra, Genf
Luzern, Lucerne, Lucerna
Praha, Prague, Praga, Prag
Brno, Brünn
Plzeň, Pilsen
Warszawa, Warsaw, Varsovia, Warschau
Kraków, Cracow, Cracovia, Krakau
Gdańsk, Danzig
Wrocław, Breslau, Breslavia
Poznań, Posen
Łódź, Lodz
Bratislava, Pressburg
Budapest, Budapesto
Ljubljana, Liubliana, Laibach
Zagreb, Agram
Beograd, Belgrade, Belgrado, Београд
Sarajevo, Сарајево
Skopje, Скопје, Escopia
Sofija, Sofia, София
București, Bucharest, Bucarest, Bukarest
Chișinău, Chisinau, Kishinev
Athína, Athens, Atenas, Αθήνα, Athina, Athen
Thessaloníki, Salonica, Salónica, Θεσσαλονίκη
Lefkosia, Nicosia, Lefkoşa
İstanbul, Istanbul, Estambul, Constantinople
İzmir, Izmir, Esmirna, Smyrna
Kyiv, Kiev, Київ
Kharkiv, Kharkov, Харків
Odesa, Odessa, Одеса
Lviv, Lvov, Львів, Leópolis, Lemberg
Moskva, Moscow, Moscú, Москва, Moskau
Sankt-Peterburg, Saint Petersburg, St Petersburg, San Petersburgo, Санкт-Петербург
Minsk, Мінск
Roma, Rome
Milano, Milan, Milán
Torino, Turin, Turín
Venezia, Venice, Venecia, Venedig
Firenze, Florence, Florencia, Florenz
Genova, Genoa, Génova
Napoli, Naples, Nápoles
Bologna, Bolonia
Padova, Padua
Livorno, Leghorn
Siracusa, Syracuse
Paris, París
Marseille, Marseilles, Marsella
Lyon, Lyons
Strasbourg, Strassburg, Estrasburgo
Bordeaux, Burdeos
Toulouse, Tolosa
Nice, Niza
Bruxelles, Brussels, Bruselas, Brussel, Brüssel
Antwerpen, Antwerp, Amberes, Anvers
Gent, Ghent, Gante, Gand
Brugge, Bruges, Brujas
Leuven, Louvain, Lovaina
Liège, Lieja, Luik
Den Haag, The Hague, La Haya
Amsterdam, Ámsterdam
Rotterdam, Róterdam
Lisboa, Lisbon, Lissabon
Porto, Oporto
A Coruña, La Coruña, Corunna
Sevilla, Seville
Zaragoza, Saragossa
Donostia, San Sebastián
Iruña, Pamplona
Gasteiz, Vitoria
Bilbo, Bilbao
Barcelona, Barcelone
London, Londres
Edinburgh, Edimburgo, Dùn Èideann
Dublin, Dublín, Baile Átha Cliath
Cork, Corcaigh
Gaillimh, Galway
Caerdydd, Cardiff
Béal Feirste, Belfast
Reykjavík, Reikiavik
New York, Nueva York, New York City, NYC
New Orleans, Nueva Orleans
Philadelphia, Filadelfia
Québec, Quebec City
Montréal, Montreal
Ciudad de México, Mexico City, CDMX, México DF
La Habana, Havana, Havanna
Ciudad de Panamá, Panama City
Ciudad de Guatemala, Guatemala City
São Paulo, Sao Paulo, San Pablo
Brasília, Brasilia
Al-Qāhirah, Cairo, El Cairo, القاهرة, Kairo
Al-Iskandariyya, Alexandria, Alejandría, الإسكندرية
Al-Jazāʾir, Algiers, Argel, Alger, الجزائر
Tūnis, Tunis, Túnez
Marrakech, Marrakesh, مراكش
Fès, Fez, Fes
Tanger, Tangier, Tánger
Dar el-Beida, Casablanca
Cape Town, Kaapstad, Ciudad del Cabo, Kapstadt
Addis Abeba, Addis Ababa, Adís Abeba
Yerushalayim, Jerusalem, Jerusalén, ירושלים, القدس
Tel Aviv, Tel Aviv-Yafo
Dimashq, Damascus, Damasco, دمشق
Bayrūt, Beirut, Beyrouth, بيروت
Baghdād, Baghdad, Bagdad, بغداد
Tehrān, Tehran, Teherán, تهران
Yerevan, Ereván, Երևան
Tbilisi, Tiflis, თბილისი
Bakı, Baku, Bakú
Mumbai, Bombay, मुंबई
Kolkata, Calcutta, Calcuta
Chennai, Madras
Bengaluru, Bangalore
Delhi, New Delhi, Nueva Delhi, नई दिल्ली
Yangon, Rangoon, Rangún
Krung Thep, Bangkok, กรุงเทพ
Hà Nội, Hanoi
Thành phố Hồ Chí Minh, Ho Chi Minh City, Saigon
Beijing, Peking, Pekín, 北京
Shanghai, Shanghái, 上海
Guangzhou, Canton, Cantón, 广州
Nanjing, Nanking, Nankín, 南京
Hong Kong, Hongkong, 香港
Taipei, Taibei, 臺北, 台北
Tokyo, Tōkyō, Tokio, 東京
Kyoto, Kyōto, Kioto, 京都
Osaka, Ōsaka, 大阪
Seoul, Seúl, 서울
Singapore, Singapur, 新加坡
Jakarta, Yakarta, Djakarta
Manila, Maynila
Ulaanbaatar, Ulan Bator
Nur-Sultan, Astana
`;

const groups: readonly (readonly string[])[] = cities
  .trim()
  .split('\n')
  .map((line) => line.split(', '));

const byName: ReadonlyMap<string, readonly string[]> = new Map(
  groups.flatMap((names) => names.map((name): [string, readonly string[]] => [plainName(name), names])),
);

/** All names of the city that a name means, as `plainName` writes it; empty when it means none of the list. */
export const otherNamesOfCity = (plain: string): readonly string[] => byName.get(plain) ?? [];

/** All names of cities that mean one of the list. */
export const cityNames: readonly string[] = groups.flat();
