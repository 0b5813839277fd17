// Whether a library can take on one more sister.
import type { EntityManager } from 'typeorm';
import { Problem } from '#kit/words/problem';
import { closeMatchedListing, lockStandingListings, type StandingListing } from '#partnership/listings/index';
import { begunSince } from './partnership';
import { inSql, livingStates } from './partnershipStates';

/** The library is not looking for a sister now. */
class NotSeeking extends Problem {
  constructor(libraryId: string) {
    super(
      'NOT_SEEKING',
      `${libraryId} has no open listing, so you cannot propose a partnership to it. Choose a library from the list of libraries seeking sisters.`,
      { libraryId },
    );
  }
}

/** The library has as many sisters as its listing allows. */
class NoCapacity extends Problem {
  constructor(libraryId: string, limit: number | null) {
    super('NO_CAPACITY', `${libraryId} has as many sisters as its listing allows. It can submit a new listing to take on more.`, {
      libraryId,
      limit,
    });
  }
}

/** True when a library has as many partnerships that began since the listing was published, and have not ended, as it can take on. */
async function isFull(manager: EntityManager, { libraryId, capacity, publishedOn }: StandingListing): Promise<boolean> {
  if (capacity === null) return false;
  const [{ begun }] = await manager.query(`SELECT ${begunSince('$1', '$2::date')} AS begun`, [libraryId, publishedOn]);
  return begun >= capacity;
}

/** Only a library with an open listing can be proposed to, except by a former sister. @throws NotSeeking, NoCapacity */
export async function requireSeeking(manager: EntityManager, libraryId: string, proposer: string, now: Date): Promise<void> {
  const [listing] = await lockStandingListings(manager, [libraryId], now);
  if (listing && (await isFull(manager, listing))) throw new NoCapacity(libraryId, listing.capacity);
  if (listing?.isOpen) return;
  const [a, b] = [libraryId, proposer].sort();
  const former = await manager.query(`SELECT FROM partnership WHERE library_a = $1 AND library_b = $2 AND state = 'ENDED'`, [
    a,
    b,
  ]);
  if (former.length === 0) throw new NotSeeking(libraryId);
}

/** Locks the places of both libraries before their partnership becomes active. @throws NoCapacity naming the library that is full */
export async function requireCapacity(manager: EntityManager, libraryIds: readonly string[], now: Date): Promise<void> {
  for (const listing of await lockStandingListings(manager, libraryIds, now))
    if (await isFull(manager, listing)) throw new NoCapacity(listing.libraryId, listing.capacity);
}

/** After a partnership becomes active, takes listings without a free place off the list. */
export async function closeFullListings(manager: EntityManager, libraryIds: readonly string[], now: Date): Promise<void> {
  for (const listing of await lockStandingListings(manager, libraryIds, now))
    if (listing.isOpen && (await isFull(manager, listing))) await closeMatchedListing(manager, listing.id);
}

/** Those of some libraries that have a living partnership or proposal. */
export async function librariesWithPartner(manager: EntityManager, libraryIds: readonly string[]): Promise<ReadonlySet<string>> {
  const rows: { id: string }[] = await manager.query(
    `SELECT id FROM unnest($1::text[]) AS asked(id)
     WHERE EXISTS (SELECT FROM partnership WHERE asked.id IN (library_a, library_b) AND state IN (${inSql(livingStates)}))`,
    [libraryIds],
  );
  return new Set(rows.map(({ id }) => id));
}
