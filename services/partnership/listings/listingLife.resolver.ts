// How does a listing come into the list and leave it?

import { IsOptional, MaxLength } from 'class-validator';
import { Arg, Args, ArgsType, Ctx, Field, ID, Mutation, Resolver } from 'type-graphql';
import { Audience, anyone, type Readers } from '#kit/words/audience';
import { Role } from '#kit/words/identity';
import { Listing } from './listing';
import type { ListingRequest } from './mailing';
import { confirmListing, renewListing, stopNotices, withdrawListing } from './ownListing';
import { ReviewListingInput, reviewListing } from './reviewListing';
import { SubmitListingInput, SubmitListingPayload, submitListing } from './submitListing';

@ArgsType()
class OwnListingArgs {
  @Field(() => ID, { nullable: true, description: 'The id of the listing, for staff of its library.' })
  @IsOptional()
  @MaxLength(100)
  id?: string | null;

  @Field(() => String, { nullable: true, description: 'The token of a link in a mail about the listing, for its contact.' })
  @IsOptional()
  @MaxLength(300)
  token?: string | null;
}

@ArgsType()
class TokenArgs {
  @Field({ description: 'The token of the link, which stands behind its #.' })
  @MaxLength(300)
  token!: string;
}

const refusals = 'Errors: BAD_LINK, UNAUTHENTICATED, FORBIDDEN, NOT_FOUND, LISTING_STATE';

/** The contact, by a link in a mail, or staff of the library, by their account. */
const linkOrStaff: Readers = { name: 'link-or-staff' };

@Resolver()
export class ListingLifeResolver {
  @Audience(anyone)
  @Mutation(() => SubmitListingPayload, {
    description:
      'Asks to be listed among the libraries seeking sisters; open to everyone. The contact gets a mail, the committee reviews. ' +
      'Errors: CONSENT_NEEDED, NOT_FOUND, UNKNOWN_TIME_ZONE, TOO_MANY_SUBMISSIONS, SUBMISSIONS_BUSY.',
  })
  submitListing(
    @Arg('input', () => SubmitListingInput, { description: 'The form.' }) input: SubmitListingInput,
    @Ctx() request: ListingRequest,
  ): Promise<SubmitListingPayload> {
    return submitListing(request, input);
  }

  @Audience(anyone)
  @Mutation(() => Listing, {
    description:
      'Confirms the contact of a submission by the link of the first mail; repeating it changes nothing. Errors: BAD_LINK.',
  })
  confirmListing(@Args(() => TokenArgs) { token }: TokenArgs, @Ctx() request: ListingRequest): Promise<Listing> {
    return confirmListing(request, token);
  }

  @Audience(linkOrStaff)
  @Mutation(() => Listing, { description: `Renews a listing for twelve months from today. ${refusals}, NEWER_LISTING.` })
  renewListing(@Args(() => OwnListingArgs) own: OwnListingArgs, @Ctx() request: ListingRequest): Promise<Listing> {
    return renewListing(request, own);
  }

  @Audience(linkOrStaff)
  @Mutation(() => Listing, { description: `Takes a listing out of the list. ${refusals}.` })
  withdrawListing(@Args(() => OwnListingArgs) own: OwnListingArgs, @Ctx() request: ListingRequest): Promise<Listing> {
    return withdrawListing(request, own);
  }

  @Audience(anyone)
  @Mutation(() => Listing, { description: 'Ends reminders about a listing, by the link at the foot of one. Errors: BAD_LINK.' })
  stopNotices(@Args(() => TokenArgs) { token }: TokenArgs, @Ctx() request: ListingRequest): Promise<Listing> {
    return stopNotices(request, token);
  }

  @Audience(Role.COMMITTEE)
  @Mutation(() => Listing, {
    description:
      'Publishes or declines a submission, once. Errors: UNAUTHENTICATED, FORBIDDEN, NOT_FOUND, ALREADY_REVIEWED when somebody ' +
      'else of the committee was faster.',
  })
  reviewListing(
    @Arg('input', () => ReviewListingInput, { description: 'The decision.' }) input: ReviewListingInput,
    @Ctx() request: ListingRequest,
  ): Promise<Listing> {
    return reviewListing(request, input);
  }
}
