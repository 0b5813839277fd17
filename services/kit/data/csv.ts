// Reads a table of text as it arrives: separator, quotes and line ends as they come; a malformed row is told and the next are read.

import { kindOfFile, notCsv } from '../words/fileKinds';
import { BadInput } from '../words/problem';

/** A row, with the line of the file on which it ends, from 1. Rows of nothing but separators are left out. */
export interface CsvRow {
  readonly row: number;
  readonly cells: readonly string[];
  /** As it stands in the file, when that is several lines. */
  readonly raw?: string;
}

/** Why a row is not taken. */
export interface RowFault {
  /** Stays, so that pages can say it in other languages, such as NAME_EMPTY. */
  readonly reason: string;
  /** What its words name. */
  readonly values: { readonly [name: string]: unknown };
  /** In English. */
  readonly message: string;
}

/** A row that is not CSV, with the line on which it begins. */
export interface CsvFault {
  readonly row: number;
  readonly fault: RowFault;
}

export const separators = [',', ';', '\t', '|'] as const;
export type Separator = (typeof separators)[number];

/** The longest row, in characters. */
const longestRow = 100_000;

/** So many are read before they are handed on. */
const rowsAtOnce = 200;

/** So much is looked at to find the separator. */
const sampleLines = 50;
const sampleCharacters = 65_536;

/**
 * The rows of a file as RFC 4180 has them, and as programs write them: separated by comma, semicolon, tab or bar (told by a first
 * line `sep=;`, or else the one that cuts the first lines most evenly), lines that end with CR LF, LF or CR, mixed as they are. A
 * row that is malformed, such as one with a quote that never ends, is a fault; reading goes on with the next line.
 */
export async function* readCsv(
  text: AsyncIterable<string>,
  tell?: (separator: Separator) => void,
): AsyncGenerator<(CsvRow | CsvFault)[]> {
  let held = '';
  let line = 1;
  let separator: Separator | undefined;
  for await (const part of text) {
    held = held.length > 0 ? held + part : part;
    if (separator === undefined) {
      if (held.length < sampleCharacters && countLines(held) < sampleLines) continue;
      begin();
    }
    yield* some(false);
  }
  if (separator === undefined) begin();
  yield* some(true);

  /** In small parts, so that cells which were read are garbage before the engine looks for it. */
  function* some(isLast: boolean) {
    for (let rows = take(isLast); rows.length > 0; rows = rows.length < rowsAtOnce ? [] : take(isLast)) yield rows;
  }

  function begin() {
    if (held.charCodeAt(0) === 0xfeff) held = held.slice(1);
    const stated = /^"?sep=([,;\t|])"?(\r\n|\n|\r|$)/i.exec(held);
    separator = stated ? (stated[1] as Separator) : separatorOf(held);
    if (stated) {
      held = held.slice(stated[0].length);
      line++;
    }
    tell?.(separator);
  }

  /** The rows that are complete; all that is left at the end. */
  function take(isLast: boolean): (CsvRow | CsvFault)[] {
    const found: (CsvRow | CsvFault)[] = [];
    let at = 0;
    while (at < held.length && found.length < rowsAtOnce) {
      const record = readRecord(held, at, separator as Separator, isLast);
      if (record === undefined) break;
      if ('fault' in record) found.push({ row: line, fault: record.fault });
      line += record.lines;
      if ('cells' in record && record.cells.some((cell) => cell.trim() !== '')) {
        const { cells, lines, end } = record;
        found.push(lines > 1 ? { row: line - 1, cells, raw: held.slice(at, end) } : { row: line - 1, cells });
      }
      at = record.end;
    }
    held = held.slice(at);
    return found;
  }
}

interface Taken {
  /** Where the next row begins. */
  readonly end: number;
  /** How many lines it takes. */
  readonly lines: number;
}
type Record = Taken & ({ readonly cells: readonly string[] } | { readonly fault: RowFault });

/** The record that begins there; undefined when its end has not arrived. */
function readRecord(text: string, start: number, separator: Separator, isLast: boolean): Record | undefined {
  const first = endOfLine(text, start, isLast);
  if (first === undefined) return text.length - start > longestRow ? tooLong(text, start, isLast) : undefined;
  const line = text.slice(start, first.at);
  if (line.length > longestRow) return { end: first.next, lines: 1, fault: csvFaults.long };
  if (!line.includes('"')) return { end: first.next, lines: 1, cells: line.split(separator) };
  return readQuoted(text, start, first.next, separator, isLast);
}

export const rowFault = (reason: string, message: string, values: RowFault['values'] = {}): RowFault => ({
  reason,
  values,
  message,
});

/** ALL FAULTS of rows that are not CSV. */
export const csvFaults = {
  long: rowFault('ROW_TOO_LONG', `The row is longer than ${longestRow} characters.`, { most: longestRow }),
  open: rowFault(
    'QUOTE_OPEN',
    'A quote (") opens a cell of this row and never closes. Close it, or write it twice ("") where it belongs to the text.',
  ),
  after: rowFault(
    'QUOTE_FOLLOWED',
    'Something stands behind the closing quote (") of a cell. Write quotes twice ("") where they belong to the text.',
  ),
  within: rowFault(
    'QUOTE_WITHIN',
    'A quote (") stands within a cell that does not begin with one. Put the cell in quotes and write the inner ones twice ("").',
  ),
};

/** A line without end is left out as far as it has arrived. */
function tooLong(text: string, start: number, isLast: boolean): Record | undefined {
  const end = endOfLine(text, start, isLast);
  return { end: end?.next ?? text.length, lines: end ? 1 : 0, fault: csvFaults.long };
}

function readQuoted(text: string, start: number, nextLine: number, separator: Separator, isLast: boolean): Record | undefined {
  // What is malformed is left out line by line, so that a forgotten quote takes no other row with it.
  const malformed = (fault: RowFault): Record => ({ end: nextLine, lines: 1, fault });
  const cells: string[] = [];
  let at = start;
  let lines = 1;
  for (;;) {
    if (text[at] === '"') {
      let cell = '';
      let from = at + 1;
      for (;;) {
        const close = text.indexOf('"', from);
        const reached = close < 0 ? text.length : close;
        if (reached - start > longestRow) return malformed(csvFaults.open);
        if (close < 0 || (close === text.length - 1 && !isLast)) return isLast ? malformed(csvFaults.open) : undefined;
        cell += text.slice(from, close);
        from = close + 1;
        if (text[from] !== '"') break;
        cell += '"';
        from++;
      }
      lines += cell.includes('\n') || cell.includes('\r') ? breaksIn(cell) : 0;
      cells.push(cell);
      at = from;
    } else {
      const end = endOfCell(text, at, separator);
      const cell = text.slice(at, end);
      if (cell.includes('"')) return malformed(csvFaults.within);
      cells.push(cell);
      at = end;
    }
    if (text[at] === separator) {
      at++;
      continue;
    }
    if (at >= text.length) return isLast ? { end: at, lines, cells } : undefined;
    const end = endOfLine(text, at, isLast);
    if (end === undefined) return undefined;
    if (end.at !== at) return malformed(csvFaults.after);
    return { end: end.next, lines, cells };
  }
}

/**
 * Two stray quotes, far apart, make one row of all rows between them, as CSV has it. Where each line is a row by itself, that was not
 * meant: those with a quote are faults, the others stay. Undefined where the lines belong together, as those of a comment do.
 */
export function rowsWithin(
  { row, raw = '' }: CsvRow,
  separator: Separator,
  isRow: (cells: readonly string[]) => boolean,
): (CsvRow | CsvFault)[] | undefined {
  const lines = raw.replace(/(\r\n|\n|\r)$/, '').split(/\r\n|\n|\r/);
  const isApart = lines.every((line) => line.trim() === '' || isRow(line.replaceAll('"', '').split(separator)));
  if (lines.length < 2 || !isApart) return undefined;
  return lines.flatMap((line, at) => {
    const own = row - lines.length + 1 + at;
    if (line.trim() === '') return [];
    return line.includes('"')
      ? { row: own, fault: at === 0 ? csvFaults.open : csvFaults.within }
      : { row: own, cells: line.split(separator) };
  });
}

function endOfCell(text: string, from: number, separator: Separator): number {
  for (let at = from; at < text.length; at++) {
    const letter = text[at];
    if (letter === separator || letter === '\n' || letter === '\r') return at;
  }
  return text.length;
}

/** Where the line ends and the next begins. A CR that came last may be half of a CR LF. */
function endOfLine(text: string, from: number, isLast: boolean): { readonly at: number; readonly next: number } | undefined {
  const lf = text.indexOf('\n', from);
  const cr = firstReturn(text, from, lf < 0 ? text.length : lf);
  if (cr < 0) return lf >= 0 ? { at: lf, next: lf + 1 } : isLast ? { at: text.length, next: text.length } : undefined;
  if (cr === text.length - 1 && !isLast) return undefined;
  return { at: cr, next: text[cr + 1] === '\n' ? cr + 2 : cr + 1 };
}

/** Looks no further than the line feed, so that a file without CR is not read again for each of its lines. */
function firstReturn(text: string, from: number, to: number): number {
  for (let at = from; at < to; at++) if (text.charCodeAt(at) === 13) return at;
  return -1;
}

const countLines = (text: string) => breaksIn(text);
const breaksIn = (text: string): number => text.match(/\r\n|\n|\r/g)?.length ?? 0;

/** The one by which most of the first lines have equally many cells, and more than one; a comma where none cuts anything. */
function separatorOf(text: string): Separator {
  const marks = separators.map((separator) => {
    const widths = new Map<number, number>();
    let at = 0;
    for (let count = 0; count < sampleLines && at < text.length; count++) {
      const record = readRecord(text, at, separator, false) ?? readRecord(text, at, separator, true);
      if (!record) break;
      at = record.end;
      const width = 'cells' in record ? record.cells.length : 1;
      if (width > 1) widths.set(width, (widths.get(width) ?? 0) + 1);
    }
    const [width = 1, lines = 0] = [...widths].sort(([a, m], [b, n]) => n - m || b - a)[0] ?? [];
    return { separator, width, lines };
  });
  marks.sort((a, b) => b.lines - a.lines || b.width - a.width);
  return marks[0] && marks[0].lines > 0 ? marks[0].separator : ',';
}

/** So many bytes tell what a file is. */
const enough = 512;

/** The file as it is. @throws BadInput when it is not text, as far as its beginning tells */
export async function* onlyText(field: string, file: AsyncIterable<Buffer | string>): AsyncGenerator<Buffer | string> {
  let held: Buffer | undefined = Buffer.alloc(0);
  for await (const part of file) {
    if (held === undefined) yield part;
    else {
      held = Buffer.concat([held, Buffer.from(part)]);
      if (held.length < enough) continue;
      refuse(field, held);
      yield typeof part === 'string' && held.length === Buffer.byteLength(part) ? part : held;
      held = undefined;
    }
  }
  if (held === undefined) return;
  refuse(field, held);
  yield held;
}

/** @throws BadInput when it is known not to be text */
function refuse(field: string, bytes: Buffer): void {
  const kind = kindOfFile(bytes);
  if (kind) throw new BadInput(field, notCsv(kind), { kind });
}
