// The SQL statements that add or remove signatures, together with all their counts.

/** The hour (UTC) of a moment. UTC hours are whole multiples, which are cheaper to find than those of a time zone. */
const hourOf = (moment: string) => `date_bin('1 hour', ${moment}, '2000-01-01T00:00:00Z')`;

/**
 * Every statement that changes a count ends with this: it marks the milestones that were reached with the moment. It needs
 * `counted`, the petitions as they are now, and the moment as a parameter.
 */
const reach = (moment: string) => `
UPDATE milestone SET reached_at = ${moment}
FROM counted WHERE milestone.petition_id = counted.id AND reached_at IS NULL AND milestone.target <= counted.count + counted.paper_count`;

/**
 * One round trip and one transaction for many signers of many petitions.
 * - `locked` locks the petitions' rows in the order of their ids, so that no two batches deadlock, in whichever process, and none
 *   adds to a petition while another does.
 * - `added` inserts what is new; a second signature of the same address conflicts and adds nothing.
 * - If the petition asks for confirmation, only confirmed signatures go in. That is the only difference.
 * - The counters (total, area and hour) change by the rows that were really inserted, all summed from `added`, which is read once.
 * The answer holds each petition as it is now, and the given ids that did not go in, each with the row in its place as far as this
 * statement sees it. Each is looked up by its key, because the plan may be from a time when reading the whole table was cheaper.
 * When all went in, that list is an empty array. It must never be null: an aggregate over no rows is null too, and a batch of only
 * duplicates must not look like one in which all went in.
 */
export const commitSignatures = `
WITH locked AS MATERIALIZED (
  SELECT * FROM petition WHERE id = ANY($1::text[]) ORDER BY id FOR UPDATE
), added AS (
  INSERT INTO signature (petition_id, email_hash, id, name, country, region, consent_to_show_name, updates_consent,
                         client_mutation_id, signed_at, consent_version, address)
  SELECT petition_id, email_hash, g.id, name, country, region, consent_to_show_name, updates_consent, client_mutation_id, signed_at,
         consent_version, address
  FROM unnest($3::text[], $4::bytea[], $5::uuid[], $6::text[], $7::text[], $8::text[], $9::boolean[], $10::boolean[],
              $11::text[], $12::timestamptz[], $13::integer[], $14::bytea[], $15::boolean[])
    AS g(petition_id, email_hash, id, name, country, region, consent_to_show_name, updates_consent, client_mutation_id, signed_at,
         consent_version, address, confirmed)
  JOIN locked ON locked.id = g.petition_id
  WHERE locked.state = 'OPEN' AND NOT locked.historical AND (locked.closes_at IS NULL OR $2::timestamptz < locked.closes_at)
    AND (locked.confirmation = 'NONE' OR g.confirmed)
  ON CONFLICT (petition_id, email_hash) DO NOTHING
  RETURNING petition_id, id, country, coalesce(region, '') AS region, ${hourOf('signed_at')} AS hour
), sums AS MATERIALIZED (
  SELECT petition_id, country, region, hour, count(*) AS n FROM added GROUP BY 1, 2, 3, 4
), areas AS (
  INSERT INTO area_count AS area (petition_id, country, region, count)
  SELECT petition_id, country, region, sum(n) FROM sums GROUP BY 1, 2, 3 ORDER BY 1, 2, 3
  ON CONFLICT (petition_id, country, region) DO UPDATE SET count = area.count + excluded.count
), hours AS (
  INSERT INTO hour_count AS hours (petition_id, hour, count)
  SELECT petition_id, hour, sum(n) FROM sums GROUP BY 1, 2 ORDER BY 1, 2
  ON CONFLICT (petition_id, hour) DO UPDATE SET count = hours.count + excluded.count
), counted AS (
  UPDATE petition SET count = petition.count + total.n, revision = petition.revision + 1, counted_at = $2
  FROM (SELECT petition_id, sum(n)::int AS n FROM sums GROUP BY 1) AS total
  WHERE petition.id = total.petition_id
  RETURNING petition.*
), reached AS (${reach('$2')})
SELECT CASE WHEN (SELECT sum(n) FROM sums) = cardinality($5) THEN '[]' ELSE (
         SELECT coalesce(json_agg(json_build_object('id', g.id, 'standing', stored.id, 'name', stored.name,
                                                   'clientMutationId', stored.client_mutation_id)), '[]')
         FROM unnest($3, $4, $5) AS g(petition_id, email_hash, id)
         LEFT JOIN LATERAL (
           SELECT id, name, client_mutation_id FROM signature AS other
           WHERE (other.petition_id, other.email_hash) = (g.petition_id, g.email_hash) LIMIT 1) AS stored ON true
         WHERE g.id NOT IN (SELECT id FROM added)) END AS lost,
       (SELECT coalesce(json_agg(latest), '[]') FROM (
          SELECT * FROM counted UNION ALL SELECT * FROM locked WHERE id NOT IN (SELECT id FROM counted)) AS latest) AS petitions`;

/** The rows that stand where a batch could not insert. A statement of its own sees what others committed meanwhile. */
export const readSignatures = `
SELECT signature.* FROM signature JOIN unnest($1::text[], $2::bytea[]) AS asked(p, h) ON petition_id = p AND email_hash = h`;

/**
 * Removes the signatures of one address, by its hash under each key, from some petitions, and what awaits confirmation there, with
 * all counts in one transaction. Locks as `commitSignatures` does. Past hours stay as they were: a withdrawal belongs to the hour in
 * which it happens, and only two moments without a person remain. The answer: the petitions that lost a signature, as they are now,
 * how many signatures that were, and how many that waited are forgotten.
 */
export const removeSignatures = `
WITH locked AS MATERIALIZED (
  SELECT * FROM petition WHERE id = ANY($1::text[]) ORDER BY id FOR UPDATE
), removed AS (
  DELETE FROM signature USING locked WHERE petition_id = locked.id AND email_hash = ANY($2::bytea[])
  RETURNING petition_id, country, coalesce(region, '') AS region, signed_at
), forgotten AS (
  DELETE FROM pending_signature USING locked WHERE petition_id = locked.id AND email_hash = ANY($2) RETURNING petition_id
), attempts AS (
  DELETE FROM signing_attempt USING locked WHERE petition_id = locked.id AND email_hash = ANY($2)
), sums AS MATERIALIZED (
  SELECT petition_id, country, region, count(*)::int AS n FROM removed GROUP BY 1, 2, 3
), totals AS (
  SELECT petition_id, sum(n)::int AS n FROM sums GROUP BY 1
), remembered AS (
  INSERT INTO withdrawal (petition_id, signed_at, withdrawn_at) SELECT petition_id, signed_at, $3::timestamptz FROM removed
), areas AS (
  UPDATE area_count SET count = area_count.count - sums.n
  FROM sums WHERE (area_count.petition_id, area_count.country, area_count.region) = (sums.petition_id, sums.country, sums.region)
), hours AS (
  INSERT INTO hour_count AS hours (petition_id, hour, count, withdrawn)
  SELECT petition_id, date_trunc('hour', $3, 'UTC'), 0, n FROM totals
  ON CONFLICT (petition_id, hour) DO UPDATE SET withdrawn = hours.withdrawn + excluded.withdrawn
), counted AS (
  UPDATE petition SET count = petition.count - totals.n, revision = petition.revision + 1, counted_at = $3
  FROM totals WHERE petition.id = totals.petition_id
  RETURNING petition.*
)
SELECT (SELECT coalesce(json_agg(counted ORDER BY id), '[]') FROM counted) AS petitions,
       (SELECT count(*)::int FROM removed) AS removed, (SELECT count(*)::int FROM forgotten) AS forgotten`;

/** Adds paper signatures to one petition. For a line that was imported before, it changes only what differs. */
export const importPaper = `
WITH locked AS MATERIALIZED (
  SELECT * FROM petition WHERE id = $1::text FOR UPDATE
), given AS MATERIALIZED (
  SELECT locked.id AS petition_id, g.* FROM unnest($2::text[], $3::integer[], $4::text[], $5::text[], $6::date[])
    AS g(sheet, line, country, region, signed_on), locked
  WHERE locked.state IN ('OPEN', 'CLOSED') AND NOT locked.historical
), written AS (
  INSERT INTO paper_signature AS paper (petition_id, sheet, line, country, region, signed_on)
  SELECT * FROM given ORDER BY sheet, line
  ON CONFLICT (petition_id, sheet, line) DO UPDATE SET country = excluded.country, region = excluded.region, signed_on = excluded.signed_on
    WHERE (paper.country, paper.region, paper.signed_on) IS DISTINCT FROM (excluded.country, excluded.region, excluded.signed_on)
  RETURNING xmax = 0 AS is_new
), sums AS (
  SELECT count(*) FILTER (WHERE is_new)::int AS added, count(*) FILTER (WHERE NOT is_new)::int AS changed FROM written
), counted AS (
  UPDATE petition SET paper_count = petition.paper_count + sums.added, revision = petition.revision + 1, counted_at = $7::timestamptz
  FROM sums WHERE petition.id = $1 AND sums.added > 0
  RETURNING petition.*
), reached AS (${reach('$7')})
SELECT sums.*, (SELECT coalesce(json_agg(latest), '[]') FROM (
          SELECT * FROM counted UNION ALL SELECT * FROM locked WHERE id NOT IN (SELECT id FROM counted)) AS latest) AS petitions
FROM sums`;
