// The calendar of a library at its secret address: the meetings that both partners agreed to, and the days of review.

import ical, { ICalCalendarMethod, ICalEventStatus, ICalEventTransparency } from 'ical-generator';
import { Arg, Ctx, Field, ID, Mutation, ObjectType, Query, Resolver } from 'type-graphql';
import { Column, type DataSource, Entity, ForeignKey, PrimaryColumn } from 'typeorm';
import { change } from '#kit/data/change';
import { type Page, privately } from '#kit/subgraph/pages';
import { Audience } from '#kit/words/audience';
import { dayMs, dayOf } from '#kit/words/clock';
import { Role, requireStaffOf } from '#kit/words/identity';
import { NotFound, Problem } from '#kit/words/problem';
import { type SheetWords, sheetWordsFor } from '#languages/sheets';
import { Library } from '#partnership/libraries/index';
import { type ContactKeys } from '#partnership/listings/index';
import {
  allPartnershipsOf,
  type Partnership,
  type PartnershipRequest,
  type PartnershipState,
  sisterStates,
} from '#partnership/partnerships/index';

/** Where calendars are served. The secret follows the `?`, which our logs leave out. */
export const calendarPath = '/calendars/sister-meetings.ics';

/** The number of the current link of a library. Addresses are signed, not stored; those with another number do not work. */
@Entity()
export class CalendarNumber {
  @ForeignKey(() => Library, { name: 'calendar_number_library' })
  @PrimaryColumn('text')
  libraryId!: string;

  @Column('integer')
  number!: number;
}

@ObjectType({ description: 'The secret address at which calendar programs read the meetings of a library.' })
class CalendarLink {
  @Field({
    description:
      'The address to subscribe to in a calendar program. Anyone who has it can read the meetings, until replaceCalendarLink replaces it.',
  })
  url!: string;
}

/** The library has replaced this secret address of its calendar. Only people who were given the old one read this. */
class LinkReplaced extends Problem {
  constructor() {
    super('LINK_REPLACED', 'The library has replaced this address of its calendar. Ask the library for the new one.');
  }
}

const libraryArg = { description: 'The id of the library. The account must speak for it.' };

@Resolver()
export class CalendarLinkResolver {
  @Audience(Role.STAFF)
  @Query(() => CalendarLink, {
    description:
      'The secret address at which calendar programs read the meetings of a library. Errors: UNAUTHENTICATED, FORBIDDEN, NOT_FOUND.',
  })
  calendarLink(
    @Arg('libraryId', () => ID, libraryArg) libraryId: string,
    @Ctx() request: PartnershipRequest,
  ): Promise<CalendarLink> {
    return linkOf(request, libraryId);
  }

  @Audience(Role.STAFF)
  @Mutation(() => CalendarLink, {
    description:
      'Replaces the secret address of the calendar of a library, for example when someone else has learned it. The old address stops working. ' +
      'Errors: UNAUTHENTICATED, FORBIDDEN, NOT_FOUND.',
  })
  async replaceCalendarLink(
    @Arg('libraryId', () => ID, libraryArg) libraryId: string,
    @Ctx() request: PartnershipRequest,
  ): Promise<CalendarLink> {
    await linkOf(request, libraryId);
    return change(request, 'replaceCalendarLink', async (writing) => {
      const [{ number }] = await writing.manager.query(
        `INSERT INTO calendar_number (library_id, number) VALUES ($1, 2)
         ON CONFLICT (library_id) DO UPDATE SET number = calendar_number.number + 1 RETURNING number`,
        [libraryId],
      );
      await writing.record(libraryId, { number: number - 1 }, { number });
      return addressed(request, libraryId, number);
    });
  }
}

/** The current address. @throws Unauthenticated, NotYourLibrary, NotFound */
async function linkOf(request: PartnershipRequest, libraryId: string): Promise<CalendarLink> {
  const { identity, database } = request;
  requireStaffOf(identity, libraryId);
  if (!(await database.getRepository(Library).existsBy({ id: libraryId }))) throw new NotFound('library', libraryId);
  return addressed(request, libraryId, await numberOf(database, libraryId));
}

/** The library whose calendar a key opens. @throws BadLink for a key that was not made here, LinkReplaced for one that was replaced */
export async function libraryOfKey(database: DataSource, keys: ContactKeys, key: string, now: Date): Promise<string> {
  const [libraryId = '', number] = keys.follow('calendar', key, now).split(':');
  if (Number(number) !== (await numberOf(database, libraryId))) throw new LinkReplaced();
  return libraryId;
}

async function numberOf(database: DataSource, libraryId: string): Promise<number> {
  return (await database.getRepository(CalendarNumber).findOneBy({ libraryId }))?.number ?? 1;
}

function addressed({ clock, app: { contactKeys, publicUrl } }: PartnershipRequest, libraryId: string, number: number) {
  return { url: `${publicUrl}${calendarPath}?key=${contactKeys.link('calendar', `${libraryId}:${number}`, clock(), null)}` };
}

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

/** `GET /calendars/sister-meetings.ics?key=…`, with `lang=es` in Spanish: RFC 5545, to subscribe to. Cancelled meetings stay, marked as cancelled. */
export const calendarPage: Page<PartnershipRequest> = {
  path: calendarPath,
  async answer({ query: { key = '', lang }, context: { database, loaders, clock, app, merged } }) {
    const now = clock();
    const libraryId = merged.standing(await libraryOfKey(database, app.contactKeys, key, now));
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
    const body = writeCalendar(meetings, reviewsOf(partnerships, now), names, now, sheetWordsFor(lang));
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
  { t, language }: SheetWords,
): string {
  const calendar = ical({
    name: t('calendar.name'),
    prodId: { company: 'Shelfbridge', product: 'sister libraries', language: language.toUpperCase() },
    method: ICalCalendarMethod.PUBLISH,
    ttl: 60 * 60,
  });
  for (const { id, partnershipId, startsAt, minutes, topic, place, isCancelled, sequence, changedAt } of meetings) {
    const name = names.get(partnershipId) ?? '';
    calendar.createEvent({
      id: `meeting-${id}@shelfbridge`,
      stamp: changedAt,
      sequence,
      status: isCancelled ? ICalEventStatus.CANCELLED : ICalEventStatus.CONFIRMED,
      start: startsAt,
      end: new Date(startsAt.getTime() + minutes * 60_000),
      summary: topic ? t('calendar.topic', { name, topic }) : t('calendar.meeting', { name }),
      ...(place && { location: place }),
    });
  }
  for (const { id, reviewOn } of reviews) {
    calendar.createEvent({
      id: `review-${id}-${reviewOn}@shelfbridge`,
      stamp: now,
      allDay: true,
      start: new Date(`${reviewOn}T00:00:00Z`),
      summary: t('calendar.review', { name: names.get(id) ?? '' }),
      transparency: ICalEventTransparency.TRANSPARENT,
    });
  }
  return calendar.toString();
}
