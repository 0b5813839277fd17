// Which listings does a library have, also those that others do not see?
import { MaxLength } from 'class-validator';
import { Args, ArgsType, Ctx, Field, ID, Query, Resolver } from 'type-graphql';
import { connectionOf, type List, PageArgs } from '#kit/data/page';
import { countAll, readPage } from '#kit/data/readPage';
import type { Request } from '#kit/data/request';
import { Audience } from '#kit/words/audience';
import { Role, requireStaffOrCommittee } from '#kit/words/identity';
import { Listing } from './listing';

const OwnListingConnection = connectionOf(Listing, 'OwnListing', 'listings of one library, the latest first');

@ArgsType()
class OwnListingsArgs extends PageArgs {
  @Field(() => ID, { description: 'The library; the account must speak for it or be of the committee.' })
  @MaxLength(100)
  libraryId!: string;
}

@Resolver()
export class OwnListingsResolver {
  @Audience(Role.STAFF, Role.COMMITTEE)
  @Query(() => OwnListingConnection, {
    description:
      'All listings of a library in every state, the latest first: those that wait, have found a sister, ended or were declined too. ' +
      'For its staff, who may renew or withdraw them by id, and the committee. Errors: UNAUTHENTICATED, FORBIDDEN.',
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
