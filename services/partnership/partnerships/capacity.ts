// Can a library take on one more sister?
import type { EntityManager } from 'typeorm';
import { Problem } from '#kit/words/problem';
import { closeMatchedListing, lockStandingListings, type StandingListing } from '#partnership/listings/index';
import { begunSince } from './partnership';
import { inSql, livingStates } from './partnershipStates';

/** The library does not look for a sister now. */
class NotSeeking extends Problem {
  constructor(libraryId: string) {
    super(
      'NOT_SEEKING',
      `${libraryId} has no open listing, so it can not be proposed to. The list of libraries seeking sisters shows those that can.`,
      { libraryId },
    );
  }
}

/** The library has found as many sisters as it can take on. */
class NoCapacity extends Problem {
  constructor(libraryId: string) {
    super('NO_CAPACITY', `${libraryId} has found as many sisters as its listing can take on. A new listing can raise that.`, {
      libraryId,
    });
  }
}

/** True when a library has as many partnerships that began since the listing was published, and have not ended, as it can take on. */
async function isFull(manager: EntityManager, { libraryId, capacity, publishedOn }: StandingListing): Promise<boolean> {
  if (capacity === null) return false;
  const [{ begun }] = await manager.query(`SELECT ${begunSince('$1', '$2::date')} AS begun`, [libraryId, publishedOn]);
  return begun >= capacity;
}

/** Nobody is proposed to who did not ask for it, except by a former sister. @throws NotSeeking, NoCapacity */
export async function requireSeeking(manager: EntityManager, libraryId: string, proposer: string, now: Date): Promise<void> {
  const [listing] = await lockStandingListings(manager, [libraryId], now);
  if (listing && (await isFull(manager, listing))) throw new NoCapacity(libraryId);
  if (listing?.isOpen) return;
  const [a, b] = [libraryId, proposer].sort();
  const former = await manager.query(`SELECT FROM partnership WHERE library_a = $1 AND library_b = $2 AND state = 'ENDED'`, [
    a,
    b,
  ]);
  if (former.length === 0) throw new NotSeeking(libraryId);
}

/** Takes a place of both libraries, before their partnership becomes active. @throws NoCapacity naming the library that is full */
export async function requireCapacity(manager: EntityManager, libraryIds: readonly string[], now: Date): Promise<void> {
  for (const listing of await lockStandingListings(manager, libraryIds, now))
    if (await isFull(manager, listing)) throw new NoCapacity(listing.libraryId);
}

/** After a partnership became active: listings whose last place is taken leave the list. */
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
