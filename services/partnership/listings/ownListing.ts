// How do those who submitted a listing confirm, renew and withdraw it, by a signed link or as staff?
import { IsOptional, MaxLength } from 'class-validator';
import { Args, ArgsType, Ctx, Field, ID, Mutation, Resolver } from 'type-graphql';
import type { EntityManager } from 'typeorm';
import { audit } from '#kit/data/audit';
import { announceChange } from '#kit/live/changeFeed';
import { Audience, anyone, type Readers } from '#kit/words/audience';
import { dayOf } from '#kit/words/clock';
import { BadLink, type LinkPurpose } from '#kit/words/contactKeys';
import { requireStaffOf } from '#kit/words/identity';
import { BadInput, NotFound, Problem } from '#kit/words/problem';
import { ListingEvent, queueListingLetter } from './letters';
import { expiryOf, Listing, ListingState } from './listing';
import { ListingContact } from './listingContact';
import type { ListingRequest } from './mailing';
import { takeTurn } from './standing';

/** It is in a state in which that can not be done. */
export class ListingNotStanding extends Problem {
  constructor(listingId: string, state: ListingState, possible: readonly ListingState[]) {
    super(
      'LISTING_STATE',
      `This can not be done with the listing ${JSON.stringify(listingId)}, which is ${state}; it can while it is ${possible.join(' or ')}.`,
      { listingId, state },
    );
  }
}

/** A listing of the library stands already, so that an older one can not take its place again. */
export class NewerListing extends Problem {
  constructor(listingId: string) {
    super('NEWER_LISTING', `A newer listing of this library stands, so ${JSON.stringify(listingId)} can not be renewed.`, {
      listingId,
    });
  }
}

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
export class OwnListingMutations {
  @Audience(anyone)
  @Mutation(() => Listing, {
    description:
      'Confirms the contact of a submission by the link of the first mail; repeating it changes nothing. Errors: BAD_LINK.',
  })
  confirmListing(@Args(() => TokenArgs) { token }: TokenArgs, @Ctx() request: ListingRequest): Promise<Listing> {
    return change(request, { token }, 'confirm', async (manager, listing, now) => {
      const { affected } = await manager
        .createQueryBuilder()
        .update(ListingContact)
        .set({ confirmedAt: now })
        .where('listing_id = :id AND confirmed_at IS NULL', { id: listing.id })
        .execute();
      if (affected) await queueListingLetter(manager, { event: ListingEvent.CONFIRMED, listingId: listing.id });
    });
  }

  @Audience(linkOrStaff)
  @Mutation(() => Listing, { description: `Renews a listing for twelve months from today. ${refusals}, NEWER_LISTING.` })
  renewListing(@Args(() => OwnListingArgs) own: OwnListingArgs, @Ctx() request: ListingRequest): Promise<Listing> {
    return change(request, own, 'manage', async (manager, listing, now) => {
      requireState(listing, [ListingState.PUBLISHED, ListingState.EXPIRED]);
      // A newer one that has found its sisters counts too: who wants more says so in a listing of today.
      const others = await manager.query(
        `SELECT FROM listing WHERE library_id = $1 AND id <> $2 AND (state = 'PUBLISHED' OR (state = 'MATCHED' AND published_on > $3::date))`,
        [listing.libraryId, listing.id, listing.publishedOn],
      );
      if (others.length > 0) throw new NewerListing(listing.id);
      Object.assign(listing, { state: ListingState.PUBLISHED, expiresOn: expiryOf(dayOf(now)), remindedDays: null });
    });
  }

  @Audience(linkOrStaff)
  @Mutation(() => Listing, { description: `Takes a listing out of the list. ${refusals}.` })
  withdrawListing(@Args(() => OwnListingArgs) own: OwnListingArgs, @Ctx() request: ListingRequest): Promise<Listing> {
    return change(request, own, 'manage', async (_manager, listing) => {
      requireState(listing, [ListingState.SUBMITTED, ListingState.PUBLISHED, ListingState.EXPIRED]);
      listing.state = ListingState.WITHDRAWN;
    });
  }

  @Audience(anyone)
  @Mutation(() => Listing, { description: 'Ends reminders about a listing, by the link at the foot of one. Errors: BAD_LINK.' })
  stopNotices(@Args(() => TokenArgs) { token }: TokenArgs, @Ctx() request: ListingRequest): Promise<Listing> {
    return change(request, { token }, 'notices', async (manager, { id }) => {
      await manager.update(ListingContact, { listingId: id }, { silent: true });
    });
  }
}

async function change(
  { identity, database, clock, app: { contactKeys } }: ListingRequest,
  { id, token }: OwnListingArgs,
  purpose: LinkPurpose,
  work: (manager: EntityManager, listing: Listing, now: Date) => Promise<void>,
): Promise<Listing> {
  const now = clock();
  const linked = token ? contactKeys.follow(purpose, token, now) : null;
  const listingId = linked ?? id;
  if (!listingId) throw new BadInput('id', 'Give the id of the listing, or the token of a link to it.');
  return database.transaction(async (manager) => {
    const owner = purpose === 'manage' && (await manager.findOneBy(Listing, { id: listingId }))?.libraryId;
    if (owner) await takeTurn(manager, owner);
    const listing = await manager.findOne(Listing, {
      where: { id: listingId, historical: false },
      lock: { mode: 'pessimistic_write' },
    });
    if (!listing) throw linked ? new BadLink() : new NotFound('listing', listingId);
    if (!linked) requireStaff(identity, listing, now);
    const { state, expiresOn } = listing;
    await work(manager, listing, now);
    await manager.save(listing);
    const subject = linked ? 'link in a mail' : identity.subject;
    const entry = { at: now, subject, action: `${purpose} listing`, recordId: listing.id };
    await audit(manager, {
      ...entry,
      before: { state, expiresOn },
      after: { state: listing.state, expiresOn: listing.expiresOn },
    });
    if (listing.state !== state) await announceChange(manager, { kind: 'listing', id: listing.id });
    return listing;
  });
}

/** What nobody may know of is not found. */
function requireStaff(identity: ListingRequest['identity'], listing: Listing, now: Date): void {
  const known = listing.isPublic(now) || (listing.libraryId !== null && identity.libraryIds.includes(listing.libraryId));
  if (!known || listing.libraryId === null) throw new NotFound('listing', listing.id);
  requireStaffOf(identity, listing.libraryId);
}

function requireState({ id, state }: Listing, possible: readonly ListingState[]): void {
  if (!possible.includes(state)) throw new ListingNotStanding(id, state, possible);
}
