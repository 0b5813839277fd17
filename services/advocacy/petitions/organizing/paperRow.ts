// Is a row of an uploaded file a signature on paper?
import { CountryCode, isDay } from '#kit/words/scalars';

/** A row that can be counted. The name proves that somebody stands there, and is not kept. */
export interface PaperRow {
  readonly sheet: string;
  readonly line: number;
  readonly country: string;
  readonly region: string | null;
  readonly signedOn: string | null;
}

/** The columns of the file, by the names in its first row; the others are ignored. */
export const paperColumns = ['sheet', 'line', 'name', 'country', 'region', 'signed_on'] as const;

/** Without these, a file can not be read at all. */
export const requiredColumns = paperColumns.slice(0, 4);

/** The row, or in words why it can not be counted. */
export function readPaperRow(record: Readonly<Record<string, string | undefined>>): PaperRow | string {
  const [sheet, line, name, country, region, signedOn] = paperColumns.map((column) => record[column]?.trim() ?? '') as [
    string,
    string,
    string,
    string,
    string,
    string,
  ];
  if (!sheet || sheet.length > 100 || hasControls(sheet))
    return 'sheet must be the mark of the sheet, of at most 100 characters.';
  if (!/^[1-9]\d{0,5}$/.test(line)) return 'line must be the number of the line on its sheet, from 1.';
  if (!name) return 'name is empty: a line without a name is no signature.';
  if (!isCountry(country)) return 'country must be an ISO 3166-1 code of two letters, such as US.';
  if (region && !new RegExp(`^${country}-[A-Z0-9]{1,3}$`).test(region))
    return `region must be an ISO 3166-2 code of that country, such as ${country}-XX, or empty.`;
  if (signedOn && !isDay(signedOn)) return 'signed_on must be a day written YYYY-MM-DD, or empty.';
  return { sheet, line: Number(line), country, region: region || null, signedOn: signedOn || null };
}

const hasControls = (text: string) => /\p{Cc}/u.test(text) || !text.isWellFormed();

function isCountry(text: string): boolean {
  try {
    return CountryCode.parseValue(text) === text;
  } catch {
    return false;
  }
}
