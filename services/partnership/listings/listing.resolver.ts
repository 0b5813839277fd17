// Which libraries seek sisters, and what belongs to each listing?
import { Arg, Args, Ctx, FieldResolver, ID, Query, Resolver, Root } from 'type-graphql';
import { connectionOf, PageArgs } from '#kit/data/page';
import { countAll } from '#kit/data/readPage';
import type { Request } from '#kit/data/request';
import { Audience, anyone } from '#kit/words/audience';
import { Source } from '#kit/words/facts';
import { NotFound } from '#kit/words/problem';
import { Library } from '#partnership/libraries/index';
import { ProgrammeCall } from '#partnership/programme/index';
import { Listing } from './listing';
import { ListingFilter, ListingOrder } from './listingFilter';
import { countFacets, ListingFacets, type ListingSearch, listingList, readListings } from './listingSearch';
import { LibraryNotListed } from './refusals';

const ListingConnection = connectionOf(Listing, 'Listing', 'libraries seeking sisters');

@Resolver(() => Listing)
export class ListingResolver {
  @Audience(anyone)
  @Query(() => ListingConnection, {
    description:
      'Libraries seeking sisters: the published listings that have not expired. Listings marked historical were read in published ' +
      'sources of the past.',
  })
  async listings(
    @Args(() => PageArgs) page: PageArgs,
    @Arg('filter', () => ListingFilter, { nullable: true, description: 'Which ones; all without it.' })
    filter: ListingFilter | null,
    @Arg('orderBy', () => ListingOrder, { defaultValue: ListingOrder.NEWEST, description: 'In which order.' })
    orderBy: ListingOrder,
    @Ctx() { database, loaders, clock }: Request,
  ) {
    const search: ListingSearch = { filter: filter ?? {}, now: clock() };
    const list = listingList(search, orderBy);
    const found = ListingConnection.of(await readListings(database, loaders, list, page), () => countAll(database, list));
    return Object.assign(found, { search });
  }

  @Audience(anyone)
  @Query(() => Listing, {
    nullable: true,
    description: 'One public listing. Error NOT_FOUND when there is none of that id, or when it no longer stands.',
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
    description: 'The library that seeks. Error LIBRARY_NOT_LISTED for a submission about one that is not in the list yet.',
  })
  async library(@Root() { id, libraryId }: Listing, @Ctx() { loaders }: Request): Promise<Library | null> {
    if (libraryId === null) throw new LibraryNotListed(id);
    return loaders.one(Library).load(libraryId);
  }

  @FieldResolver(() => Boolean, { description: 'True while its library seeks a sister; always false for a historical listing.' })
  isOpen(@Root() listing: Listing, @Ctx() { clock }: Request): boolean {
    return listing.isOpen(clock());
  }

  @FieldResolver(() => ProgrammeCall, { nullable: true, description: 'The call it answers; null when it names none.' })
  answersCall(@Root() { answersCallId }: Listing, @Ctx() { loaders }: Request): Promise<ProgrammeCall | null> | null {
    return answersCallId === null ? null : loaders.one(ProgrammeCall).load(answersCallId);
  }

  @FieldResolver(() => [Source], { description: 'Where it was read; empty for one made here.' })
  sources(@Root() { sourceIds }: Listing, @Ctx() { loaders }: Request): Promise<Source[]> {
    return loaders.all(Source, sourceIds);
  }
}

@Resolver(() => ListingConnection)
export class ListingConnectionResolver {
  @FieldResolver(() => ListingFacets, { description: 'Choices for narrowing this search, each with the number of listings.' })
  facets(@Root() { search }: { search: ListingSearch }, @Ctx() { database }: Request): Promise<ListingFacets> {
    return countFacets(database, search);
  }
}

/** A listing that anyone may read now, or null. */
export async function findListing(id: string, { loaders, clock }: Request): Promise<Listing | null> {
  const listing = await loaders.one(Listing).load(id);
  return listing?.isPublic(clock()) ? listing : null;
}
