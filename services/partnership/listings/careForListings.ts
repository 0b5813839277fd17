// How the committee corrects a published listing and takes it off the list, with reason and audit.
import { ArrayMaxSize, ArrayUnique, IsOptional, Max, MaxLength, Min } from 'class-validator';
import { Arg, Ctx, Field, ID, InputType, Int, Mutation, Resolver } from 'type-graphql';
import { change } from '#kit/data/change';
import type { Request } from '#kit/data/request';
import { Audience } from '#kit/words/audience';
import { Role } from '#kit/words/identity';
import { BadInput } from '#kit/words/problem';
import { CountryCode, LanguageTag, OptionalLines, SomeLines } from '#kit/words/validation';
import { ActivityKind, MeetingRhythm } from '#partnership/programme/index';
import { queueListingLetter } from './letters';
import { Commitment, Listing, ListingState } from './listing';
import { requireState } from './listingLife';

@InputType({ description: 'Corrections of a listing. What is left out stays; null removes what can be unknown.' })
class CorrectListingInput {
  @Field(() => ID, { description: 'The id of the listing, which stays the same.' })
  @MaxLength(100)
  listingId!: string;

  @Field({ description: 'Why, for the audit log: plain text of at most 4000 characters, without names of people.' })
  @SomeLines()
  reason!: string;

  @Field(() => String, { nullable: true, description: 'What the library offers a sister, at most 4000 characters.' })
  @OptionalLines()
  offers?: string | null;

  @Field(() => String, { nullable: true, description: 'What the library hopes for, at most 4000 characters.' })
  @OptionalLines()
  seeks?: string | null;

  @Field(() => [CountryCode], { nullable: true, description: 'Countries in which it would like a sister, at most 50.' })
  @IsOptional()
  @ArrayMaxSize(50)
  @ArrayUnique()
  preferredCountries?: string[] | null;

  @Field(() => [LanguageTag], { nullable: true, description: 'Languages it would like to talk in, at most 50.' })
  @IsOptional()
  @ArrayMaxSize(50)
  @ArrayUnique()
  preferredLanguages?: string[] | null;

  @Field(() => [ActivityKind], { nullable: true, description: 'What it would like to do together, each kind at most once.' })
  @IsOptional()
  @ArrayMaxSize(50)
  @ArrayUnique()
  activityInterests?: ActivityKind[] | null;

  @Field(() => Commitment, { nullable: true, description: 'How firm a commitment it is looking for.' })
  commitment?: Commitment | null;

  @Field(() => MeetingRhythm, { nullable: true, description: 'How often it wants to be in touch.' })
  meetingRhythm?: MeetingRhythm | null;

  @Field(() => Int, { nullable: true, description: 'How many sisters it can take on, from 1 to 20.' })
  @IsOptional()
  @Min(1)
  @Max(20)
  capacity?: number | null;
}

@InputType({ description: 'A listing that does not belong on the list.' })
class TakeDownListingInput {
  @Field(() => ID, { description: 'The id of the listing.' })
  @MaxLength(100)
  listingId!: string;

  @Field({ description: 'Why: its contact reads it, and the audit log keeps it. Plain text of at most 4000 characters.' })
  @SomeLines()
  reason!: string;
}

const lists = ['preferredCountries', 'preferredLanguages', 'activityInterests'] as const;
const refusals =
  'For the committee; in the audit log with its reason. Errors: UNAUTHENTICATED, FORBIDDEN, NOT_FOUND, LISTING_STATE';

@Resolver()
export class ListingCareMutations {
  @Audience(Role.COMMITTEE)
  @Mutation(() => Listing, { description: `Corrects what a published or waiting listing says. ${refusals}, BAD_USER_INPUT.` })
  correctListing(
    @Arg('input', () => CorrectListingInput, { description: 'What to change, and why.' }) input: CorrectListingInput,
    @Ctx() request: Request,
  ): Promise<Listing> {
    const { listingId, reason, ...given } = input;
    const changes = Object.fromEntries(Object.entries(given).filter(([, value]) => value !== undefined)) as Partial<Listing>;
    const missing = lists.find((field) => changes[field] === null);
    if (missing) throw new BadInput(missing, `${missing} is a list: give an empty one to remove all, or leave the field out.`);
    if (Object.keys(changes).length === 0) throw new BadInput('input', 'Give at least one field to correct.');
    return change(request, 'correctListing', async (writing) => {
      const listing = await writing.lock(Listing, 'listing', listingId);
      requireState(listing, [ListingState.SUBMITTED, ListingState.PUBLISHED]);
      const before = Object.fromEntries(Object.keys(changes).map((field) => [field, listing[field as keyof Listing]]));
      await writing.manager.save(Object.assign(listing, changes));
      await writing.record(listingId, before, { ...changes, reason });
      await writing.announce({ kind: 'listing', id: listingId });
      return listing;
    });
  }

  @Audience(Role.COMMITTEE)
  @Mutation(() => Listing, {
    description: `Takes a published listing off the list. Its contact reads the reason, and cannot renew it. ${refusals}.`,
  })
  takeDownListing(
    @Arg('input', () => TakeDownListingInput, { description: 'Which listing, and why.' }) {
      listingId,
      reason,
    }: TakeDownListingInput,
    @Ctx() request: Request,
  ): Promise<Listing> {
    return change(request, 'takeDownListing', async (writing) => {
      const listing = await writing.lock(Listing, 'listing', listingId);
      requireState(listing, [ListingState.PUBLISHED]);
      const before = { state: listing.state };
      await writing.manager.save(Object.assign(listing, { state: ListingState.DECLINED, declineReason: reason }));
      await writing.record(listingId, before, { state: listing.state, reason });
      await writing.announce({ kind: 'listing', id: listingId });
      await queueListingLetter(writing.manager, { event: 'REVIEWED', listingId });
      return listing;
    });
  }
}
