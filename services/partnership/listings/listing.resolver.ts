// What people read of listings: the public list, and what staff and the committee see besides.
import { MaxLength } from 'class-validator';
import {
  Arg,
  Args,
  ArgsType,
  Ctx,
  Field,
  FieldResolver,
  ID,
  Int,
  ObjectType,
  Query,
  Resolver,
  Root,
  Subscription,
} from 'type-graphql';
import { connectionOf, FirstFiftyArgs, type List, PageArgs } from '#kit/data/page';
import { countAll, readPage } from '#kit/data/readPage';
import type { Loaders, Request } from '#kit/data/request';
import type { News } from '#kit/live/feed';
import { Audience, anyone, type Readers } from '#kit/words/audience';
import { dayOf } from '#kit/words/clock';
import { daysBetween } from '#kit/words/days';
import { Source } from '#kit/words/facts';
import { Role, requireStaffOrCommittee } from '#kit/words/identity';
import { NotFound } from '#kit/words/problem';
import { validateArgument } from '#kit/words/validation';
import { doubtsAbout, Library, LibraryDoubt, NewLibrary, SearchHint, searchHints } from '../libraries/index';
import { ProgrammeCall } from '../programme/index';
import { likeLibrary, PossibleDuplicate, possibleDuplicates } from './careForListings';
import { Listing } from './listing';
import { ListingContact } from './listingContact';
import { ListingFilter, ListingOrder, NearInput } from './listingFilter';
import { countFacets, ListingFacets, type ListingSearch, listingList, readListings } from './listingSearch';
import type { ListingRequest } from './mailing';

const ListingConnection = connectionOf(Listing, 'Listing', 'libraries seeking sisters');

@Resolver(() => Listing)
export class ListingResolver {
  @Audience(anyone)
  @Query(() => ListingConnection, {
    description:
      'Libraries seeking sisters: the published listings that have not expired. Historical ones were found in published sources and ' +
      'may no longer be true.',
  })
  async listings(
    @Args(() => PageArgs) page: PageArgs,
    @Arg('filter', () => ListingFilter, {
      nullable: true,
      description: 'Conditions that the listed entries meet; all entries without it.',
    })
    filter: ListingFilter | null,
    @Arg('orderBy', () => ListingOrder, { defaultValue: ListingOrder.NEWEST, description: 'The order of the list.' })
    orderBy: ListingOrder,
    @Ctx() { database, loaders, clock, app }: ListingRequest,
  ) {
    const search: ListingSearch = { filter: filter ?? {}, now: clock(), hasSister: app.hasSister };
    const list = listingList(search, orderBy);
    const found = ListingConnection.of(await readListings(database, loaders, list, page), () => countAll(database, list));
    return Object.assign(found, { search });
  }

  @Audience(anyone)
  @Query(() => Listing, {
    nullable: true,
    description: 'One published listing. Error NOT_FOUND when no listing has the id, or when it is not or no longer published.',
  })
  async listing(
    @Arg('id', () => ID, { description: 'The id of the listing.' }) id: string,
    @Ctx() request: Request,
  ): Promise<Listing> {
    const listing = await findListing(id, request);
    if (!listing) throw new NotFound('listing', id);
    return listing;
  }

  @FieldResolver(() => Library, {
    nullable: true,
    description:
      'The library that is looking for a sister; null for a submission about a library that is not in the list of libraries yet: see ' +
      'newLibrary of the submission. A published listing always has one.',
  })
  async library(@Root() { libraryId }: Listing, @Ctx() { loaders }: Request): Promise<Library | null> {
    return libraryId === null ? null : loaders.one(Library).load(libraryId);
  }

  @FieldResolver(() => Boolean, {
    description: 'True while the library is looking for a sister. Always false for a historical listing.',
  })
  isOpen(@Root() listing: Listing, @Ctx() { clock }: Request): boolean {
    return listing.isOpen(clock());
  }

  @FieldResolver(() => ProgrammeCall, {
    nullable: true,
    description: 'The call that the listing answers; null when it names none.',
  })
  answersCall(@Root() { answersCallId }: Listing, @Ctx() { loaders }: Request): Promise<ProgrammeCall | null> | null {
    return answersCallId === null ? null : loaders.one(ProgrammeCall).load(answersCallId);
  }

  @FieldResolver(() => [Source], { description: 'The sources of the listing; empty for one submitted here.' })
  sources(@Root() { sourceIds }: Listing, @Ctx() { loaders }: Request): Promise<Source[]> {
    return loaders.all(Source, sourceIds);
  }
}

@Resolver(() => ListingConnection)
export class ListingConnectionResolver {
  @FieldResolver(() => ListingFacets, {
    description: 'Choices for narrowing this search, each with the number of listings it finds.',
  })
  facets(@Root() { search }: { search: ListingSearch }, @Ctx() { database }: Request): Promise<ListingFacets> {
    return countFacets(database, search);
  }

  @FieldResolver(() => [SearchHint], {
    description: 'What to search for instead when nothing is found; empty when something is.',
  })
  async hints(@Root() { search }: { search: ListingSearch }, @Ctx() { database }: Request): Promise<SearchHint[]> {
    const count = (filter: ListingFilter) => countAll(database, listingList({ ...search, filter }, ListingOrder.NEWEST));
    return (await count(search.filter)) > 0 ? [] : searchHints(database, search.filter, count);
  }
}

/** A listing that everyone may read now, or null. */
export async function findListing(id: string, { loaders, clock }: Request): Promise<Listing | null> {
  const listing = await loaders.one(Listing).load(id);
  return listing?.isPublic(clock()) ? listing : null;
}

const committee: Readers<Library> = { name: 'committee-only', includes: (_library, { roles }) => roles.includes(Role.COMMITTEE) };

@Resolver(() => Library)
export class SeekingLibraryResolver {
  @Audience(committee, [])
  @FieldResolver(() => [PossibleDuplicate], {
    description:
      'At most 10 other libraries of the list, or of submissions that wait, that may be the same; most reasons first. mergeLibraries makes two ' +
      'one. For the committee; empty for everyone else.',
  })
  possibleDuplicates(@Root() library: Library, @Ctx() { database }: ListingRequest): Promise<PossibleDuplicate[]> {
    return likeLibrary(database, library, library.id);
  }

  @FieldResolver(() => Listing, {
    nullable: true,
    description: 'Its entry in the list of libraries seeking sisters; null when it has none, or when it has expired.',
  })
  async listing(@Root() { id }: Library, @Ctx() { loaders, clock }: Request): Promise<Listing | null> {
    const published = { parent: 'library_id', where: `state = 'PUBLISHED'`, order: 'id', first: 1 };
    const [listing] = await loaders.children(Listing, published).load(id);
    return listing?.isPublic(clock()) ? listing : null;
  }
}

@Resolver(() => ProgrammeCall)
export class AnsweredCallResolver {
  @FieldResolver(() => [Listing], { description: 'The published listings that answer it, the latest first.' })
  listings(
    @Root() { id }: ProgrammeCall,
    @Args(() => FirstFiftyArgs) { first }: FirstFiftyArgs,
    @Ctx() { loaders, clock }: Request,
  ): Promise<Listing[]> {
    // The SQL of a loader takes no parameters. The day comes from our clock, not from input.
    const where = `state = 'PUBLISHED' AND (expires_on IS NULL OR expires_on > '${dayOf(clock())}')`;
    return loaders.children(Listing, { parent: 'answers_call_id', where, order: 'listed_at DESC, id', first }).load(id);
  }
}

/** How many listings the first event shows. */
const newest = 20;

@ObjectType({ description: 'Newly published listings, and how many match now.' })
class ListingNews {
  @Field(() => [Listing], {
    description:
      'Listings published since the last event, the latest first. The first event, and the one after a gap, hold the newest 20.',
  })
  listings!: readonly Listing[];

  @Field(() => Int, { description: 'How many listings match the filter now.' })
  totalCount!: number;
}

@Resolver()
export class ListingPublishedResolver {
  @Audience(anyone)
  @Subscription(() => ListingNews, {
    description:
      'Sends the newest listings that match at once, then each listing as it is published. Open to everyone. Error: BAD_USER_INPUT.',
    subscribe: async ({ args, context }: { args: { filter?: ListingFilter | null }; context: ListingRequest }) => {
      const filter = await checked(args.filter ?? {});
      const { database, clock, app } = context;
      return app.feed.watch(`listings ${JSON.stringify(filter)}`, async ({ kind, id }) => {
        return (
          kind === 'listing' && (await countAll(database, among({ filter, now: clock(), hasSister: app.hasSister }, [id]))) > 0
        );
      });
    },
  })
  async listingPublished(
    @Root() { ids }: News,
    @Arg('filter', () => ListingFilter, {
      nullable: true,
      description: 'Conditions that the listed entries meet; all entries without it.',
    })
    filter: ListingFilter | null,
    @Ctx() { database, loaders, clock, app }: ListingRequest,
  ): Promise<ListingNews> {
    const search = { filter: filter ?? {}, now: clock(), hasSister: app.hasSister };
    const all = listingList(search, ListingOrder.NEWEST);
    const [list, first] = ids === null ? [all, newest] : [among(search, [...ids]), 100];
    const [{ nodes: listings }, totalCount] = await Promise.all([
      readListings(database, loaders, list, { first }),
      countAll(database, all),
    ]);
    return { listings, totalCount };
  }
}

/** Narrows a search to some listings. */
function among(search: Parameters<typeof listingList>[0], ids: readonly string[]) {
  const list = listingList(search, ListingOrder.NEWEST);
  const parameters = [...(list.parameters ?? []), ids];
  return { ...list, where: `${list.where} AND id = ANY($${parameters.length})`, parameters };
}

/** Validates the arguments of a subscription, which type-graphql does not. @throws BadInput */
async function checked(given: ListingFilter): Promise<ListingFilter> {
  const near = given.near && Object.assign(new NearInput(), given.near);
  const filter = Object.assign(new ListingFilter(), given, near && { near });
  await validateArgument(filter);
  return filter;
}

const OwnListingConnection = connectionOf(Listing, 'OwnListing', 'listings of one library, the latest first');

@ArgsType()
class OwnListingsArgs extends PageArgs {
  @Field(() => ID, { description: 'The id of the library. The account must speak for it or belong to the committee.' })
  @MaxLength(100)
  libraryId!: string;
}

@Resolver()
export class OwnListingsResolver {
  @Audience(Role.STAFF, Role.COMMITTEE)
  @Query(() => OwnListingConnection, {
    description:
      'All listings of a library in any state, the latest first, for its staff and the committee. Staff can renew or withdraw them by id. ' +
      'Errors: UNAUTHENTICATED, FORBIDDEN.',
  })
  async ownListings(
    @Args(() => OwnListingsArgs) { libraryId, ...page }: OwnListingsArgs,
    @Ctx() { database, identity }: Request,
  ) {
    requireStaffOrCommittee(identity, libraryId);
    const list: List<Listing> = {
      entity: Listing,
      where: 'library_id = $1',
      parameters: [libraryId],
      order: ['listed_at', 'id'],
      descending: true,
    };
    return OwnListingConnection.of(await readPage(database, list, page), () => countAll(database, list));
  }
}

@ObjectType({ description: 'A person to write to. Never public.' })
export class ContactPerson {
  @Field({ description: 'Their name, as given.' })
  name!: string;

  @Field({ description: 'Their e-mail address.' })
  email!: string;
}

@ObjectType({ description: 'A listing that waits for review. Only the committee reads it.' })
class Submission {
  @Field(() => ID, { description: 'The id of the listing.' })
  id!: string;

  @Field(() => NewLibrary, {
    nullable: true,
    description: 'Its library as the submission describes it, if that is not in the list of libraries yet; otherwise null.',
  })
  newLibrary!: NewLibrary | null;
}

const SubmissionConnection = connectionOf(Submission, 'Submission', 'submissions that wait for the committee, the oldest first');

const waiting: List<Listing> = {
  entity: Listing,
  where: `state = 'SUBMITTED' AND EXISTS (SELECT FROM listing_contact WHERE listing_id = listing.id AND confirmed_at IS NOT NULL)`,
  order: ['listed_at', 'id'],
};

@Resolver(() => Submission)
export class SubmissionsResolver {
  @Audience(Role.COMMITTEE)
  @Query(() => SubmissionConnection, {
    description:
      'Submissions whose contact is confirmed, the oldest first; for the committee. Errors: UNAUTHENTICATED, FORBIDDEN.',
  })
  async submissions(@Args(() => PageArgs) page: PageArgs, @Ctx() { database }: ListingRequest) {
    return SubmissionConnection.of((await readPage(database, waiting, page)) as never, () => countAll(database, waiting));
  }

  @Audience(Role.COMMITTEE)
  @Query(() => Submission, {
    nullable: true,
    description:
      'One submission that waits; for the committee. Errors: UNAUTHENTICATED, FORBIDDEN, NOT_FOUND when none waits under the id, ' +
      'for example because it was reviewed or withdrawn.',
  })
  async submission(
    @Arg('id', () => ID, { description: 'The id of the submission, which is that of its listing.' }) id: string,
    @Ctx() { database }: ListingRequest,
  ): Promise<Submission> {
    const found = await database
      .getRepository(Listing)
      .createQueryBuilder('listing')
      .where(`id = :id AND ${waiting.where}`, { id })
      .getOne();
    if (!found) throw new NotFound('submission that waits', id);
    return found as never;
  }

  @FieldResolver(() => Library, {
    nullable: true,
    description: 'Its library, if that is in the list of libraries; otherwise null.',
  })
  async library(@Root() { libraryId }: Listing, @Ctx() { loaders }: ListingRequest): Promise<Library | null> {
    return libraryId === null ? null : loaders.one(Library).load(libraryId);
  }

  @FieldResolver(() => Listing, { description: 'What it offers and seeks.' })
  listing(@Root() listing: Listing): Listing {
    return listing;
  }

  @FieldResolver(() => Int, { description: 'For how many days it has waited since it was submitted, 0 on the first.' })
  waitingDays(@Root() { submittedOn }: Listing, @Ctx() { clock }: ListingRequest): number {
    return submittedOn === null ? 0 : daysBetween(submittedOn, dayOf(clock()));
  }

  @FieldResolver(() => [LibraryDoubt], {
    description: 'What is probably wrong about its new library; empty when nothing is, and for a library of the list.',
  })
  doubts(@Root() { newLibrary }: Listing): LibraryDoubt[] {
    return newLibrary === null ? [] : doubtsAbout(newLibrary);
  }

  @FieldResolver(() => [PossibleDuplicate], {
    description:
      'At most 10 libraries, in the list or in other submissions that wait, that may be its new library; most reasons first. Approve with ' +
      'libraryId if one is.',
  })
  possibleDuplicates(@Root() listing: Listing, @Ctx() { database }: ListingRequest): Promise<PossibleDuplicate[]> {
    return possibleDuplicates(database, listing);
  }

  @FieldResolver(() => ContactPerson, {
    nullable: true,
    description: 'The person to write to; null when it is no longer stored.',
  })
  async contact(
    @Root() { id }: Listing,
    @Ctx() { loaders, app: { contactKeys } }: ListingRequest,
  ): Promise<ContactPerson | null> {
    return (await contactOfListing(loaders).load(id))?.open(contactKeys) ?? null;
  }
}

/** The contacts of many listings in one statement. */
const contactOfListing = (loaders: Loaders) =>
  loaders.edge('Listing.contact', async (ids: readonly string[]) => {
    const rows = await loaders.database
      .getRepository(ListingContact)
      .createQueryBuilder('contact')
      .where('contact.listingId = ANY(:ids)', { ids })
      .getMany();
    const byId = new Map(rows.map((row) => [row.listingId, row]));
    return ids.map((id) => byId.get(id) ?? null);
  });
