// Can a library take on one more sister?
import type { EntityManager } from 'typeorm';
import { announceChange } from '#kit/live/changeFeed';
import { dayOf } from '#kit/words/clock';
import { inSql, livingStates, sisterStates } from './partnershipStates';
import { NoCapacity, NotSeeking } from './refusals';

/** What the standing listing of a library says of its capacity. */
interface Room {
  readonly listingId: string;
  readonly libraryId: string;
  readonly isOpen: boolean;
  /** How many sisters it can take on; null when it did not say, which means as many as it accepts. */
  readonly capacity: number | null;
  /** Its partnerships that began since the listing was published and have not ended. */
  readonly begun: number;
}

/** Locks the standing listings in one order, so that two acceptances at once never both take the last place nor wait for each other. */
async function roomsOf(manager: EntityManager, libraryIds: readonly string[], now: Date): Promise<Room[]> {
  const listings: { id: string; library_id: string; state: string; capacity: number | null; published_on: string }[] =
    await manager.query(
      `SELECT id, library_id, state, capacity, published_on FROM listing WHERE library_id = ANY($1) AND NOT historical
         AND state IN ('PUBLISHED', 'MATCHED') AND expires_on > $2::date
       ORDER BY library_id, published_on DESC, id FOR UPDATE`,
      [libraryIds, dayOf(now)],
    );
  const latest = listings.filter((listing, i) => listings.findIndex((other) => other.library_id === listing.library_id) === i);
  const rooms: Room[] = [];
  for (const { id, library_id, state, capacity, published_on } of latest) {
    const [{ begun }] = await manager.query(
      `SELECT count(*)::int AS begun FROM partnership WHERE $1 IN (library_a, library_b)
         AND state IN (${inSql(sisterStates)}) AND started_day >= $2::date`,
      [library_id, published_on],
    );
    rooms.push({ listingId: id, libraryId: library_id, isOpen: state === 'PUBLISHED', capacity, begun });
  }
  return rooms;
}

const isFull = ({ capacity, begun }: Room) => capacity !== null && begun >= capacity;

/** Nobody is proposed to who did not ask for it, except by a former sister. @throws NotSeeking, NoCapacity */
export async function requireSeeking(manager: EntityManager, libraryId: string, proposer: string, now: Date): Promise<void> {
  const [room] = await roomsOf(manager, [libraryId], now);
  if (room && isFull(room)) throw new NoCapacity(libraryId);
  if (room?.isOpen) return;
  const [a, b] = [libraryId, proposer].sort();
  const former = await manager.query(`SELECT FROM partnership WHERE library_a = $1 AND library_b = $2 AND state = 'ENDED'`, [
    a,
    b,
  ]);
  if (former.length === 0) throw new NotSeeking(libraryId);
}

/** Takes a place of both libraries, before their partnership becomes active. @throws NoCapacity naming the library that is full */
export async function requireCapacity(manager: EntityManager, libraryIds: readonly string[], now: Date): Promise<void> {
  const full = (await roomsOf(manager, libraryIds, now)).find(isFull);
  if (full) throw new NoCapacity(full.libraryId);
}

/** After a partnership became active: listings whose last place is taken leave the list. */
export async function closeFullListings(manager: EntityManager, libraryIds: readonly string[], now: Date): Promise<void> {
  for (const room of await roomsOf(manager, libraryIds, now)) {
    if (!room.isOpen || !isFull(room)) continue;
    await manager.query(`UPDATE listing SET state = 'MATCHED' WHERE id = $1`, [room.listingId]);
    await announceChange(manager, { kind: 'listing', id: room.listingId });
  }
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
