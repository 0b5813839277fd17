// Which country does a person mean by a code or a name, and which regions does a country have?
import { iso31661Alpha3ToAlpha2, iso31662 } from 'iso-3166';
import { countryNamed, plainName } from './countryNames';
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

let regions: ReadonlySet<string> | undefined;

/** Whether ISO 3166-2 has the region, by its code such as US-NE, in the country. */
export function isRegionOf(country: string, region: string): boolean {
  regions ??= new Set(iso31662.map(({ code }) => code));
  return region.startsWith(`${country}-`) && regions.has(region);
}

let regionNames: ReadonlyMap<string, string> | undefined;

/** The code of a region by its name in the language of its list, within a country; undefined for what it does not have. */
export function regionNamed(country: string, name: string): string | undefined {
  regionNames ??= new Map(iso31662.map(({ code, name: each }) => [`${code.slice(0, 2)} ${plainName(each)}`, code]));
  return regionNames.get(`${country} ${plainName(name)}`);
}
