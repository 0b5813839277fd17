// How do partners record what they did together, and mend the record?
import { IsOptional, Max, MaxLength, Min } from 'class-validator';
import { Arg, Ctx, Field, Float, ID, InputType, Int, Mutation, Resolver } from 'type-graphql';
import type { EntityManager } from 'typeorm';
import { v7 as uuid } from 'uuid';
import { audit } from '#kit/data/audit';
import type { Request } from '#kit/data/request';
import { Audience } from '#kit/words/audience';
import { dayOf } from '#kit/words/clock';
import { DatePrecision } from '#kit/words/facts';
import { Role } from '#kit/words/identity';
import { BadInput, NotFound } from '#kit/words/problem';
import { DateScalar } from '#kit/words/scalars';
import { SomeLines } from '#kit/words/texts';
import { ActivityKind } from '#partnership/programme/index';
import { Activity } from './activity';
import { changePartnership, refusalsOfChange } from './changePartnership';
import { Partnership } from './partnership';
import { PartnershipAction } from './partnershipStates';

@InputType({ description: 'Something that two sisters did together.' })
export class ActivityInput {
  @Field(() => ActivityKind, { description: 'What kind of thing it was.' })
  kind!: ActivityKind;

  @Field(() => DateScalar, { description: 'The day; not in the future.' })
  on!: string;

  @Field(() => Float, { nullable: true, description: 'How many hours it took, at most 10000; null when not counted.' })
  @IsOptional()
  @Min(0)
  @Max(10_000)
  hours?: number | null;

  @Field(() => Int, { nullable: true, description: 'How many items were exchanged; null when not a matter of items.' })
  @IsOptional()
  @Min(0)
  @Max(1_000_000)
  items?: number | null;

  @Field({ description: 'What happened; plain text of at most 1000 characters. It is public.' })
  @SomeLines(1_000)
  summary!: string;
}

@InputType({ description: 'A new entry in the log of a partnership.' })
export class LogActivityInput extends ActivityInput {
  @Field(() => ID, { description: 'The partnership.' })
  @MaxLength(100)
  partnershipId!: string;
}

@InputType({ description: 'An entry as it should have been. All of it is replaced.' })
export class EditActivityInput extends ActivityInput {
  @Field(() => ID, { description: 'The entry, which must have been recorded here.' })
  @MaxLength(100)
  activityId!: string;
}

@Resolver()
export class ActivityMutations {
  @Audience(Role.STAFF)
  @Mutation(() => Activity, {
    description: `Records what two sisters did together; staff of either may. ${refusalsOfChange}.`,
  })
  logActivity(
    @Arg('input', () => LogActivityInput, { description: 'The new entry.' }) { partnershipId, ...given }: LogActivityInput,
    @Ctx() request: Request,
  ): Promise<Activity> {
    return write(request, partnershipId, given, async () =>
      Object.assign(new Activity(), { id: uuid(), partnershipId, sourceIds: [] }),
    );
  }

  @Audience(Role.STAFF)
  @Mutation(() => Activity, {
    description: `Corrects an entry of the log; staff of either may. ${refusalsOfChange}.`,
  })
  async editActivity(
    @Arg('input', () => EditActivityInput, { description: 'The entry as it should have been.' }) {
      activityId,
      ...given
    }: EditActivityInput,
    @Ctx() request: Request,
  ): Promise<Activity> {
    const { partnershipId } = await recorded(request.database.manager, activityId);
    return write(request, partnershipId, given, (manager) => recorded(manager, activityId));
  }

  @Audience(Role.STAFF)
  @Mutation(() => Partnership, {
    description: `Removes an entry of the log that should not be there; staff of either may. ${refusalsOfChange}.`,
  })
  async removeActivity(
    @Arg('id', () => ID, { description: 'The entry, which must have been recorded here.' }) id: string,
    @Ctx() request: Request,
  ): Promise<Partnership> {
    const { partnershipId } = await recorded(request.database.manager, id);
    return changePartnership(request, partnershipId, PartnershipAction.LOG_ACTIVITY, async ({ manager, now }) => {
      const activity = await recorded(manager, id);
      await manager.delete(Activity, { id });
      const entry = { at: now, subject: request.identity.subject, action: 'removeActivity', recordId: id };
      await audit(manager, { ...entry, before: auditable(activity), after: null });
      return null;
    });
  }
}

/** An entry that was recorded here. @throws NotFound, also for one from our sources */
async function recorded(manager: EntityManager, id: string): Promise<Activity> {
  const activity = await manager.findOneBy(Activity, { id });
  if (!activity || activity.sourceIds.length > 0) throw new NotFound('activity', id);
  return activity;
}

/** `find` is asked while the partnership is locked, so that an entry removed at this moment does not come back. */
async function write(
  request: Request,
  partnershipId: string,
  { on, ...given }: ActivityInput,
  find: (manager: EntityManager) => Promise<Activity>,
): Promise<Activity> {
  let activity = new Activity();
  await changePartnership(request, partnershipId, PartnershipAction.LOG_ACTIVITY, async ({ manager, libraryId, now }) => {
    // Where the day has already begun somewhere on earth, it is not in the future.
    if (on > dayOf(new Date(now.getTime() + 14 * 60 * 60 * 1000))) throw new BadInput('on', 'on must not lie in the future.');
    activity = await find(manager);
    const before = auditable(activity);
    const marks = { day: on, precision: DatePrecision.DAY, recordedBy: libraryId, recordedAt: now };
    await manager.save(Object.assign(activity, { hours: null, items: null, ...given, ...marks }));
    const action = before ? 'editActivity' : 'logActivity';
    const entry = { at: now, subject: request.identity.subject, action, recordId: activity.id };
    await audit(manager, { ...entry, before, after: auditable(activity) });
    return null;
  });
  return activity;
}

/** What the record of writes keeps of an activity, which is public; null for one that is not written yet. */
const auditable = ({ partnershipId, kind, day, hours, items, summary }: Activity): object | null =>
  day === undefined ? null : { partnershipId, kind, day, hours, items, summary };
