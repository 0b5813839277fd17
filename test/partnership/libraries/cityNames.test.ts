// Promises of: cities and parts of countries are found by their names in English, Spanish and their own language, however they are written.
import { plainName } from '#kit/words/countryNames';
import { searchWordsOf } from '#partnership/libraries/searchWords';

/** What is looked for by a text, as the index compares it. */
const spellings = (typed: string) =>
  searchWordsOf(typed)?.map((wanted) => wanted.spellings.map((words) => plainName(words.join(' ')))) ?? [];

it.each([
  ['München', ['Munich', 'Múnich', 'Muenchen', 'MÜNCHEN', 'munchen']],
  ['Köln', ['Cologne', 'Colonia', 'Koeln']],
  ['Zürich', ['Zuerich', 'Zurich', 'Zúrich']],
  ['Den Haag', ['The Hague', 'La Haya', 'den haag']],
  ['Firenze', ['Florence', 'Florencia', 'Florenz']],
  ['Lisboa', ['Lisbon', 'Lissabon']],
  ['Warszawa', ['Warsaw', 'Varsovia', 'Warschau']],
  ['København', ['Copenhagen', 'Copenhague', 'Koebenhavn', 'Kobenhavn']],
  ['Regensburg', ['Ratisbona', 'Ratisbon']],
  ['Düsseldorf', ['Duesseldorf', 'Dusseldorf']],
  ['Mechelen', ['Malines', 'Malinas']],
  ['Szczecin', ['Stettin']],
  ['Київ', ['Kyiv', 'Kiev']],
  ['Ηράκλειο', ['Heraklion', 'Candia', 'Iráklio']],
  ['Stockholm', ['Estocolmo']],
  ['القاهرة', ['Cairo', 'El Cairo', 'Kairo']],
  ['東京', ['Tokyo', 'Tokio', 'Tōkyō']],
  ['Busan', ['Pusan', '부산']],
  ['Turku', ['Åbo', 'Abo']],
  ['Wellington', ['Te Whanganui-a-Tara']],
  ['Maó', ['Mahón']],
  ['Πειραιάς', ['Piraeus', 'Pireo']],
  ['Λευκωσία', ['Nicosia']],
  ['Den Haag', ["'s-Gravenhage"]],
])('%s is found by %j', (city, names) => {
  const missed = names.filter((name) => !spellings(name).every((ways) => ways.includes(plainName(city))));
  expect(missed).toEqual([]);
  expect(names.filter((name) => spellings(name).length !== 1)).toEqual([]);
});

it('a name that two cities have means either', () => {
  const [ways] = spellings('Cordova');
  expect(ways).toContain('cordoba');
});

it('words that are no city stay as they were typed', () => {
  expect(spellings('reading club')).toEqual([['reading'], ['club']]);
});

it.each([
  ['Scotland', [], ['GB-SCT', 'GB-GLG', 'GB-EDH'], ['GB-ENG', 'GB-LND', 'GB-CRF']],
  ['Écosse', [], ['GB-SCT', 'GB-ZET'], ['GB-ENG']],
  ['Pays de Galles', [], ['GB-WLS', 'GB-CRF'], ['GB-SCT']],
  ['Irlanda del Norte', [], ['GB-NIR', 'GB-BFS'], ['GB-ENG']],
  ['England', [], ['GB-ENG', 'GB-LND', 'GB-KEN'], ['GB-GLG']],
  ['Galicia', [], ['ES-GA', 'ES-LU'], ['ES-M']],
  ['Great Britain', ['GB'], [], []],
  ['Luxembourg', ['LU'], ['LU-LU'], []],
])('%s means the countries %j, and of regions %j and not %j', (typed, countries, regions, others) => {
  const [wanted, ...more] = searchWordsOf(typed) ?? [];
  expect(more).toEqual([]);
  expect(wanted?.countries).toEqual(countries);
  expect(wanted?.regions).toEqual(expect.arrayContaining(regions));
  expect(wanted?.regions.filter((region) => (others as readonly string[]).includes(region))).toEqual([]);
});
