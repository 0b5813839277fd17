// May a library propose once more, or does it ask too much of others?
import type { EntityManager } from 'typeorm';
import { TooManyProposals } from './refusals';

/** How many proposals of a library may wait for an answer at a time. */
const mostOpen = 20;
/** How many proposals of one library to the same other may come to nothing within so many days. */
const [mostInVain, vainDays] = [5, 30];

/**
 * Each proposal is a mail to somebody. The proposals of a library wait for one another until they are committed, so that each counts
 * those before it. @throws TooManyProposals
 */
export async function requirePatience(
  manager: EntityManager,
  { from, to }: { from: string; to: string },
  now: Date,
): Promise<void> {
  await manager.query('SELECT pg_advisory_xact_lock(hashtextextended($1, 0))', [`proposals of ${from}`]);
  const [{ open, vain }] = await manager.query(
    `SELECT count(*) FILTER (WHERE state = 'PROPOSED')::int AS open,
       count(*) FILTER (WHERE $2 IN (library_a, library_b) AND state IN ('DECLINED', 'WITHDRAWN')
         AND state_changed_at > $3::timestamptz - interval '${vainDays} days')::int AS vain
     FROM partnership WHERE $1 IN (library_a, library_b) AND proposed_by = $1`,
    [from, to, now],
  );
  if (open >= mostOpen) throw new TooManyProposals(`${from} waits for ${open} answers already; that is the most at a time.`);
  if (vain >= mostInVain)
    throw new TooManyProposals(
      `${vain} proposals of ${from} to ${to} came to nothing in ${vainDays} days. Let it rest for a while.`,
    );
}
