// Opens and closes petitions by themselves at their time, once, however many processes there are.
import type { DataSource, EntityManager } from 'typeorm';
import { hydrate } from '#kit/data/database';
import type { Task } from '#kit/data/jobs';
import { addJob, removeJob } from '#kit/data/queue';
import { Petition } from '../petition';

export const scheduleTask = 'petitions: open and close those whose time has come';

/** Runs when a petition's time comes, and every minute in case a moment was missed. */
export const scheduleTasks = (database: DataSource, publish: (petitions: readonly Petition[]) => void): Record<string, Task> => ({
  [scheduleTask]: async () => publish(await openAndClose(database)),
});

/** Queues both moments of a petition inside the caller's transaction, replacing those queued before. */
export async function queueSchedule(
  manager: EntityManager,
  { id, opensAt, closesAt }: Pick<Petition, 'id' | 'opensAt' | 'closesAt'>,
): Promise<void> {
  for (const [what, runAt] of [['opens', opensAt] as const, ['closes', closesAt] as const]) {
    const key = `petition ${id} ${what}`;
    if (runAt) await addJob(manager, scheduleTask, {}, { key, runAt });
    else await removeJob(manager, key);
  }
}

/**
 * Every petition whose time has come, by the clock of the database, which all processes share. What one process has done, another
 * finds done. Signing ends at `closesAt` even if this runs late: the statement that counts checks the time itself.
 */
async function openAndClose(database: DataSource): Promise<Petition[]> {
  const opened = await database.query(
    `UPDATE petition SET state = 'OPEN', revision = revision + 1, launched_day = (opens_at AT TIME ZONE time_zone)::date,
            listed_on = (opens_at AT TIME ZONE time_zone)::date
     WHERE state = 'DRAFT' AND opens_at <= now() RETURNING *`,
  );
  const closed = await database.query(
    `UPDATE petition SET state = 'CLOSED', revision = revision + 1, closed_on = ((closes_at - interval '1 millisecond') AT TIME ZONE time_zone)::date
     WHERE state = 'OPEN' AND closes_at <= now() RETURNING *`,
  );
  return hydrate(database, Petition, [...opened[0], ...closed[0]]);
}
