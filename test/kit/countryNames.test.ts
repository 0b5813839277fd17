// Promises of: a country is known by its names in English, Spanish and its own languages, whatever their case, accents and signs.
import { countryNamed } from '#kit/words/countryNames';

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
  ['CD', ['Congo, Democratic Republic of the', 'DRC']],
  ['BO', ['Bolivia, Plurinational State of', 'Bolivia']],
  ['VG', ['Virgin Islands, British', 'British Virgin Islands']],
  ['GR', ['EL', 'Greece (Hellas)', 'Ελλάδα']],
  ['DE', ['Germany', 'Alemania', 'Deutschland']],
  ['JP', ['Japan', 'Japón', '日本']],
  ['CH', ['Switzerland', 'Suiza', 'Schweiz', 'Suisse', 'Svizzera']],
  ['BA', ['Bosnia & Herzegovina', 'Bosnia and Herzegovina', 'Bosnia']],
  ['TR', ['Türkiye', 'Turkey', 'Turquía']],
])('knows %s by %j', (code, names) => {
  for (const name of names) expect([name, countryNamed(name)]).toEqual([name, code]);
});

it.each(['', 'US', 'European Union', 'Narnia', 'Unknown Region', 'Georgia, USA', 'Paris, Texas', '…', 'constructor'])(
  'knows no country by %p',
  (name) => {
    expect(countryNamed(name)).toBeNull();
  },
);
