// The secret address of the calendar of a library, and how it is replaced.
import { Arg, Ctx, Field, ID, Mutation, ObjectType, Query, Resolver } from 'type-graphql';
import { Column, type DataSource, Entity, ForeignKey, PrimaryColumn } from 'typeorm';
import { change } from '#kit/data/change';
import { Audience } from '#kit/words/audience';
import { Role, requireStaffOf } from '#kit/words/identity';
import { NotFound, Problem } from '#kit/words/problem';
import { Library } from '#partnership/libraries/index';
import type { ContactKeys } from '#partnership/listings/index';
import type { PartnershipRequest } from '#partnership/partnerships/index';

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
