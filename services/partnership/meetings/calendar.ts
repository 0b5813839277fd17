// What does a calendar program read of a library: the meetings that both partners agreed to, and the days of review?
import ical, { ICalCalendarMethod, ICalEventStatus, ICalEventTransparency } from 'ical-generator';
import type { Page } from '#kit/subgraph/pages';
import { privately } from '#kit/subgraph/pages';
import type { PartnershipRequest } from '#partnership/partnerships/index';
import { calendarPath, libraryOfKey } from './calendarLink';

/** How long a meeting stays in the calendar after it was, in days. */
const daysBack = 90;
/** How many entries a calendar holds. */
const mostEntries = 1_000;

interface Entry {
  readonly id: string;
  readonly partner: string;
  readonly startsAt: Date;
  readonly minutes: number;
  readonly topic: string | null;
  readonly place: string | null;
  readonly isCancelled: boolean;
  readonly changedAt: Date;
}

interface Review {
  readonly id: string;
  readonly partner: string;
  readonly reviewOn: string;
}

/** `GET /calendars/sister-meetings.ics?key=…`: RFC 5545, for subscribing. A meeting that was called off stays as cancelled. */
export const calendarPage: Page<PartnershipRequest> = {
  path: calendarPath,
  async answer({ query: { key = '' }, context: { database, clock, app } }) {
    const now = clock();
    const libraryId = await libraryOfKey(database, app.contactKeys, key, now);
    const partner = `(SELECT name FROM library WHERE id = CASE library_a WHEN $1 THEN library_b ELSE library_a END) AS partner`;
    const [meetings, reviews]: [Entry[], Review[]] = await Promise.all([
      database.query(
        `SELECT meeting.id, ${partner}, starts_at AS "startsAt", minutes, topic, place, meeting.state = 'CANCELLED' AS "isCancelled",
           changed_at AS "changedAt"
         FROM meeting JOIN partnership ON partnership.id = partnership_id
         WHERE $1 IN (library_a, library_b) AND agreed_at IS NOT NULL AND starts_at > $2::timestamptz - interval '${daysBack} days'
         ORDER BY starts_at, meeting.id LIMIT ${mostEntries}`,
        [libraryId, now],
      ),
      database.query(
        `SELECT id, ${partner}, review_on AS "reviewOn" FROM partnership WHERE $1 IN (library_a, library_b)
           AND state IN ('ACTIVE', 'PAUSED') AND review_on > $2::date - ${daysBack} ORDER BY review_on, id LIMIT ${mostEntries}`,
        [libraryId, now],
      ),
    ]);
    return { contentType: 'text/calendar; charset=utf-8', headers: privately, body: writeCalendar(meetings, reviews, now) };
  },
};

/** Texts can hold anything: the library escapes and folds them. */
export function writeCalendar(meetings: readonly Entry[], reviews: readonly Review[], now: Date): string {
  const calendar = ical({
    name: 'Sister libraries',
    prodId: { company: 'Shelfbridge', product: 'sister libraries', language: 'EN' },
    method: ICalCalendarMethod.PUBLISH,
    ttl: 60 * 60,
  });
  for (const { id, partner, startsAt, minutes, topic, place, isCancelled, changedAt } of meetings) {
    calendar.createEvent({
      id: `meeting-${id}@shelfbridge`,
      stamp: changedAt,
      sequence: isCancelled ? 1 : 0,
      status: isCancelled ? ICalEventStatus.CANCELLED : ICalEventStatus.CONFIRMED,
      start: startsAt,
      end: new Date(startsAt.getTime() + minutes * 60_000),
      summary: topic ? `${partner}: ${topic}` : `Meeting with ${partner}`,
      ...(place && { location: place }),
    });
  }
  for (const { id, partner, reviewOn } of reviews) {
    calendar.createEvent({
      id: `review-${id}-${reviewOn}@shelfbridge`,
      stamp: now,
      allDay: true,
      start: new Date(`${reviewOn}T00:00:00Z`),
      summary: `Review the agreement with ${partner}`,
      transparency: ICalEventTransparency.TRANSPARENT,
    });
  }
  return calendar.toString();
}
