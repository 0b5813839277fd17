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
  /** The sum of the counts by sheet, area and day on paper. */
  readonly paperParts: number;
  /** Counted row by row, as the totals of places. */
  readonly paperTotalRows: number;
  readonly paperTotals: number;
  /** How many rows on paper are wrong about whether their address has a counted signature online. */
  readonly paperOverlapsWrong: number;
  /** How many counters of single areas and hours, and of single sheets, areas and days on paper, differ from their rows. */
  readonly partsThatDiffer: number;
  /** How many milestones were reached and have no moment. */
  readonly milestonesMissed: number;
}

/**
 * Counts every row again, in one statement and therefore at one moment, even while people sign. Hours are compared one by one with the
 * signatures given and withdrawn in them, areas one by one with the signatures that are there, and paper by sheet, area and day.
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
), paper AS (
  SELECT petition_id, sheet, line, country, coalesce(region, '') AS region, coalesce(signed_on, '-infinity') AS day, people, also_online,
         email_hash IS NOT NULL AND EXISTS (
           SELECT FROM signature WHERE petition_id = p.petition_id AND email_hash = p.email_hash) AS is_online
  FROM paper_signature AS p
), paper_parts AS (
  SELECT petition_id, sheet, country, region, day, sum(people)::int AS n FROM paper WHERE NOT is_online GROUP BY 1, 2, 3, 4, 5
), wrong AS (
  SELECT petition_id FROM paper_parts FULL JOIN paper_part USING (petition_id, sheet, country, region, day)
  WHERE coalesce(n, 0) <> coalesce(people, 0)
  UNION ALL
  SELECT petition_id FROM area_parts FULL JOIN area_count USING (petition_id, country, region) WHERE coalesce(n, 0) <> coalesce(count, 0)
  UNION ALL
  SELECT petition_id FROM hour_parts FULL JOIN hour_count USING (petition_id, hour)
  WHERE coalesce(n, 0) <> coalesce(count, 0) OR coalesce(hour_parts.withdrawn, 0) <> coalesce(hour_count.withdrawn, 0)
)
SELECT id AS "petitionId", count, paper_count AS "paperCount",
       (SELECT count(*)::int FROM rows WHERE petition_id = id) AS rows,
       (SELECT coalesce(sum(area_count.count), 0)::int FROM area_count WHERE petition_id = id) AS areas,
       (SELECT coalesce(sum(hour_count.count - withdrawn), 0)::int FROM hour_count WHERE petition_id = id) AS hours,
       (SELECT coalesce(sum(people), 0)::int FROM paper WHERE petition_id = id AND NOT is_online) AS "paperRows",
       (SELECT coalesce(sum(people), 0)::int FROM paper_part WHERE petition_id = id) AS "paperParts",
       (SELECT coalesce(sum(people), 0)::int FROM paper WHERE petition_id = id AND line = 0 AND NOT is_online) AS "paperTotalRows",
       paper_totals AS "paperTotals",
       (SELECT count(*)::int FROM paper WHERE petition_id = id AND also_online <> is_online) AS "paperOverlapsWrong",
       (SELECT count(*)::int FROM wrong WHERE petition_id = id) AS "partsThatDiffer",
       (SELECT count(*)::int FROM milestone WHERE petition_id = id AND reached_at IS NULL AND target <= count + paper_count) AS "milestonesMissed"
FROM petition ORDER BY id`;

/** The tally of every petition, in the order of their ids. Reads all rows. */
export const countAgain = (database: DataSource): Promise<Tally[]> => database.query(tally);

/** Whether all numbers of a tally agree. */
export const agrees = (tally: Tally): boolean =>
  [tally.count, tally.areas, tally.hours].every((each) => each === tally.rows) &&
  [tally.paperCount, tally.paperParts].every((each) => each === tally.paperRows) &&
  tally.paperTotals === tally.paperTotalRows &&
  tally.partsThatDiffer + tally.paperOverlapsWrong + tally.milestonesMissed === 0;
