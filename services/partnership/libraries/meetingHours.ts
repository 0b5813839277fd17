// When the staff of a library can meet a partner, and how many hours a week two libraries share.
import { ArrayMaxSize, ArrayMinSize, Matches, MaxLength } from 'class-validator';
import { DateTime, Interval } from 'luxon';
import { Field, InputType, ObjectType } from 'type-graphql';
import { enumOf } from '#kit/words/enums';
import { BadInput } from '#kit/words/problem';
import { requireTimeZone } from '#kit/words/timeZone';
import { because } from '#kit/words/validation';

export const Weekday = enumOf(
  'Weekday',
  'A day of the week.',
  {
    MONDAY: 'Monday, in the time zone of the library.',
    TUESDAY: 'Tuesday, in the time zone of the library.',
    WEDNESDAY: 'Wednesday, in the time zone of the library.',
    THURSDAY: 'Thursday, in the time zone of the library.',
    FRIDAY: 'Friday, in the time zone of the library.',
    SATURDAY: 'Saturday, in the time zone of the library.',
    SUNDAY: 'Sunday, in the time zone of the library.',
  },
  {
    MONDAY: 'Monday',
    TUESDAY: 'Tuesday',
    WEDNESDAY: 'Wednesday',
    THURSDAY: 'Thursday',
    FRIDAY: 'Friday',
    SATURDAY: 'Saturday',
    SUNDAY: 'Sunday',
  },
);
export type Weekday = keyof typeof Weekday;
const weekdays = Object.values(Weekday);

@ObjectType({ description: 'Hours on one day of the week, in the time zone of the library.' })
@InputType('WeeklyHoursInput', { description: 'Hours on one day of the week, in the time zone of the library.' })
class WeeklyHours {
  @Field(() => Weekday, { description: 'The day of the week.' })
  day!: Weekday;

  @Field({ description: 'When the hours begin, from 00:00 to 23:59.' })
  @Matches(/^([01]\d|2[0-3]):[0-5]\d$/, because('TIME_WRONG', 'from must be a time such as 09:00'))
  from!: string;

  @Field({ description: 'When the hours end: later than from, at most 24:00.' })
  @Matches(/^(([01]\d|2[0-3]):[0-5]\d|24:00)$/, because('TIME_WRONG', 'to must be a time such as 12:30'))
  to!: string;
}

@ObjectType({ description: 'When the staff of a library can meet a partner by video.' })
@InputType('MeetingHoursInput', { description: 'When the staff of a library can meet a partner by video.' })
export class MeetingHours {
  @Field({
    description: 'The time zone by an area and city, such as Europe/Helsinki, or UTC. Abbreviations such as EST are refused.',
  })
  @MaxLength(60)
  timeZone!: string;

  @Field(() => [WeeklyHours], { description: 'The hours of a week: 1 to 28 entries.' })
  @ArrayMinSize(1)
  @ArrayMaxSize(28)
  hours!: WeeklyHours[];
}

/** Writes their time zone as the list has it. @throws UnknownTimeZone, BadInput for hours that end before they begin */
export function checkMeetingHours(given: MeetingHours): void {
  given.timeZone = requireTimeZone(given.timeZone);
  if (given.hours.some(({ from, to }) => to <= from))
    throw new BadInput('hours', 'to must be later than from. Split hours that cross midnight into two entries.', {
      reason: 'HOURS_TURNED',
    });
}

/**
 * How many hours both are available at the same time in the week of a moment (Monday to Sunday in UTC), rounded down to a quarter of an
 * hour. The number can change with daylight saving time.
 */
export function sharedHours(a: MeetingHours, b: MeetingHours, now: Date): number {
  const week = DateTime.fromJSDate(now, { zone: 'utc' }).startOf('week');
  const theirs = spans(b, week);
  const both = Interval.merge(
    spans(a, week).flatMap((own) => theirs.map((other) => own.intersection(other)).filter((one) => one !== null)),
  );
  const minutes = both.reduce((sum, one) => sum + one.length('minutes'), 0);
  return Math.floor(minutes / 15) / 4;
}

/** The hours as intervals within one UTC week, which can begin or end on another day at the library. */
function spans({ timeZone, hours }: MeetingHours, week: DateTime): Interval[] {
  const inside = Interval.after(week, { weeks: 1 });
  const around = [-1, 0, 1].flatMap((offset) =>
    hours.map(({ day, from, to }) => {
      const local = DateTime.fromObject({ year: week.year, month: week.month, day: week.day }, { zone: timeZone });
      const date = local.plus({ weeks: offset, days: weekdays.indexOf(day) });
      return Interval.fromDateTimes(at(date, from), at(date, to));
    }),
  );
  return around.filter(({ isValid }) => isValid).flatMap((one) => one.intersection(inside) ?? []);
}

/** A time of a day. One that daylight saving skips becomes the moment after the jump. */
function at(date: DateTime, time: string): DateTime {
  const [hour, minute] = time.split(':').map(Number) as [number, number];
  return hour === 24 ? date.plus({ days: 1 }).startOf('day') : date.set({ hour, minute });
}
