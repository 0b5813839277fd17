// On which days does a meeting repeat that keeps its hour on the clock and its day of the week?
import { DateTime } from 'luxon';
import { type MeetingRhythm, rhythmLengths } from '#partnership/programme/index';

/**
 * The first moment and those that follow it in a rhythm, `times` in all, by the clock of a zone: 15:00 stays 15:00 when clocks change.
 * From a month on it keeps its place among the weekdays: the second Tuesday stays the second Tuesday, and the fifth is the last one in
 * months that have only four.
 */
export function occurrences(first: Date, timeZone: string, rhythm: MeetingRhythm | null, times: number): Date[] {
  const start = DateTime.fromJSDate(first, { zone: timeZone });
  if (rhythm === null) return [first];
  return Array.from({ length: times }, (_, i) => {
    const { weeks = 0, months = 0, years = 0 } = rhythmLengths[rhythm] as { weeks?: number; months?: number; years?: number };
    if (weeks > 0) return start.plus({ weeks: i * weeks }).toJSDate();
    return sameWeekday(start, start.startOf('month').plus({ months: i * months, years: i * years })).toJSDate();
  });
}

/** The weekday of a moment in another month, at the same hour: the first, second, third or fourth one as there, else the last. */
function sameWeekday(moment: DateTime, month: DateTime): DateTime {
  const place = Math.ceil(moment.day / 7) - 1;
  const firstOne = month.plus({ days: (moment.weekday - month.weekday + 7) % 7 });
  const wanted = firstOne.plus({ weeks: place });
  const day = wanted.month === month.month ? wanted : wanted.minus({ weeks: 1 });
  return day.set({ hour: moment.hour, minute: moment.minute });
}
