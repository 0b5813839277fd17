// The difference between what applied to a publisher on two days, with the change of its price.
import { Arg, Args, Ctx, Field, FieldResolver, ID, ObjectType, Query, Resolver, Root } from 'type-graphql';
import type { Request } from '#kit/data/request';
import { Audience, anyone } from '#kit/words/audience';
import { BadInput, NotFound } from '#kit/words/problem';
import { DateScalar, DecimalScalar } from '#kit/words/validation';
import { explained } from '../licensing/figure';
import { priceChange } from '../licensing/formulas';
import { pricesOfLicense } from '../licensing/offer';
import { Publisher } from '../publishers/index';
import { currencyExpected, isCurrency, Money } from '../terms/license';
import { Explanation, Unavailable } from './comparison';
import { Knowledge, knowledgeOf, policiesInForce, policyLines, policyVersions, todayOf } from './inForce';
import { PolicyChange } from './policyChange';
import type { PolicyRequest } from './policyChanges.resolver';
import { differenceOf, differences, FieldDifference, PolicyDifference } from './policyDiff';
import { BeliefArgs, questionOf } from './policyInForce';
import type { PolicyPeriod } from './policyPeriod';

@Resolver(() => PolicyChange)
export class PolicyDiffResolver {
  @Audience(anyone)
  @Query(() => [PolicyDifference], {
    description:
      'What applied to a publisher on two days, side by side and field by field. Policies of the later day come first, in the order of policiesInForce, then those that ended; one that went on unchanged has no fields. Errors: NOT_FOUND, BEFORE_RECORDS.',
  })
  async policyDiff(
    @Arg('publisher', () => ID, { description: 'The id of the publisher or imprint; inherited policies count.' }) id: string,
    @Arg('from', () => DateScalar, { description: 'The earlier day.' }) from: string,
    @Arg('to', () => DateScalar, { description: 'The later day.' }) to: string,
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
      'The fields that differ between from and to, in the order of PolicyPeriod; empty when one of the two is missing. For a correction, these are the fields that were wrong.',
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

@ObjectType({ description: 'The prices of a new title on two days, and how they grew.' })
class PriceChange {
  @Field(() => Money, { nullable: true, description: 'On the earlier day; null with its reason in unavailable.' })
  before!: Money | null;

  @Field(() => Money, { nullable: true, description: 'On the later day; null with its reason in unavailable.' })
  after!: Money | null;

  @Field(() => DecimalScalar, {
    nullable: true,
    description: 'The change in percent of the price before, negative for a fall; null with its reason in unavailable.',
  })
  changePercent!: string | null;

  @Field(() => DecimalScalar, {
    nullable: true,
    description: 'Growth in each year between the days, as a share such as 0.0772; null with its reason in unavailable.',
  })
  annualGrowth!: string | null;

  @Field(() => [Unavailable], { description: 'Every number that is null, with the reason; empty when none is.' })
  unavailable!: readonly Unavailable[];

  @Field(() => [Explanation], { description: 'How every other number was computed, and which of the stated prices was used.' })
  explain!: readonly Explanation[];
}

@Resolver(() => PolicyDifference)
export class PriceChangeResolver {
  @FieldResolver(() => PriceChange, {
    description: 'How the price of a new title changed between the two days, by the rule that comparisons use.',
  })
  priceChange(
    @Root() { before, after, days }: PolicyDifference,
    @Arg('currency', { defaultValue: 'USD', description: 'The currency by its ISO 4217 code; others are not converted.' })
    currency: string,
  ): PriceChange {
    if (!isCurrency(currency)) throw new BadInput('currency', `currency ${currencyExpected}`);
    if (!before || !after) {
      const fields = ['before', 'after', 'changePercent', 'annualGrowth'];
      const unavailable = fields.map((field): Unavailable => ({ field, reason: 'NOTHING_RECORDED' }));
      return { before: null, after: null, changePercent: null, annualGrowth: null, unavailable, explain: [] };
    }
    const change = priceChange(offerOf(before), offerOf(after), currency, days.from, days.to);
    return {
      before: change.before.value,
      after: change.after.value,
      changePercent: change.changePercent.value,
      annualGrowth: change.annualGrowth.value,
      ...explained({ ...change }),
    };
  }
}

const offerOf = ({ license, prices }: PolicyPeriod) => ({ terms: license, prices: pricesOfLicense(prices) });

@Resolver(() => PolicyDifference)
export class DifferenceKnowledgeResolver {
  @FieldResolver(() => Knowledge, {
    nullable: true,
    description: 'How old the knowledge of before is on the earlier day, and what of it is only roughly known; null with before.',
  })
  knowledgeBefore(@Root() { before, days }: PolicyDifference, @Ctx() request: PolicyRequest): Knowledge | null {
    return before && knowledgeOf(before, days.from, todayOf(request));
  }

  @FieldResolver(() => Knowledge, {
    nullable: true,
    description: 'How old the knowledge of after is on the later day, and what of it is only roughly known; null with after.',
  })
  knowledgeAfter(@Root() { after, days }: PolicyDifference, @Ctx() request: PolicyRequest): Knowledge | null {
    return after && knowledgeOf(after, days.to, todayOf(request));
  }
}
