// What did a publisher let libraries license, on a day or ever?
import { Args, Ctx, FieldResolver, Resolver, Root } from 'type-graphql';
import { Publisher } from '#advocacy/publishers/index';
import type { Request } from '#kit/data/request';
import { policyLines } from '../periods/policies.loader';
import { PolicyPeriod } from '../periods/policyPeriod';
import { believedAt } from '../periods/recordedTime';
import { holdsOn } from './inForce';
import { InForceArgs, PolicyArgs, questionOf } from './policyArgs';
import { PolicyInForce, shown } from './policyInForce';

@Resolver(() => Publisher)
export class PublisherPoliciesResolver {
  @FieldResolver(() => [PolicyPeriod], {
    description:
      'The policies of its own, the oldest first, also those that were only proposed; an imprint without any has an empty list here.',
  })
  async policies(
    @Root() { id }: Publisher,
    @Args(() => PolicyArgs) args: PolicyArgs,
    @Ctx() { loaders }: Request,
  ): Promise<PolicyPeriod[]> {
    const { on, asKnownOn, format, territory } = questionOf(args, args.on ?? null);
    const believed = believedAt(asKnownOn);
    const { own } = await policyLines(loaders).load(id);
    return own.filter(
      (period) =>
        believed(period) &&
        (on === null || holdsOn(period, on)) &&
        (format === null || period.formats.includes(format)) &&
        (territory === null || period.territories.includes(territory)),
    );
  }

  @FieldResolver(() => [PolicyInForce], {
    description:
      'The policies that applied on a day: for each format its own, else those its parent had when it is an imprint. Options stand beside the standing policy, proposals are left out. Standing policies come first, those of the widest title scope first among them; empty when nothing is recorded for the day.',
  })
  async policiesInForce(
    @Root() { id }: Publisher,
    @Args(() => InForceArgs) args: InForceArgs,
    @Ctx() { loaders }: Request,
  ): Promise<PolicyInForce[]> {
    const { line } = await policyLines(loaders).load(id);
    return shown(line, questionOf(args, args.on));
  }
}

@Resolver(() => PolicyInForce)
export class PolicyInForceResolver {
  @FieldResolver()
  inheritedFrom(@Root() { inheritedFromId }: PolicyInForce, @Ctx() { loaders }: Request): Promise<Publisher | null> | null {
    return inheritedFromId === null ? null : loaders.one(Publisher).load(inheritedFromId);
  }
}
