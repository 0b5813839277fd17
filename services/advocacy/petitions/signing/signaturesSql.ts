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

/** What moves with the rows on paper that stop to count, because their addresses count here now: those of the rows `online`. */
const metOnPaper = (online: string) => `met AS (
  UPDATE paper_signature AS paper SET also_online = true FROM ${online} AS online
  WHERE paper.petition_id = online.petition_id AND paper.email_hash = online.email_hash AND NOT paper.also_online
  RETURNING paper.petition_id, paper.sheet, paper.country, coalesce(paper.region, '') AS region,
            coalesce(paper.signed_on, '-infinity') AS day, paper.people
), met_parts AS (
  UPDATE paper_part AS part SET people = part.people - gone.n
  FROM (SELECT petition_id, sheet, country, region, day, sum(people)::int AS n FROM met GROUP BY 1, 2, 3, 4, 5) AS gone
  WHERE (part.petition_id, part.sheet, part.country, part.region, part.day) = (gone.petition_id, gone.sheet, gone.country, gone.region, gone.day)
), `;

/** Rows on paper that count again, with all that tells their part. */
const addParts = (again: string) => `
  INSERT INTO paper_part AS part (petition_id, sheet, country, region, day, people)
  SELECT petition_id, sheet, country, region, day, sum(people)::int FROM ${again} GROUP BY 1, 2, 3, 4, 5 ORDER BY 1, 2, 3, 4, 5
  ON CONFLICT (petition_id, sheet, country, region, day) DO UPDATE SET people = part.people + excluded.people`;

/** Of so many signatures those whose names may be shown. */
const namesIn = 'count(*) FILTER (WHERE may_show)::int AS shown';

/** What signatures add to their areas. Names of an area that were not counted yet stay so: null and a number is null. */
const addAreas = (sums: string) => `
  INSERT INTO area_count AS area (petition_id, country, region, count, shown, not_shown)
  SELECT petition_id, country, region, n, shown, n - shown FROM (${sums}) AS sums ORDER BY 1, 2, 3
  ON CONFLICT (petition_id, country, region) DO UPDATE SET count = area.count + excluded.count, shown = area.shown + excluded.shown,
    not_shown = area.not_shown + excluded.not_shown`;

/** What the signatures of `sums` take from their areas. */
const lowerAreas = `
  UPDATE area_count AS area SET count = area.count - sums.n, shown = area.shown - sums.shown, not_shown = area.not_shown - (sums.n - sums.shown)
  FROM sums WHERE (area.petition_id, area.country, area.region) = (sums.petition_id, sums.country, sums.region)`;

/**
 * The signatures as rows, from arrays of one length. In a list of results arrays are read in step, which is cheaper: in FROM, each of
 * them would first be written out as rows of its own.
 */
const given = `SELECT unnest($3::text[]) AS petition_id, unnest($4::bytea[]) AS email_hash, unnest($5::uuid[]) AS id, unnest($6::text[]) AS name,
         unnest($7::text[]) AS country, unnest($8::text[]) AS region, unnest($9::boolean[]) AS consent_to_show_name,
         unnest($10::boolean[]) AS updates_consent, unnest($11::text[]) AS client_mutation_id, unnest($12::timestamptz[]) AS signed_at,
         unnest($13::integer[]) AS consent_version, unnest($14::bytea[]) AS address, unnest($15::boolean[]) AS confirmed,
         unnest($16::bytea[]) AS domain_hash, unnest($17::text[]) AS language`;

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
                         client_mutation_id, signed_at, consent_version, address, domain_hash, language)
  SELECT petition_id, email_hash, g.id, name, country, region, consent_to_show_name, updates_consent, client_mutation_id, signed_at,
         consent_version, address, domain_hash, g.language
  FROM (${given}) AS g
  JOIN locked ON locked.id = g.petition_id
  WHERE locked.state = 'OPEN' AND NOT locked.historical AND (locked.closes_at IS NULL OR $2::timestamptz < locked.closes_at)
    AND (locked.confirmation = 'NONE' OR g.confirmed) AND ${besidePaper ? '' : 'NOT '}locked.paper_addresses
  ON CONFLICT (petition_id, email_hash) DO NOTHING
  RETURNING petition_id, ${besidePaper ? 'email_hash, ' : ''}id, country, coalesce(region, '') AS region, ${hourOf('signed_at')} AS hour,
    consent_to_show_name AS may_show
), sums AS MATERIALIZED (
  SELECT petition_id, country, region, hour, count(*)::int AS n, ${namesIn} FROM added GROUP BY 1, 2, 3, 4
), areas AS (${addAreas('SELECT petition_id, country, region, sum(n) AS n, sum(shown) AS shown FROM sums GROUP BY 1, 2, 3')}
), hours AS (
  INSERT INTO hour_count AS hours (petition_id, hour, count)
  SELECT petition_id, hour, sum(n) FROM sums GROUP BY 1, 2 ORDER BY 1, 2
  ON CONFLICT (petition_id, hour) DO UPDATE SET count = hours.count + excluded.count
), ${besidePaper ? metOnPaper('added') : ''}counted AS (
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
                                                   'clientMutationId', stored.client_mutation_id,
                                                   'isStruck', stored.strike_id IS NOT NULL)), '[]')
         FROM unnest($3, $4, $5) AS g(petition_id, email_hash, id)
         LEFT JOIN LATERAL (
           SELECT id, name, client_mutation_id, strike_id FROM signature AS other
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
 * hour in which it happens, or to that of the strike, and only two moments without a person remain. Rows on paper with the address count again; with $4 they
 * forget it. The answer: the petitions whose counts changed, as they are now, how many signatures were removed, and how many
 * other places forgot the address; such as were struck out had left the counts before, and are among the latter.
 */
export const removeSignatures = `
WITH removed AS (
  DELETE FROM signature WHERE petition_id = ANY($1::text[]) AND email_hash = ANY($2::bytea[])
  RETURNING petition_id, country, coalesce(region, '') AS region, signed_at, strike_id, consent_to_show_name AS may_show
), forgotten AS (
  DELETE FROM pending_signature WHERE petition_id = ANY($1) AND email_hash = ANY($2) RETURNING petition_id
), attempts AS (
  DELETE FROM signing_attempt WHERE petition_id = ANY($1) AND email_hash = ANY($2) RETURNING petition_id
), sums AS MATERIALIZED (
  SELECT petition_id, country, region, count(*)::int AS n, ${namesIn} FROM removed WHERE strike_id IS NULL GROUP BY 1, 2, 3
), totals AS (
  SELECT petition_id, sum(n)::int AS n FROM sums GROUP BY 1
), remembered AS (
  INSERT INTO withdrawal (petition_id, signed_at, withdrawn_at)
  SELECT removed.petition_id, signed_at, coalesce(struck_at, $3::timestamptz) FROM removed LEFT JOIN strike ON strike.id = strike_id
), areas AS (${lowerAreas}
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
), parts AS (${addParts('(SELECT * FROM on_paper WHERE also_online) AS again')}
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
       (SELECT count(*)::int FROM removed WHERE strike_id IS NULL) AS removed,
       (SELECT count(*)::int FROM forgotten) + (SELECT count(*)::int FROM removed WHERE strike_id IS NOT NULL) + CASE WHEN $4 THEN (SELECT count(*)::int FROM on_paper) + (SELECT count(*)::int FROM earlier) + (SELECT count(*)::int FROM attempts) ELSE 0 END AS forgotten`;

/** The signatures of petition $1 that count, from $2, before $3, of country $5 and region $6; a null leaves a condition out. */
const within = `petition_id = $1::text AND strike_id IS NULL
  AND ($2::timestamptz IS NULL OR signed_at >= $2) AND ($3::timestamptz IS NULL OR signed_at < $3)
  AND ($5::text IS NULL OR country = $5) AND ($6::text IS NULL OR region = $6)`;
/** The same, of the domains $4. */
const ofDomains = '($4::bytea[] IS NULL OR domain_hash = ANY($4))';

/** How many would be struck out, and how many more meet all conditions but have no domain to compare. */
export const countToStrike = `
SELECT count(*) FILTER (WHERE ${ofDomains})::int AS signatures,
       count(*) FILTER (WHERE $4 IS NOT NULL AND domain_hash IS NULL)::int AS "withoutDomain"
FROM signature WHERE ${within}`;

const struckSums = (rows: string) => `sums AS MATERIALIZED (
  SELECT petition_id, country, region, count(*)::int AS n, ${namesIn} FROM ${rows} GROUP BY 1, 2, 3
), total AS (
  SELECT coalesce(sum(n), 0)::int AS n FROM sums
)`;

/**
 * Strikes signatures out. Their rows stay, so that the same addresses do not sign again; they leave the counts in the hour of the
 * strike, as withdrawals do. Rows on paper with the same addresses count again. The transaction has locked the petition.
 */
export const strikeOut = `
WITH struck AS (
  UPDATE signature SET strike_id = $7::uuid WHERE ${within} AND ${ofDomains}
  RETURNING petition_id, email_hash, country, coalesce(region, '') AS region, consent_to_show_name AS may_show
), ${struckSums('struck')}, areas AS (${lowerAreas}
), hours AS (
  INSERT INTO hour_count AS hours (petition_id, hour, count, withdrawn)
  SELECT $1, date_trunc('hour', $8::timestamptz, 'UTC'), 0, n FROM total
  ON CONFLICT (petition_id, hour) DO UPDATE SET withdrawn = hours.withdrawn + excluded.withdrawn
), again AS (
  UPDATE paper_signature AS paper SET also_online = false FROM struck
  WHERE paper.petition_id = struck.petition_id AND paper.email_hash = struck.email_hash AND paper.also_online
  RETURNING paper.petition_id, paper.sheet, paper.country, coalesce(paper.region, '') AS region,
            coalesce(paper.signed_on, '-infinity') AS day, paper.people
), parts AS (${addParts('again')}
), counted AS (
  UPDATE petition SET count = count - (SELECT n FROM total), paper_count = paper_count + coalesce((SELECT sum(people)::int FROM again), 0),
    revision = revision + 1, counted_at = $8
  WHERE id = $1 RETURNING petition.*
), reached AS (${reach('$8')})
SELECT (SELECT n FROM total) AS n, (SELECT json_agg(counted) FROM counted) AS petitions`;

/**
 * Puts a strike's signatures back; they count from now on. The strike keeps how many, so that the counts between its two moments stay
 * as they were. The transaction has locked the petition.
 */
export const putBack = `
WITH back AS (
  UPDATE signature SET strike_id = NULL WHERE petition_id = $1::text AND strike_id = $2::uuid
  RETURNING petition_id, email_hash, country, coalesce(region, '') AS region, consent_to_show_name AS may_show
), ${struckSums('back')}, marked AS (
  UPDATE strike SET put_back_at = $3::timestamptz, put_back = (SELECT n FROM total) WHERE id = $2
), areas AS (${addAreas('SELECT * FROM sums')}
), hours AS (
  INSERT INTO hour_count AS hours (petition_id, hour, count) SELECT $1, date_trunc('hour', $3, 'UTC'), n FROM total
  ON CONFLICT (petition_id, hour) DO UPDATE SET count = hours.count + excluded.count
), ${metOnPaper('back')}counted AS (
  UPDATE petition SET count = count + (SELECT n FROM total), paper_count = paper_count - coalesce((SELECT sum(people)::int FROM met), 0),
    revision = revision + 1, counted_at = $3
  WHERE id = $1 RETURNING petition.*
), reached AS (${reach('$3')})
SELECT (SELECT n FROM total) AS n, (SELECT json_agg(counted) FROM counted) AS petitions`;
