// How does somebody who looks for a sister hear of new listings as they are published?
import { Arg, Ctx, Field, Int, ObjectType, Resolver, Root, Subscription } from 'type-graphql';
import { countAll } from '#kit/data/readPage';
import type { News } from '#kit/live/changeFeed';
import { Audience, anyone } from '#kit/words/audience';
import { validateArgument } from '#kit/words/validation';
import { Listing } from './listing';
import { ListingFilter, ListingOrder, NearInput } from './listingFilter';
import { listingList, readListings } from './listingSearch';
import type { ListingRequest } from './mailing';

/** How many listings the first event shows. */
const newest = 20;

@ObjectType({ description: 'Listings that were published, and how many there are now.' })
export class ListingNews {
  @Field(() => [Listing], {
    description: 'Those published since the event before; in the first event and after a gap the newest 20. The latest first.',
  })
  listings!: readonly Listing[];

  @Field(() => Int, { description: 'How many listings meet the filter now.' })
  totalCount!: number;
}

@Resolver()
export class ListingPublishedResolver {
  @Audience(anyone)
  @Subscription(() => ListingNews, {
    description: 'The newest listings at once, then each that is published, open to everyone.',
    subscribe: async ({ args, context }: { args: { filter?: ListingFilter | null }; context: ListingRequest }) => {
      const filter = await checked(args.filter ?? {});
      const { database, clock, app } = context;
      return app.feed.watch(`listings ${JSON.stringify(filter)}`, async ({ kind, id }) => {
        return kind === 'listing' && (await countAll(database, among({ filter, now: clock() }, [id]))) > 0;
      });
    },
  })
  async listingPublished(
    @Root() { ids }: News,
    @Arg('filter', () => ListingFilter, { nullable: true, description: 'Which ones; all without it.' })
    filter: ListingFilter | null,
    @Ctx() { database, loaders, clock }: ListingRequest,
  ): Promise<ListingNews> {
    const search = { filter: filter ?? {}, now: clock() };
    const all = listingList(search, ListingOrder.NEWEST);
    const [list, first] = ids === null ? [all, newest] : [among(search, [...ids]), 100];
    const [{ nodes: listings }, totalCount] = await Promise.all([
      readListings(database, loaders, list, { first }),
      countAll(database, all),
    ]);
    return { listings, totalCount };
  }
}

/** Those of some listings that a search finds. */
function among(search: Parameters<typeof listingList>[0], ids: readonly string[]) {
  const list = listingList(search, ListingOrder.NEWEST);
  const parameters = [...(list.parameters ?? []), ids];
  return { ...list, where: `${list.where} AND id = ANY($${parameters.length})`, parameters };
}

/** Arguments of a subscription come as they were sent. @throws BadInput */
async function checked(given: ListingFilter): Promise<ListingFilter> {
  const near = given.near && Object.assign(new NearInput(), given.near);
  const filter = Object.assign(new ListingFilter(), given, near && { near });
  await validateArgument(filter);
  return filter;
}
