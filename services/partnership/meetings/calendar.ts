// The calendar of a library: the meetings that both partners agreed to, and the days of review.
import ical, { ICalCalendarMethod, ICalEventStatus, ICalEventTransparency } from 'ical-generator';
import { type Page, privately } from '#kit/subgraph/pages';
import { dayMs, dayOf } from '#kit/words/clock';
import { Library } from '#partnership/libraries/index';
import {
  allPartnershipsOf,
  type Partnership,
  type PartnershipRequest,
  type PartnershipState,
  sisterStates,
} from '#partnership/partnerships/index';
import { calendarPath, libraryOfKey } from './calendarLink';

/** How many days a past meeting stays in the calendar. */
const daysBack = 90;
/** The most entries in a calendar. */
const mostEntries = 1_000;

interface Entry {
  readonly id: string;
  readonly partnershipId: string;
  readonly startsAt: Date;
  readonly minutes: number;
  readonly topic: string | null;
  readonly place: string | null;
  readonly isCancelled: boolean;
  readonly sequence: number;
  readonly changedAt: Date;
}

interface Review {
  /** Of the partnership. */
  readonly id: string;
  readonly reviewOn: string;
}

/** `GET /calendars/sister-meetings.ics?key=…`: RFC 5545, to subscribe to. Cancelled meetings stay, marked as cancelled. */
export const calendarPage: Page<PartnershipRequest> = {
  path: calendarPath,
  async answer({ query: { key = '' }, context: { database, loaders, clock, app } }) {
    const now = clock();
    const libraryId = await libraryOfKey(database, app.contactKeys, key, now);
    const partnerships = await allPartnershipsOf(database, libraryId);
    const partners = await loaders.all(
      Library,
      partnerships.map((partnership) => partnership.otherThan(libraryId)),
    );
    const names = new Map(
      partnerships.map((one) => [one.id, partners.find(({ id }) => id === one.otherThan(libraryId))?.name ?? '']),
    );
    const meetings: Entry[] = await database.query(
      `SELECT * FROM (
         SELECT id, partnership_id AS "partnershipId", coalesce(stands_at, starts_at) AS "startsAt", coalesce(stands_minutes, minutes) AS minutes,
           topic, place, state = 'CANCELLED' AS "isCancelled", sequence, changed_at AS "changedAt"
         FROM meeting WHERE partnership_id = ANY($1) AND agreed_at IS NOT NULL) AS entry
       WHERE "startsAt" > $2::timestamptz - interval '${daysBack} days' ORDER BY "startsAt", id LIMIT ${mostEntries}`,
      [[...names.keys()], now],
    );
    const body = writeCalendar(meetings, reviewsOf(partnerships, now), names, now);
    return { contentType: 'text/calendar; charset=utf-8', headers: privately, body };
  },
};

/** The days on which sisters agreed to look at their agreement again, the earliest first. */
function reviewsOf(partnerships: readonly Partnership[], now: Date): readonly Review[] {
  const earliest = dayOf(new Date(now.getTime() - daysBack * dayMs));
  return partnerships
    .filter(({ state }) => (sisterStates as readonly PartnershipState[]).includes(state))
    .flatMap(({ id, reviewOn }) => (reviewOn !== null && reviewOn > earliest ? { id, reviewOn } : []))
    .sort((a, b) => (a.reviewOn < b.reviewOn ? -1 : 1))
    .slice(0, mostEntries);
}

/** Texts can contain anything: `ical-generator` escapes and folds them. */
function writeCalendar(
  meetings: readonly Entry[],
  reviews: readonly Review[],
  names: ReadonlyMap<string, string>,
  now: Date,
): string {
  const calendar = ical({
    name: 'Sister libraries',
    prodId: { company: 'Shelfbridge', product: 'sister libraries', language: 'EN' },
    method: ICalCalendarMethod.PUBLISH,
    ttl: 60 * 60,
  });
  for (const { id, partnershipId, startsAt, minutes, topic, place, isCancelled, sequence, changedAt } of meetings) {
    const partner = names.get(partnershipId);
    calendar.createEvent({
      id: `meeting-${id}@shelfbridge`,
      stamp: changedAt,
      sequence,
      status: isCancelled ? ICalEventStatus.CANCELLED : ICalEventStatus.CONFIRMED,
      start: startsAt,
      end: new Date(startsAt.getTime() + minutes * 60_000),
      summary: topic ? `${partner}: ${topic}` : `Meeting with ${partner}`,
      ...(place && { location: place }),
    });
  }
  for (const { id, reviewOn } of reviews) {
    calendar.createEvent({
      id: `review-${id}-${reviewOn}@shelfbridge`,
      stamp: now,
      allDay: true,
      start: new Date(`${reviewOn}T00:00:00Z`),
      summary: `Review the agreement with ${names.get(id)}`,
      transparency: ICalEventTransparency.TRANSPARENT,
    });
  }
  return calendar.toString();
}
