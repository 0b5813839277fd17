// What happens to listings every night: reminders, expiry, and deleting what nobody confirmed or needs.
import type { DataSource, EntityManager } from 'typeorm';
import { announce } from '#kit/data/change';
import type { Schedule } from '#kit/data/jobs';
import { dayOf } from '#kit/words/clock';
import { confirmDays, listingLetterTasks, queueListingLetter } from './letters';
import type { Mailing } from './mailing';

/** How many days before its end the contact of a listing is reminded; the smallest number last. */
const reminders = [30, 7] as const;
/** How many days the contact of a declined or ended listing is kept. That of a withdrawn one is deleted the next night. */
const endedDays = 90;

/** Which of some libraries have a partner or a proposal, so that their contact is still needed. */
type Partnered = (manager: EntityManager, libraryIds: readonly string[]) => Promise<ReadonlySet<string>>;

/**
 * Brings all listings up to date. Running it again on the same day changes nothing; after missed days, only the latest reminder is sent.
 */
export async function keepListings(database: DataSource, now: Date, partnered: Partnered): Promise<void> {
  const today = dayOf(now);
  await database.transaction(async (manager) => {
    const [expired]: [{ id: string }[], number] = await manager.query(
      `UPDATE listing SET state = 'EXPIRED' WHERE state = 'PUBLISHED' AND NOT historical AND expires_on <= $1::date RETURNING id`,
      [today],
    );
    for (const { id } of expired) {
      await queueListingLetter(manager, { event: 'EXPIRED', listingId: id });
      await announce(manager, { kind: 'listing', id });
    }
    for (const days of [...reminders].reverse()) {
      const [due]: [{ id: string }[], number] = await manager.query(
        `UPDATE listing SET reminded_days = $2 WHERE state = 'PUBLISHED' AND NOT historical AND expires_on <= $1::date + $2::int
           AND (reminded_days IS NULL OR reminded_days > $2::int) RETURNING id`,
        [today, days],
      );
      for (const { id } of due) await queueListingLetter(manager, { event: 'EXPIRES_SOON', listingId: id });
    }
    await manager.query(
      `DELETE FROM listing USING listing_contact WHERE listing_id = listing.id AND state = 'SUBMITTED' AND confirmed_at IS NULL
         AND submitted_at < $1::timestamptz - interval '${confirmDays} days'`,
      [now],
    );
    await manager.query(
      `DELETE FROM listing_contact USING listing WHERE listing_id = listing.id AND listing.state = 'DECLINED'
         AND submitted_at < $1::timestamptz - interval '${endedDays} days'`,
      [now],
    );
    const over: { id: string; libraryId: string | null }[] = await manager.query(
      `SELECT listing_id AS id, library_id AS "libraryId" FROM listing_contact JOIN listing ON listing.id = listing_id
       WHERE listing.state = 'WITHDRAWN' OR (listing.state IN ('EXPIRED', 'MATCHED') AND expires_on < $1::date - ${endedDays})`,
      [today],
    );
    const needed = await partnered(
      manager,
      over.flatMap(({ libraryId }) => libraryId ?? []),
    );
    const unneeded = over.filter(({ libraryId }) => libraryId === null || !needed.has(libraryId));
    await manager.query('DELETE FROM listing_contact WHERE listing_id = ANY($1::text[])', [unneeded.map(({ id }) => id)]);
  });
}

const task = 'keep listings';

/** The jobs of listings. */
export const listingTasks = (mailing: Mailing, partnered: Partnered) => ({
  ...listingLetterTasks(mailing),
  [task]: () => keepListings(mailing.database, mailing.clock(), partnered),
});

/** Every night. */
export const listingSchedules: readonly Schedule[] = [{ task, cron: '10 2 * * *' }];
