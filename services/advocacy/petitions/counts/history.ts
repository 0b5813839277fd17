// How did the count of a petition grow, hour by hour or month by month?
import type DataLoader from 'dataloader';
import { ArgsType, Field, Int, ObjectType } from 'type-graphql';
import { groupBy } from '#kit/data/groups';
import type { Loaders } from '#kit/data/loaders';
import { enumOf } from '#kit/words/enums';
import { BadInput } from '#kit/words/problem';

export const Interval = enumOf('Interval', 'The length of one step of a history, in UTC.', {
  HOUR: 'An hour.',
  DAY: 'A calendar day.',
  WEEK: 'A week that begins on Monday.',
  MONTH: 'A calendar month.',
});
export type Interval = keyof typeof Interval;

@ObjectType({ description: 'What one step of time did to a count.' })
export class CountStep {
  @Field({ description: 'When the step began (UTC).' })
  from!: Date;

  @Field(() => Int, { description: 'How many signed in it.' })
  signed!: number;

  @Field(() => Int, { description: 'How many withdrew in it, whenever they had signed.' })
  withdrawn!: number;

  @Field(() => Int, { description: 'The count at its end.' })
  count!: number;
}

@ArgsType()
export class HistoryArgs {
  @Field(() => Interval, { description: 'The length of a step.' })
  interval!: Interval;

  @Field(() => Date, { nullable: true, description: 'Only steps that begin at this moment or later; all without it.' })
  from?: Date | null;

  @Field(() => Date, { nullable: true, description: 'Only steps that begin before this moment; all without it.' })
  to?: Date | null;
}

const most = 1_000;

/** Counts run over all hours, also those before `from`, so that every step ends with the true count. */
const steps = `
SELECT * FROM (
  SELECT petition_id AS id, date_trunc($2, hour, 'UTC') AS "from", sum(count)::int AS signed, sum(withdrawn)::int AS withdrawn,
         sum(sum(count - withdrawn)) OVER (PARTITION BY petition_id ORDER BY date_trunc($2, hour, 'UTC'))::int AS count
  FROM hour_count WHERE petition_id = ANY($1::text[]) GROUP BY 1, 2) AS step
WHERE ($3::timestamptz IS NULL OR "from" >= $3) AND ($4::timestamptz IS NULL OR "from" < $4)
ORDER BY id, "from"`;

/** The loader of histories with these steps. Rejects with BadInput for a petition with more than a thousand. */
export function signatureHistory(
  loaders: Loaders,
  { interval, from = null, to = null }: HistoryArgs,
): DataLoader<string, CountStep[]> {
  const name = `history ${interval} ${from?.toISOString()} ${to?.toISOString()}`;
  return loaders.edge<string, CountStep[]>(name, async (ids: readonly string[]) => {
    const rows: (CountStep & { id: string })[] = await loaders.database.query(steps, [ids, interval.toLowerCase(), from, to]);
    const histories = groupBy(
      ids,
      rows,
      ({ id }) => id,
      (group) => group,
    );
    return histories.map((history) => (history.length > most ? tooLong() : history));
  });
}

const tooLong = () =>
  new BadInput('interval', `That history has more than ${most} steps; ask for a longer interval or a shorter span.`);
