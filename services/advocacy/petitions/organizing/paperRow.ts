// Reads the rows of an uploaded CSV file, and decides whether each is a signature on paper.
import { Readable } from 'node:stream';
import { CsvError, type Info, parse } from 'csv-parse';
import { BadInput } from '#kit/words/problem';
import { CountryCode, isDay } from '#kit/words/scalars';

/** A row that can be counted. The name shows that someone signed, and is not kept. */
export interface PaperRow {
  readonly sheet: string;
  readonly line: number;
  readonly country: string;
  readonly region: string | null;
  readonly signedOn: string | null;
}

/** The columns of the file, by the names in its first row; others are ignored. */
const paperColumns = ['sheet', 'line', 'name', 'country', 'region', 'signed_on'] as const;

/** Without these, a file cannot be read at all. */
const requiredColumns = paperColumns.slice(0, 4);

/** The row, or why it cannot be counted, in words. */
export function readPaperRow(record: Readonly<Record<string, string | undefined>>): PaperRow | string {
  const [sheet, line, name, country, region, signedOn] = paperColumns.map((column) => record[column]?.trim() ?? '') as [
    string,
    string,
    string,
    string,
    string,
    string,
  ];
  if (!sheet || sheet.length > 100 || hasControls(sheet)) return 'sheet must be the mark of the sheet, at most 100 characters.';
  if (!/^[1-9]\d{0,5}$/.test(line)) return 'line must be the number of the line on its sheet, counted from 1.';
  if (!name) return 'name is empty. A line without a name is not a signature.';
  if (!isCountry(country)) return 'country must be a two-letter ISO 3166-1 code such as US.';
  if (region && !new RegExp(`^${country}-[A-Z0-9]{1,3}$`).test(region))
    return `region must be an ISO 3166-2 code of the same country, such as ${country}-XX, or empty.`;
  if (signedOn && !isDay(signedOn)) return 'signed_on must be a day written as YYYY-MM-DD, or empty.';
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

/** The rows of a CSV file (RFC 4180) whose first row names the columns. A BOM is allowed, and lines may end with CR or LF alone. */
export async function* recordsOf(
  file: AsyncIterable<Buffer | string>,
): AsyncGenerator<{ row: number; record: Record<string, string> }> {
  const parser = parse({
    bom: true,
    columns: (header: string[]) => columnsOf(header),
    info: true,
    relax_column_count: true,
    skip_empty_lines: true,
    max_record_size: 100_000,
  });
  const source = Readable.from(file);
  source.on('error', (error) => parser.destroy(error));
  source.pipe(parser);
  try {
    for await (const { info, record } of parser as AsyncIterable<{ info: Info; record: Record<string, string> }>)
      yield { row: info.lines, record };
  } catch (error) {
    if (error instanceof CsvError)
      throw new BadInput('csv', `Line ${error.lines ?? '?'} of the file is not valid CSV (${error.code}).`);
    throw error;
  } finally {
    source.destroy();
  }
}

function columnsOf(header: readonly string[]): string[] {
  const names = header.map((name) => name.trim().toLowerCase());
  const missing = requiredColumns.filter((name) => !names.includes(name));
  if (missing.length > 0)
    throw new BadInput(
      'csv',
      `The first row of the file must name the columns. ${missing.length === 1 ? 'This one is' : 'These are'} missing: ${missing.join(', ')}.`,
    );
  return names;
}
