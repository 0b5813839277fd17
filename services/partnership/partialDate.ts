// Which day stands for a date of which only the month or the year is known?
import { DatePrecision } from '../kit/words/facts';

/** A day to sort by and how exactly it is known; both null when nothing is known. */
export interface WholeDay {
  readonly day: string | null;
  readonly precision: DatePrecision | null;
}

const precisions = new Map([
  ['YYYY'.length, DatePrecision.YEAR],
  ['YYYY-MM'.length, DatePrecision.MONTH],
  ['YYYY-MM-DD'.length, DatePrecision.DAY],
]);

/** The first day of a year (`2017`) or month (`2013-06`), or the day itself. `precision` is taken from the text unless given. */
export function wholeDay(text: string | null, precision?: DatePrecision | null): WholeDay {
  if (text === null) return { day: null, precision: null };
  return { day: `${text}${'-01-01'.slice(text.length - 'YYYY'.length)}`, precision: precision ?? precisions.get(text.length)! };
}

/** The day under which lists sort what has no date: before everything that has one. */
export const undated = '0001-01-01';
