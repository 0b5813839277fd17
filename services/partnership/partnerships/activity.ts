// What did two sister libraries do together, and when?
import { Field, Float, ID, Int, ObjectType } from 'type-graphql';
import { Check, Column, type DataSource, Entity, ForeignKey, Index, PrimaryColumn } from 'typeorm';
import { groupBy } from '#kit/data/groups';
import { type Loaders } from '#kit/data/loaders';
import { type DatePrecision, PreciseDate } from '#kit/words/facts';
import { ActivityKind, type PartnershipGoal } from '../programme/index';
import { Partnership } from './partnership';
import { inSql, publicStates } from './partnershipStates';

@ObjectType({ description: 'An entry in the log of a partnership.' })
@Entity()
@Index('activity_by_partnership', ['partnershipId', 'day'])
@Check('activity_amounts', 'hours >= 0 AND items >= 0')
export class Activity {
  @Field(() => ID, { description: 'A readable id or a UUID.' })
  @PrimaryColumn('text')
  id!: string;

  @ForeignKey(() => Partnership, { name: 'activity_partnership' })
  @Column('text')
  partnershipId!: string;

  @Field(() => ActivityKind, { description: 'What kind of thing they did.' })
  @Column('text')
  kind!: ActivityKind;

  @Column('date')
  day!: string;

  @Column('text')
  precision!: DatePrecision;

  @Field(() => Float, { nullable: true, description: 'How many hours it took; null when not counted.' })
  @Column('double precision', { nullable: true })
  hours!: number | null;

  @Field(() => Int, {
    nullable: true,
    description: 'How many items were exchanged; null when not counted or not a matter of items.',
  })
  @Column('integer', { nullable: true })
  items!: number | null;

  @Field({ description: 'What happened, in a sentence.' })
  @Column('text')
  summary!: string;

  /** The partner who recorded it last; null for one from our sources. */
  @Column('text', { nullable: true })
  recordedBy!: string | null;

  @Column('timestamptz', { nullable: true })
  recordedAt!: Date | null;

  @Column('text', { array: true })
  sourceIds!: string[];

  @Field(() => PreciseDate, { description: 'When it was.' })
  get on(): PreciseDate {
    return PreciseDate.of(this.day, this.precision)!;
  }
}

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

/** The date of the latest activity of each partnership, null where none is recorded. */
export function lastContactOf(loaders: Loaders) {
  return loaders.edge('Partnership.lastContactOn', async (ids: readonly string[]) => {
    const rows: { id: string; day: string; precision: never }[] = await loaders.database.query(
      `SELECT DISTINCT ON (partnership_id) partnership_id AS id, day, precision FROM activity
       WHERE partnership_id = ANY($1::text[]) ORDER BY partnership_id, day DESC, id`,
      [ids],
    );
    const dates = new Map(rows.map(({ id, day, precision }) => [id, PreciseDate.of(day, precision)]));
    return ids.map((id) => dates.get(id) ?? null);
  });
}
