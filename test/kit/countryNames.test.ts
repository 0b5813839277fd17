// Promises of: a country is known by its names in English, Spanish and its own languages, whatever their case, accents and signs.
import { iso31661 } from 'iso-3166';
import { countryNamed } from '#kit/words/countryNames';
import { countryOf } from '#kit/words/places';

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
  ['DE', ['Germany', 'Alemania', 'Deutschland']],
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
