// How a table becomes a file that strict readers and spreadsheets take.
import { stringify } from 'csv-stringify';
import type { PageAnswer } from './pages';

export interface Column<Row> {
  readonly title: string;
  readonly value: (row: Row) => string | number | null | undefined;
}

/**
 * RFC 4180: commas, CRLF, quotes where needed, also around a lone LF or CR, UTF-8; with a byte order mark on request, since some spreadsheets need it. A cell that
 * a spreadsheet would take for a formula is written behind an apostrophe. Null is an empty cell.
 */
const settings = (bom: boolean) =>
  ({ bom, record_delimiter: 'windows', quote_record_delimiter: true, escape_formulas: true }) as const;

/** The file as a stream, so that a long table is never held in memory. */
export function csvAnswer<Row>(
  fileName: string,
  columns: readonly Column<Row>[],
  rows: AsyncIterable<Row> | Iterable<Row>,
  bom: boolean,
): PageAnswer {
  const table = stringify({ ...settings(bom), header: true, columns: columns.map(({ title }) => title) });
  const fill = async () => {
    for await (const row of rows) {
      const room = table.write(columns.map(({ value }) => value(row)));
      if (!room && !table.destroyed) await new Promise((resolve) => table.once('drain', resolve).once('close', resolve));
      if (table.destroyed) return;
    }
    table.end();
  };
  fill().catch((error: Error) => table.destroy(error));
  return {
    contentType: 'text/csv; charset=utf-8; header=present',
    fileName,
    body: table.setEncoding('utf8') as AsyncIterable<string>,
  };
}
