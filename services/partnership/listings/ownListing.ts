// How do those who submitted a listing confirm, renew and withdraw it, by a signed link or as staff?
import type { EntityManager } from 'typeorm';
import { audit } from '#kit/data/audit';
import { announceChange } from '#kit/live/changeFeed';
import { dayOf } from '#kit/words/clock';
import { BadLink, type LinkPurpose } from '#kit/words/contactKeys';
import { requireStaffOf } from '#kit/words/identity';
import { BadInput, NotFound } from '#kit/words/problem';
import { ListingEvent, queueListingLetter } from './letters';
import { expiryOf, Listing, ListingState } from './listing';
import { ListingContact } from './listingContact';
import type { ListingRequest } from './mailing';
import { ListingNotStanding, NewerListing } from './refusals';
import { takeTurn } from './standing';

/** Which listing, and by which right: a private link, or an account that speaks for its library. */
export interface OwnListing {
  readonly id?: string | null;
  readonly token?: string | null;
}

/** Opens the link of the first mail: from now on the committee sees the submission. Opening it twice changes nothing. @throws BadLink */
export function confirmListing(request: ListingRequest, token: string): Promise<Listing> {
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

/** Twelve more months from today. @throws BadLink, Unauthenticated, NotYourLibrary, NotFound, ListingNotStanding, NewerListing */
export function renewListing(request: ListingRequest, own: OwnListing): Promise<Listing> {
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

/** Takes it out of the list or the committee's queue. @throws BadLink, Unauthenticated, NotYourLibrary, NotFound, ListingNotStanding */
export function withdrawListing(request: ListingRequest, own: OwnListing): Promise<Listing> {
  return change(request, own, 'manage', async (_manager, listing) => {
    requireState(listing, [ListingState.SUBMITTED, ListingState.PUBLISHED, ListingState.EXPIRED]);
    listing.state = ListingState.WITHDRAWN;
  });
}

/** Ends reminders and notices to the contact of a listing, by the link at the foot of each. @throws BadLink */
export function stopNotices(request: ListingRequest, token: string): Promise<Listing> {
  return change(request, { token }, 'notices', async (manager, { id }) => {
    await manager.update(ListingContact, { listingId: id }, { silent: true });
  });
}

async function change(
  { identity, database, clock, app: { contactKeys } }: ListingRequest,
  { id, token }: OwnListing,
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
