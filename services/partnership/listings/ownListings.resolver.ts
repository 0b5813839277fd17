// Which listings does a library have, also those that others do not see?

import { MaxLength } from 'class-validator';
import { Args, ArgsType, Ctx, Field, FieldResolver, ID, ObjectType, Query, Resolver, Root } from 'type-graphql';
import { type Loaders } from '#kit/data/loaders';
import { connectionOf, type List, PageArgs } from '#kit/data/page';
import { countAll, readPage } from '#kit/data/readPage';
import { type Request } from '#kit/data/request';
import { Audience } from '#kit/words/audience';
import { Role, requireStaffOrCommittee } from '#kit/words/identity';
import { Library, NewLibrary } from '../libraries/index';
import { Listing } from './listing';
import { ListingContact } from './listingContact';
import { type ListingRequest } from './mailing';

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

@ObjectType({ description: 'A person who can be written to. Never public.' })
export class ContactPerson {
  @Field({ description: 'Their name, as given.' })
  name!: string;

  @Field({ description: 'Their e-mail address.' })
  email!: string;
}

@ObjectType({ description: 'A listing that waits for the committee. For the committee only.' })
export class Submission {
  @Field(() => ID, { description: 'The id of the listing.' })
  id!: string;

  @Field(() => NewLibrary, { nullable: true, description: 'Its library, when that is not in our list yet; else null.' })
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

  @FieldResolver(() => Library, { nullable: true, description: 'Its library, when that is in our list; else null.' })
  async library(@Root() { libraryId }: Listing, @Ctx() { loaders }: ListingRequest): Promise<Library | null> {
    return libraryId === null ? null : loaders.one(Library).load(libraryId);
  }

  @FieldResolver(() => Listing, { description: 'What it offers and seeks.' })
  listing(@Root() listing: Listing): Listing {
    return listing;
  }

  @FieldResolver(() => ContactPerson, { nullable: true, description: 'Who can be written to; null when no longer kept.' })
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
