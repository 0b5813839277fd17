// When have two sisters been silent for too long, and when is their agreement to be looked at again?
import { DateTime, type DurationLikeObject } from 'luxon';
import { MeetingRhythm } from '#partnership/programme/index';

/** How long each rhythm is, by the calendar. */
const lengths: Readonly<Record<MeetingRhythm, DurationLikeObject>> = {
  WEEKLY: { weeks: 1 },
  FORTNIGHTLY: { weeks: 2 },
  MONTHLY: { months: 1 },
  QUARTERLY: { months: 3 },
  YEARLY: { years: 1 },
};

/** The day on which the agreed rhythm has been missed twice: two of its lengths after the last contact, the start, or the end of a rest. */
export function silentFrom(lastContactOn: string, rhythm: MeetingRhythm): string {
  const last = DateTime.fromISO(lastContactOn, { zone: 'utc' });
  return last.plus(lengths[rhythm]).plus(lengths[rhythm]).toISODate() as string;
}

/** How many days before its review day both partners are reminded. */
export const reviewNoticeDays = 14;
