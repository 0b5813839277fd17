// How many have signed, where, when, and how many had at a moment of the past?
import { Arg, Args, Ctx, FieldResolver, Int, Resolver, Root } from 'type-graphql';
import { FirstArgs } from '#kit/data/page';
import type { PetitionRequest } from '../context';
import { Milestone, mostMilestones, Petition } from '../petition';
import { AreaCount, HourCount } from '../signing/signature';
import { countsAsOf } from './countAsOf';
import { CountStep, HistoryArgs, signatureHistory } from './history';

@Resolver(() => Petition)
export class CountsResolver {
  @FieldResolver(() => Int, {
    nullable: true,
    description:
      'Exactly how many signatures are committed here, confirmed where the petition wants that, and not withdrawn; null for a ' +
      'historical petition, whose numbers are its reportedCounts.',
  })
  signatureCount(
    @Root() { id, historical, count }: Petition,
    @Arg('asOf', () => Date, {
      nullable: true,
      description: 'The count of a past moment, which stays what it was whoever signs or withdraws later; now without it.',
    })
    asOf: Date | null,
    @Ctx() { loaders }: PetitionRequest,
  ): number | null | Promise<number> {
    if (historical) return null;
    return asOf ? countsAsOf(loaders, asOf).load(id) : count;
  }

  @FieldResolver(() => [CountStep], {
    description:
      'How the count grew, step by step, the first step first; steps in which nothing happened are left out. ' +
      'Error BAD_USER_INPUT for more than 1,000 steps.',
  })
  signatureHistory(@Root() { id }: Petition, @Args(() => HistoryArgs) span: HistoryArgs, @Ctx() { loaders }: PetitionRequest) {
    return signatureHistory(loaders, span).load(id);
  }

  @FieldResolver(() => [Milestone], { description: 'The numbers it hopes for, the goal among them; the smallest first.' })
  milestones(@Root() { id }: Petition, @Ctx() { loaders }: PetitionRequest) {
    return loaders.children(Milestone, { parent: 'petition_id', order: 'target', first: mostMilestones }).load(id);
  }

  @FieldResolver(() => Date, {
    nullable: true,
    description: 'When the goal was reached; null while it is not, or when none is set.',
  })
  async goalReachedAt(@Root() { id, goal }: Petition, @Ctx() { loaders }: PetitionRequest): Promise<Date | null> {
    if (goal === null) return null;
    const all = await loaders.children(Milestone, { parent: 'petition_id', order: 'target', first: mostMilestones }).load(id);
    return all.find(({ target }) => target === goal)?.reachedAt ?? null;
  }

  @FieldResolver(() => [AreaCount], {
    description: 'Its signatures by area; they sum to signatureCount. The largest area first.',
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
}
