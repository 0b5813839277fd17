// Which libraries there are, and how their staff state when they can meet a partner.
import { Arg, Args, Ctx, FieldResolver, ID, Mutation, Query, Resolver, Root } from 'type-graphql';
import { change } from '#kit/data/change';
import { PageArgs } from '#kit/data/page';
import { countAll, readPage } from '#kit/data/readPage';
import type { Request } from '#kit/data/request';
import { Audience, anyone } from '#kit/words/audience';
import { Source } from '#kit/words/facts';
import { Role, requireStaffOf } from '#kit/words/identity';
import { NotFound } from '#kit/words/problem';
import { Library, LibraryConnection } from './library';
import { LibraryFilter, libraryList } from './librarySearch';
import { checkMeetingHours, MeetingHours } from './meetingHours';
import { SearchHint, searchHints } from './searchHints';

@Resolver(() => Library)
export class LibraryResolver {
  @Audience(anyone)
  @Query(() => LibraryConnection, { description: 'Libraries by name, ignoring accents.' })
  async libraries(
    @Args(() => PageArgs) page: PageArgs,
    @Arg('filter', () => LibraryFilter, {
      nullable: true,
      description: 'Conditions that the listed entries meet; all entries without it.',
    })
    filter: LibraryFilter | null,
    @Ctx() { database }: Request,
  ) {
    const list = libraryList(filter ?? {});
    const found = LibraryConnection.of(await readPage(database, list, page), () => countAll(database, list));
    return Object.assign(found, { filter: filter ?? {} });
  }

  @Audience(anyone)
  @Query(() => Library, { nullable: true, description: 'One library. Error NOT_FOUND when no library has the id.' })
  async library(
    @Arg('id', () => ID, { description: 'The id of the library.' }) id: string,
    @Ctx() { loaders }: Request,
  ): Promise<Library> {
    const library = await loaders.one(Library).load(id);
    if (!library || library.takenDownAt !== null) throw new NotFound('library', id);
    return library;
  }

  @Audience(Role.STAFF)
  @Mutation(() => Library, {
    description:
      'States when the staff of a library can meet a partner. Errors: UNAUTHENTICATED, FORBIDDEN, NOT_FOUND, UNKNOWN_TIME_ZONE, ' +
      'BAD_USER_INPUT.',
  })
  setMeetingHours(
    @Arg('libraryId', () => ID, { description: 'The id of the library. The account must speak for it.' }) libraryId: string,
    @Arg('meetingHours', () => MeetingHours, { nullable: true, description: 'The hours of a week; null removes them.' })
    meetingHours: MeetingHours | null,
    @Ctx() request: Request,
  ): Promise<Library> {
    requireStaffOf(request.identity, libraryId);
    if (meetingHours) checkMeetingHours(meetingHours);
    return change(request, 'setMeetingHours', async (writing) => {
      const library = await writing.lock(Library, 'library', libraryId);
      await writing.record(libraryId, library.meetingHours, meetingHours);
      return writing.manager.save(Object.assign(library, { meetingHours }));
    });
  }

  @FieldResolver(() => [Source], { description: 'The sources of what is recorded about it; empty for a demonstration library.' })
  sources(@Root() { sourceIds }: Library, @Ctx() { loaders }: Request): Promise<Source[]> {
    return loaders.all(Source, sourceIds);
  }
}

@Resolver(() => LibraryConnection)
export class LibraryHintsResolver {
  @FieldResolver(() => [SearchHint], {
    description: 'What to search for instead when nothing is found; empty when something is.',
  })
  async hints(@Root() { filter = {} }: { filter?: LibraryFilter }, @Ctx() { database }: Request): Promise<SearchHint[]> {
    const count = (other: LibraryFilter) => countAll(database, libraryList(other));
    return (await count(filter)) > 0 ? [] : searchHints(database, filter, count);
  }
}
