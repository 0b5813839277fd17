// Promises of: a country is known by its names in English, Spanish and its own languages, whatever their case, accents and signs.
import { iso31661, iso31662 } from 'iso-3166';
import { countryNamed, plainName } from '#kit/words/countryNames';
import { countryOf, regionIn, regionOf, regionsNamed, regionsSharing } from '#kit/words/places';
import { CountryCode } from '#kit/words/validation';

it.each([
  ['IE', ['Ireland', 'IRLANDA', 'Éire', 'eire', ' Republic  of Ireland ']],
  ['ES', ['Spain', 'España', 'espana', 'Espanya']],
  ['US', ['United States (US)', 'US of A', 'United States', 'USA', 'U.S.A.', 'Estados Unidos', 'United States of America']],
  ['GB', ['UK', 'United Kingdom', 'Reino Unido', 'England', 'Great Britain']],
  ['KR', ['Korea, Republic of', 'South Korea', 'Corea del Sur', '대한민국']],
  ['CZ', ['Czechia', 'Chequia', 'Česko', 'Czech Republic']],
  ['SY', ['Syria', 'Siria', 'سوريا']],
  ['LA', ['Laos']],
  ['CI', ['Côte d’Ivoire', "Cote d'Ivoire", 'Ivory Coast', 'Costa de Marfil']],
  ['MM', ['Myanmar (Burma)', 'Myanmar', 'Burma', 'Birmania']],
  ['HK', ['Hong Kong', 'Hong Kong SAR China']],
  ['CD', ['Congo, Democratic Republic of the', 'Congo, The Democratic Republic of the', 'DRC', 'Congo - Kinshasa']],
  ['CG', ['Congo', 'Congo, Republic of the', 'Republic of the Congo']],
  ['KP', ["Korea, Democratic People's Republic of", 'North Korea']],
  ['VN', ['Vietnam', 'Viet Nam', 'Việt Nam']],
  ['VU', ['Vanuatu']],
  ['ZW', ['Zimbabwe', 'Zimbabue']],
  ['TW', ['China, Republic of', 'Taiwan, Province of China']],
  ['MO', ['Macau', 'Macao']],
  ['NL', ['The Netherlands', 'Nederland', 'Pays-Bas', 'Niederlande']],
  ['BO', ['Bolivia, Plurinational State of', 'Bolivia']],
  ['VG', ['Virgin Islands, British', 'British Virgin Islands']],
  ['GR', ['EL', 'Greece (Hellas)', 'Ελλάδα', 'Hellas']],
  ['DE', ['Germany', 'Alemania', 'Deutschland', 'Tyskland', 'Германия', 'ドイツ']],
  ['JP', ['Japan', 'Japón', '日本', 'Nihon']],
  ['CH', ['Switzerland', 'Suiza', 'Schweiz', 'Suisse', 'Svizzera']],
  ['BA', ['Bosnia & Herzegovina', 'Bosnia and Herzegovina', 'Bosnia']],
  ['TR', ['Türkiye', 'Turkey', 'Turquía']],
])('knows %s by %j', (code, names) => {
  for (const name of names) expect([name, countryNamed(name)]).toEqual([name, code]);
});

it.each([
  '',
  'US',
  'European Union',
  'Narnia',
  'Unknown Region',
  'Virgin Islands',
  'Georgia, USA',
  'Paris, Texas',
  '…',
  'constructor',
])('knows no country by %p', (name) => {
  expect(countryNamed(name)).toBeNull();
});

it('knows every country by the name and the codes that ISO 3166-1 gives it, and none that is gone', () => {
  for (const { alpha2, alpha3, name } of iso31661)
    expect([name, alpha2, alpha3].map((each) => [each, countryOf(each)])).toEqual(
      [name, alpha2, alpha3].map((each) => [each, alpha2]),
    );
  for (const gone of ['VD', 'NH', 'RH', 'DY', 'HV', 'North Vietnam', 'Zaire', 'East Germany', 'USSR'])
    expect([gone, countryOf(gone)]).toEqual([gone, undefined]);
});

it('remembers no text that is longer than a name: whoever sends long ones takes no memory', () => {
  expect(countryOf(`${' '.repeat(90)}Portugal`)).toBe('PT');
  expect(countryOf(`Portugal${' '.repeat(100)}`)).toBeUndefined();
});

it.each([
  ['US', 'US-CA', ['California', 'Kalifornien', 'Californie', 'Calif.', 'ca', 'US-CA', 'C.A.', 'State of California']],
  ['US', 'US-NY', ['Nueva York', 'N.Y.', 'n. y.', 'New York State', 'Estado de Nueva York']],
  ['US', 'US-DC', ['Washington, D.C.', 'District of Columbia', 'D.C.']],
  ['US', 'US-PA', ['Penna.', 'Pensilvania', 'Pennsylvanie', 'Commonwealth of Pennsylvania']],
  ['DE', 'DE-BY', ['Bayern', 'Bavaria', 'Baviera', 'Bavière', 'Freistaat Bayern', 'by']],
  ['DE', 'DE-NW', ['Nordrhein-Westfalen', 'North Rhine-Westphalia', 'NRW', 'Renania del Norte-Westfalia']],
  ['DE', 'DE-TH', ['Thüringen', 'Thueringen', 'Thuringia', 'Turingia']],
  ['ES', 'ES-MD', ['Comunidad de Madrid', 'Madrid, Comunidad de', 'Community of Madrid']],
  ['ES', 'ES-CT', ['Catalunya', 'Cataluña', 'Catalonia', 'Katalonien']],
  ['ES', 'ES-AS', ['Principado de Asturias', 'Asturien']],
  ['CA', 'CA-QC', ['Québec', 'Quebec', 'Province of Quebec', 'Qué.']],
  ['CA', 'CA-BC', ['British Columbia', 'B.C.', 'Colombie-Britannique']],
  ['FR', 'FR-BRE', ['Bretagne', 'Brittany', 'Bretaña']],
  ['FR', 'FR-IDF', ['Île-de-France', 'Ile de France']],
  ['IT', 'IT-52', ['Toscana', 'Tuscany', 'Toskana']],
  ['JP', 'JP-07', ['Fukushima', 'Hukusima', 'Fukushima Prefecture']],
  ['JP', 'JP-13', ['Tokyo', 'Tôkyô']],
  ['BE', 'BE-VLG', ['Flanders', 'Vlaanderen', 'Vlaams Gewest']],
  ['GB', 'GB-SCT', ['Scotland', 'Escocia', 'Schottland']],
  ['MX', 'MX-CMX', ['CDMX', 'Mexico City', 'Ciudad de México']],
  ['UA', 'UA-46', ['Lvivska oblast', 'Lviv Oblast']],
  ['CH', 'CH-GE', ['Genève', 'Geneva', 'Kanton Genf', 'Canton de Genève']],
  ['CH', 'CH-ZH', ['Zürich', 'Zuerich', 'Kanton Zuerich', 'ZUERICH', 'Zurich']],
  ['AT', 'AT-4', ['Oberösterreich', 'Oberoesterreich']],
  ['US', 'US-NC', ['NorthCarolina', 'NORTH-CAROLINA', 'northcarolina']],
  ['US', 'US-NY', ['NEWYORK', 'NewYork', 'New-York']],
  ['IE', 'IE-CO', ['Cork', 'Co. Cork', 'Co Cork', 'County Cork', 'CO.CORK']],
  // London as people mean it is of many boroughs, and the City one square mile of it.
  ['GB', 'GB-LND', ['City of London', 'London, City of', 'LND']],
  ['GB', 'GB-BST', ['Bristol', 'City of Bristol']],
  // CLDR has the names that codes of Iran and Morocco had before ISO gave them to others.
  ['IR', 'IR-10', ['Isfahan', 'Esfahan', 'اصفهان']],
  ['IR', 'IR-04', ['West Azerbaijan', 'West Azarbaijan']],
  ['IR', 'IR-12', ['Kurdistan']],
  ['IR', 'IR-09', ['Razavi Khorasan']],
  ['MA', 'MA-02', ['Oriental', "L'Oriental"]],
  ['MA', 'MA-08', ['Drâa-Tafilalet']],
  ['MA', 'MA-MOH', ['Mohammadia', 'Mohammedia']],
  ['FR', 'FR-20R', ['Corse', 'Corsica', 'Córcega']],
  // Of a division and a district of its name, both hold the person.
  ['BD', 'BD-C', ['Dhaka', 'Dhaka Division']],
  ['AZ', 'AZ-NX', ['Naxçıvan']],
  ['ES', 'ES-RI', ['La Rioja']],
  ['EE', 'EE-39', ['Hiiumaa']],
  ['AR', 'AR-B', ['Provincia de Buenos Aires', 'AR-B', 'b']],
  ['AR', 'AR-C', ['CABA', 'Capital Federal', 'Ciudad Autónoma de Buenos Aires']],
  ['GB', 'GB-ENG', ['London', 'Greater London', 'W. Yorks', 'Middlesex', 'Merseyside']],
  ['GB', 'GB-NIR', ['Co. Antrim', 'County Down', 'Tyrone']],
  ['GB', 'GB-HRT', ['Herts', 'Herts.', 'Hertfordshire']],
  ['FI', 'FI-18', ['Uusimaa', 'Nyland']],
  ['RU', 'RU-MOS', ['Московская область', 'московская обл.', 'Moskovskaya oblast']],
  ['RU', 'RU-MOW', ['Москва', 'МОСКВА', 'Moskva']],
  ['RU', 'RU-KDA', ['Краснодарский край']],
  ['RU', 'RU-TA', ['Республика Татарстан', 'Татарстан']],
  ['UA', 'UA-46', ['Львівська область', 'Львівська обл', 'Львовская область']],
  ['UA', 'UA-30', ['Київ']],
  ['UA', 'UA-32', ['Київська область']],
  ['RU', 'RU-KO', ['Коми', 'Республика Коми']],
  ['RU', 'RU-YEV', ['Еврейская автономная область']],
  ['BY', 'BY-MI', ['Минская область', 'Минская', 'Мінская']],
  ['BY', 'BY-HM', ['Минск', 'Мінск']],
  ['BG', 'BG-23', ['Софийска област']],
  ['BG', 'BG-18', ['Русе']],
  ['BG', 'BG-25', ['Търговище']],
  ['GR', 'GR-I', ['Αττική', 'ΑΤΤΙΚΗ', 'Περιφέρεια Αττικής', 'Attica']],
  ['GR', 'GR-J', ['Πελοπόννησος']],
  ['EG', 'EG-C', ['القاهرة', 'محافظة القاهرة']],
  ['EG', 'EG-SHR', ['الشرقية', 'محافظة الشرقية']],
  ['SA', 'SA-02', ['مكة المكرمة', 'منطقة مكة المكرمة']],
  ['JO', 'JO-AM', ['عمان', 'العاصمة']],
  ['MA', 'MA-06', ['الدار البيضاء - سطات', 'جهة الدار البيضاء سطات']],
  ['JP', 'JP-13', ['東京都', '東京', 'Tokyo-to']],
  ['JP', 'JP-26', ['京都府', '京都']],
  ['JP', 'JP-01', ['北海道']],
  ['CN', 'CN-SN', ['陕西', '陝西省', 'Shaanxi']],
  ['CN', 'CN-SX', ['山西省', 'Shanxi']],
  ['TW', 'TW-TPE', ['臺北市', '台北市', '台北']],
  ['KR', 'KR-11', ['서울특별시', '서울시', '서울']],
  ['KR', 'KR-41', ['경기도']],
  ['IN', 'IN-TN', ['तमिलनाडु', 'தமிழ்நாடு']],
  ['IL', 'IL-TA', ['תל אביב', 'מחוז תל אביב']],
  ['TH', 'TH-50', ['เชียงใหม่', 'จังหวัดเชียงใหม่']],
  ['AM', 'AM-ER', ['Երևան']],
  ['GE', 'GE-TB', ['თბილისი']],
])('knows the region of %s that is %s by %j', (country, code, names) => {
  expect(names.map((name) => [name, regionOf(country, name)])).toEqual(names.map((name) => [name, code]));
});

it.each([
  ['US', 'Bavaria'],
  ['US', 'US-XX'],
  ['US', 'CA-ON'],
  ['CA', 'US-NE'],
  ['DE', 'constructor'],
  ['DE', ''],
  ['DE', 'state of'],
  ['US', 'x'.repeat(1_000)],
  ['US', 'Москва'],
  ['US', 'Kansas City'],
  ['RU', 'область'],
  ['RU', 'Минск'],
  ['RU', 'Марий'],
  ['RU', 'Кемь'],
  ['RU', 'Ялта'],
  ['UA', 'Умань'],
  ['EG', 'قرية'],
  ['JP', '都'],
  ['GB', 'City of'],
  ['RU', 'Respublika'],
  ['IR', 'Khuzestan and Fars'],
])('knows no region of %s by %j', (country, name) => {
  expect(regionOf(country, name)).toBeUndefined();
});

it.each([
  ['AR', 'Buenos Aires', ['AR-B', 'AR-C']],
  ['AR', 'BUENOS  AIRES', ['AR-B', 'AR-C']],
  ['PE', 'Lima', ['PE-LIM', 'PE-LMA']],
  ['KZ', 'Almaty', ['KZ-19', 'KZ-75']],
  ['BG', 'София', ['BG-23', 'BG-22']],
  ['TW', 'Hsinchu', ['TW-HSQ', 'TW-HSZ']],
  ['AR', 'Córdoba', []],
  ['AR', 'Bs. As. norte', []],
])('of %s, knows whether %j is the name of several regions, and takes it for none then', (country, name, codes) => {
  expect(regionsSharing(country, name)).toEqual(codes);
  if (codes.length > 0) expect(regionOf(country, name)).toBeUndefined();
});

it('asks which region is meant by a name of two, with the codes of both', () => {
  let refused: unknown;
  try {
    regionIn('AR', 'Buenos Aires');
  } catch (error) {
    refused = error;
  }
  expect(refused).toMatchObject({
    message: expect.stringContaining('AR-B (Buenos Aires), AR-C (Ciudad Autónoma de Buenos Aires)'),
    extensions: { code: 'BAD_USER_INPUT', field: 'region', reason: 'REGION_SHARED', allowed: ['AR-B', 'AR-C'] },
  });
});

it.each([
  ['Buenos Aires', ['AR-B', 'AR-C']],
  ['California', ['US-CA']],
  ['Bavaria', ['DE-BY']],
  ['córdoba', ['AR-X', 'CO-COR', 'ES-CO']],
  ['central', []],
  ['Northern', []],
  ['Ain', []],
  ['library', []],
  ['cleveland', []],
  ['東京', ['JP-13']],
])('knows what regions of the world %s may mean', (name, codes) => {
  expect(regionsNamed(name)).toEqual(codes);
});

it('knows every region by its code and by a name of ISO 3166-2, and never takes one for a region of another country', () => {
  const wrong = iso31662.filter(({ code, name }) => {
    const country = code.slice(0, 2);
    const named = [regionOf(country, name) ?? regionsSharing(country, name)].flat();
    const sameName = iso31662.some((each) => named.includes(each.code) && plainName(each.name) === plainName(name));
    return regionOf(country, code.toLowerCase()) !== code || !sameName;
  });
  expect(wrong).toEqual([]);
});

it('reads every code of two letters that an argument takes as a country, and no other', () => {
  const isTaken = (code: string) => {
    try {
      return CountryCode.parseValue(code) === code;
    } catch {
      return false;
    }
  };
  const letters = [...'ABCDEFGHIJKLMNOPQRSTUVWXYZ'];
  const codes = letters.flatMap((first) => letters.map((second) => `${first}${second}`));
  expect(codes.filter((code) => countryOf(code) === code)).toEqual(codes.filter(isTaken));
});
