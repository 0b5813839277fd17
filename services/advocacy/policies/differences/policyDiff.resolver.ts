// What is different between the terms of a publisher on two days?
import { Arg, Args, Ctx, FieldResolver, ID, Query, Resolver, Root } from 'type-graphql';
import { Publisher } from '#advocacy/publishers/index';
import type { Request } from '#kit/data/request';
import { Audience, anyone } from '#kit/words/audience';
import { NotFound } from '#kit/words/problem';
import { DateScalar } from '#kit/words/scalars';
import { PolicyChange } from '../changes/policyChange';
import { policiesInForce } from '../inForce/inForce';
import { BeliefArgs, questionOf } from '../inForce/policyArgs';
import { policyLines, policyVersions } from '../periods/policies.loader';
import { differenceOf, differences, FieldDifference, PolicyDifference } from './policyDiff';

@Resolver(() => PolicyChange)
export class PolicyDiffResolver {
  @Audience(anyone)
  @Query(() => [PolicyDifference], {
    description:
      'What applied to a publisher on two days, side by side and field by field; what went on unchanged has no fields. Refuses an unknown publisher with the code NOT_FOUND.',
  })
  async policyDiff(
    @Arg('publisher', () => ID, { description: 'The id of the publisher or imprint; inherited policies count.' }) id: string,
    @Arg('from', () => DateScalar, { description: 'The one day.' }) from: string,
    @Arg('to', () => DateScalar, { description: 'The other day.' }) to: string,
    @Args(() => BeliefArgs) belief: BeliefArgs,
    @Ctx() { loaders }: Request,
  ): Promise<PolicyDifference[]> {
    if (!(await loaders.one(Publisher).load(id))) throw new NotFound('publisher', id);
    const { line } = await policyLines(loaders).load(id);
    const [before, after] = [from, to].map((day) => policiesInForce(line, questionOf(belief, day)));
    return differences(before!, after!).map((difference) => ({ ...difference, days: { from, to } }));
  }

  @FieldResolver(() => [FieldDifference], {
    description:
      'The fields that differ between from and to; empty when one of them is missing. A correction shows here what was wrong.',
  })
  async fields(
    @Root() { fromId, fromVersion, toId, toVersion }: PolicyChange,
    @Ctx() { loaders }: Request,
  ): Promise<FieldDifference[]> {
    if (fromId === null || toId === null) return [];
    const [from, to] = await Promise.all([fromId, toId].map((id) => policyVersions(loaders).load(id)));
    const [before, after] = [from?.find((v) => v.version === fromVersion), to?.find((v) => v.version === toVersion)];
    return before && after ? differenceOf(before, after).fields : [];
  }
}
