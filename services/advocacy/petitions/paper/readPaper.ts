// Reads a file of signatures: its encoding and separator, the row that names its columns, and each row by the rules.
import { createHash } from 'node:crypto';
import { type CsvFault, type CsvRow, onlyText, readCsv, type Separator } from '#kit/data/csv';
import { decodeText } from '#kit/data/decodeText';
import { BadInput } from '#kit/words/problem';
import { type ColumnWishes, columnsByNumber, columnsIn, type Mapped, mostTitleRows, needed } from './columns';
import { layoutOf, type PaperLayouts } from './paperLayout';
import { type PaperRow, type RowRules, readPaperRow } from './paperRow';

/** What the uploader says of the file beside its bytes. */
export interface FileWishes extends ColumnWishes, Pick<RowRules, 'dates' | 'country' | 'sheet'> {
  /** That of the content type. */
  readonly charset?: string | undefined;
}

/** How the columns came to be read: what was said of them now, and what is remembered of an earlier file with the same header. */
interface Reading {
  /** The id of its layout. */
  readonly id: string;
  readonly wishes: FileWishes;
  readonly isRemembered: boolean;
}

/** A row that was read, or why not, with its line in the file. */
export interface ReadRow {
  readonly row: number;
  readonly read: PaperRow | string;
}

/** The longest file, in rows: more could not be compared with each other in bounded memory. */
const mostRows = 2_000_000;

/** One reading of one file. What it tells of the file is complete when all rows were read. */
export class PaperFile {
  readonly #hash = createHash('sha256');
  readonly #decoded: ReturnType<typeof decodeText>;
  separator: Separator = ',';
  mapped: Mapped | undefined;
  reading: Reading | undefined;

  constructor(
    file: AsyncIterable<Buffer | string>,
    private readonly wishes: FileWishes,
    private readonly days: Pick<RowRules, 'from' | 'to'>,
    private readonly layouts: PaperLayouts = new Map(),
  ) {
    this.#decoded = decodeText(this.#hashed(onlyText('csv', file)), wishes.charset);
  }

  get encoding(): string {
    return this.#decoded.encoding();
  }

  /** The SHA-256 of what was read. */
  hash(): string {
    return this.#hash.digest('hex');
  }

  /** The rows as they arrive. @throws BadInput for a file that is not CSV or does not name its columns */
  async *rows(): AsyncGenerator<ReadRow[]> {
    let above: (CsvRow | CsvFault)[] = [];
    let rules: RowRules | undefined;
    let total = 0;
    for await (const rows of readCsv(this.#decoded.text, (separator) => (this.separator = separator))) {
      let some = rows;
      if (!rules) {
        above.push(...rows);
        const begun = this.#begin(above);
        if (!begun) {
          if (above.length > mostTitleRows) break;
          continue;
        }
        rules = begun.rules;
        some = above.slice(begun.from);
        above = [];
      }
      total += some.length;
      if (total > mostRows)
        throw new BadInput(
          'csv',
          `The file has more than ${mostRows} rows. Send it in parts; what was counted already counts once.`,
          {
            limit: mostRows,
          },
        );
      const known = rules;
      yield some.map((one) => ({ row: one.row, read: 'cells' in one ? readPaperRow(one.cells, known) : one.fault }));
    }
    if (!rules) throw new BadInput('csv', this.#withoutHeader(above));
  }

  #begin(rows: readonly (CsvRow | CsvFault)[]): { readonly rules: RowRules; readonly from: number } | undefined {
    for (const [index, row] of rows.slice(0, mostTitleRows).entries()) {
      if (!('cells' in row)) continue;
      const reading = this.#readingOf(row.cells);
      const { wishes } = reading;
      const mapped = wishes.hasHeader ? columnsIn(row.cells, wishes) : columnsByNumber(row.cells.length, wishes);
      if (!mapped) continue;
      this.mapped = mapped;
      this.reading = reading;
      const { dates, country, sheet } = wishes;
      return { rules: { ...mapped, dates, country, sheet, ...this.days }, from: this.wishes.hasHeader ? index + 1 : index };
    }
    return undefined;
  }

  /** What is said of this file goes before what is remembered of an earlier one. */
  #readingOf(cells: readonly string[]): Reading {
    const id = layoutOf(cells, this.wishes.hasHeader);
    const remembered = this.layouts.get(id);
    if (!remembered) return { id, wishes: this.wishes, isRemembered: false };
    const columns = { ...this.wishes.columns };
    for (const [name, number] of Object.entries(remembered.columns)) columns[name] ??= number;
    const dates = this.wishes.dates ?? remembered.dates;
    const country = this.wishes.country ?? remembered.country;
    return { id, wishes: { ...this.wishes, columns, dates, country }, isRemembered: true };
  }

  /** Never with words of the file: they may be names of people. */
  #withoutHeader(rows: readonly (CsvRow | CsvFault)[]): string {
    if (rows.length === 0) return `The file holds no rows. ${needed}`;
    const separator = { ',': 'commas', ';': 'semicolons', '\t': 'tabs', '|': 'bars' }[this.separator];
    const widest = Math.max(...rows.map((row) => ('cells' in row ? row.cells.length : 1)));
    const wished = Object.keys(this.wishes.columns).filter((name) => this.wishes.columns[name as never] !== '');
    return (
      `None of the first ${Math.min(rows.length, mostTitleRows)} rows names the columns. The file was read as ${this.encoding}, ` +
      `separated by ${separator}, with at most ${widest} ${widest === 1 ? 'column' : 'columns'}. ` +
      (wished.length > 0 ? `It was asked for columns for ${wished.join(', ')}. ` : '') +
      `If the first row is a signature, put a row with the names of the columns above it, or say header=none and name columns by ` +
      `their numbers, such as column.name=2. ${needed}`
    );
  }

  async *#hashed(file: AsyncIterable<Buffer | string>) {
    for await (const part of file) {
      this.#hash.update(part);
      yield part;
    }
  }
}
