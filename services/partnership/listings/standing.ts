// Which listing of a library is current: one at a time, for as many sisters as the library can take on.
import type { EntityManager } from 'typeorm';
import { announce } from '#kit/data/change';
import { dayOf } from '#kit/words/clock';

/**
 * Makes publishing and renewing the listings of one library wait for each other, so that each sees what the one before did. Take the turn
 * before you lock rows, or two transactions could wait for each other. The index `listing_published_once` has the last word.
 */
export async function takeTurn(manager: EntityManager, libraryId: string): Promise<void> {
  await manager.query('SELECT pg_advisory_xact_lock(hashtextextended($1, 0))', [`listings of ${libraryId}`]);
}

/** The newest listing of a library that has not expired: published, or closed because its last place was taken. */
export interface StandingListing {
  readonly id: string;
  readonly libraryId: string;
  readonly isOpen: boolean;
  /** How many sisters the library can take on; null when it did not say, which means as many as it accepts. */
  readonly capacity: number | null;
  readonly publishedOn: string;
}

/** Locks them in one order, so that two acceptances at once neither both take the last place nor wait for each other. */
export async function lockStandingListings(
  manager: EntityManager,
  libraryIds: readonly string[],
  now: Date,
): Promise<StandingListing[]> {
  const listings: StandingListing[] = await manager.query(
    `SELECT id, library_id AS "libraryId", state = 'PUBLISHED' AS "isOpen", capacity, published_on AS "publishedOn" FROM listing
     WHERE library_id = ANY($1) AND NOT historical AND state IN ('PUBLISHED', 'MATCHED') AND expires_on > $2::date
     ORDER BY library_id, published_on DESC, id FOR UPDATE`,
    [libraryIds, dayOf(now)],
  );
  return listings.filter(({ libraryId }, i) => listings.findIndex((other) => other.libraryId === libraryId) === i);
}

/** Takes a listing off the list because its library has found as many sisters as it can take on. */
export async function closeMatchedListing(manager: EntityManager, id: string): Promise<void> {
  await manager.query(`UPDATE listing SET state = 'MATCHED' WHERE id = $1`, [id]);
  await announce(manager, { kind: 'listing', id });
}
