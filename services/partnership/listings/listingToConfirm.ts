// What a person confirms by the link in the mail about a submission, as they are shown it before they press the button.
import { Args, Ctx, Field, FieldResolver, ObjectType, Query, Resolver, Root } from 'type-graphql';
import { Audience, linkHolders } from '#kit/words/audience';
import { Library, NewLibrary } from '../libraries/index';
import { BadLink } from './contactKeys';
import { Listing } from './listing';
import { ListingContact } from './listingContact';
import { TokenArgs } from './listingLife';
import type { ListingRequest } from './mailing';

@ObjectType({ description: 'A submission as its contact is shown it before they confirm it.' })
class ListingToConfirm {
  @Field(() => Listing, { description: 'What the library offers and seeks.' })
  listing!: Listing;

  @Field(() => NewLibrary, {
    nullable: true,
    description: 'Its library as the form described it, if that is not in the list of libraries yet; otherwise null.',
  })
  newLibrary!: NewLibrary | null;

  @Field({ description: 'The name of the person we write to.' })
  contactName!: string;

  @Field({ description: 'True when it is confirmed already, so that confirming again changes nothing.' })
  confirmed!: boolean;
}

@Resolver(() => ListingToConfirm)
export class ListingToConfirmResolver {
  @Audience(linkHolders)
  @Query(() => ListingToConfirm, {
    nullable: true,
    description:
      'What confirmListing would confirm, by the link in the first mail. It changes nothing. Error BAD_LINK, also when the submission ' +
      'was deleted because nobody confirmed it within seven days.',
  })
  async listingToConfirm(
    @Args(() => TokenArgs) { token }: TokenArgs,
    @Ctx() { app, clock, database }: ListingRequest,
  ): Promise<ListingToConfirm> {
    const id = app.contactKeys.follow('confirm', token, clock());
    const [listing, contact] = await Promise.all([
      database.getRepository(Listing).findOneBy({ id, historical: false }),
      database.getRepository(ListingContact).findOneBy({ listingId: id }),
    ]);
    if (!listing || !contact) throw new BadLink();
    const { name } = contact.open(app.contactKeys);
    return { listing, newLibrary: listing.newLibrary, contactName: name, confirmed: contact.confirmedAt !== null };
  }

  @FieldResolver(() => Library, {
    nullable: true,
    description: 'Its library, if that is in the list of libraries; otherwise null.',
  })
  async library(
    @Root() { listing: { libraryId } }: ListingToConfirm,
    @Ctx() { loaders }: ListingRequest,
  ): Promise<Library | null> {
    return libraryId === null ? null : loaders.one(Library).load(libraryId);
  }
}
