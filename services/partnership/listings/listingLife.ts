// How a listing is confirmed by its contact, reviewed by the committee, renewed and withdrawn.
import { IsOptional, MaxLength } from 'class-validator';
import { Arg, Args, ArgsType, Ctx, Field, ID, InputType, Mutation, Resolver } from 'type-graphql';
import { type EntityManager } from 'typeorm';
import { type Change, change } from '#kit/data/change';
import { type Request } from '#kit/data/request';
import { Audience, anyone, type Readers } from '#kit/words/audience';
import { dayOf } from '#kit/words/clock';
import { enumOf } from '#kit/words/enums';
import { Confidence } from '#kit/words/facts';
import { Role, requireStaffOf } from '#kit/words/identity';
import { BadInput, NotFound, Problem } from '#kit/words/problem';
import { OptionalLines } from '#kit/words/validation';
import { addLibrary, Library } from '../libraries/index';
import { BadLink, type LinkPurpose } from './contactKeys';
import { queueListingLetter } from './letters';
import { expiryOf, Listing, ListingState } from './listing';
import { ListingContact } from './listingContact';
import { type ListingRequest } from './mailing';
import { takeTurn } from './standing';

/** The state of the listing does not allow the change. */
class ListingNotStanding extends Problem {
  constructor(listingId: string, state: ListingState, allowed: readonly ListingState[]) {
    super(
      'LISTING_STATE',
      `The listing ${JSON.stringify(listingId)} is ${state}. This is possible only while it is ${allowed.join(' or ')}.`,
      { listingId, state, allowed },
    );
  }
}

/** A newer listing of the library is published or has found its sisters, so an older one cannot return. */
class NewerListing extends Problem {
  constructor(listingId: string) {
    super(
      'NEWER_LISTING',
      `The listing ${JSON.stringify(listingId)} cannot be renewed, because its library has a newer one. Renew that one, or submit a new one.`,
      { listingId },
    );
  }
}

@ArgsType()
class OwnListingArgs {
  @Field(() => ID, { nullable: true, description: 'The id of the listing, for staff of its library.' })
  @IsOptional()
  @MaxLength(100)
  id?: string | null;

  @Field(() => String, {
    nullable: true,
    description: 'The token of a link in a mail about the listing, for its contact: what follows its #.',
  })
  @IsOptional()
  @MaxLength(300)
  token?: string | null;
}

@ArgsType()
export class TokenArgs {
  @Field({ description: 'The token of the link: what follows its #.' })
  @MaxLength(300)
  token!: string;
}

const refusals = 'Errors: BAD_LINK, UNAUTHENTICATED, FORBIDDEN, NOT_FOUND, LISTING_STATE';

/** The contact, by a link in a mail, or staff of the library, by their account. */
const linkOrStaff: Readers = { name: 'link-or-staff' };

@Resolver()
export class OwnListingMutations {
  @Audience(anyone)
  @Mutation(() => Listing, {
    description:
      'Confirms the contact of a submission by the link in the first mail. Confirming again changes nothing. Errors: BAD_LINK.',
  })
  confirmListing(@Args(() => TokenArgs) { token }: TokenArgs, @Ctx() request: ListingRequest): Promise<Listing> {
    return changeOwn(request, { token }, 'confirm', 'confirmListing', async (manager, listing, now) => {
      const { affected } = await manager
        .createQueryBuilder()
        .update(ListingContact)
        .set({ confirmedAt: now })
        .where('listing_id = :id AND confirmed_at IS NULL', { id: listing.id })
        .execute();
      if (affected) await queueListingLetter(manager, { event: 'CONFIRMED', listingId: listing.id });
    });
  }

  @Audience(linkOrStaff)
  @Mutation(() => Listing, {
    description: `Renews a published or expired listing for twelve months from today. ${refusals}, NEWER_LISTING.`,
  })
  renewListing(@Args(() => OwnListingArgs) own: OwnListingArgs, @Ctx() request: ListingRequest): Promise<Listing> {
    return changeOwn(request, own, 'manage', 'renewListing', async (manager, listing, now) => {
      requireState(listing, [ListingState.PUBLISHED, ListingState.EXPIRED]);
      // A newer one that has found its sisters counts too: a library that wants more sisters submits a new listing.
      const others = await manager.query(
        `SELECT FROM listing WHERE library_id = $1 AND id <> $2 AND (state = 'PUBLISHED' OR (state = 'MATCHED' AND published_on > $3::date))`,
        [listing.libraryId, listing.id, listing.publishedOn],
      );
      if (others.length > 0) throw new NewerListing(listing.id);
      Object.assign(listing, { state: ListingState.PUBLISHED, expiresOn: expiryOf(dayOf(now)), remindedDays: null });
    });
  }

  @Audience(linkOrStaff)
  @Mutation(() => Listing, {
    description: `Withdraws a listing: it leaves the list, or the queue of the committee. ${refusals}.`,
  })
  withdrawListing(@Args(() => OwnListingArgs) own: OwnListingArgs, @Ctx() request: ListingRequest): Promise<Listing> {
    return changeOwn(request, own, 'manage', 'withdrawListing', async (_manager, listing) => {
      requireState(listing, [ListingState.SUBMITTED, ListingState.PUBLISHED, ListingState.EXPIRED]);
      listing.state = ListingState.WITHDRAWN;
    });
  }

  @Audience(anyone)
  @Mutation(() => Listing, {
    description: 'Stops reminders about a listing, by the link at the end of each reminder. Errors: BAD_LINK.',
  })
  stopNotices(@Args(() => TokenArgs) { token }: TokenArgs, @Ctx() request: ListingRequest): Promise<Listing> {
    return changeOwn(request, { token }, 'notices', 'stopNotices', async (manager, { id }) => {
      await manager.update(ListingContact, { listingId: id }, { silent: true });
    });
  }
}

async function changeOwn(
  request: ListingRequest,
  { id, token }: OwnListingArgs,
  purpose: LinkPurpose,
  action: string,
  alter: (manager: EntityManager, listing: Listing, now: Date) => Promise<void>,
): Promise<Listing> {
  const { identity, clock, app } = request;
  const linked = token ? app.contactKeys.follow(purpose, token, clock()) : null;
  const listingId = linked ?? id;
  if (!listingId) throw new BadInput('id', 'Give either the id of the listing or the token of a link to it.');
  const work = async (writing: Change) => {
    const { manager } = writing;
    const owner = purpose === 'manage' && (await manager.findOneBy(Listing, { id: listingId }))?.libraryId;
    if (owner) await takeTurn(manager, owner);
    const listing = await manager.findOne(Listing, {
      where: { id: listingId, historical: false },
      lock: { mode: 'pessimistic_write' },
    });
    if (!listing) throw linked ? new BadLink() : new NotFound('listing', listingId);
    const { now } = writing;
    if (!linked) requireStaff(identity, listing, now);
    const { state, expiresOn } = listing;
    await alter(manager, listing, now);
    await manager.save(listing);
    await writing.record(listing.id, { state, expiresOn }, { state: listing.state, expiresOn: listing.expiresOn });
    if (listing.state !== state) await writing.announce({ kind: 'listing', id: listing.id });
    return listing;
  };
  // Whoever is nobody is refused within, and first hears that an unknown listing is not found.
  return change(request, action, work, linked ? 'link in a mail' : (identity.subject ?? 'nobody'));
}

/** A listing that the account may not know of is not found. @throws NotFound, Unauthenticated, NotYourLibrary */
function requireStaff(identity: ListingRequest['identity'], listing: Listing, now: Date): void {
  const known = listing.isPublic(now) || (listing.libraryId !== null && identity.libraryIds.includes(listing.libraryId));
  if (!known || listing.libraryId === null) throw new NotFound('listing', listing.id);
  requireStaffOf(identity, listing.libraryId);
}

/** @throws ListingNotStanding */
export function requireState({ id, state }: Listing, possible: readonly ListingState[]): void {
  if (!possible.includes(state)) throw new ListingNotStanding(id, state, possible);
}

/** Another member of the committee has already decided, or the listing was withdrawn. */
class AlreadyReviewed extends Problem {
  constructor(listingId: string, state: ListingState) {
    super('ALREADY_REVIEWED', `The listing ${JSON.stringify(listingId)} is ${state} and no longer waits for a review.`, {
      listingId,
      state,
      allowed: [ListingState.SUBMITTED],
    });
  }
}

const ReviewDecision = enumOf('ReviewDecision', 'A decision of the committee on a submission.', {
  APPROVE: 'Publish the listing for twelve months. A new library joins the list of libraries.',
  DECLINE: 'Do not publish the listing. Its contact reads the reason.',
});
type ReviewDecision = keyof typeof ReviewDecision;

@InputType({ description: 'A decision of the committee on a submission.' })
class ReviewListingInput {
  @Field(() => ID, { description: 'The id of the submission.' })
  @MaxLength(100)
  listingId!: string;

  @Field(() => ReviewDecision, { description: 'Whether to publish or decline the submission.' })
  decision!: ReviewDecision;

  @Field(() => String, {
    nullable: true,
    description:
      'Why the submission is declined, which its contact reads. Required with DECLINE. Plain text of at most 4000 characters.',
  })
  @OptionalLines()
  reason?: string | null;

  @Field(() => ID, {
    nullable: true,
    description:
      'With APPROVE: the id of the library that the submission is about, if it turned out to be in the list of libraries already.',
  })
  @IsOptional()
  @MaxLength(100)
  libraryId?: string | null;
}

@Resolver()
export class ReviewListingMutation {
  @Audience(Role.COMMITTEE)
  @Mutation(() => Listing, {
    description:
      'Publishes or declines a submission. Errors: UNAUTHENTICATED, FORBIDDEN, NOT_FOUND, BAD_USER_INPUT, ALREADY_REVIEWED when another ' +
      'member of the committee was faster.',
  })
  async reviewListing(
    @Arg('input', () => ReviewListingInput, { description: 'Whether to publish or decline the submission.' }) {
      listingId,
      decision,
      reason,
      libraryId,
    }: ReviewListingInput,
    @Ctx() request: Request,
  ): Promise<Listing> {
    if (decision === ReviewDecision.DECLINE && !reason)
      throw new BadInput('reason', 'Declining needs a reason. The contact of the listing reads it.', {
        reason: 'REASON_MISSING',
      });
    return change(request, 'reviewListing', async (writing) => {
      const { manager } = writing;
      const owner = libraryId ?? (await manager.findOneBy(Listing, { id: listingId }))?.libraryId;
      if (owner) await takeTurn(manager, owner);
      const listing = await writing.lock(Listing, 'listing', listingId);
      if (listing.state !== ListingState.SUBMITTED) throw new AlreadyReviewed(listingId, listing.state);
      if (decision === ReviewDecision.APPROVE)
        await publish(manager, listing, { libraryId: libraryId ?? null, now: writing.now });
      else Object.assign(listing, { state: ListingState.DECLINED, declineReason: reason });
      await manager.save(listing);
      await writing.record(listingId, { state: ListingState.SUBMITTED }, { state: listing.state, reason: reason ?? null });
      await writing.announce({ kind: 'listing', id: listingId });
      await queueListingLetter(manager, { event: 'REVIEWED', listingId });
      return listing;
    });
  }
}

async function publish(manager: EntityManager, listing: Listing, { libraryId, now }: { libraryId: string | null; now: Date }) {
  const known = libraryId ?? listing.libraryId;
  const library = known === null ? null : await manager.findOneBy(Library, { id: known });
  if (known !== null && !library) throw new NotFound('library', known);
  const owner = known ?? (await addLibrary(manager, listing.newLibrary!));
  // A newer listing replaces an older one, including a historical one.
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
