// Which listing of a library is current: one at a time, for as many sisters as it can take on, also when two libraries become one.
import type { EntityManager } from 'typeorm';
import { announce, type Change } from '#kit/data/change';
import { comeBack, follow } from '#kit/data/follow';
import { dayOf } from '#kit/words/clock';
import type { MergePart, Moved } from '#partnership/libraries/index';

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

const ofLibrary = { table: 'listing', owner: 'library_id', given: 'given_library_id' } as const;

export const listingsInMerge: MergePart = {
  async merge(writing, from, into) {
    const { manager } = writing;
    for (const id of [from, into].sort()) await takeTurn(manager, id);
    const consequences = await giveWay(manager, from, into);
    const ids = await follow(manager, ofLibrary, from, into);
    return told(writing, ids, consequences);
  },
  async undo(writing, { to, owners, standing }) {
    const { manager } = writing;
    for (const id of [to, standing].sort()) await takeTurn(manager, id);
    const ids = await comeBack(manager, ofLibrary, { owners, standing, to });
    return told(writing, ids, await comeForward(writing));
  },
};

/** Of two published listings the older one leaves the list; it keeps its contact as an expired one does. */
async function giveWay(manager: EntityManager, from: string, into: string): Promise<string[]> {
  const published: { id: string }[] = await manager.query(
    `SELECT id FROM listing WHERE library_id IN ($1, $2) AND state = 'PUBLISHED'
     ORDER BY historical, published_on DESC NULLS LAST, library_id = $2 DESC, id FOR UPDATE`,
    [from, into],
  );
  const [stays, gives] = published;
  if (!stays || !gives) return [];
  await manager.query(`UPDATE listing SET state = 'EXPIRED', gave_way_to = $2 WHERE id = $1`, [gives.id, stays.id]);
  await announce(manager, { kind: 'listing', id: gives.id });
  return [`The listing ${gives.id} leaves the list, because ${stays.id} is the newer one of the same library.`];
}

/**
 * Of the listings that gave way to one that is no longer of their library, and would still be published, the newest is published again, unless
 * its library has a published one; the others give way to that one.
 */
async function comeForward({ manager, now }: Change): Promise<string[]> {
  const [freed]: [{ id: string; isBack: boolean }[], number] = await manager.query(
    `WITH freed AS (
       SELECT listing.id, listing.library_id, listing.historical, listing.published_on,
         listing.state = 'EXPIRED' AND (listing.expires_on IS NULL OR listing.expires_on > $1::date) AS could_be
       FROM listing JOIN listing AS stays ON stays.id = listing.gave_way_to AND stays.library_id <> listing.library_id
     ), current AS (
       SELECT DISTINCT ON (library_id) library_id, id FROM (
         SELECT library_id, id, historical, published_on, false AS is_freed FROM listing
         WHERE state = 'PUBLISHED' AND library_id IN (SELECT library_id FROM freed)
         UNION ALL SELECT library_id, id, historical, published_on, true FROM freed WHERE could_be
       ) AS one ORDER BY library_id, is_freed, historical, published_on DESC NULLS LAST, id
     )
     UPDATE listing SET gave_way_to = CASE WHEN could_be THEN nullif(current.id, listing.id) END,
       state = CASE WHEN could_be AND current.id = listing.id THEN 'PUBLISHED' ELSE listing.state END
     FROM freed LEFT JOIN current USING (library_id) WHERE listing.id = freed.id
     RETURNING listing.id, listing.state = 'PUBLISHED' AS "isBack"`,
    [dayOf(now)],
  );
  for (const { id } of freed) await announce(manager, { kind: 'listing', id });
  return freed.filter(({ isBack }) => isBack).map(({ id }) => `The listing ${id} is in the list again.`);
}

async function told({ manager }: Change, ids: readonly string[], consequences: readonly string[]): Promise<Moved> {
  const [{ submissions, contacts }] = await manager.query(
    `SELECT count(*) FILTER (WHERE state = 'SUBMITTED')::int AS submissions, count(listing_contact.listing_id)::int AS contacts
     FROM listing LEFT JOIN listing_contact ON listing_contact.listing_id = listing.id WHERE listing.id = ANY($1::text[])`,
    [ids],
  );
  return { counts: { listings: ids.length, submissions, contacts }, consequences };
}
