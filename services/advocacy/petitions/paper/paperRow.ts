// Decides whether a row of a file is a signature on paper, or the total of a place, and says why not.
import { undecodable } from '#kit/data/decodeText';
import { countryOf, isRegionOf, regionNamed } from '#kit/words/places';
import { Problem } from '#kit/words/problem';
import { isDay } from '#kit/words/validation';
import { canonicalEmail } from '../signing/emailHash';
import type { ColumnName, Columns, Mapped } from './columns';

/** A row that can be counted. Name and address are compared and not kept. */
export interface PaperRow {
  /** In the one spelling under which sheets are compared; null where the file has no sheets. */
  readonly sheet: string | null;
  /** From 1; 0 for a total; null where the file does not number its lines. */
  readonly line: number | null;
  /** Empty for a total that names none. */
  readonly country: string;
  readonly region: string | null;
  readonly signedOn: string | null;
  readonly people: number;
  /** In the spelling under which names are compared; empty for a total. */
  readonly name: string;
  /** The canonical address; null when the file gives none. */
  readonly email: string | null;
}

export const dateOrders = ['YMD', 'MDY', 'DMY'] as const;
export type DateOrder = (typeof dateOrders)[number];

/** What holds for all rows of a file. */
export interface RowRules extends Mapped {
  /** Of dates written with numbers only; null when the uploader does not say. */
  readonly dates: DateOrder | null;
  /** The country of rows that name none; null for none. */
  readonly country: string | null;
  /** The sheet of rows that name none; null for none. */
  readonly sheet: string | null;
  /** The first and the last day that can be right. */
  readonly from: string;
  readonly to: string;
}

const longestSheet = 100;
const mostPeople = 1_000_000;

/** The row, or why it cannot be counted, in words that begin with the column. */
export function readPaperRow(cells: readonly string[], rules: RowRules): PaperRow | string {
  if (cells.length > rules.width && cells.slice(rules.width).some((cell) => cell.trim() !== ''))
    return `The row has ${cells.length} cells, and the header ${rules.width}. A cell that holds a separator stands in quotes.`;
  const { columns } = rules;
  const read = (name: ColumnName) => cellOf(cells, columns, name);
  const [name, sheetName, line] = [nameOf(cells, columns), read('sheet'), read('line')];
  const isTotal = columns.count !== undefined && columns.name === undefined && columns.first_name === undefined;
  const [givenCountry, givenRegion, givenEmail] = [read('country'), read('region'), read('email')];
  if (`${name}\n${sheetName}\n${givenCountry}\n${givenRegion}\n${givenEmail}`.includes(undecodable))
    return 'The row holds characters that could not be read. Save the file as UTF-8, or name its charset in the content type.';
  const marked = sheetOf(sheetName);
  const sheet = marked || rules.sheet;
  if (marked === undefined || (columns.sheet !== undefined && !sheet))
    return 'sheet must be the mark of the sheet, at most 100 characters.';
  const isNumbered = sheet !== null && columns.line !== undefined && !isTotal;
  if (isNumbered && !/^[1-9]\d{0,5}$/.test(line)) return 'line must be the number of the line on its sheet, counted from 1.';
  if (!isTotal) {
    if (!name) return 'name is empty. A line without a name is not a signature.';
    if (!/\p{L}/u.test(name) || name.includes('@') || name.length > 400) return 'name is not the name of a person.';
  }
  const people = isTotal ? Number(/^\d{1,7}$/.test(read('count')) ? read('count') : 'NaN') : 1;
  if (!(people >= 1 && people <= mostPeople)) return `count must be a whole number from 1 to ${mostPeople}.`;
  const country = givenCountry ? countryOf(givenCountry) : (rules.country ?? (isTotal ? '' : undefined));
  if (country === undefined)
    return givenCountry
      ? 'country must be an ISO 3166-1 code such as US, or the name of a country.'
      : 'country is empty. Fill it in, or state the country of all such rows, as in country=US.';
  const region = regionOf(country, givenRegion);
  if (region === undefined)
    return `region must be an ISO 3166-2 region of the same country, such as US-NE or Nebraska for US, or empty.`;
  const signedOn = dayIn(rules, read('signed_on'));
  if (signedOn !== null && !/^\d{4}-/.test(signedOn)) return signedOn;
  // The address beside a total is that of whoever counted.
  const email = isTotal ? null : emailOf(givenEmail);
  if (email === undefined) return 'email is not an e-mail address. Correct it, or leave it empty.';
  const onSheet = isTotal ? 0 : isNumbered ? Number(line) : null;
  return { sheet, line: onSheet, country, region, signedOn, people, name: isTotal ? '' : oneSpelling(name), email };
}

const mostRemembered = 1_000;
const longestRemembered = 200;

/** Remembers what a function says of short texts that come again and again. */
function remembering<T>(say: (text: string) => T): (text: string) => T {
  const said = new Map<string, { readonly value: T }>();
  return (text) => {
    if (text.length > longestRemembered) return say(text);
    let known = said.get(text);
    if (!known) {
      if (said.size >= mostRemembered) said.clear();
      known = { value: say(text) };
      said.set(text, known);
    }
    return known.value;
  };
}

/** In the one spelling; undefined for what cannot mark a sheet. */
const sheetOf = remembering((text) => {
  const sheet = oneSpelling(text);
  return sheet.length > longestSheet || hasControls(sheet) ? undefined : sheet;
});

const days = new WeakMap<RowRules, (text: string) => string | null>();

function dayIn(rules: RowRules, text: string): string | null {
  const known = days.get(rules) ?? remembering((each) => dayOf(each, rules));
  days.set(rules, known);
  return known(text);
}

/** Composed letters, single blanks, no capitals: `Sheet  1` and `sheet 1` are one sheet. */
export const oneSpelling = (text: string): string => text.normalize('NFC').trim().replace(/\s+/g, ' ').toLowerCase();

const cellOf = (cells: readonly string[], columns: Columns, name: ColumnName): string => {
  const at = columns[name];
  return at === undefined ? '' : (cells[at]?.trim() ?? '');
};

const nameOf = (cells: readonly string[], columns: Columns): string =>
  columns.name === undefined
    ? `${cellOf(cells, columns, 'first_name')} ${cellOf(cells, columns, 'last_name')}`.trim()
    : cellOf(cells, columns, 'name');

const hasControls = (text: string) => /\p{Cc}/u.test(text) || !text.isWellFormed();

/** Null when empty, undefined for what the country does not have. */
function regionOf(country: string, text: string): string | null | undefined {
  if (!text) return null;
  if (!country) return undefined;
  const code = text.toUpperCase();
  if (isRegionOf(country, code)) return code;
  if (isRegionOf(country, `${country}-${code}`)) return `${country}-${code}`;
  return regionNamed(country, text);
}

/** Null when empty, undefined for what is no address. */
function emailOf(text: string): string | null | undefined {
  if (!text) return null;
  try {
    return canonicalEmail(text);
  } catch (problem) {
    if (!(problem instanceof Problem)) throw problem;
    return undefined;
  }
}

/** A day, perhaps with a time behind it, which is not read. */
const isoDay = /^(\d{4})[-/.](\d{1,2})[-/.](\d{1,2})(?:[T ].*)?$/;
const numbers = /^(\d{1,2})[-/.](\d{1,2})[-/.](\d{4})(?:,?[T ].*)?$/;

/** The day, null when empty, or why it cannot be right. */
function dayOf(text: string, { dates, from, to }: RowRules): string | null {
  if (!text) return null;
  const [, year = '', month = '', day = ''] = isoDay.exec(text) ?? [];
  const [, first = '', second = '', last = ''] = year ? [] : (numbers.exec(text) ?? []);
  if (last && dates !== 'MDY' && dates !== 'DMY')
    return 'signed_on does not tell day and month apart. State the order of all dates, as in dates=MDY or dates=DMY, or write YYYY-MM-DD.';
  const parts = last ? [last, ...(dates === 'MDY' ? [first, second] : [second, first])] : [year, month, day];
  const signedOn = parts.map((part) => part.padStart(2, '0')).join('-');
  if (!isDay(signedOn)) return 'signed_on must be a day written as YYYY-MM-DD, or empty.';
  if (signedOn > to) return `signed_on lies in the future; today is ${to}.`;
  if (signedOn < from) return `signed_on lies before ${from}, earlier than anyone could sign this petition.`;
  return signedOn;
}
