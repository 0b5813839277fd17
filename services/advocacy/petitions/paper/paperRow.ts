// Decides whether a row of a file is a signature on paper, or the total of a place, and says why not.
import type { RowFault, Separator } from '#kit/data/csv';
import { undecodable } from '#kit/data/decodeText';
import { addDays } from '#kit/words/days';
import { countryOf, regionOf, regionsInWords, regionsSharing } from '#kit/words/places';
import { Problem } from '#kit/words/problem';
import { isDay } from '#kit/words/validation';
import { canonicalEmail } from '../signing/emailHash';
import { type ColumnName, type Columns, type Double, type Mapped, plain } from './columns';
import { said } from './paperFaults';

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
  /** What separates the cells, which tells how numbers are written. */
  readonly separator: Separator;
}

const people =
  '(?:signatures?|signatories|signers?|people|firmas|firmantes|personas|unterschriften|unterzeichner(?:innen)?|personen|signataires|firme|assinaturas|handtekeningen|podpisów)';
/** What a spreadsheet writes below the rows that it adds up. In a list of names, only what is no name of a person. */
const sums = (words: string) =>
  new RegExp(
    String.raw`^(?:${words})(?: (?:of |de |der |des |di |delle )?(?:all |las )?${people})?[ :=]*(?:\d[\d.,' ]*(?:${people})?)?$`,
    'i',
  );
const certainSum =
  '(?:grand |sub)?totals?|total general|nombre total|summe|gesamt(?:zahl|summe)?|insgesamt|zusammen|всего|итого|разом|усього|razem|celkem|összesen|yhteensä|ukupno|' +
  'totalt|i alt|toplam|σύνολο|المجموع|合計|合计|总计|總計|합계|(?:number|count|anzahl|zahl|nombre|número|numero|cantidad|aantal)(?= \\D)';
const sumOfPlaces = sums(`${certainSum}|sum|suma|somme|totale|soma|totaal`);
const sumOfPeople = sums(certainSum);
/** `Page 1 of 3`, `12 signatures`, `Suma: 12`, what survey tools write below their header, and parts of programs. */
const noPerson = new RegExp(
  String.raw`^(?:(?:page|seite|p[áa]gina|hoja|feuille|blatt) \d+\b.*|\d[\d.,' ]* ${people}|(?:suma?|somme|totale|soma|totaal)[ :=]+\d.*|.*[:=]\s*\d[\d.,' \u00a0]*|(?:open-ended )?response)$|[{}<>|\\]|:\/\/`,
  'i',
);
const longestSheet = 100;
const mostLines = 999_999;
const mostPeople = 1_000_000;

/** The row, or why it cannot be counted. */
export function readPaperRow(given: readonly string[], rules: RowRules): PaperRow | RowFault {
  // Two files that were put behind each other have their header in the middle.
  if (rules.titles.length > 0 && rules.titles.every(([at, title]) => given[at]?.trim() === title)) return said('HEADER_AGAIN');
  const cells = rules.doubles.length > 0 ? oneOfEach(given, rules.doubles) : given;
  if ('reason' in cells) return cells;
  if (cells.length > rules.width && cells.slice(rules.width).some((cell) => cell.trim() !== ''))
    return said('CELLS_MORE', { cells: cells.length, header: rules.width });
  const { columns } = rules;
  const read = (name: ColumnName) => cellOf(cells, columns, name);
  const [name, sheetName, line] = [nameOf(cells, columns), read('sheet'), read('line')];
  const isTotal = columns.count !== undefined && (columns.name ?? columns.first_name ?? columns.last_name) === undefined;
  const [givenCountry, givenRegion, givenEmail] = [read('country'), read('region'), read('email')];
  if (
    isUnreadable(name) ||
    isUnreadable(sheetName) ||
    isUnreadable(givenCountry) ||
    isUnreadable(givenRegion) ||
    isUnreadable(givenEmail)
  )
    return said('CELLS_UNREADABLE');
  const marked = sheetOf(sheetName);
  const sheet = marked || rules.sheet;
  if (marked === undefined || (columns.sheet !== undefined && !sheet)) return said('SHEET_WRONG', { most: longestSheet });
  const isNumbered = sheet !== null && columns.line !== undefined && !isTotal;
  const number = isNumbered ? wholeNumber(line, rules.separator) : 0;
  if (isNumbered && !(number >= 1 && number <= mostLines)) return said('LINE_WRONG');
  if (!isTotal) {
    if (!name) return said('NAME_EMPTY');
    if (name.length < 60 && sumOfPeople.test(name)) return said('NAME_IS_SUM');
    if (!/\p{L}/u.test(name) || name.includes('@') || name.length > 400 || noPerson.test(name)) return said('NAME_WRONG');
    if (columns.count !== undefined && !/^(?:1(?:[.,]0*)?)?$/.test(read('count'))) return said('COUNT_BESIDE_NAME');
  }
  if (isTotal && sumOfPlaces.test(sheetName)) return said('SHEET_IS_SUM');
  const people = isTotal ? wholeNumber(read('count'), rules.separator) : 1;
  if (!(people >= 1 && people <= mostPeople)) return said('COUNT_WRONG', { most: mostPeople });
  const named = givenCountry ? countryOf(givenCountry) : undefined;
  const isSaid = givenCountry !== '' && (named !== undefined || !nothing.test(givenCountry));
  const country = isSaid ? named : (rules.country ?? (isTotal ? '' : undefined));
  if (country === undefined) return said(isSaid ? 'COUNTRY_WRONG' : 'COUNTRY_EMPTY');
  const region = givenRegion ? (regionOf(country, givenRegion) ?? (nothing.test(givenRegion) ? null : undefined)) : null;
  if (region === undefined) {
    const shared = regionsSharing(country, givenRegion);
    return shared.length > 0 ? said('REGION_SHARED', { either: regionsInWords(shared) }) : said('REGION_WRONG');
  }
  const signedOn = dayIn(rules, read('signed_on'));
  if (typeof signedOn === 'object' && signedOn !== null) return signedOn;
  // The address beside a total is that of whoever counted.
  const email = isTotal ? null : emailOf(givenEmail);
  if (typeof email === 'object' && email !== null) return email;
  const onSheet = isTotal ? 0 : isNumbered ? number : null;
  return { sheet, line: onSheet, country, region, signedOn, people, name: isTotal ? '' : oneSpelling(name), email };
}

const isUnreadable = (cell: string) => cell.includes(undecodable);

/** What forms and people write where there is nothing to say. NA is not among it: Namibia, and Naples. */
const nothing =
  /^(?:[-–—.]+|n\/a|n\.\s?a\.|none|null|anonymous|unknown|ningun[oa]|no aplica|keine?|keine angabe|k\.\s?a\.|aucune?|nessun[oa]|nenhuma?)$/i;

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
  const sheet = sheetSpelling(text);
  return sheet.length > longestSheet || hasControls(sheet) ? undefined : sheet;
});

const days = new WeakMap<RowRules, (text: string) => string | RowFault | null>();

function dayIn(rules: RowRules, text: string): string | RowFault | null {
  const known = days.get(rules) ?? remembering((each) => dayOf(each, rules));
  days.set(rules, known);
  return known(text);
}

/** Composed letters, single blanks, no capitals: `Sheet  1` and `sheet 1` are one sheet. */
export const oneSpelling = (text: string): string =>
  (isPlain.test(text) ? text : text.normalize('NFC').trim().replace(/\s+/g, ' ')).toLowerCase();

/** Words of ASCII with single blanks between them, which most names are: only their capitals go. */
const isPlain = /^[!-~]+(?: [!-~]+)*$/;

/** Sheets are also one whether marks that nobody sees, or letters and digits of full width, stand in their names. */
export const sheetSpelling = (text: string): string =>
  oneSpelling(text.replace(/\p{Cf}/gu, '').replace(/[\uff01-\uff9f]+/g, (wide) => wide.normalize('NFKC'))).replaceAll(
    'i\u0307',
    'i',
  );

/** Where the digits of other scripts begin: Arabic, Persian, Devanagari, Bengali, Thai, full width. */
const zeros = [0x660, 0x6f0, 0x966, 0x9e6, 0xe50, 0xff10];

/** Numbers in the digits that we compute with. */
const inDigits = (text: string): string =>
  text.replace(/[^ -~]/g, (digit) => {
    const value = zeros.map((zero) => digit.charCodeAt(0) - zero).find((each) => each >= 0 && each <= 9);
    return value === undefined ? digit : String(value);
  });

const plainNumber = /^\d{1,9}(?:[.,]0{0,2})?$/;
const grouped = /^\d{1,3}(?:([.,' \u00a0\u202f\u2019])\d{3})(?:\1\d{3})*(?:[.,]0{1,2})?$|^\d{1,2}(?:,\d{2})+,\d{3}$/;

/** A whole number as spreadsheets write it: 7, 07, 7., 7.0, 1,234 or 1.234; NaN for anything else, and for 1.000 where that can be 1 as well. */
function wholeNumber(given: string, separator: Separator): number {
  if (/^\d{1,9}$/.test(given)) return Number(given);
  const text = inDigits(given);
  if (plainNumber.test(text)) return Number(text.replace(/[.,].*/, ''));
  const mark = grouped.exec(text)?.[1];
  if (!grouped.test(text)) return Number.NaN;
  // Whoever separates cells by commas writes decimals by points, and the other way round.
  const isDecimal = /^\d{1,3}[.,]000$/.test(text) && separator !== { ',': ',', '.': ';' }[mark ?? ''];
  return isDecimal ? Number.NaN : Number(text.replace(/[.,]0{1,2}$/, '').replace(/[^\d]/g, ''));
}

const cellOf = (cells: readonly string[], columns: Columns, name: ColumnName): string => {
  const at = columns[name];
  return at === undefined ? '' : (cells[at]?.trim() ?? '');
};

/** The cells with what stands in the one column of several with the same header that has something; or why they cannot be one. */
function oneOfEach(cells: readonly string[], doubles: readonly Double[]): readonly string[] | RowFault {
  const found = [...cells];
  for (const { name, at } of doubles) {
    const given = at.map((i) => cells[i] ?? '').filter((cell) => cell.trim() !== '');
    if (new Set(given.map(oneSpelling)).size > 1)
      return said('COLUMNS_DISAGREE', { columns: name, places: at.map((i) => i + 1).join(', '), first: at[0]! + 1 });
    found[at[0]!] = given[0] ?? '';
  }
  return found;
}

/** In lists of `Name, Vorname` and of `Name, Last name` the first is a part of the name, too. */
function nameOf(cells: readonly string[], columns: Columns): string {
  const read = (name: ColumnName) => cellOf(cells, columns, name);
  const [name, first, middle, last, suffix] = [
    read('name'),
    read('first_name'),
    read('middle_name'),
    read('last_name'),
    read('name_suffix'),
  ];
  if (!name) return [first, middle, last, suffix].filter(Boolean).join(' ');
  const both = `${first} ${last}`.trim();
  const whole = (first && last) || name.includes(both) ? name : (first ? `${first} ${name}` : `${name} ${last}`).trim();
  // A father and his son may share an address, and all of their name but this.
  return [middle, suffix].reduce(
    (said, part) => (wordsOf(part).every((word) => wordsOf(said).includes(word)) ? said : `${said} ${part}`),
    whole,
  );
}

const wordsOf = (text: string): readonly string[] => text.toLowerCase().match(/[\p{L}\p{M}\p{N}]+/gu) ?? [];

const hasControls = (text: string) => /\p{Cc}/u.test(text) || !text.isWellFormed();

/** Null when empty, or why it cannot be read. Two people of one line are two rows, of which nobody must be lost. */
function emailOf(text: string): string | null | RowFault {
  if (!text || (!text.includes('@') && nothing.test(text))) return null;
  // Mail programs write `Ann Lee <ann@example.org>`.
  const one = addressOf(/^[^<>]*<([^<>]+)>$/.exec(text)?.[1] ?? text.replace(/^mailto:/i, ''));
  if (one !== undefined) return one;
  const found = text.match(/[^\s;,/|<>]+@[^\s;,/|<>]+/g) ?? [];
  const several = new Set(found.map(addressOf));
  if (found.length < 2 || several.has(undefined)) return said('EMAIL_WRONG');
  return several.size > 1 ? said('EMAIL_SEVERAL') : addressOf(found[0] as string)!;
}

/** In the spelling under which addresses are compared; undefined for what is no address. */
function addressOf(text: string): string | undefined {
  try {
    return canonicalEmail(text);
  } catch (problem) {
    if (!(problem instanceof Problem)) throw problem;
    return undefined;
  }
}

/** What may stand behind a day: a time, which is not read since it is the day where the person signed; never a second day. */
const behind = String.raw`(?:\.?,?[T ](?!.*\d[-/]\d{1,2}[-/]\d).*)?$`;
const isoDay = new RegExp(String.raw`^(\d{4})(?:[-/.]|\. |年)(\d{1,2})(?:[-/.]|\. |月)(\d{1,2})[.日]?${behind}`);
const compactDay = /^(\d{4})(\d{2})(\d{2})(?:T\d{4,6}Z?)?$/;
const numbers = new RegExp(String.raw`^(\d{1,2})[-/.](\d{1,2})[-/.](\d{4}|\d{2})${behind}`);
/** `3 October 2026`, `3-Oct-26`, `3. Oktober 2026`, `3 de octubre de 2026`. */
const dayMonth = new RegExp(
  String.raw`^(\d{1,2})(?:st|nd|rd|th|er|º|\.)?[\s/-]+(?:(?:de|of) )?(\p{L}+)\.?,?[\s/-]+(?:del? )?(\d{4}|\d{2})${behind}`,
  'u',
);
/** `October 3, 2026`, `Oct 3rd 2026`. */
const monthDay = new RegExp(String.raw`^(\p{L}+)\.?[\s-]+(\d{1,2})(?:st|nd|rd|th)?,?[\s-]+(\d{4})${behind}`, 'u');
/** `Saturday, `, `Sat `, `sábado, `: not read, as it says nothing more. */
const weekday = /^\p{L}{2,}\.?,? (?=\d{1,4}[-/.]\d|\d{1,2}(?:st|nd|rd|th|\.)? (?:de |of )?\p{L}|\p{L}+\.? \d)/u;

/** Whose names of months are read; none means two months in two of them. */
const languages = 'en es de fr it pt nl ca da nb sv fi pl cs ru uk tr el'.split(' ');
let months: ReadonlyMap<string, string> | undefined;

/** The number of a month by its name, whole or short; the text itself for what is none. */
function monthOf(name: string): string {
  months ??= new Map(
    languages.flatMap((language) =>
      // Beside a day, many languages decline the month.
      ([{ month: 'long' }, { month: 'short' }, { month: 'long', day: 'numeric' }] as const).flatMap((how) => {
        const format = new Intl.DateTimeFormat(language, { ...how, timeZone: 'UTC' });
        return Array.from({ length: 12 }, (_, at) => {
          const parts = format.formatToParts(new Date(Date.UTC(2026, at, 1)));
          return [plain(parts.find(({ type }) => type === 'month')?.value ?? ''), String(at + 1)] as const;
        });
      }),
    ),
  );
  return months.get(plain(name)) ?? (plain(name) === 'sept' ? '9' : name);
}

/** Year, month and day as they stand in the text; undefined for what is none, null where their order is not known. */
function partsOf(given: string, dates: DateOrder | null): readonly string[] | null | undefined {
  const text = inDigits(given).replace(weekday, '');
  const found = isoDay.exec(text) ?? compactDay.exec(text);
  if (found) return found.slice(1, 4);
  const named = dayMonth.exec(text);
  if (named) return [named[3]!, monthOf(named[2]!), named[1]!];
  const american = monthDay.exec(text);
  if (american) return [american[3]!, monthOf(american[1]!), american[2]!];
  const [, first, second, year] = numbers.exec(text) ?? [];
  if (!first || !second || !year) return undefined;
  if (dates === 'YMD' && year.length === 2) return [first, second, year];
  if (dates !== 'MDY' && dates !== 'DMY') return null;
  return [year, ...(dates === 'MDY' ? [first, second] : [second, first])];
}

/** The days before those that spreadsheets count from: Excel's, and that of its first programs for the Mac. */
const before = ['1899-12-30', '1904-01-01'];

/**
 * The day that a spreadsheet writes as a number, such as 46298 or 46298.5864 for 2026-10-03: the only one of the two that can be right.
 * Undefined for other texts, and where both can be.
 */
function dayCounted(text: string, from: string, to: string): string | undefined {
  const count = /^(\d{5})(?:[.,]\d+)?$/.exec(text)?.[1];
  if (!count) return undefined;
  const possible = before.map((day) => addDays(day, Number(count))).filter((day) => day >= from && day <= to);
  return possible.length === 1 ? possible[0] : undefined;
}

/** The day, null when empty, or why it cannot be right. */
function dayOf(text: string, { dates, from, to }: RowRules): string | RowFault | null {
  if (!text) return null;
  const parts = partsOf(text, dates);
  if (parts === null) return said('DAY_UNCLEAR');
  const signedOn =
    dayCounted(text, from, to) ??
    (parts ?? []).map((part, at) => (at === 0 && part.length === 2 ? `20${part}` : part.padStart(2, '0'))).join('-');
  if (!isDay(signedOn)) return said('DAY_WRONG');
  if (signedOn > to) return said('DAY_AHEAD', { day: to });
  if (signedOn < from) return said('DAY_EARLY', { day: from });
  return signedOn;
}
