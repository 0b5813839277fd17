// Which statements add signatures, or take them away, together with all their counts?

/**
 * What every statement that moves a count ends with: the milestones reached by it, with its moment. It needs `counted`, the
 * petitions as they now are, and the moment as a parameter.
 */
const reach = (moment: string) => `
UPDATE milestone SET reached_at = ${moment}
FROM counted WHERE milestone.petition_id = counted.id AND reached_at IS NULL AND milestone.target <= counted.count + counted.paper_count`;

/**
 * One round trip and one transaction for many signers of many petitions.
 * - `locked` takes the petitions' rows in the order of their ids, so that no two batches can deadlock, in whichever process.
 * - `added` inserts what is new, sorted by (petition, hash); a second signing of one address conflicts and adds nothing.
 * - a signature that its petition wants confirmed goes in only when it is; that is the only difference between the two.
 * - the counters move by the rows really inserted: total, area and hour, each taken from `added`.
 * The answer names each petition as it now is, and those of the given ids that did not go in: an empty array, never null, when all
 * did. (An aggregate over no rows is null; where null meant "everybody went in", a batch of only duplicates was once answered wrongly.)
 */
export const commitSignatures = `
WITH locked AS MATERIALIZED (
  SELECT * FROM petition WHERE id = ANY($1::text[]) ORDER BY id FOR UPDATE
), given AS MATERIALIZED (
  SELECT g.* FROM unnest($1::text[], $2::bytea[], $3::uuid[], $4::text[], $5::text[], $6::text[], $7::boolean[], $8::boolean[],
                         $9::text[], $10::timestamptz[], $12::integer[], $13::bytea[], $14::boolean[])
    AS g(petition_id, email_hash, id, name, country, region, consent_to_show_name, updates_consent, client_mutation_id, signed_at,
         consent_version, address, confirmed)
  JOIN locked ON locked.id = g.petition_id
  WHERE locked.state = 'OPEN' AND NOT locked.historical AND (locked.closes_at IS NULL OR $11::timestamptz < locked.closes_at)
    AND (locked.confirmation = 'NONE' OR g.confirmed)
  ORDER BY g.petition_id, g.email_hash
), added AS (
  INSERT INTO signature (petition_id, email_hash, id, name, country, region, consent_to_show_name, updates_consent,
                         client_mutation_id, signed_at, consent_version, address)
  SELECT petition_id, email_hash, id, name, country, region, consent_to_show_name, updates_consent, client_mutation_id, signed_at,
         consent_version, address FROM given
  ON CONFLICT (petition_id, email_hash) DO NOTHING
  RETURNING petition_id, id, country, coalesce(region, '') AS region, date_trunc('hour', signed_at, 'UTC') AS hour
), areas AS (
  INSERT INTO area_count AS area (petition_id, country, region, count)
  SELECT petition_id, country, region, count(*) FROM added GROUP BY 1, 2, 3 ORDER BY 1, 2, 3
  ON CONFLICT (petition_id, country, region) DO UPDATE SET count = area.count + excluded.count
), hours AS (
  INSERT INTO hour_count AS hours (petition_id, hour, count)
  SELECT petition_id, hour, count(*) FROM added GROUP BY 1, 2 ORDER BY 1, 2
  ON CONFLICT (petition_id, hour) DO UPDATE SET count = hours.count + excluded.count
), counted AS (
  UPDATE petition SET count = petition.count + sums.n, revision = petition.revision + 1, counted_at = $11
  FROM (SELECT petition_id, count(*)::int AS n FROM added GROUP BY 1) AS sums
  WHERE petition.id = sums.petition_id
  RETURNING petition.*
), reached AS (${reach('$11')})
SELECT (SELECT coalesce(array_agg(id), '{}') FROM (SELECT unnest($3::uuid[]) AS id EXCEPT SELECT id FROM added) AS rest) AS lost,
       (SELECT coalesce(json_agg(latest), '[]') FROM (
          SELECT * FROM counted UNION ALL SELECT * FROM locked WHERE id NOT IN (SELECT id FROM counted)) AS latest) AS petitions`;

/** The rows that stand where a batch could not insert: read in a statement of its own, so that it sees what others committed meanwhile. */
export const readSignatures = `
SELECT signature.* FROM signature JOIN unnest($1::text[], $2::bytea[]) AS asked(p, h) ON petition_id = p AND email_hash = h`;

/**
 * Takes away the signatures of one address from some petitions, and what waits for its confirmation there, with all counts in
 * one transaction. Locks as `commitSignatures` does. Past hours stay as they were: a withdrawal belongs to the hour in which it
 * happens, and two moments without a person remain of it. The answer: the petitions that lost a signature, as they now are.
 */
export const removeSignatures = `
WITH locked AS MATERIALIZED (
  SELECT * FROM petition WHERE id = ANY($1::text[]) ORDER BY id FOR UPDATE
), removed AS (
  DELETE FROM signature USING locked WHERE petition_id = locked.id AND email_hash = $2::bytea
  RETURNING petition_id, country, coalesce(region, '') AS region, signed_at
), forgotten AS (
  DELETE FROM pending_signature USING locked WHERE petition_id = locked.id AND email_hash = $2
), remembered AS (
  INSERT INTO withdrawal (petition_id, signed_at, withdrawn_at) SELECT petition_id, signed_at, $3::timestamptz FROM removed
), areas AS (
  UPDATE area_count SET count = area_count.count - 1
  FROM removed WHERE (area_count.petition_id, area_count.country, area_count.region) = (removed.petition_id, removed.country, removed.region)
), hours AS (
  INSERT INTO hour_count AS hours (petition_id, hour, count, withdrawn)
  SELECT petition_id, date_trunc('hour', $3, 'UTC'), 0, 1 FROM removed
  ON CONFLICT (petition_id, hour) DO UPDATE SET withdrawn = hours.withdrawn + excluded.withdrawn
), counted AS (
  UPDATE petition SET count = petition.count - 1, revision = petition.revision + 1, counted_at = $3
  FROM removed WHERE petition.id = removed.petition_id
  RETURNING petition.*
)
SELECT * FROM counted`;

/** Adds signatures on paper of one petition; a line that was imported before changes only what differs. */
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
