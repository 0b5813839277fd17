// Why a row of a file of signatures is not counted, or changes another: a reason that stays, its values, and the words in English.
import type { RowFault } from '#kit/data/csv';

type Values = Readonly<Record<string, string | number>>;

const noSum = 'looks like the sum of other rows, which would count them twice. Leave it out, or name the place otherwise.';
const read = (earlier: unknown, row: unknown) => `Row ${earlier} is read, row ${row} is not.`;

/** The words begin with the column, and never repeat names or addresses. Pages say each reason in the language of their reader. */
const words = {
  HEADER_AGAIN: () => 'The row repeats the names of the columns. Leave it out.',
  CELLS_MORE: ({ cells, header }: Values) =>
    `The row has ${cells} cells, and the header ${header}. A cell that holds a separator stands in quotes.`,
  CELLS_UNREADABLE: () =>
    'The row holds characters that could not be read. Save the file as UTF-8, or name its charset in the content type.',
  COLUMNS_DISAGREE: ({ columns, places, first }: Values) =>
    `${columns} stands in columns ${String(places).replaceAll(', ', ' and ')}, which say different things. Say which one is read, as in column.${columns}=${first}, or write two rows.`,
  SHEET_WRONG: ({ most }: Values) => `sheet must be the mark of the sheet, at most ${most} characters.`,
  SHEET_IS_SUM: () => `sheet ${noSum}`,
  LINE_WRONG: () => 'line must be the number of the line on its sheet, counted from 1.',
  NAME_EMPTY: () => 'name is empty. A line without a name is not a signature.',
  NAME_IS_SUM: () => `name ${noSum}`,
  NAME_WRONG: () => 'name is not the name of a person.',
  COUNT_BESIDE_NAME: () =>
    'count is a number beside the name of a person. If rows are totals of places, say that the name is not read (column.name=); if it counts nobody, that the count is not (column.count=).',
  COUNT_WRONG: ({ most }: Values) => `count must be a whole number from 1 to ${most}, without a decimal point or comma.`,
  COUNTRY_WRONG: () => 'country must be an ISO 3166-1 code such as US, or the name of a country.',
  COUNTRY_EMPTY: () => 'country is empty. Fill it in, or state the country of all such rows, as in country=US.',
  REGION_WRONG: () => 'region must be an ISO 3166-2 region of the same country, such as US-NE or Nebraska for US, or empty.',
  REGION_SHARED: ({ either }: Values) =>
    `region is the name of several regions: ${either}. Give the code of the one that is meant, or leave it empty.`,
  DAY_UNCLEAR: () =>
    'signed_on does not tell day and month apart. State the order of all dates, as in dates=MDY or dates=DMY, or write YYYY-MM-DD.',
  DAY_WRONG: () => 'signed_on must be a day written as YYYY-MM-DD, or empty.',
  DAY_AHEAD: ({ day }: Values) => `signed_on lies in the future; today is ${day}.`,
  DAY_EARLY: ({ day }: Values) => `signed_on lies before ${day}, earlier than anyone could sign this petition.`,
  EMAIL_WRONG: () => 'email is not an e-mail address. Correct it, or leave it empty.',
  EMAIL_SEVERAL: () =>
    'email holds several addresses. Leave the one of the person who is named; a second person who signed has a row of their own.',
  LINE_TWICE: ({ earlier, row, at, mark }: Values) =>
    `Row ${earlier} and row ${row} say different things about line ${at} of sheet ${JSON.stringify(mark)}. ` +
    `${read(earlier, row)} Give each line once.`,
  TOTAL_TWICE: ({ earlier, row, mark }: Values) =>
    `Row ${earlier} and row ${row} say different things about the total of ${JSON.stringify(mark)}. ` +
    `${read(earlier, row)} Where both count, name them apart, such as with their days.`,
  LINE_CHANGED: ({ at, mark, columns }: Values) =>
    `Line ${at} of sheet ${JSON.stringify(mark)} was imported before and is replaced: it differs in ${columns}.`,
  TOTAL_CHANGED: ({ mark, columns }: Values) =>
    `The total of ${JSON.stringify(mark)} was imported before and is replaced: it differs in ${columns}.`,
};

export type PaperReason = keyof typeof words;
export const paperReasons = Object.keys(words) as readonly PaperReason[];

/** What is said of a row. */
export const said = (reason: PaperReason, values: Values = {}): RowFault => ({
  reason,
  values,
  message: words[reason](values),
});
