// The SQL statements that write signatures on paper and take them back, together with all their counts.
import { reach } from '../signing/signaturesSql';

/** Whether the address of a row has a counted signature online. */
const online = (row: string) =>
  `(${row}.email_hash IS NOT NULL AND EXISTS (SELECT FROM signature WHERE petition_id = $1 AND signature.email_hash = ${row}.email_hash AND strike_id IS NULL))`;

/** Adds what rows change to the counts of sheets, areas and days. Needs `moved`: rows with n, negative for what goes. */
const moveParts = `
deltas AS MATERIALIZED (
  SELECT sheet, country, coalesce(region, '') AS region, coalesce(signed_on, '-infinity') AS day, sum(n)::int AS n
  FROM moved GROUP BY 1, 2, 3, 4 HAVING sum(n) <> 0
), parts AS (
  INSERT INTO paper_part AS part (petition_id, sheet, country, region, day, people)
  SELECT $1::text, sheet, country, region, day, n FROM deltas ORDER BY 2, 3, 4, 5
  ON CONFLICT (petition_id, sheet, country, region, day) DO UPDATE SET people = part.people + excluded.people
)`;

/** What moved in all; `totals` is the part of places without lists. */
const sums = `sums AS (
  SELECT coalesce(sum(n), 0)::int AS n, coalesce(sum(n) FILTER (WHERE line = 0), 0)::int AS totals FROM moved
)`;

/**
 * Writes new and corrected rows of one petition, whose row the transaction has locked. What a corrected row was is kept for
 * undoing. Rows whose address has signed online are kept and do not count.
 */
export const writePaper = `
WITH given AS MATERIALIZED (
  SELECT g.*, ${online('g')} AS also_online
  FROM unnest($4::text[], $5::integer[], $6::text[], $7::text[], $8::text[]::date[], $9::integer[], $10::integer[], $11::bytea[], $12::bytea[])
    AS g(sheet, line, country, region, signed_on, people, person, mark, email_hash)
), old AS MATERIALIZED (
  SELECT paper.* FROM given JOIN paper_signature AS paper ON paper.petition_id = $1 AND paper.sheet = given.sheet AND paper.line = given.line
  WHERE $13::boolean
), kept AS (
  INSERT INTO paper_earlier (petition_id, sheet, line, country, region, signed_on, people, import_id, person, email_hash)
  SELECT petition_id, sheet, line, country, region, signed_on, people, import_id, person, email_hash FROM old
), written AS (
  INSERT INTO paper_signature AS paper (petition_id, sheet, line, country, region, signed_on, people, import_id, person, mark, email_hash, also_online)
  SELECT $1::text, sheet, line, country, region, signed_on, people, $3::uuid, person, mark, email_hash, also_online FROM given ORDER BY sheet, line
  ON CONFLICT (petition_id, sheet, line) DO UPDATE SET country = excluded.country, region = excluded.region,
    signed_on = excluded.signed_on, people = excluded.people, import_id = excluded.import_id, person = excluded.person,
    mark = excluded.mark, email_hash = excluded.email_hash, also_online = excluded.also_online
), moved AS (
  SELECT sheet, line, country, region, signed_on, people AS n FROM given WHERE NOT also_online
  UNION ALL SELECT sheet, line, country, region, signed_on, -people FROM old WHERE NOT also_online
), ${moveParts}, ${sums}, counted AS (
  UPDATE petition SET paper_count = paper_count + n, paper_totals = paper_totals + totals, revision = revision + 1, counted_at = $2::timestamptz,
    paper_addresses = paper_addresses OR EXISTS (SELECT FROM given WHERE email_hash IS NOT NULL)
  FROM sums WHERE petition.id = $1 RETURNING petition.*
), reached AS (${reach('$2')})
SELECT (SELECT count(*)::int FROM given WHERE also_online) AS also_online, (SELECT json_agg(counted) FROM counted) AS petitions`;

/** Which of the given sheets have rows. */
export const paperSheets = `
SELECT sheet FROM unnest($2::text[]) AS g(sheet)
WHERE EXISTS (SELECT FROM paper_signature WHERE petition_id = $1 AND paper_signature.sheet = g.sheet)`;

/** The rows that stand where the given ones go. */
export const paperAt = `
SELECT paper.* FROM unnest($2::text[], $3::integer[]) AS g(sheet, line)
JOIN paper_signature AS paper ON paper.petition_id = $1 AND paper.sheet = g.sheet AND paper.line = g.line`;

/** The rows without sheet and line that are known by the given marks. */
export const paperMarked = `
SELECT paper.* FROM unnest($2::bytea[]) AS g(mark) JOIN paper_signature AS paper ON paper.petition_id = $1 AND paper.mark = g.mark`;

/**
 * Takes back what an import wrote, or one sheet of it: what it replaced comes back, the rest goes. Rows that a later import
 * corrected belong to that one and stay. The transaction has locked the petition.
 */
export const takeBackPaper = `
WITH gone AS MATERIALIZED (
  SELECT * FROM paper_signature WHERE petition_id = $1 AND import_id = $3::uuid AND ($4::text IS NULL OR sheet = $4)
), forgotten AS (
  DELETE FROM paper_earlier WHERE petition_id = $1 AND import_id = $3 AND ($4::text IS NULL OR sheet = $4)
), back AS MATERIALIZED (
  SELECT DISTINCT ON (sheet, line) earlier.*, gone.mark, ${online('earlier')} AS also_online
  FROM paper_earlier AS earlier JOIN gone USING (petition_id, sheet, line)
  WHERE earlier.import_id IS DISTINCT FROM $3 ORDER BY sheet, line, position DESC
), popped AS (
  DELETE FROM paper_earlier USING back WHERE paper_earlier.position = back.position
), removed AS (
  DELETE FROM paper_signature AS paper USING gone
  WHERE paper.petition_id = $1 AND paper.sheet = gone.sheet AND paper.line = gone.line
    AND (gone.sheet, gone.line) NOT IN (SELECT sheet, line FROM back)
), restored AS (
  UPDATE paper_signature AS paper SET country = back.country, region = back.region, signed_on = back.signed_on, people = back.people,
    import_id = back.import_id, person = back.person, email_hash = back.email_hash, also_online = back.also_online
  FROM back WHERE paper.petition_id = $1 AND paper.sheet = back.sheet AND paper.line = back.line
), moved AS (
  SELECT sheet, line, country, region, signed_on, -people AS n FROM gone WHERE NOT also_online
  UNION ALL SELECT sheet, line, country, region, signed_on, people FROM back WHERE NOT also_online
), ${moveParts}, ${sums}, counted AS (
  UPDATE petition SET paper_count = paper_count + n, paper_totals = paper_totals + totals, revision = revision + 1, counted_at = $2::timestamptz
  FROM sums WHERE petition.id = $1 RETURNING petition.*
), reached AS (${reach('$2')})
SELECT (SELECT count(*)::int FROM gone) - (SELECT count(*)::int FROM back) AS removed, (SELECT count(*)::int FROM back) AS restored,
       (SELECT json_agg(counted) FROM counted) AS petitions`;
