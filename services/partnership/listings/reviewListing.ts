// How does the committee take a listing into the list, or not?

import { IsOptional, MaxLength } from 'class-validator';
import { Arg, Ctx, Field, ID, InputType, Mutation, Resolver } from 'type-graphql';
import type { EntityManager } from 'typeorm';
import { audit } from '#kit/data/audit';
import type { Request } from '#kit/data/request';
import { announceChange } from '#kit/live/changeFeed';
import { Audience } from '#kit/words/audience';
import { dayOf } from '#kit/words/clock';
import { enumOf } from '#kit/words/enums';
import { Confidence } from '#kit/words/facts';
import { Role } from '#kit/words/identity';
import { BadInput, NotFound, Problem } from '#kit/words/problem';
import { OptionalLines } from '#kit/words/texts';
import { addLibrary, Library } from '#partnership/libraries/index';
import { ListingEvent, queueListingLetter } from './letters';
import { expiryOf, Listing, ListingState } from './listing';
import { takeTurn } from './standing';

/** Somebody else of the committee was faster, or it was withdrawn. */
export class AlreadyReviewed extends Problem {
  constructor(listingId: string, state: ListingState) {
    super('ALREADY_REVIEWED', `The listing ${JSON.stringify(listingId)} no longer waits for a review: it is ${state}.`, {
      listingId,
      state,
    });
  }
}

export const ReviewDecision = enumOf('ReviewDecision', 'What the committee decides on a submission.', {
  APPROVE: 'It is published for twelve months, and its library joins the list of libraries.',
  DECLINE: 'It is not published; its contact is told the reason.',
});
export type ReviewDecision = keyof typeof ReviewDecision;

@InputType({ description: 'A decision of the committee.' })
export class ReviewListingInput {
  @Field(() => ID, { description: 'The submission.' })
  @MaxLength(100)
  listingId!: string;

  @Field(() => ReviewDecision, { description: 'The decision.' })
  decision!: ReviewDecision;

  @Field(() => String, { nullable: true, description: 'Why it is declined, needed then; its contact reads it. Plain text.' })
  @OptionalLines()
  reason?: string | null;

  @Field(() => ID, { nullable: true, description: 'With APPROVE: the library of our list that a new library turned out to be.' })
  @IsOptional()
  @MaxLength(100)
  libraryId?: string | null;
}

@Resolver()
export class ReviewListingMutation {
  @Audience(Role.COMMITTEE)
  @Mutation(() => Listing, {
    description:
      'Publishes or declines a submission, once. Errors: UNAUTHENTICATED, FORBIDDEN, NOT_FOUND, ALREADY_REVIEWED when somebody ' +
      'else of the committee was faster.',
  })
  async reviewListing(
    @Arg('input', () => ReviewListingInput, { description: 'The decision.' }) {
      listingId,
      decision,
      reason,
      libraryId,
    }: ReviewListingInput,
    @Ctx() { identity, database, clock }: Request,
  ): Promise<Listing> {
    if (decision === ReviewDecision.DECLINE && !reason)
      throw new BadInput('reason', 'Declining needs a reason, which its contact reads.');
    const now = clock();
    return database.transaction(async (manager) => {
      const owner = libraryId ?? (await manager.findOneBy(Listing, { id: listingId }))?.libraryId;
      if (owner) await takeTurn(manager, owner);
      const listing = await manager.findOne(Listing, { where: { id: listingId }, lock: { mode: 'pessimistic_write' } });
      if (!listing) throw new NotFound('listing', listingId);
      if (listing.state !== ListingState.SUBMITTED) throw new AlreadyReviewed(listingId, listing.state);
      if (decision === ReviewDecision.APPROVE) await publish(manager, listing, { libraryId: libraryId ?? null, now });
      else Object.assign(listing, { state: ListingState.DECLINED, declineReason: reason });
      await manager.save(listing);
      const entry = { at: now, subject: identity.subject, action: 'reviewListing', recordId: listingId };
      await audit(manager, {
        ...entry,
        before: { state: ListingState.SUBMITTED },
        after: { state: listing.state, reason: reason ?? null },
      });
      await announceChange(manager, { kind: 'listing', id: listingId });
      await queueListingLetter(manager, { event: ListingEvent.REVIEWED, listingId });
      return listing;
    });
  }
}

async function publish(manager: EntityManager, listing: Listing, { libraryId, now }: { libraryId: string | null; now: Date }) {
  const known = libraryId ?? listing.libraryId;
  const library = known === null ? null : await manager.findOneBy(Library, { id: known });
  if (known !== null && !library) throw new NotFound('library', known);
  const owner = known ?? (await addLibrary(manager, listing.newLibrary!));
  // A newer listing takes the place of an older one, also of one that was read in a source of the past.
  await manager.query(
    `UPDATE listing SET state = CASE WHEN historical THEN 'EXPIRED' ELSE 'WITHDRAWN' END WHERE library_id = $1 AND state = 'PUBLISHED'`,
    [owner],
  );
  const day = dayOf(now);
  Object.assign(listing, {
    state: ListingState.PUBLISHED,
    libraryId: owner,
    newLibrary: null,
    publishedOn: day,
    listedAt: now,
    expiresOn: expiryOf(day),
    ...(library?.demo && { demo: true, confidence: Confidence.DEMO }),
  });
}
