// What time is it? Time is an argument everywhere below main.ts, so that rules can be asked about any moment.
import { BadInput } from './problem';

/** Answers the present moment. */
export type Clock = () => Date;

/** The clock of the machine, for main.ts alone. */
export const systemClock: Clock = () => new Date();

/** The length of an hour, and of a day in UTC, in milliseconds. */
export const hourMs = 60 * 60 * 1000;
export const dayMs = 24 * hourMs;

/** The calendar day of a moment in UTC, written YYYY-MM-DD. */
export const dayOf = (moment: Date): string => moment.toISOString().slice(0, 10);

const longDates = new Intl.DateTimeFormat('en-GB', { dateStyle: 'long', timeZone: 'UTC' });

/** A calendar day as people read it: 2027-11-23 as 23 November 2027. */
export const writtenDay = (day: string): string => longDates.format(new Date(`${day}T00:00:00Z`));

/** Facts are recorded when they have happened; in Kiribati that is fourteen hours before the day begins in UTC. @throws BadInput */
export function refuseFuture(field: string, day: string, now: Date): void {
  if (day > dayOf(new Date(now.getTime() + dayMs)))
    throw new BadInput(field, `${field} ${day} has not come yet.`, { reason: 'DAY_TO_COME' });
}
