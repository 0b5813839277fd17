// What becomes of listings while two libraries become one: they move, and of two that are published the newer one stays.
import type { EntityManager } from 'typeorm';
import { announce, type Change } from '#kit/data/change';
import { comeBack, follow } from '#kit/data/follow';
import { dayOf } from '#kit/words/clock';
import type { MergePart, Moved } from '#partnership/libraries/index';
import { takeTurn } from './standing';

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

/** Listings that gave way to one that is no longer of their library are published again, if they still would be. */
async function comeForward({ manager, now }: Change): Promise<string[]> {
  const [freed]: [{ id: string; isBack: boolean }[], number] = await manager.query(
    `UPDATE listing SET gave_way_to = NULL, state = CASE WHEN listing.state = 'EXPIRED' AND (listing.expires_on IS NULL OR listing.expires_on > $1::date)
       AND NOT EXISTS (SELECT FROM listing AS published WHERE published.library_id = listing.library_id AND published.state = 'PUBLISHED')
       THEN 'PUBLISHED' ELSE listing.state END
     FROM listing AS stays WHERE stays.id = listing.gave_way_to AND stays.library_id <> listing.library_id
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
