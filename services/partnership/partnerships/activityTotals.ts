// How much did sisters do together, by kind and year?
import { Field, Float, Int, ObjectType } from 'type-graphql';
import type { DataSource } from 'typeorm';
import { groupBy } from '#kit/data/groups';
import type { Loaders } from '#kit/data/loaders';
import { ActivityKind, type PartnershipGoal } from '#partnership/programme/index';
import { inSql, publicStates } from './partnershipStates';

@ObjectType({ description: 'What was done of one kind in one year.' })
export class ActivityTotal {
  @Field(() => Int, { description: 'The year.' })
  year!: number;

  @Field(() => ActivityKind, { description: 'The kind.' })
  kind!: ActivityKind;

  @Field(() => Int, { description: 'How often.' })
  count!: number;

  @Field(() => Float, { nullable: true, description: 'The hours that were counted; null when none were.' })
  hours!: number | null;

  @Field(() => Int, { nullable: true, description: 'The items that were counted; null when none were.' })
  items!: number | null;
}

const columns = `extract(year FROM day)::int AS year, kind, count(*)::int AS count, sum(hours) AS hours, sum(items)::int AS items`;

/** The totals of many partnerships in one statement, the latest year first, then by kind. */
export const totalsOf = (loaders: Loaders) =>
  loaders.edge('Partnership.activityTotals', async (ids: readonly string[]) => {
    const rows: (ActivityTotal & { id: string })[] = await loaders.database.query(
      `SELECT partnership_id AS id, ${columns} FROM activity WHERE partnership_id = ANY($1::text[])
       GROUP BY partnership_id, year, kind ORDER BY year DESC, kind`,
      [ids],
    );
    return groupBy(
      ids,
      rows,
      ({ id }) => id,
      (group) => group,
    );
  });

/** The totals of all public partnerships, or of those with a goal. */
export const programmeTotals = (database: DataSource, goal: PartnershipGoal | null): Promise<ActivityTotal[]> =>
  database.query(
    `SELECT ${columns} FROM activity JOIN partnership ON partnership.id = partnership_id
     WHERE state IN (${inSql(publicStates)}) AND ($1::text IS NULL OR $1 = ANY(goals)) GROUP BY year, kind ORDER BY year DESC, kind`,
    [goal],
  );
