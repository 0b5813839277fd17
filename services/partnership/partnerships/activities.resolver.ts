// How is the log of a partnership written, and what does it add up to?
import { Arg, Ctx, FieldResolver, ID, Mutation, Query, Resolver, Root } from 'type-graphql';
import type { Request } from '#kit/data/request';
import { Audience, anyone } from '#kit/words/audience';
import { Role } from '#kit/words/identity';
import { PartnershipGoal } from '#partnership/programme/index';
import { Activity } from './activity';
import { ActivityTotal, programmeTotals, totalsOf } from './activityTotals';
import { EditActivityInput, editActivity, LogActivityInput, logActivity, removeActivity } from './logActivity';
import { Partnership } from './partnership';

@Resolver(() => Partnership)
export class ActivitiesResolver {
  @Audience(Role.STAFF)
  @Mutation(() => Activity, {
    description:
      'Records what two sisters did together; staff of either may. Errors: UNAUTHENTICATED, FORBIDDEN, NOT_FOUND, ACTION_NOT_ALLOWED.',
  })
  logActivity(
    @Arg('input', () => LogActivityInput, { description: 'The new entry.' }) input: LogActivityInput,
    @Ctx() request: Request,
  ): Promise<Activity> {
    return logActivity(request, input);
  }

  @Audience(Role.STAFF)
  @Mutation(() => Activity, {
    description:
      'Corrects an entry of the log; staff of either may. Errors: UNAUTHENTICATED, FORBIDDEN, NOT_FOUND, ACTION_NOT_ALLOWED.',
  })
  editActivity(
    @Arg('input', () => EditActivityInput, { description: 'The entry as it should have been.' }) input: EditActivityInput,
    @Ctx() request: Request,
  ): Promise<Activity> {
    return editActivity(request, input);
  }

  @Audience(Role.STAFF)
  @Mutation(() => Partnership, {
    description:
      'Removes an entry of the log that should not be there; staff of either may. Errors: UNAUTHENTICATED, FORBIDDEN, NOT_FOUND, ACTION_NOT_ALLOWED.',
  })
  removeActivity(
    @Arg('id', () => ID, { description: 'The entry, which must have been recorded here.' }) id: string,
    @Ctx() request: Request,
  ): Promise<Partnership> {
    return removeActivity(request, id);
  }

  @FieldResolver(() => [ActivityTotal], { description: 'What they did together, the latest year first, then by kind.' })
  activityTotals(@Root() { id }: Partnership, @Ctx() { loaders }: Request): Promise<ActivityTotal[]> {
    return totalsOf(loaders).load(id);
  }
}

@Resolver()
export class ProgrammeTotalsResolver {
  @Audience(anyone)
  @Query(() => [ActivityTotal], {
    description: 'What all sisters did together, the latest year first, then by kind.',
  })
  activityTotals(
    @Arg('goal', () => PartnershipGoal, { nullable: true, description: 'Only of partnerships with this goal.' })
    goal: PartnershipGoal | null,
    @Ctx() { database }: Request,
  ): Promise<ActivityTotal[]> {
    return programmeTotals(database, goal ?? null);
  }
}
