// How many signed step by step, within a day, by area and hour; and do rows and counters agree?

import type DataLoader from 'dataloader';
import { Args, ArgsType, Ctx, Field, FieldResolver, Int, ObjectType, Query, Resolver, Root } from 'type-graphql';
import type { DataSource } from 'typeorm';
import { columnsOf, groupBy, hydrate, readPrepared } from '#kit/data/database';
import { FirstArgs } from '#kit/data/page';
import type { Loaders } from '#kit/data/request';
import { Audience, anyone } from '#kit/words/audience';
import { hourMs } from '#kit/words/clock';
import { enumOf } from '#kit/words/enums';
import { BadInput } from '#kit/words/problem';
import type { PetitionRequest } from './context';
import { wrongDomains } from './organizing/summaries';
import { Milestone, mostMilestones, Petition } from './petition';
import { AreaCount, HourCount } from './signing/signature';

const Interval = enumOf('Interval', 'The length of one step of a history, in UTC.', {
  HOUR: 'An hour.',
  DAY: 'A calendar day.',
  WEEK: 'A week that begins on Monday.',
  MONTH: 'A calendar month.',
});
type Interval = keyof typeof Interval;

@ArgsType()
class HistoryArgs {
  @Field(() => Interval, { description: 'The length of a step.' })
  interval!: Interval;

  @Field(() => Date, { nullable: true, description: 'Only steps that begin at this moment or later; all without it.' })
  from?: Date | null;

  @Field(() => Date, { nullable: true, description: 'Only steps that begin before this moment; all without it.' })
  to?: Date | null;
}

@ObjectType({ description: 'What one step of time did to a count.' })
class CountStep {
  @Field({ description: 'When the step began (UTC).' })
  from!: Date;

  @Field(() => Int, { description: 'How many signatures it added: of people who signed in it, and such as were put back.' })
  signed!: number;

  @Field(() => Int, { description: 'How many were withdrawn or struck out in it, whenever they had been given.' })
  withdrawn!: number;

  @Field(() => Int, { description: 'The count at its end.' })
  count!: number;
}

@Resolver(() => Petition)
export class CountsResolver {
  @FieldResolver(() => [CountStep], {
    description:
      'How the count grew, step by step, the first step first. Steps in which nothing happened are left out. ' +
      'Error BAD_USER_INPUT for more than 1,000 steps.',
  })
  signatureHistory(@Root() { id }: Petition, @Args(() => HistoryArgs) span: HistoryArgs, @Ctx() { loaders }: PetitionRequest) {
    return signatureHistory(loaders, span).load(id);
  }

  @FieldResolver(() => [Milestone], { description: 'The numbers it aims for, including the goal; the smallest first.' })
  milestones(@Root() { id }: Petition, @Ctx() { loaders }: PetitionRequest) {
    return milestonesOf(loaders).load(id);
  }

  @FieldResolver(() => Date, {
    nullable: true,
    description: 'When the goal was reached; null while it is not, or when none is set.',
  })
  async goalReachedAt(@Root() { id, goal }: Petition, @Ctx() { loaders }: PetitionRequest): Promise<Date | null> {
    if (goal === null) return null;
    return (await milestonesOf(loaders).load(id)).find(({ target }) => target === goal)?.reachedAt ?? null;
  }

  @FieldResolver(() => [AreaCount], {
    description: 'Its signatures by area, the largest area first. Together they are the signatureCount.',
  })
  signaturesByArea(@Root() { id }: Petition, @Args(() => FirstArgs) { first }: FirstArgs, @Ctx() { loaders }: PetitionRequest) {
    const order = 'count DESC, country, region';
    return loaders.children(AreaCount, { parent: 'petition_id', order, first, where: 'count > 0' }).load(id);
  }

  @FieldResolver(() => [HourCount], {
    description: 'Its signatures by the hour in which they were given or withdrawn, the latest hour first.',
  })
  signaturesByHour(@Root() { id }: Petition, @Args(() => FirstArgs) { first }: FirstArgs, @Ctx() { loaders }: PetitionRequest) {
    return loaders.children(HourCount, { parent: 'petition_id', order: 'hour DESC', first }).load(id);
  }

  @Audience(anyone)
  @Query(() => [Petition], {
    nullable: true,
    description:
      'The open petitions that most people signed within the last day, the most signed first, of as many the latest launched. See ' +
      'Petition.signedLastDay. Those that nobody signed are left out.',
  })
  async trendingPetitions(
    @Args(() => FirstArgs) { first }: FirstArgs,
    @Ctx() { database, clock }: PetitionRequest,
  ): Promise<Petition[]> {
    const rows = await readPrepared(database, trending(columnsOf(database, Petition, 'petition')), [lastDay(clock()), first]);
    return hydrate(database, Petition, rows);
  }

  @FieldResolver(() => Int, {
    nullable: true,
    description:
      'How many people signed here in this hour and the 23 before it, whether or not they withdrew later. Null for a historical petition.',
  })
  signedLastDay(@Root() { id, historical }: Petition, @Ctx() { loaders, clock }: PetitionRequest): Promise<number> | null {
    return historical ? null : signedSince(loaders, lastDay(clock())).load(id);
  }
}

const milestonesOf = (loaders: Loaders) =>
  loaders.children(Milestone, { parent: 'petition_id', order: 'target', first: mostMilestones });

/** The first of the 24 hours that end with the one in which a moment lies. */
const lastDay = (now: Date): Date => new Date((Math.floor(now.getTime() / hourMs) - 23) * hourMs);

const trending = (columns: string) => `
SELECT ${columns} FROM (SELECT petition_id, sum(count) AS signed FROM hour_count WHERE hour >= $1 GROUP BY 1) AS lately
JOIN petition ON petition.id = petition_id WHERE signed > 0 AND state = 'OPEN'
ORDER BY signed DESC, listed_on DESC, petition_id LIMIT $2`;

const signedSince = (loaders: Loaders, start: Date): DataLoader<string, number> =>
  loaders.edge(`signed since ${start.toISOString()}`, async (ids: readonly string[]) => {
    const rows = await readPrepared<{ id: string; count: number }>(
      loaders.database,
      'SELECT petition_id AS id, sum(count)::int AS count FROM hour_count WHERE petition_id = ANY($1::text[]) AND hour >= $2 GROUP BY 1',
      [ids, start],
    );
    const counts = new Map(rows.map(({ id, count }) => [id, count]));
    return ids.map((id) => counts.get(id) ?? 0);
  });

const mostSteps = 1_000;

/** Counts run over all hours, including those before `from`, so that every step ends with the true count. */
const steps = (start: string) => `
SELECT * FROM (
  SELECT petition_id AS id, ${start} AS "from", sum(count)::int AS signed, sum(withdrawn)::int AS withdrawn,
         sum(sum(count - withdrawn)) OVER (PARTITION BY petition_id ORDER BY ${start})::int AS count
  FROM hour_count WHERE petition_id = ANY($1::text[]) GROUP BY 1, 2) AS step
WHERE ($2::timestamptz IS NULL OR "from" >= $2) AND ($3::timestamptz IS NULL OR "from" < $3)
ORDER BY id, "from"`;

/** The first moment of the step in which an hour lies: steps of one length by division, which is the fastest. 2000-01-03 was a Monday. */
const stepsBy: Readonly<Record<Interval, string>> = {
  HOUR: steps('hour'),
  DAY: steps(`date_bin('1 day', hour, '2000-01-03T00:00:00Z')`),
  WEEK: steps(`date_bin('7 days', hour, '2000-01-03T00:00:00Z')`),
  MONTH: steps(`date_trunc('month', hour, 'UTC')`),
};

/** The histories of petitions. Rejects with BadInput for a petition with more than a thousand steps. */
function signatureHistory(loaders: Loaders, { interval, from = null, to = null }: HistoryArgs): DataLoader<string, CountStep[]> {
  const name = `history ${interval} ${from?.toISOString()} ${to?.toISOString()}`;
  return loaders.edge<string, CountStep[]>(name, async (ids: readonly string[]) => {
    const rows = await readPrepared<CountStep & { id: string }>(loaders.database, stepsBy[interval], [ids, from, to]);
    const histories = groupBy(
      ids,
      rows,
      ({ id }) => id,
      (group) => group,
    );
    return histories.map((history) => (history.length > mostSteps ? tooLong() : history));
  });
}

const tooLong = () =>
  new BadInput('interval', `This history has more than ${mostSteps} steps. Ask for a longer interval or a shorter span.`);

/** As SQL: the hour in which a moment lies, whatever the time zone of the session. */
const hourOf = (moment: string): string => `date_bin('1 hour', ${moment}, '2000-01-01T00:00:00Z')`;

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
  /**
   * How many counters of single areas and hours, with the names to be shown of an area, and of single sheets, areas and days on paper,
   * differ from their rows; and domains, where they were counted since the last change.
   */
  readonly partsThatDiffer: number;
  /** How many milestones were reached and have no moment. */
  readonly milestonesMissed: number;
}

/**
 * Counts every row again, in one statement and therefore at one moment, even while people sign. Hours are compared one by one with the
 * signatures given, withdrawn and struck out in them, areas one by one with the signatures that count, and paper by sheet, area and day.
 * Each table is read once or twice and grouped, however many petitions there are: what is compared are groups, never rows.
 */
const tally = `
WITH area_parts AS (
  SELECT petition_id, country, coalesce(region, '') AS region, count(*)::int AS n, count(*) FILTER (WHERE consent_to_show_name)::int AS shown
  FROM signature WHERE strike_id IS NULL GROUP BY 1, 2, 3
), hour_parts AS (
  SELECT petition_id, hour, sum(signed)::int AS n, sum(withdrawn)::int AS withdrawn FROM (
    SELECT petition_id, ${hourOf('signed_at')} AS hour, count(*) AS signed, 0 AS withdrawn FROM signature GROUP BY 1, 2
    UNION ALL SELECT petition_id, ${hourOf('signed_at')}, count(*), 0 FROM withdrawal GROUP BY 1, 2
    UNION ALL SELECT petition_id, ${hourOf('withdrawn_at')}, 0, count(*) FROM withdrawal GROUP BY 1, 2
    UNION ALL SELECT signature.petition_id, ${hourOf('struck_at')}, 0, count(*)
      FROM signature JOIN strike ON strike.id = strike_id WHERE strike_id IS NOT NULL GROUP BY 1, 2
    UNION ALL SELECT petition_id, ${hourOf('struck_at')}, 0, put_back FROM strike WHERE put_back > 0
    UNION ALL SELECT petition_id, ${hourOf('put_back_at')}, put_back, 0 FROM strike WHERE put_back > 0
  ) AS moments GROUP BY 1, 2
), paper AS (
  SELECT p.petition_id, sheet, p.country, coalesce(p.region, '') AS region, coalesce(signed_on, '-infinity') AS day,
         coalesce(sum(people) FILTER (WHERE s.petition_id IS NULL), 0)::int AS n,
         coalesce(sum(people) FILTER (WHERE s.petition_id IS NULL AND line = 0), 0)::int AS totals,
         count(*) FILTER (WHERE also_online <> (s.petition_id IS NOT NULL))::int AS overlaps_wrong
  FROM paper_signature AS p LEFT JOIN signature AS s
    ON s.petition_id = p.petition_id AND s.email_hash = p.email_hash AND s.strike_id IS NULL GROUP BY 1, 2, 3, 4, 5
), wrong AS (
  SELECT petition_id FROM paper FULL JOIN paper_part USING (petition_id, sheet, country, region, day)
  WHERE coalesce(n, 0) <> coalesce(people, 0)
  UNION ALL
  SELECT petition_id FROM area_parts FULL JOIN area_count AS area USING (petition_id, country, region)
  WHERE coalesce(n, 0) <> coalesce(count, 0) OR (area.shown + area.not_shown = count AND coalesce(area_parts.shown, 0) <> area.shown)
  UNION ALL
  SELECT petition_id FROM hour_parts FULL JOIN hour_count USING (petition_id, hour)
  WHERE coalesce(n, 0) <> coalesce(count, 0) OR coalesce(hour_parts.withdrawn, 0) <> coalesce(hour_count.withdrawn, 0)
  UNION ALL (${wrongDomains})
)
SELECT id AS "petitionId", count, paper_count AS "paperCount", coalesce(of_rows.n, 0) AS rows, coalesce(of_areas.n, 0) AS areas,
       coalesce(of_hours.n, 0) AS hours, coalesce(of_paper.n, 0) AS "paperRows", coalesce(of_parts.n, 0) AS "paperParts",
       coalesce(of_paper.totals, 0) AS "paperTotalRows", paper_totals AS "paperTotals", coalesce(of_paper.wrong, 0) AS "paperOverlapsWrong",
       coalesce(of_wrong.n, 0) AS "partsThatDiffer",
       (SELECT count(*)::int FROM milestone WHERE petition_id = id AND reached_at IS NULL AND target <= count + paper_count) AS "milestonesMissed"
FROM petition
LEFT JOIN (SELECT petition_id AS id, sum(n)::int AS n FROM area_parts GROUP BY 1) AS of_rows USING (id)
LEFT JOIN (SELECT petition_id AS id, sum(count)::int AS n FROM area_count GROUP BY 1) AS of_areas USING (id)
LEFT JOIN (SELECT petition_id AS id, sum(count - withdrawn)::int AS n FROM hour_count GROUP BY 1) AS of_hours USING (id)
LEFT JOIN (SELECT petition_id AS id, sum(n)::int AS n, sum(totals)::int AS totals, sum(overlaps_wrong)::int AS wrong FROM paper GROUP BY 1)
  AS of_paper USING (id)
LEFT JOIN (SELECT petition_id AS id, sum(people)::int AS n FROM paper_part GROUP BY 1) AS of_parts USING (id)
LEFT JOIN (SELECT petition_id AS id, count(*)::int AS n FROM wrong GROUP BY 1) AS of_wrong USING (id)
ORDER BY id`;

/** The tally of every petition, in the order of their ids. Reads all rows. */
export const countAgain = (database: DataSource): Promise<Tally[]> => database.query(tally);

/** Whether all numbers of a tally agree. */
export const agrees = (tally: Tally): boolean =>
  [tally.count, tally.areas, tally.hours].every((each) => each === tally.rows) &&
  [tally.paperCount, tally.paperParts].every((each) => each === tally.paperRows) &&
  tally.paperTotals === tally.paperTotalRows &&
  tally.partsThatDiffer + tally.paperOverlapsWrong + tally.milestonesMissed === 0;
