// Checks whether all counts agree with the rows that they count.
import type { DataSource } from 'typeorm';

/** What the rows and counters of one petition say. */
export interface Tally {
  readonly petitionId: string;
  /** Counted row by row. */
  readonly rows: number;
  readonly count: number;
  readonly areas: number;
  readonly hours: number;
  readonly paperRows: number;
  readonly paperCount: number;
  /** How many counters of single areas and hours differ from their rows. */
  readonly partsThatDiffer: number;
  /** How many milestones were reached and have no moment. */
  readonly milestonesMissed: number;
}

/**
 * Counts every row again, in one statement and therefore at one moment, even while people sign. Hours are compared one by one with the
 * signatures given and withdrawn in them, areas one by one with the signatures that are there.
 */
const tally = `
WITH rows AS (
  SELECT petition_id, country, coalesce(region, '') AS region, date_trunc('hour', signed_at, 'UTC') AS hour FROM signature
), area_parts AS (
  SELECT petition_id, country, region, count(*)::int AS n FROM rows GROUP BY 1, 2, 3
), hour_parts AS (
  SELECT petition_id, hour, sum(signed)::int AS n, sum(withdrawn)::int AS withdrawn FROM (
    SELECT petition_id, hour, 1 AS signed, 0 AS withdrawn FROM rows
    UNION ALL SELECT petition_id, date_trunc('hour', signed_at, 'UTC'), 1, 0 FROM withdrawal
    UNION ALL SELECT petition_id, date_trunc('hour', withdrawn_at, 'UTC'), 0, 1 FROM withdrawal) AS moments GROUP BY 1, 2
), wrong AS (
  SELECT petition_id FROM area_parts FULL JOIN area_count USING (petition_id, country, region) WHERE coalesce(n, 0) <> coalesce(count, 0)
  UNION ALL
  SELECT petition_id FROM hour_parts FULL JOIN hour_count USING (petition_id, hour)
  WHERE coalesce(n, 0) <> coalesce(count, 0) OR coalesce(hour_parts.withdrawn, 0) <> coalesce(hour_count.withdrawn, 0)
)
SELECT id AS "petitionId", count, paper_count AS "paperCount",
       (SELECT count(*)::int FROM rows WHERE petition_id = id) AS rows,
       (SELECT coalesce(sum(area_count.count), 0)::int FROM area_count WHERE petition_id = id) AS areas,
       (SELECT coalesce(sum(hour_count.count - withdrawn), 0)::int FROM hour_count WHERE petition_id = id) AS hours,
       (SELECT count(*)::int FROM paper_signature WHERE petition_id = id) AS "paperRows",
       (SELECT count(*)::int FROM wrong WHERE petition_id = id) AS "partsThatDiffer",
       (SELECT count(*)::int FROM milestone WHERE petition_id = id AND reached_at IS NULL AND target <= count + paper_count) AS "milestonesMissed"
FROM petition ORDER BY id`;

/** The tally of every petition, in the order of their ids. Reads all rows. */
export const countAgain = (database: DataSource): Promise<Tally[]> => database.query(tally);

/** Whether all numbers of a tally agree. */
export const agrees = ({ rows, count, areas, hours, paperRows, paperCount, partsThatDiffer, milestonesMissed }: Tally): boolean =>
  [count, areas, hours].every((each) => each === rows) && paperRows === paperCount && partsThatDiffer + milestonesMissed === 0;
