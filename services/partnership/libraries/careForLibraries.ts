// How the committee corrects the record of a library and takes it out of the list, with reason and audit.

import { ArrayMaxSize, ArrayMinSize, IsOptional, Max, MaxLength, Min } from 'class-validator';
import {
  Arg,
  Args,
  ArgsType,
  Ctx,
  Field,
  FieldResolver,
  Float,
  ID,
  InputType,
  Int,
  Mutation,
  Query,
  Resolver,
  Root,
} from 'type-graphql';
import { IsNull, Not } from 'typeorm';
import { change } from '#kit/data/change';
import { PageArgs } from '#kit/data/page';
import { countAll, readPage } from '#kit/data/readPage';
import type { Request } from '#kit/data/request';
import { sqlState } from '#kit/process/outage';
import { Audience, anyone } from '#kit/words/audience';
import { Source } from '#kit/words/facts';
import { Role, requireStaffOf } from '#kit/words/identity';
import { longestRegion } from '#kit/words/places';
import { BadInput, NotFound, Problem } from '#kit/words/problem';
import { CountryCode, LanguageTag, SomeLines, WebAddress } from '#kit/words/validation';
import { regionOfLibrary } from './doubts';
import { CoordinatePrecision, Isil, Library, LibraryConnection, LibraryType } from './library';
import type { LibrariesRequest } from './libraryMerge';
import { LibraryFilter, libraryList } from './librarySearch';
import { checkMeetingHours, MeetingHours } from './meetingHours';
import { PlaceName } from './newLibrary';
import { SearchHint, searchHints } from './searchHints';

/** The library does not stand as what was asked needs it to. */
export class LibraryNotStanding extends Problem {
  constructor(libraryId: string, state: 'LISTED' | 'TAKEN_DOWN' | 'MERGED', how: string) {
    super('LIBRARY_STATE', `The library ${JSON.stringify(libraryId)} ${how}. Nothing was changed.`, { libraryId, state });
  }
}

@InputType({ description: 'Corrections of a library. What is left out stays; null removes what can be unknown.' })
class CorrectLibraryInput {
  @Field(() => ID, { description: 'The id of the library, which stays the same.' })
  @MaxLength(100)
  libraryId!: string;

  @Field({ description: 'Why, for the audit log: plain text of at most 4000 characters, without names of people.' })
  @SomeLines()
  reason!: string;

  @Field(() => String, { nullable: true, description: 'Its name: one line of at most 200 characters.' })
  @IsOptional()
  @PlaceName()
  name?: string | null;

  @Field(() => LibraryType, { nullable: true, description: 'Whom it is for.' })
  type?: LibraryType | null;

  @Field(() => String, { nullable: true, description: 'Its city or town: one line of at most 200 characters.' })
  @IsOptional()
  @PlaceName(1)
  city?: string | null;

  @Field(() => CountryCode, {
    nullable: true,
    description: 'Its country (ISO 3166-1 alpha-2). Partners stay in other countries.',
  })
  country?: string | null;

  @Field(() => String, { nullable: true, description: 'Its region, by its ISO 3166-2 code such as US-IL, or by its name.' })
  @IsOptional()
  @MaxLength(longestRegion)
  region?: string | null;

  @Field(() => String, { nullable: true, description: 'Its ISIL (ISO 15511), such as DK-710100.' })
  @IsOptional()
  @Isil()
  isil?: string | null;

  @Field(() => String, { nullable: true, description: 'The address of its website; at most 500 characters.' })
  @IsOptional()
  @WebAddress(500)
  website?: string | null;

  @Field(() => Int, { nullable: true, description: 'How many people it serves, 0 or more.' })
  @IsOptional()
  @Min(0)
  populationServed?: number | null;

  @Field(() => Int, { nullable: true, description: 'How many items its collection holds, 0 or more.' })
  @IsOptional()
  @Min(0)
  collectionSize?: number | null;

  @Field(() => [LanguageTag], { nullable: true, description: 'Languages used in it, the main one first; 1 to 20.' })
  @IsOptional()
  @ArrayMinSize(1)
  @ArrayMaxSize(20)
  languages?: string[] | null;

  @Field(() => Float, { nullable: true, description: 'Latitude in degrees north, from -90 to 90; with longitude, or neither.' })
  @IsOptional()
  @Min(-90)
  @Max(90)
  latitude?: number | null;

  @Field(() => Float, { nullable: true, description: 'Longitude in degrees east, from -180 to 180.' })
  @IsOptional()
  @Min(-180)
  @Max(180)
  longitude?: number | null;
}

@ArgsType()
class LibraryAndReason {
  @Field(() => ID, { description: 'The id of the library.' })
  @MaxLength(100)
  libraryId!: string;

  @Field({ description: 'Why, for the audit log: plain text of at most 4000 characters, without names of people.' })
  @SomeLines()
  reason!: string;
}

const required = ['name', 'type', 'city', 'country', 'languages'] as const;
const refusals = 'For the committee; in the audit log with its reason. Errors: UNAUTHENTICATED, FORBIDDEN, NOT_FOUND';
const [uniqueViolation, checkViolation] = ['23505', '23514'];

@Resolver()
export class LibraryCareMutations {
  @Audience(Role.COMMITTEE)
  @Mutation(() => Library, { description: `Corrects the record of a library. ${refusals}, BAD_USER_INPUT.` })
  correctLibrary(
    @Arg('input', () => CorrectLibraryInput, { description: 'What to change, and why.' }) input: CorrectLibraryInput,
    @Ctx() request: Request,
  ): Promise<Library> {
    const { libraryId, reason, ...given } = input;
    const changes = Object.fromEntries(Object.entries(given).filter(([, value]) => value !== undefined)) as Partial<Library>;
    const missing = required.find((field) => changes[field] === null);
    if (missing)
      throw new BadInput(missing, `Every library has a ${missing}: give the right one, or leave the field out.`, {
        reason: 'NEEDED',
      });
    if (Object.keys(changes).length === 0)
      throw new BadInput('input', 'Give at least one field to correct.', { reason: 'NOTHING_CHANGED' });
    return change(request, 'correctLibrary', async (writing) => {
      const library = await writing.lock(Library, 'library', libraryId);
      const before = Object.fromEntries(Object.keys(changes).map((field) => [field, library[field as keyof Library]]));
      Object.assign(library, changes, 'isil' in changes && { isilConfidence: null }, 'latitude' in changes && placed);
      if ('region' in changes || 'country' in changes) library.region = regionOfLibrary(library.country, library.region);
      if ((library.latitude === null) !== (library.longitude === null))
        throw new BadInput('latitude', 'Give both latitude and longitude, or neither.', { reason: 'COORDINATES_BOTH' });
      await saved(() => writing.manager.save(library), library);
      await writing.record(libraryId, before, { ...changes, reason });
      return library;
    });
  }

  @Audience(Role.COMMITTEE)
  @Mutation(() => Library, {
    description:
      'Takes a library out of the list of libraries, of searches and suggestions. Its partnerships still name it. Take down its listing ' +
      `first. ${refusals}, LIBRARY_STATE.`,
  })
  takeDownLibrary(@Args(() => LibraryAndReason) args: LibraryAndReason, @Ctx() request: Request): Promise<Library> {
    return stand(request, 'takeDownLibrary', args, true);
  }

  @Audience(Role.COMMITTEE)
  @Mutation(() => Library, { description: `Puts a library back that was taken down. ${refusals}, LIBRARY_STATE.` })
  restoreLibrary(@Args(() => LibraryAndReason) args: LibraryAndReason, @Ctx() request: Request): Promise<Library> {
    return stand(request, 'restoreLibrary', args, false);
  }
}

const placed = { coordinatePrecision: CoordinatePrecision.CITY, coordinateSource: 'corrected by the committee' };

function stand(request: Request, action: string, { libraryId, reason }: LibraryAndReason, down: boolean): Promise<Library> {
  return change(request, action, async (writing) => {
    const library = await writing.lock(Library, 'library', libraryId);
    if (library.takenDownAt !== null && down) throw new LibraryNotStanding(libraryId, 'TAKEN_DOWN', 'is taken down already');
    if (library.takenDownAt === null && !down) throw new LibraryNotStanding(libraryId, 'LISTED', 'is in the list');
    const before = { takenDownAt: library.takenDownAt };
    library.takenDownAt = down ? writing.now : null;
    await writing.record(libraryId, before, { takenDownAt: library.takenDownAt, reason });
    return writing.manager.save(library);
  });
}

async function saved<T>(save: () => Promise<T>, { isil, country }: Library): Promise<T> {
  try {
    return await save();
  } catch (error) {
    const state = sqlState(error);
    if (state === uniqueViolation)
      throw new BadInput('isil', `Another library has the ISIL ${isil}. If both are one library, merge them.`, {
        reason: 'ISIL_TAKEN',
      });
    if (state === checkViolation)
      throw new BadInput('country', `The library has a partner in ${country}, and sister libraries are in different countries.`, {
        reason: 'PARTNER_THERE',
      });
    throw error;
  }
}

@Resolver(() => Library)
export class LibraryResolver {
  @Audience(Role.COMMITTEE)
  @Query(() => [Library], {
    description:
      'The libraries that were taken down, at most 100, the latest first; for the committee, which puts one back by restoreLibrary. ' +
      'Errors: UNAUTHENTICATED, FORBIDDEN.',
  })
  takenDownLibraries(@Ctx() { database }: Request): Promise<Library[]> {
    const where = { takenDownAt: Not(IsNull()) };
    return database.getRepository(Library).find({ where, order: { takenDownAt: 'DESC', id: 'ASC' }, take: 100 });
  }

  @Audience(anyone)
  @Query(() => LibraryConnection, { description: 'Libraries by name, ignoring accents.' })
  async libraries(
    @Args(() => PageArgs) page: PageArgs,
    @Arg('filter', () => LibraryFilter, {
      nullable: true,
      description: 'Conditions that the listed entries meet; all entries without it.',
    })
    filter: LibraryFilter | null,
    @Ctx() { database, app }: LibrariesRequest,
  ) {
    const list = libraryList(filter ?? {}, app.hasSister);
    const found = LibraryConnection.of(await readPage(database, list, page), () => countAll(database, list));
    return Object.assign(found, { filter: filter ?? {} });
  }

  @Audience(anyone)
  @Query(() => Library, {
    nullable: true,
    description: 'One library; that which answers for an id that was merged. Error NOT_FOUND when no library has the id.',
  })
  async library(
    @Arg('id', () => ID, { description: 'The id of the library.' }) id: string,
    @Ctx() { loaders, merged }: Request,
  ): Promise<Library> {
    const library = await loaders.one(Library).load(merged.standing(id));
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

  @FieldResolver(() => [ID], {
    description: 'Ids that answer as this library since they were merged into it; links to them stay good. Empty for most.',
  })
  mergedIds(@Root() { id }: Library, @Ctx() { merged }: Request): readonly string[] {
    return merged.earlier(id);
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
  async hints(
    @Root() { filter = {} }: { filter?: LibraryFilter },
    @Ctx() { database, app }: LibrariesRequest,
  ): Promise<SearchHint[]> {
    const count = (other: LibraryFilter) => countAll(database, libraryList(other, app.hasSister));
    return (await count(filter)) > 0 ? [] : searchHints(database, filter, count);
  }
}
