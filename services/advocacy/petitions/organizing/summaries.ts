// What do organizers learn of many signatures without a query that reads them all? How many names may be shown, and which domains signed most.
import type DataLoader from 'dataloader';
import { Field, Int, ObjectType } from 'type-graphql';
import { Column, type DataSource, Entity, PrimaryColumn } from 'typeorm';
import { alone } from '#kit/data/database';
import type { Task } from '#kit/data/jobs';
import { pageLimit } from '#kit/data/page';
import type { Loaders } from '#kit/data/request';
import type { Clock } from '#kit/words/clock';
import type { Log } from '#kit/words/log';
import { Signature } from '../signing/signature';
import { lockPetitions } from '../signing/signaturesSql';

/** Those who may be named. */
export const mayBeShown = 'consent_to_show_name AND strike_id IS NULL';

/**
 * How many may be named, by the sums of their areas, which each statement that adds or removes signatures keeps. Where an area is not
 * counted yet, as right after an upgrade, rows are counted instead: slower, and as exact.
 */
export const namesToShow = (loaders: Loaders): DataLoader<string, number> =>
  loaders.edge('names to show', async (ids: readonly string[]) => {
    const rows: { id: string; total: number | null }[] = await loaders.database.query(
      `SELECT petition_id AS id, CASE WHEN bool_and(${isKnown}) THEN sum(shown)::int END AS total
       FROM area_count WHERE petition_id = ANY($1::text[]) GROUP BY 1`,
      [ids],
    );
    const totals = new Map(rows.map(({ id, total }) => [id, total]));
    const byRows = loaders.childCount(Signature, 'petition_id', mayBeShown);
    return Promise.all(ids.map((id) => (totals.has(id) ? (totals.get(id) ?? byRows.load(id)) : 0)));
  });

/** Whether the names of an area are counted. Those of the release before change counts alone, and names are null then. */
const isKnown = 'coalesce(shown + not_shown = count, false)';

@ObjectType({
  description:
    'A domain of addresses that signed more than once, known by its keyed hash only. A domain has one for each key of the ring.',
})
export class SigningDomain {
  @Field({ description: 'The keyed hash, which strikeOutSignatures takes.' })
  domainHash!: string;

  @Field(() => Int, { description: 'How many signatures that count have addresses of it.' })
  signatures!: number;

  @Field({ description: 'When the first of them was given.' })
  firstAt!: Date;

  @Field({ description: 'When the last of them was given.' })
  lastAt!: Date;
}

/** The domains of a petition with many signatures, as they were when its row had that revision. */
@Entity()
export class DomainSummary {
  @PrimaryColumn('text', { primaryKeyConstraintName: 'PK_domain_summary' })
  petitionId!: string;

  @Column('integer')
  revision!: number;

  @Column({ type: 'timestamptz', precision: 3 })
  countedAt!: Date;

  /** How long the database counted. */
  @Column('integer')
  tookMs!: number;

  /** As many as anybody may ask for, those with the most signatures first. */
  @Column('jsonb')
  domains!: object[];
}

/** Of petitions with more rows than this, domains are counted beforehand. */
const mostAtOnce = 1_000;
/** Counting takes about one part in so many of the time of one processor of the database: of one petition, and of all together. */
const partOfTime = 30;

/** An overestimate where people took back what had been struck out. */
const hasMany = `count + coalesce((SELECT sum(signatures) FROM strike WHERE petition_id = petition.id AND put_back_at IS NULL), 0) > ${mostAtOnce}`;

/** The domains of petition $1 with the most signatures that count; those with one signature are left out. */
const countedDomains = `
SELECT translate(rtrim(encode(domain_hash, 'base64'), '='), '+/', '-_') AS "domainHash", count(*)::int AS signatures,
       min(signed_at) AS "firstAt", max(signed_at) AS "lastAt"
FROM signature WHERE petition_id = $1 AND strike_id IS NULL AND domain_hash IS NOT NULL
GROUP BY domain_hash HAVING count(*) > 1 ORDER BY count(*) DESC, domain_hash LIMIT ${pageLimit}`;

/** The petitions of which a domain was counted in the state that they have now, and is another number by its rows: by one look at all rows. */
export const wrongDomains = `
WITH listed AS (
  SELECT petition_id, decode(translate(one->>'domainHash', '-_', '+/') || '==', 'base64') AS domain_hash, (one->>'signatures')::int AS n
  FROM domain_summary AS summary JOIN petition ON petition.id = petition_id AND petition.revision = summary.revision,
       jsonb_array_elements(domains) AS listed (one)
)
SELECT petition_id FROM listed LEFT JOIN (
  SELECT petition_id, domain_hash, count(*)::int AS counted FROM signature JOIN listed USING (petition_id, domain_hash)
  WHERE strike_id IS NULL GROUP BY 1, 2) AS of_rows USING (petition_id, domain_hash)
WHERE n IS DISTINCT FROM counted`;

interface Domains {
  /** As many as anybody may ask for. */
  readonly domains: readonly SigningDomain[];
  readonly asOf: Date;
}

/** The domains of petitions, now or as they were counted last. */
export const domainsOf = (loaders: Loaders, clock: Clock): DataLoader<string, Domains> =>
  loaders.edge('domains', (ids: readonly string[]) => Promise.all(ids.map((id) => readDomains(loaders.database, id, clock()))));

async function readDomains(database: DataSource, id: string, now: Date): Promise<Domains> {
  const [summary] = await database.query(
    `SELECT domains, summary.counted_at, summary.revision = petition.revision AS "isOfNow" FROM petition
     JOIN domain_summary AS summary ON petition_id = id WHERE id = $1 AND ${hasMany}`,
    [id],
  );
  if (!summary) return { domains: await database.query(countedDomains, [id]), asOf: now };
  const read = (one: SigningDomain) => ({ ...one, firstAt: new Date(one.firstAt), lastAt: new Date(one.lastAt) });
  return { domains: summary.domains.map(read), asOf: summary.isOfNow ? now : summary.counted_at };
}

/** Counts the domains of a petition with many signatures again: its row and its signatures at one moment. */
export async function countDomains(database: DataSource, id: string, now: Date): Promise<void> {
  await database.query(
    `INSERT INTO domain_summary AS summary (petition_id, revision, counted_at, domains, took_ms)
     SELECT id, revision, $2, (SELECT coalesce(jsonb_agg(counted), '[]') FROM (${countedDomains}) AS counted),
            1000 * extract(epoch FROM clock_timestamp() - statement_timestamp())
     FROM petition WHERE id = $1 AND ${hasMany}
     ON CONFLICT (petition_id) DO UPDATE SET revision = excluded.revision, counted_at = excluded.counted_at, took_ms = excluded.took_ms,
       domains = excluded.domains WHERE summary.revision <= excluded.revision`,
    [id, now],
  );
}

/** The task that counts what changed, or was never counted, each minute. */
export const summaryTask = 'petitions: count names and domains for organizers';

interface SummaryOptions {
  readonly database: DataSource;
  readonly clock: Clock;
  readonly log: Log;
}

/** A petition at a time, and nobody who signs waits for it. What a process did not finish is done by the next minute's. */
export const summaryTasks = ({ database, clock, log }: SummaryOptions): Record<string, Task> => ({
  [summaryTask]: () =>
    alone(database, 'shelfbridge.summaries', async () => {
      const uncounted = await idsOf(
        database,
        `SELECT DISTINCT petition_id AS id FROM area_count WHERE NOT ${isKnown} ORDER BY 1`,
      );
      await eachFor(minuteMs / 2, uncounted, async (id, i) => {
        await countNames(database, id);
        log.info({ petition: id, number: i + 1, of: uncounted.length }, 'the names to be shown of a petition are counted');
      });
      const due = await idsOf(
        database,
        `SELECT id FROM petition LEFT JOIN domain_summary AS summary ON petition_id = id
         WHERE summary.revision IS DISTINCT FROM petition.revision AND ${hasMany}
           AND (summary.counted_at IS NULL OR summary.counted_at + took_ms * interval '${partOfTime} ms' <= $1)
         ORDER BY summary.counted_at NULLS FIRST, id`,
        [clock()],
      );
      await eachFor(minuteMs / partOfTime, due, (id) => countDomains(database, id, clock()));
    }),
});

const minuteMs = 60_000;

/** One after the other for so long. What is left is next in a minute. */
async function eachFor(ms: number, ids: readonly string[], work: (id: string, i: number) => Promise<void>): Promise<void> {
  const until = performance.now() + ms;
  for (const [i, id] of ids.entries()) {
    if (performance.now() > until) return;
    await work(id, i);
  }
}

const idsOf = async (database: DataSource, sql: string, values: unknown[] = []): Promise<string[]> =>
  (await database.query(sql, values)).map(({ id }: { id: string }) => id);

/**
 * Counts the names in areas where they are not known, while people sign: from 0 on, statements that change an area keep the difference.
 * One look at the rows and the areas, at one moment, tells what is missing, and signatures of the meantime do not change it.
 */
async function countNames(database: DataSource, petitionId: string): Promise<void> {
  const holding = (sql: string, values: unknown[]) =>
    database.transaction(async (manager) => {
      await manager.query(lockPetitions, [[petitionId]]);
      await manager.query(sql, values);
    });
  await holding(
    'UPDATE area_count SET shown = 0, not_shown = 0 WHERE petition_id = $1 AND (shown IS NULL OR not_shown IS NULL)',
    [petitionId],
  );
  const missing: { country: string; region: string; shown: number; notShown: number }[] = await database.query(
    `SELECT country, region, coalesce(n.shown, 0)::int - area.shown AS shown, coalesce(n.not_shown, 0)::int - area.not_shown AS "notShown"
     FROM area_count AS area LEFT JOIN (
       SELECT country, coalesce(region, '') AS region, count(*) FILTER (WHERE consent_to_show_name) AS shown,
              count(*) FILTER (WHERE NOT consent_to_show_name) AS not_shown
       FROM signature WHERE petition_id = $1 AND strike_id IS NULL GROUP BY 1, 2) AS n USING (country, region)
     WHERE petition_id = $1 AND area.shown + area.not_shown <> area.count`,
    [petitionId],
  );
  const column = <Name extends keyof (typeof missing)[number]>(name: Name) => missing.map((one) => one[name]);
  await holding(
    `UPDATE area_count AS area SET shown = area.shown + missing.shown, not_shown = area.not_shown + missing.not_shown
     FROM unnest($2::text[], $3::text[], $4::int[], $5::int[]) AS missing (country, region, shown, not_shown)
     WHERE petition_id = $1 AND (area.country, area.region) = (missing.country, missing.region)`,
    [petitionId, column('country'), column('region'), column('shown'), column('notShown')],
  );
}
