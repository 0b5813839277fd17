// The answer of compareLending: a row for each policy, with a reason for each missing figure and the formula of each other one.
import { Field, Float, Int, ObjectType } from 'type-graphql';
import { enumOf } from '#kit/words/enums';
import { CountryCode, DateScalar, DecimalScalar } from '#kit/words/validation';
import { reasons } from '../licensing/figure';
import { type PriceBasis, priceBases } from '../licensing/offer';
import { Publisher } from '../publishers/index';
import { Embargo, LicenseTerms, Money } from '../terms/license';
import { Knowledge } from './inForce';
import { PolicyPeriod } from './policyPeriod';

/** Why nothing at all is known of a row, beyond the reasons of the mathematics. */
const missing = {
  PUBLISHER_UNKNOWN: 'No publisher has that id.',
  POLICY_UNKNOWN: 'No policy has that id, or it was not recorded yet at asKnownOn.',
  NOTHING_RECORDED: 'Our record holds no policy of that publisher for that day, format and country.',
} as const;

export type MissingReason = keyof typeof missing;
type UnavailableReason = MissingReason | keyof typeof reasons;

const UnavailableReasons = enumOf(
  'UnavailableReason',
  'Why a figure is null. A null is never a zero.',
  {
    ...missing,
    ...reasons,
  },
  {
    PRICE_IN_OTHER_CURRENCY: 'price in another currency',
    PROMISE_NOT_GIVEN: 'no promised wait given',
    CONSUMER_PRICE_NOT_GIVEN: 'no consumer price given',
    PAID_BY_LOAN: 'paid by the loan',
    PAID_DIFFERENTLY: 'paid in another way',
    WITHOUT_LIMIT: 'no limit',
    PROMISE_WITHIN_EMBARGO: 'promised wait lies within the embargo',
  },
);

@ObjectType({ description: 'A number that is null, and why.' })
export class Unavailable {
  @Field({ description: 'The field, by its path, such as wait.worstCaseDays.' })
  field!: string;

  @Field(() => UnavailableReasons, { description: 'Why it is null.' })
  reason!: UnavailableReason;
}

@ObjectType({ description: 'A value that went into a formula.' })
class FormulaInput {
  @Field({ description: 'Its name in the formula.' })
  name!: string;

  @Field({ description: 'The value as text; "none" for a limit that does not exist.' })
  value!: string;
}

@ObjectType({ description: 'How a number was computed.' })
export class Explanation {
  @Field({ description: 'The field, by its path.' })
  field!: string;

  @Field({ description: 'The name and text of the formula.' })
  formula!: string;

  @Field(() => [FormulaInput], { description: 'What went into it.' })
  inputs!: readonly FormulaInput[];

  @Field(() => String, { nullable: true, description: 'What was assumed or left out; null for nothing.' })
  note!: string | null;
}

@ObjectType({
  description:
    'How long readers wait, by the slot model: a copy can be lent again when its loan is over. Real waits lie between the worst case and the average phase.',
})
class WaitBounds {
  @Field(() => Float, {
    nullable: true,
    description: 'Days when all copies come back at the same time; null with its reason in unavailable.',
  })
  worstCaseDays!: number | null;

  @Field(() => Float, {
    nullable: true,
    description: 'Days when copies come back evenly spread; null with its reason in unavailable.',
  })
  averagePhaseDays!: number | null;

  @Field(() => Float, {
    nullable: true,
    description: 'Days that all holds wait on average, in the worst case; null with its reason in unavailable.',
  })
  meanDays!: number | null;

  @Field(() => Float, {
    nullable: true,
    description:
      'Reader-days that the embargo costs: what all holds wait together beyond what they would under the same terms without it, in the worst case; 0 without an embargo, null with its reason in unavailable.',
  })
  readerDaysLost!: number | null;
}

@ObjectType({ description: 'What expires by time before anyone used it.' })
class Waste {
  @Field(() => DecimalScalar, {
    nullable: true,
    description:
      'Of the loans that licenses allow before they expire by time, the share that no one made, from 0 to 1; null with its reason in unavailable.',
  })
  expiredUnusedShare!: string | null;

  @Field(() => Money, { nullable: true, description: 'What was paid for that share; null with its reason in unavailable.' })
  value!: Money | null;
}

@ObjectType({
  description:
    'One license compared with other ways to pay for the same title, at prices of the scenario, or else of the same publisher in this comparison.',
})
class BreakEven {
  @Field(() => DecimalScalar, {
    nullable: true,
    description:
      'Loans from which on a license is cheaper than paying for each loan; null with its reason in unavailable. More than loansPerLicense means never.',
  })
  loans!: string | null;

  @Field(() => Float, {
    nullable: true,
    description: 'Months after which licenses that end have cost more than a perpetual one; null with its reason in unavailable.',
  })
  months!: number | null;
}

const PriceBases = enumOf('PriceBasis', 'How a price that is used is known.', priceBases, {
  EXACT: 'stated exactly',
  CAP: 'the stated cap',
  TYPICAL_CAP: 'the usual cap',
  RANGE_UPPER_BOUND: 'the upper end of a range',
  OVERRIDE: 'given in the scenario',
  BY_RULE: 'computed by a rule',
});

@ObjectType({
  description: 'The price that the figures of a row are computed with, of a license, or of a loan where each is paid for.',
})
class ComparedPrice extends Money {
  @Field(() => PriceBases, { description: 'How it is known.' })
  basis!: PriceBasis;

  @Field({ description: 'The same in words, with the titles that it is stated for.' })
  words!: string;
}

@ObjectType({ description: 'What one policy would cost the library and its readers.' })
export class ComparisonRow {
  @Field({ description: 'What the row is about, in words.' })
  label!: string;

  @Field(() => Publisher, {
    nullable: true,
    description: 'The publisher asked about; null for made-up terms and for an unknown id.',
  })
  publisher!: Publisher | null;

  @Field(() => PolicyPeriod, {
    nullable: true,
    description: 'The policy; null for a hypothetical one and where nothing is recorded.',
  })
  period!: PolicyPeriod | null;

  @Field({ description: 'True for made-up terms.' })
  hypothetical!: boolean;

  @Field({ description: 'True for the row of the title in print, which no policy governs.' })
  print!: boolean;

  @Field({
    description: 'True when libraries could choose these terms beside others: an option of a policy, or a policy that is one.',
  })
  asOption!: boolean;

  @Field(() => LicenseTerms, {
    nullable: true,
    description: 'The terms it is computed with: the license of the policy, or one of its options; null when nothing is known.',
  })
  license!: LicenseTerms | null;

  @Field(() => Embargo, {
    nullable: true,
    description: 'The embargo it is computed with; null for none, and when nothing is known (then license is null as well).',
  })
  embargo!: Embargo | null;

  @Field(() => String, { nullable: true, description: 'The terms in words; null when nothing is known of the row.' })
  termsInWords!: string | null;

  @Field(() => Knowledge, {
    description:
      'How old the knowledge of its policy is on the day of the comparison, and what of it is only roughly known; of made-up terms and where nothing is recorded, of the day alone.',
  })
  knowledge!: Knowledge;

  @Field(() => ComparedPrice, {
    nullable: true,
    description:
      'The price that the figures are computed with; null where there is none, with the reason that unavailable gives for totalCost.',
  })
  price!: ComparedPrice | null;

  @Field(() => Int, {
    nullable: true,
    description:
      'Licenses to buy over the years, as often as time or loans use them up; 0 where the library pays by the loan; null with its reason in unavailable. The formula is in explain.',
  })
  licensesNeeded!: number | null;

  @Field(() => Money, {
    nullable: true,
    description:
      'Licenses times price, or loans times price where the library pays by the loan; null with its reason in unavailable. Discounting, growth of prices and platform fees are left out.',
  })
  totalCost!: Money | null;

  @Field(() => Money, {
    nullable: true,
    description: 'totalCost divided by copies · checkoutsPerYear · years; null with its reason in unavailable.',
  })
  costPerCirculation!: Money | null;

  @Field(() => Int, {
    nullable: true,
    description:
      'Loans that one license allows in full when it is lent without a break: its number of loans, or as many as fit into its time; null with its reason in unavailable.',
  })
  loansPerLicense!: number | null;

  @Field(() => Money, {
    nullable: true,
    description:
      'The least that a loan can cost: the price divided by loansPerLicense, or the price of a loan where the library pays by the loan; null with its reason in unavailable.',
  })
  leastCostPerCirculation!: Money | null;

  @Field(() => WaitBounds, { description: 'How long the reader of the scenario, and all others, wait.' })
  wait!: WaitBounds;

  @Field(() => DecimalScalar, {
    nullable: true,
    description:
      'The share of the holds, from 0 to 1, that get no copy within the promised wait in the worst case; null with its reason in unavailable.',
  })
  unservedShare!: string | null;

  @Field(() => Waste, { description: 'What expires unused.' })
  waste!: Waste;

  @Field(() => BreakEven, { description: 'When another way to pay is cheaper.' })
  breakEven!: BreakEven;

  @Field(() => DecimalScalar, {
    nullable: true,
    description: 'The price of a license divided by what consumers pay; null with its reason in unavailable.',
  })
  markup!: string | null;

  @Field(() => Int, {
    nullable: true,
    description: 'Copies that would keep the promised wait for all holds; null with its reason in unavailable.',
  })
  copiesForPromise!: number | null;

  @Field(() => [Unavailable], { description: 'Every figure of the row that is null, with the reason; empty when none is.' })
  unavailable!: readonly Unavailable[];

  @Field(() => [Explanation], { description: 'How every other figure of the row was computed.' })
  explain!: readonly Explanation[];
}

@ObjectType({ description: 'Policies side by side in the same scenario.' })
export class LendingComparison {
  @Field(() => DateScalar, { description: 'The day it speaks of.' })
  on!: string;

  @Field(() => CountryCode, { nullable: true, description: 'The country whose policies it compares; null for all countries.' })
  territory!: string | null;

  @Field(() => DecimalScalar, { nullable: true, description: 'Holds for each copy of the scenario; null without copies.' })
  holdsRatio!: string | null;

  @Field(() => [ComparisonRow], {
    description:
      'Publishers first, then single policies, then hypothetical ones, each in the order asked for; of one publisher the widest standing policy first, after each policy its options.',
  })
  rows!: ComparisonRow[];
}
