// How many have signed: in all, at a past moment, step by step, by area and hour, and live.

import type DataLoader from 'dataloader';
import { Arg, Args, ArgsType, Ctx, Field, FieldResolver, ID, Int, ObjectType, Resolver, Root, Subscription } from 'type-graphql';
import type { DataSource } from 'typeorm';
import { groupBy } from '#kit/data/database';
import { FirstArgs } from '#kit/data/page';
import type { Statements } from '#kit/data/queue';
import type { Loaders } from '#kit/data/request';
import { Audience, anyone } from '#kit/words/audience';
import type { Clock } from '#kit/words/clock';
import { enumOf } from '#kit/words/enums';
import { BadInput } from '#kit/words/problem';
import { validateArgument } from '#kit/words/validation';
import type { PetitionRequest } from './context';
import { Milestone, mostMilestones, Petition } from './petition';
import { type Frame, mostLive } from './petitionFeed';
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

@ObjectType({ description: 'The count of a petition at a moment.' })
class PetitionCount {
  @Field(() => Int, { description: 'How many signatures were committed.' })
  count!: number;

  @Field(() => Date, { description: 'When the count last changed; for a petition that nobody has signed yet, when you asked.' })
  countedAt!: Date;

  @Field(() => Petition, { description: 'The petition.' })
  petition!: Petition;
}

@Resolver(() => Petition)
export class CountsResolver {
  @FieldResolver(() => Int, {
    nullable: true,
    description:
      'Exactly how many signatures are committed here: confirmed where the petition asks for that, and neither withdrawn nor struck out. Null for a ' +
      'historical petition, whose numbers are its reportedCounts.',
  })
  signatureCount(
    @Root() { id, historical, count }: Petition,
    @Arg('asOf', () => Date, {
      nullable: true,
      description:
        'The count at a past moment, which never changes, whoever signs or withdraws later. Without it, the count now.',
    })
    asOf: Date | null,
    @Ctx() { loaders }: PetitionRequest,
  ): number | null | Promise<number> {
    if (historical) return null;
    return asOf ? countsAsOf(loaders, asOf).load(id) : count;
  }

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
  @Subscription(() => PetitionCount, {
    description:
      'The current count at once, then each change, at most five times a second. A reader that falls behind gets the newest count, ' +
      'never a backlog. After a reconnect the first message is the current state. Errors: NOT_FOUND, NO_LIVE_COUNT.',
    subscribe: async ({ args, context }: { args: { id?: string }; context: PetitionRequest }) => {
      await validateArgument(args.id);
      return context.app.feed.watch([String(args.id)]);
    },
  })
  petitionCount(
    @Root() [petition]: Frame,
    @Arg('id', () => ID, { description: 'The petition.' }) _id: string,
    @Ctx() { clock }: PetitionRequest,
  ): PetitionCount {
    return countOf(petition as Petition, clock);
  }

  @Audience(anyone)
  @Subscription(() => [PetitionCount], {
    description:
      'The counts of many petitions in one stream, in the order of their ids: all of them at once, then all of them whenever one ' +
      'changes, at most five times a second. Errors: NOT_FOUND, NO_LIVE_COUNT, BAD_USER_INPUT for more than 500.',
    subscribe: async ({ args, context }: { args: { ids?: string[] | null }; context: PetitionRequest }) => {
      await validateArgument(args.ids);
      if (args.ids && args.ids.length > mostLive)
        throw new BadInput('ids', `ids names ${args.ids.length} petitions. One stream shows at most ${mostLive}.`);
      return context.app.feed.watch(args.ids ?? undefined);
    },
  })
  petitionCounts(
    @Root() petitions: Frame,
    @Arg('ids', () => [ID], {
      nullable: true,
      description: 'The petitions. Without it, all that are open: each enters when it opens and leaves when it closes.',
    })
    _ids: string[] | null,
    @Ctx() { clock }: PetitionRequest,
  ): PetitionCount[] {
    return petitions.map((petition) => countOf(petition, clock));
  }
}

const countOf = (petition: Petition, clock: Clock): PetitionCount => ({
  count: petition.count,
  countedAt: petition.countedAt ?? clock(),
  petition,
});

const milestonesOf = (loaders: Loaders) =>
  loaders.children(Milestone, { parent: 'petition_id', order: 'target', first: mostMilestones });

/**
 * Exact to the millisecond without reading all rows: the whole hours before, then what was given and withdrawn since the last of
 * them began. A signature that was withdrawn or struck out since then still counts for the moments before that. A strike keeps how
 * many were put back, since a row does not tell that it was away.
 */
const countsAt = `
SELECT asked.id, (
    coalesce((SELECT sum(count - withdrawn) FROM hour_count WHERE petition_id = asked.id AND hour < start), 0)
  + (SELECT count(*) FROM signature WHERE petition_id = asked.id AND signed_at BETWEEN start AND $2)
  + (SELECT count(*) FROM withdrawal WHERE petition_id = asked.id AND signed_at BETWEEN start AND $2)
  - (SELECT count(*) FROM withdrawal WHERE petition_id = asked.id AND withdrawn_at BETWEEN start AND $2)
  - (SELECT count(*) FROM strike JOIN signature ON strike_id = strike.id
     WHERE strike.petition_id = asked.id AND struck_at BETWEEN start AND $2)
  - (SELECT coalesce(sum(put_back), 0) FROM strike WHERE petition_id = asked.id AND struck_at BETWEEN start AND $2)
  + (SELECT coalesce(sum(put_back), 0) FROM strike WHERE petition_id = asked.id AND put_back_at BETWEEN start AND $2)
)::int AS count
FROM unnest($1::text[]) AS asked(id), date_trunc('hour', $2::timestamptz, 'UTC') AS start`;

/** The count of one petition at a moment. */
export async function countAt(database: Statements, id: string, moment: Date): Promise<number> {
  const [row] = (await database.query(countsAt, [[id], moment])) as { count: number }[];
  return row?.count ?? 0;
}

/** The counts of petitions at one moment. */
const countsAsOf = (loaders: Loaders, moment: Date): DataLoader<string, number> =>
  loaders.edge(`count as of ${moment.toISOString()}`, async (ids: readonly string[]) => {
    const rows: { id: string; count: number }[] = await loaders.database.query(countsAt, [ids, moment]);
    const counts = new Map(rows.map(({ id, count }) => [id, count]));
    return ids.map((id) => counts.get(id) ?? 0);
  });

const mostSteps = 1_000;

/** Counts run over all hours, including those before `from`, so that every step ends with the true count. */
const steps = `
SELECT * FROM (
  SELECT petition_id AS id, date_trunc($2, hour, 'UTC') AS "from", sum(count)::int AS signed, sum(withdrawn)::int AS withdrawn,
         sum(sum(count - withdrawn)) OVER (PARTITION BY petition_id ORDER BY date_trunc($2, hour, 'UTC'))::int AS count
  FROM hour_count WHERE petition_id = ANY($1::text[]) GROUP BY 1, 2) AS step
WHERE ($3::timestamptz IS NULL OR "from" >= $3) AND ($4::timestamptz IS NULL OR "from" < $4)
ORDER BY id, "from"`;

/** The histories of petitions. Rejects with BadInput for a petition with more than a thousand steps. */
function signatureHistory(loaders: Loaders, { interval, from = null, to = null }: HistoryArgs): DataLoader<string, CountStep[]> {
  const name = `history ${interval} ${from?.toISOString()} ${to?.toISOString()}`;
  return loaders.edge<string, CountStep[]>(name, async (ids: readonly string[]) => {
    const rows: (CountStep & { id: string })[] = await loaders.database.query(steps, [ids, interval.toLowerCase(), from, to]);
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
 * signatures given, withdrawn and struck out in them, areas one by one with the signatures that count, and paper by sheet, area and day.
 */
const tally = `
WITH rows AS (
  SELECT petition_id, country, coalesce(region, '') AS region, date_trunc('hour', signed_at, 'UTC') AS hour, strike_id FROM signature
), area_parts AS (
  SELECT petition_id, country, region, count(*)::int AS n FROM rows WHERE strike_id IS NULL GROUP BY 1, 2, 3
), hour_parts AS (
  SELECT petition_id, hour, sum(signed)::int AS n, sum(withdrawn)::int AS withdrawn FROM (
    SELECT petition_id, hour, 1 AS signed, 0 AS withdrawn FROM rows
    UNION ALL SELECT petition_id, date_trunc('hour', signed_at, 'UTC'), 1, 0 FROM withdrawal
    UNION ALL SELECT petition_id, date_trunc('hour', withdrawn_at, 'UTC'), 0, 1 FROM withdrawal
    UNION ALL SELECT rows.petition_id, date_trunc('hour', struck_at, 'UTC'), 0, 1 FROM rows JOIN strike ON strike.id = strike_id
    UNION ALL SELECT petition_id, date_trunc('hour', struck_at, 'UTC'), 0, put_back FROM strike WHERE put_back > 0
    UNION ALL SELECT petition_id, date_trunc('hour', put_back_at, 'UTC'), put_back, 0 FROM strike WHERE put_back > 0
  ) AS moments GROUP BY 1, 2
), paper AS (
  SELECT petition_id, sheet, line, country, coalesce(region, '') AS region, coalesce(signed_on, '-infinity') AS day, people, also_online,
         email_hash IS NOT NULL AND EXISTS (
           SELECT FROM signature WHERE petition_id = p.petition_id AND email_hash = p.email_hash AND strike_id IS NULL) AS is_online
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
       (SELECT count(*)::int FROM rows WHERE petition_id = id AND strike_id IS NULL) AS rows,
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
