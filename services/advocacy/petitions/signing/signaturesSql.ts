// The SQL statements that add or remove signatures, together with all their counts.

/** The hour (UTC) of a moment. UTC hours are whole multiples, which are cheaper to find than those of a time zone. */
const hourOf = (moment: string) => `date_bin('1 hour', ${moment}, '2000-01-01T00:00:00Z')`;

/**
 * Every statement that changes a count ends with this: it marks the milestones that were reached with the moment. It needs
 * `counted`, the petitions as they are now, and the moment as a parameter.
 */
export const reach = (moment: string) => `
UPDATE milestone SET reached_at = ${moment}
FROM counted WHERE milestone.petition_id = counted.id AND reached_at IS NULL AND milestone.target <= counted.count + counted.paper_count`;

/** What moves with the rows on paper that stop to count. Needs `added`. */
const metOnPaper = `met AS (
  UPDATE paper_signature AS paper SET also_online = true FROM added
  WHERE paper.petition_id = added.petition_id AND paper.email_hash = added.email_hash AND NOT paper.also_online
  RETURNING paper.petition_id, paper.sheet, paper.country, coalesce(paper.region, '') AS region,
            coalesce(paper.signed_on, '-infinity') AS day, paper.people
), met_parts AS (
  UPDATE paper_part AS part SET people = part.people - gone.n
  FROM (SELECT petition_id, sheet, country, region, day, sum(people)::int AS n FROM met GROUP BY 1, 2, 3, 4, 5) AS gone
  WHERE (part.petition_id, part.sheet, part.country, part.region, part.day) = (gone.petition_id, gone.sheet, gone.country, gone.region, gone.day)
), `;

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
const commit = ({ besidePaper }: { readonly besidePaper: boolean }) => `
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
    AND (locked.confirmation = 'NONE' OR g.confirmed) AND ${besidePaper ? '' : 'NOT '}locked.paper_addresses
  ON CONFLICT (petition_id, email_hash) DO NOTHING
  RETURNING petition_id, email_hash, id, country, coalesce(region, '') AS region, ${hourOf('signed_at')} AS hour
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
), ${besidePaper ? metOnPaper : ''}counted AS (
  UPDATE petition SET count = petition.count + total.n, revision = petition.revision + 1, counted_at = $2${
    besidePaper
      ? ', paper_count = petition.paper_count - coalesce((SELECT sum(people) FROM met WHERE met.petition_id = petition.id), 0)'
      : ''
  }
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

/** For petitions whose signatures on paper have no addresses, which are nearly all. Others come back as not gone in. */
export const commitSignatures = commit({ besidePaper: false });

/**
 * The same for petitions with addresses on paper, and for no others: a row on paper whose address signs now stays and stops to count.
 * For a transaction that has locked these petitions before, so that it sees all rows.
 */
export const commitBesidePaper = commit({ besidePaper: true });

/** Locks petitions in the order in which all statements do. */
export const lockPetitions = 'SELECT id FROM petition WHERE id = ANY($1::text[]) ORDER BY id FOR UPDATE';

/** The rows that stand where a batch could not insert. A statement of its own sees what others committed meanwhile. */
export const readSignatures = `
SELECT signature.* FROM signature JOIN unnest($1::text[], $2::bytea[]) AS asked(p, h) ON petition_id = p AND email_hash = h`;

/**
 * Removes the signatures of one address, by its hash under each key, from some petitions, and what awaits confirmation there, with
 * all counts. The transaction has locked the petitions (`lockPetitions`). Past hours stay as they were: a withdrawal belongs to the
 * hour in which it happens, and only two moments without a person remain. Rows on paper with the address count again; with $4 they
 * forget it. The answer: the petitions whose counts changed, as they are now, how many signatures were removed, and how many
 * other places forgot the address.
 */
export const removeSignatures = `
WITH removed AS (
  DELETE FROM signature WHERE petition_id = ANY($1::text[]) AND email_hash = ANY($2::bytea[])
  RETURNING petition_id, country, coalesce(region, '') AS region, signed_at
), forgotten AS (
  DELETE FROM pending_signature WHERE petition_id = ANY($1) AND email_hash = ANY($2) RETURNING petition_id
), attempts AS (
  DELETE FROM signing_attempt WHERE petition_id = ANY($1) AND email_hash = ANY($2)
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
), on_paper AS MATERIALIZED (
  SELECT petition_id, sheet, line, country, coalesce(region, '') AS region, coalesce(signed_on, '-infinity') AS day, people, also_online
  FROM paper_signature WHERE petition_id = ANY($1) AND email_hash = ANY($2)
), apart AS (
  UPDATE paper_signature AS paper SET also_online = false, email_hash = CASE WHEN $4::boolean THEN NULL ELSE email_hash END
  FROM on_paper WHERE (paper.petition_id, paper.sheet, paper.line) = (on_paper.petition_id, on_paper.sheet, on_paper.line)
), earlier AS (
  UPDATE paper_earlier SET email_hash = NULL WHERE $4 AND petition_id = ANY($1) AND email_hash = ANY($2) RETURNING position
), parts AS (
  UPDATE paper_part AS part SET people = part.people + back.n
  FROM (SELECT petition_id, sheet, country, region, day, sum(people)::int AS n FROM on_paper WHERE also_online GROUP BY 1, 2, 3, 4, 5) AS back
  WHERE (part.petition_id, part.sheet, part.country, part.region, part.day) = (back.petition_id, back.sheet, back.country, back.region, back.day)
), moved AS (
  SELECT petition_id, sum(n)::int AS n, sum(paper)::int AS paper FROM (
    SELECT petition_id, n, 0 AS paper FROM totals
    UNION ALL SELECT petition_id, 0, people FROM on_paper WHERE also_online) AS parts GROUP BY 1
), counted AS (
  UPDATE petition SET count = petition.count - moved.n, paper_count = petition.paper_count + moved.paper, revision = petition.revision + 1,
    counted_at = $3
  FROM moved WHERE petition.id = moved.petition_id
  RETURNING petition.*
), reached AS (${reach('$3')})
SELECT (SELECT coalesce(json_agg(counted ORDER BY id), '[]') FROM counted) AS petitions,
       (SELECT count(*)::int FROM removed) AS removed,
       (SELECT count(*)::int FROM forgotten) + CASE WHEN $4 THEN (SELECT count(*)::int FROM on_paper) + (SELECT count(*)::int FROM earlier) ELSE 0 END AS forgotten`;
