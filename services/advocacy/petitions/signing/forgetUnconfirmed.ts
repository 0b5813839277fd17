// What becomes of signatures that nobody confirms? They are forgotten when their link is no longer good.
import { type DataSource, LessThanOrEqual } from 'typeorm';
import { dayMs } from '#kit/words/clock';
import { PendingSignature, patienceDays } from './signature';

export const forgetTask = 'petitions: forget signatures that nobody confirmed';

/** Removes those whose time is over. */
export async function forgetUnconfirmed(database: DataSource, now: Date): Promise<void> {
  const since = new Date(now.getTime() - patienceDays * dayMs);
  await database.getRepository(PendingSignature).delete({ requestedAt: LessThanOrEqual(since) });
}
