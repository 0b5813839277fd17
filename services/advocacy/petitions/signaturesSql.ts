// Which statement commits a batch of signatures and all their counts at once?

/**
 * One round trip and one transaction for many signers of many petitions.
 * - `locked` takes the petitions' rows in the order of their ids, so that no two batches can deadlock, in whichever process.
 * - `added` inserts what is new, sorted by (petition, hash); a second signing of one address conflicts and adds nothing.
 * - the counters move by the rows really inserted: total, area and hour, each taken from `added`.
 * The answer names each petition as it now is, and those of the given ids that did not go in: an empty array, never null, when all
 * did. (An aggregate over no rows is null; where null meant "everybody went in", a batch of only duplicates was once answered wrongly.)
 */
export const commitSignatures = `
WITH locked AS MATERIALIZED (
  SELECT * FROM petition WHERE id = ANY($1::text[]) ORDER BY id FOR UPDATE
), given AS MATERIALIZED (
  SELECT g.* FROM unnest($1::text[], $2::bytea[], $3::uuid[], $4::text[], $5::text[], $6::text[], $7::boolean[], $8::boolean[],
                         $9::text[], $10::timestamptz[])
    AS g(petition_id, email_hash, id, name, country, region, consent_to_show_name, updates_consent, client_mutation_id, signed_at)
  JOIN locked ON locked.id = g.petition_id
  WHERE locked.state = 'OPEN' AND NOT locked.historical AND (locked.closes_at IS NULL OR $11::timestamptz < locked.closes_at)
  ORDER BY g.petition_id, g.email_hash
), added AS (
  INSERT INTO signature (petition_id, email_hash, id, name, country, region, consent_to_show_name, updates_consent,
                         client_mutation_id, signed_at)
  SELECT * FROM given ON CONFLICT (petition_id, email_hash) DO NOTHING
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
)
SELECT (SELECT coalesce(array_agg(id), '{}') FROM (SELECT unnest($3::uuid[]) AS id EXCEPT SELECT id FROM added) AS rest) AS lost,
       (SELECT coalesce(json_agg(latest), '[]') FROM (
          SELECT * FROM counted UNION ALL SELECT * FROM locked WHERE id NOT IN (SELECT id FROM counted)) AS latest) AS petitions`;

/** The rows that stand where a batch could not insert: read in a statement of its own, so that it sees what others committed meanwhile. */
export const readSignatures = `
SELECT signature.* FROM signature JOIN unnest($1::text[], $2::bytea[]) AS asked(p, h) ON petition_id = p AND email_hash = h`;
