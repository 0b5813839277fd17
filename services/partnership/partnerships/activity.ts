// What sisters did together: the log, its totals, and how partners write it.
import { IsOptional, Max, MaxLength, Min } from 'class-validator';
import { Arg, Ctx, Field, Float, ID, InputType, Int, Mutation, ObjectType, Resolver } from 'type-graphql';
import { Check, Column, type DataSource, Entity, type EntityManager, ForeignKey, Index, PrimaryColumn } from 'typeorm';
import { v7 as uuid } from 'uuid';
import { groupBy } from '#kit/data/database';
import type { Loaders, Request } from '#kit/data/request';
import { Audience } from '#kit/words/audience';
import { dayOf } from '#kit/words/clock';
import { DatePrecision, PreciseDate } from '#kit/words/facts';
import { Role } from '#kit/words/identity';
import { BadInput, NotFound } from '#kit/words/problem';
import { DateScalar, SomeLines } from '#kit/words/validation';
import { ActivityKind, type PartnershipGoal } from '../programme/index';
import { changePartnership, refusalsOfChange, type Turn } from './changePartnership';
import { Partnership } from './partnership';
import { inSql, PartnershipAction, publicStates } from './partnershipStates';

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

  /** The partnership it was given to, while that one is part of another; null otherwise. */
  @Column('text', { nullable: true })
  givenPartnershipId!: string | null;

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
    description: 'How many items were exchanged; null when not counted, or when it was not about items.',
  })
  @Column('integer', { nullable: true })
  items!: number | null;

  @Field({ description: 'What happened, in a sentence of plain text.' })
  @Column('text')
  summary!: string;

  /** The partner who recorded it last; null for one from our sources. */
  @Column('text', { nullable: true })
  recordedBy!: string | null;

  @Column('timestamptz', { nullable: true })
  recordedAt!: Date | null;

  @Column('text', { array: true })
  sourceIds!: string[];

  @Field(() => PreciseDate, { description: 'When it happened, and how precisely that is known.' })
  get on(): PreciseDate {
    return PreciseDate.of(this.day, this.precision)!;
  }
}

@ObjectType({ description: 'What sister libraries did of one kind in one year.' })
export class ActivityTotal {
  @Field(() => Int, { description: 'The calendar year.' })
  year!: number;

  @Field(() => ActivityKind, { description: 'The kind of activity.' })
  kind!: ActivityKind;

  @Field(() => Int, { description: 'How many entries the log has.' })
  count!: number;

  @Field(() => Float, { nullable: true, description: 'The sum of the hours that were counted; null when none were counted.' })
  hours!: number | null;

  @Field(() => Int, { nullable: true, description: 'The sum of the items that were counted; null when none were counted.' })
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

/** The totals of one year, of all public partnerships that are not invented. */
export const totalsOfYear = (database: DataSource, year: number): Promise<ActivityTotal[]> =>
  database.query(
    `SELECT ${columns} FROM activity JOIN partnership ON partnership.id = partnership_id
     WHERE state IN (${inSql(publicStates)}) AND NOT demo AND extract(year FROM day) = $1 GROUP BY year, kind ORDER BY kind`,
    [year],
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

@InputType({ description: 'Something that two sister libraries did together.' })
class ActivityInput {
  @Field(() => ActivityKind, { description: 'What kind of thing it was.' })
  kind!: ActivityKind;

  @Field(() => DateScalar, { description: 'The day on which it happened. It must not be in the future.' })
  on!: string;

  @Field(() => Float, { nullable: true, description: 'How many hours it took, from 0 to 10000; null when not counted.' })
  @IsOptional()
  @Min(0)
  @Max(10_000)
  hours?: number | null;

  @Field(() => Int, {
    nullable: true,
    description: 'How many items were exchanged, from 0 to 1000000; null when it was not about items.',
  })
  @IsOptional()
  @Min(0)
  @Max(1_000_000)
  items?: number | null;

  @Field({ description: 'What happened: plain text of at most 1000 characters. Everyone can read it.' })
  @SomeLines(1_000)
  summary!: string;
}

@InputType({ description: 'A new entry in the log of a partnership.' })
class LogActivityInput extends ActivityInput {
  @Field(() => ID, { description: 'The id of the partnership.' })
  @MaxLength(100)
  partnershipId!: string;
}

@InputType({ description: 'A corrected entry. It replaces the old one completely.' })
class EditActivityInput extends ActivityInput {
  @Field(() => ID, { description: 'The id of the entry. Entries from our sources cannot be changed.' })
  @MaxLength(100)
  activityId!: string;
}

@Resolver()
export class ActivityMutations {
  @Audience(Role.STAFF)
  @Mutation(() => Activity, {
    description: `Records what two sister libraries did together; staff of either partner may. ${refusalsOfChange}.`,
  })
  logActivity(
    @Arg('input', () => LogActivityInput, { description: 'The new entry.' }) { partnershipId, ...given }: LogActivityInput,
    @Ctx() request: Request,
  ): Promise<Activity> {
    return write(request, 'logActivity', partnershipId, given, async ({ partnership }) =>
      Object.assign(new Activity(), { id: uuid(), partnershipId: partnership.id, sourceIds: [] }),
    );
  }

  @Audience(Role.STAFF)
  @Mutation(() => Activity, {
    description: `Corrects an entry in the log; staff of either partner may. ${refusalsOfChange}.`,
  })
  async editActivity(
    @Arg('input', () => EditActivityInput, { description: 'The corrected entry.' }) { activityId, ...given }: EditActivityInput,
    @Ctx() request: Request,
  ): Promise<Activity> {
    const { partnershipId } = await recorded(request.database.manager, activityId);
    return write(request, 'editActivity', partnershipId, given, ({ manager }) => recorded(manager, activityId));
  }

  @Audience(Role.STAFF)
  @Mutation(() => Partnership, {
    description: `Removes an entry that does not belong in the log; staff of either partner may. ${refusalsOfChange}.`,
  })
  async removeActivity(
    @Arg('id', () => ID, { description: 'The id of the entry. Entries from our sources cannot be changed.' }) id: string,
    @Ctx() request: Request,
  ): Promise<Partnership> {
    const { partnershipId } = await recorded(request.database.manager, id);
    const remove = async ({ manager, record }: Turn) => {
      const activity = await recorded(manager, id);
      await manager.delete(Activity, { id });
      await record(id, auditable(activity), null);
      return null;
    };
    return changePartnership(request, partnershipId, PartnershipAction.LOG_ACTIVITY, remove, 'removeActivity');
  }
}

/** An entry that was recorded here. @throws NotFound, also for one from our sources */
async function recorded(manager: EntityManager, id: string): Promise<Activity> {
  const activity = await manager.findOneBy(Activity, { id });
  if (!activity || activity.sourceIds.length > 0) throw new NotFound('activity', id);
  return activity;
}

/** `find` runs while the partnership is locked, so that an entry removed at the same moment does not come back. */
async function write(
  request: Request,
  mutation: string,
  partnershipId: string,
  { on, ...given }: ActivityInput,
  find: (turn: Turn) => Promise<Activity>,
): Promise<Activity> {
  let activity = new Activity();
  const log = async (turn: Turn) => {
    const { manager, libraryId, now, record } = turn;
    // A day that has begun in any time zone, up to UTC+14, is not in the future.
    if (on > dayOf(new Date(now.getTime() + 14 * 60 * 60 * 1000)))
      throw new BadInput('on', 'on must not be in the future.', { reason: 'DAY_TO_COME' });
    activity = await find(turn);
    const before = auditable(activity);
    const marks = { day: on, precision: DatePrecision.DAY, recordedBy: libraryId, recordedAt: now };
    await manager.save(Object.assign(activity, { hours: null, items: null, ...given, ...marks }));
    await record(activity.id, before, auditable(activity));
    return null;
  };
  await changePartnership(request, partnershipId, PartnershipAction.LOG_ACTIVITY, log, mutation);
  return activity;
}

/** What the audit log keeps of an activity; null for one that is not stored yet. */
const auditable = ({ partnershipId, kind, day, hours, items, summary }: Activity): object | null =>
  day === undefined ? null : { partnershipId, kind, day, hours, items, summary };
