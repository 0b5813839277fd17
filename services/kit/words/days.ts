// Calendar days: a number of days or months later, and how far two of them lie apart.
import { dayMs } from './clock';

/** A calendar day written YYYY-MM-DD; it has no time zone. */
export type Day = string;

/** The days of a common year; knowledge that is older counts as old unless told otherwise. */
export const commonYear = 365;

/**
 * The day that lies `days` after `day`.
 * @throws RangeError when the text is not a day of the calendar, or the result lies after the year 9999
 */
export function addDays(day: Day, days: number): Day {
  return write(midnight(day) + days * dayMs);
}

/**
 * The same day of the month, `months` calendar months later; a day that month lacks becomes its last one, so 31 October plus four
 * months is 28 or 29 February. Source: vectors embargo-end-month and licence-expiry-*.
 * @throws RangeError when the text is not a day of the calendar, or the result lies after the year 9999
 */
export function addMonths(day: Day, months: number): Day {
  const from = new Date(midnight(day));
  const to = new Date(from);
  to.setUTCDate(1);
  to.setUTCMonth(from.getUTCMonth() + months);
  to.setUTCDate(Math.min(from.getUTCDate(), lastOfMonth(to)));
  return write(to.getTime());
}

/**
 * Whole days from one day to another, negative when `to` is the earlier one; the last day does not count. The days in force of a
 * half-open period [from, to).
 * @throws RangeError when one is not a day of the calendar
 */
export function daysBetween(from: Day, to: Day): number {
  return (midnight(to) - midnight(from)) / dayMs;
}

function lastOfMonth(date: Date): number {
  const next = new Date(date);
  next.setUTCMonth(date.getUTCMonth() + 1, 0);
  return next.getUTCDate();
}

function midnight(day: Day): number {
  const time = /^\d{4}-\d{2}-\d{2}$/.test(day) ? Date.parse(`${day}T00:00:00Z`) : Number.NaN;
  if (Number.isNaN(time) || write(time) !== day) throw new RangeError(`${JSON.stringify(day)} is not a day written YYYY-MM-DD.`);
  return time;
}

function write(time: number): Day {
  const text = Number.isNaN(new Date(time).getTime()) ? '' : new Date(time).toISOString();
  if (!/^\d{4}-/.test(text)) throw new RangeError('The day lies outside the years 0000 to 9999.');
  return text.slice(0, 10);
}
