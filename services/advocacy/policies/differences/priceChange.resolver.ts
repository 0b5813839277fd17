// By how much did the price of a new title change between the two days of a difference?
import { Arg, Field, FieldResolver, ObjectType, Resolver, Root } from 'type-graphql';
import { explained } from '#advocacy/licensing/figure';
import { priceChange } from '#advocacy/licensing/priceChange';
import { Money, pricesOfLicense } from '#advocacy/terms/price';
import { BadInput } from '#kit/words/problem';
import { DecimalScalar } from '#kit/words/scalars';
import { Explanation, Unavailable } from '../comparison/explanation';
import type { PolicyPeriod } from '../periods/policyPeriod';
import { PolicyDifference } from './policyDiff';

@ObjectType({ description: 'The prices of a new title on two days, and how they grew.' })
export class PriceChange {
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
    if (!/^[A-Z]{3}$/.test(currency)) {
      throw new BadInput('currency', 'currency must be an ISO 4217 code of three capital letters, such as USD.');
    }
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
