// The difference between what applied to a publisher on two days, field by field in words, with the change of its price.

import { Arg, Args, Ctx, Field, FieldResolver, ID, ObjectType, Query, Resolver, Root } from 'type-graphql';
import { type Request } from '#kit/data/request';
import { Audience, anyone } from '#kit/words/audience';
import { BadInput, NotFound } from '#kit/words/problem';
import { DateScalar, DecimalScalar } from '#kit/words/validation';
import { explained } from '../licensing/figure';
import { priceChange } from '../licensing/formulas';
import { pricesOfLicense } from '../licensing/offer';
import { Publisher } from '../publishers/index';
import { currencyExpected, isCurrency, LicenseModel, type LicenseTerms, Money } from '../terms/license';
import { embargoInWords, priceInWords, termsInWords } from '../terms/words';
import { Explanation, Unavailable } from './comparison';
import {
  type Applied,
  isOption,
  Knowledge,
  knowledgeOf,
  meets,
  placeInWords,
  policiesInForce,
  policyLines,
  policyVersions,
  todayOf,
} from './inForce';
import { PolicyChange } from './policyChange';
import { type PolicyRequest } from './policyChanges.resolver';
import { BeliefArgs, questionOf } from './policyInForce';
import { PolicyPeriod } from './policyPeriod';
import { ChangeDirection, ChangeReason, directionOf, reasonsBetween } from './strictness';

@ObjectType({ description: 'A field in which two policies differ.' })
export class FieldDifference {
  @Field({ description: 'The field, by its path in PolicyPeriod, such as license.checkouts.' })
  field!: string;

  @Field(() => String, {
    nullable: true,
    description:
      'The value before, in words: "unlimited", "unknown" and "none" are three answers; null when there was no policy.',
  })
  before!: string | null;

  @Field(() => String, { nullable: true, description: 'The value after, in words, as before; null when there is no policy.' })
  after!: string | null;
}

@ObjectType({ description: 'What happened to one policy between two days.' })
export class PolicyDifference {
  /** The two days asked about. */
  days!: { readonly from: string; readonly to: string };

  @Field(() => PolicyPeriod, {
    nullable: true,
    description: 'What applied on the earlier day; null when nothing did for these titles.',
  })
  before!: PolicyPeriod | null;

  @Field(() => PolicyPeriod, {
    nullable: true,
    description: 'What applied on the later day; null when nothing did for these titles.',
  })
  after!: PolicyPeriod | null;

  @Field(() => ChangeDirection, {
    nullable: true,
    description: 'Whether terms became stricter for libraries; null when they did not, or when our sources do not say enough.',
  })
  direction!: ChangeDirection | null;

  @Field(() => [ChangeReason], { description: 'In which respects terms became stricter or less strict.' })
  reasons!: ChangeReason[];

  @Field(() => [FieldDifference], {
    description: 'The fields that differ, in the order of PolicyPeriod; empty when the same terms went on.',
  })
  fields!: FieldDifference[];
}

/** What differs, whenever it did. */
type Difference = Omit<PolicyDifference, 'days'>;

/**
 * Pairs what applied on two days for the same formats: a policy with itself, then with one of the same scope and option, then standing
 * policies in their order. A standing policy that is left is compared with one for all titles, which covered the same; else it had
 * nothing before or has nothing after.
 */
export function differences(before: readonly Applied[], after: readonly Applied[]): Difference[] {
  const earlier = before.map(({ period }) => period);
  const later = after.map(({ period }) => period);
  const left = [...earlier];
  const pairs = new Map<PolicyPeriod, PolicyPeriod>();
  for (const alike of likeness) {
    for (const period of later) {
      const at = pairs.has(period) ? -1 : left.findIndex((other) => sharesFormat(other, period) && alike(other, period));
      if (at >= 0) pairs.set(period, left.splice(at, 1)[0]!);
    }
  }
  return [
    ...later.map((period) => differenceOf(pairs.get(period) ?? covering(period, earlier), period)),
    ...left.map((period) => differenceOf(period, covering(period, later))),
  ];
}

type Periods = readonly PolicyPeriod[];

const likeness: readonly ((a: PolicyPeriod, b: PolicyPeriod) => boolean)[] = [
  (a, b) => a.id === b.id,
  (a, b) => a.titleScope === b.titleScope && a.optionKey === b.optionKey && a.status === b.status,
  (a, b) => !isOption(a) && !isOption(b),
];

/** Whether one can follow the other: for a format and a country that both are for. */
const sharesFormat = (a: PolicyPeriod, b: PolicyPeriod) => meets(a, b) && a.formats.some((format) => b.formats.includes(format));

/** The standing policy for all titles that covers a standing one for some of them; a policy paid by the loan replaces none. */
function covering(period: PolicyPeriod, others: Periods): PolicyPeriod | null {
  if (isOption(period) || period.license.model === LicenseModel.COST_PER_CIRC) return null;
  return others.find((other) => other.titleScope.startsWith('ALL') && !isOption(other) && sharesFormat(other, period)) ?? null;
}

/** The difference of two policies, or of one to nothing. */
export function differenceOf(before: PolicyPeriod | null, after: PolicyPeriod | null): Difference {
  const reasons = before && after ? reasonsBetween(before, after) : [];
  const [was, is] = [before && wordsOf(before), after && wordsOf(after)];
  const fields = Object.keys((is ?? was)!)
    .map((field) => ({ field, before: was?.[field] ?? null, after: is?.[field] ?? null }))
    .filter((difference) => difference.before !== difference.after);
  return { before, after, direction: directionOf(reasons), reasons, fields };
}

/** Every field of a policy in words. */
export function wordsOf(period: PolicyPeriod): Record<string, string> {
  const date = (day: string | null, none: string) => day ?? none;
  return {
    formats: period.formats.join(', '),
    titleScope: period.titleScope,
    optionKey: period.optionKey ?? 'none',
    territories: placeInWords(period),
    status: period.status,
    announcedOn: date(period.announcedDay, 'unknown'),
    effectiveFrom: date(period.effectiveFromDay, 'before our record'),
    effectiveTo: date(period.effectiveToDay, 'no end known'),
    ...limitsInWords('license', period.license),
    options: period.options.map((terms) => termsInWords(terms)).join('; or ') || 'none',
    embargo: period.embargo ? embargoInWords(period.embargo) : period.embargoKnown ? 'none' : 'unknown',
    'embargo.appliesTo': period.embargo?.appliesTo ?? 'none',
    ...(period.embargo?.firstCopyTerms ? limitsInWords('embargo.firstCopyTerms', period.embargo.firstCopyTerms) : {}),
    'embargo.firstCopyPrice': period.embargo?.firstCopyPrice ? priceInWords(period.embargo.firstCopyPrice) : 'none',
    prices: period.prices.map(priceInWords).join('; ') || 'not stated',
    grandfathering: period.grandfathering ?? 'unknown',
    confidence: period.confidence,
  };
}

function limitsInWords(path: string, terms: LicenseTerms): Record<string, string> {
  const unknown = { [LicenseModel.UNKNOWN]: 'unknown', [LicenseModel.NOT_OFFERED]: 'not offered' } as Record<
    LicenseModel,
    string
  >;
  const limit = (value: number | null) => unknown[terms.model] ?? (value === null ? 'unlimited' : String(value));
  return {
    [`${path}.model`]: terms.model,
    [`${path}.checkouts`]: limit(terms.checkouts),
    [`${path}.durationMonths`]: limit(terms.durationMonths),
    [`${path}.concurrency`]: limit(terms.concurrency),
    [`${path}.lengthDays`]: terms.lengthDays === null ? 'left to the library' : String(terms.lengthDays),
    ...(terms.lendingDays != null && { [`${path}.lendingDays`]: limit(terms.lendingDays) }),
    [`${path}.expiryRule`]: terms.expiryRule,
  };
}

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
    if (!isCurrency(currency)) throw new BadInput('currency', `currency ${currencyExpected}`, { reason: 'CURRENCY_UNKNOWN' });
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
