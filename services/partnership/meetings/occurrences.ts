// The days on which a meeting repeats that keeps its hour and its day of the week.
import { DateTime } from 'luxon';
import { type MeetingRhythm, rhythmLengths } from '#partnership/programme/index';

/**
 * The first moment and those that follow in a rhythm, `times` in total, in a time zone: 15:00 stays 15:00 when clocks change. Rhythms of
 * a month or more keep the weekday's place in the month: the second Tuesday stays the second Tuesday, and the fifth becomes the last in
 * months with four.
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

/** The same weekday, place and hour in another month; the last such weekday where the month has no fifth. */
function sameWeekday(moment: DateTime, month: DateTime): DateTime {
  const place = Math.ceil(moment.day / 7) - 1;
  const firstOne = month.plus({ days: (moment.weekday - month.weekday + 7) % 7 });
  const wanted = firstOne.plus({ weeks: place });
  const day = wanted.month === month.month ? wanted : wanted.minus({ weeks: 1 });
  return day.set({ hour: moment.hour, minute: moment.minute });
}
