// How many signatures did a petition have at a moment of the past?
import type DataLoader from 'dataloader';
import type { Loaders } from '#kit/data/loaders';

/**
 * Exact to the millisecond without reading all rows: the whole hours before, then what was given and withdrawn since the last of
 * them began. A signature that was withdrawn meanwhile still counts for the moments before that.
 */
const countsAt = `
SELECT asked.id, (
    coalesce((SELECT sum(count - withdrawn) FROM hour_count WHERE petition_id = asked.id AND hour < start), 0)
  + (SELECT count(*) FROM signature WHERE petition_id = asked.id AND signed_at BETWEEN start AND $2)
  + (SELECT count(*) FROM withdrawal WHERE petition_id = asked.id AND signed_at BETWEEN start AND $2)
  - (SELECT count(*) FROM withdrawal WHERE petition_id = asked.id AND withdrawn_at BETWEEN start AND $2)
)::int AS count
FROM unnest($1::text[]) AS asked(id), date_trunc('hour', $2::timestamptz, 'UTC') AS start`;

/** The loader of the counts of one moment. */
export const countsAsOf = (loaders: Loaders, moment: Date): DataLoader<string, number> =>
  loaders.edge(`count as of ${moment.toISOString()}`, async (ids: readonly string[]) => {
    const rows: { id: string; count: number }[] = await loaders.database.query(countsAt, [ids, moment]);
    const counts = new Map(rows.map(({ id, count }) => [id, count]));
    return ids.map((id) => counts.get(id) ?? 0);
  });
