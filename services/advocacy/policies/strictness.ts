// Whether one set of terms is stricter for libraries than another, and in which respects.

import { Decimal } from 'decimal.js';
import { Field, ObjectType } from 'type-graphql';
import { enumOf } from '#kit/words/enums';
import type { Embargo, EmbargoUnit, Price } from '../terms/license';
import { LicenseModel, type LicenseTerms } from '../terms/license';
import { embargoInWords, termsInWords } from '../terms/words';
import type { PolicyPeriod } from './policyPeriod';

export const ChangeDirection = enumOf('ChangeDirection', 'Whether terms became stricter for libraries.', {
  MORE_RESTRICTIVE: 'Stricter in some respects and in none less strict.',
  LESS_RESTRICTIVE: 'Less strict in some respects and in none stricter.',
  MIXED: 'Stricter in some respects and less strict in others.',
});
export type ChangeDirection = keyof typeof ChangeDirection;

export const ChangeReasonCode = enumOf(
  'ChangeReasonCode',
  'In which respect terms became stricter or less strict.',
  {
    NOW_OFFERED: 'Less strict: libraries can license what they could not.',
    NO_LONGER_OFFERED: 'Stricter: libraries can no longer license.',
    TIME_LIMIT_ADDED: 'Stricter: licenses now expire by time.',
    TIME_LIMIT_REMOVED: 'Less strict: licenses no longer expire by time.',
    SHORTER: 'Stricter: licenses last less long.',
    LONGER: 'Less strict: licenses last longer.',
    LOAN_LIMIT_ADDED: 'Stricter: the number of loans is now limited.',
    LOAN_LIMIT_REMOVED: 'Less strict: the number of loans is no longer limited.',
    FEWER_LOANS: 'Stricter: fewer loans per license.',
    MORE_LOANS: 'Less strict: more loans per license.',
    FEWER_AT_ONCE: 'Stricter: fewer loans at the same time.',
    MORE_AT_ONCE: 'Less strict: more loans at the same time.',
    EMBARGO_ADDED: 'Stricter: new titles are now under an embargo.',
    EMBARGO_REMOVED: 'Less strict: no embargo any more.',
    EMBARGO_LONGER: 'Stricter: the embargo lasts longer.',
    EMBARGO_SHORTER: 'Less strict: the embargo lasts less long.',
    FEWER_COPIES_IN_EMBARGO: 'Stricter: fewer copies are allowed during the embargo.',
    MORE_COPIES_IN_EMBARGO: 'Less strict: more copies are allowed during the embargo.',
    PRICE_UP: 'Stricter: a price stated in the same way for the same titles rose.',
    PRICE_DOWN: 'Less strict: a price stated in the same way for the same titles fell.',
    OPTION_ADDED: 'Less strict: libraries can choose other terms as well.',
    OPTION_ENDED: 'Stricter: terms that libraries could choose ended.',
  },
  {
    SHORTER: 'shorter licenses',
    LONGER: 'longer licenses',
    FEWER_AT_ONCE: 'fewer readers at once',
    MORE_AT_ONCE: 'more readers at once',
    FEWER_COPIES_IN_EMBARGO: 'fewer copies during the embargo',
    MORE_COPIES_IN_EMBARGO: 'more copies during the embargo',
    PRICE_UP: 'higher price',
    PRICE_DOWN: 'lower price',
  },
);
export type ChangeReasonCode = keyof typeof ChangeReasonCode;

const stricter = new Set<ChangeReasonCode>([
  ChangeReasonCode.NO_LONGER_OFFERED,
  ChangeReasonCode.TIME_LIMIT_ADDED,
  ChangeReasonCode.SHORTER,
  ChangeReasonCode.LOAN_LIMIT_ADDED,
  ChangeReasonCode.FEWER_LOANS,
  ChangeReasonCode.FEWER_AT_ONCE,
  ChangeReasonCode.EMBARGO_ADDED,
  ChangeReasonCode.EMBARGO_LONGER,
  ChangeReasonCode.FEWER_COPIES_IN_EMBARGO,
  ChangeReasonCode.PRICE_UP,
  ChangeReasonCode.OPTION_ENDED,
]);

@ObjectType({ description: 'One respect in which terms became stricter or less strict.' })
export class ChangeReason {
  @Field(() => ChangeReasonCode, { description: 'The respect.' })
  code!: ChangeReasonCode;

  @Field(() => String, { nullable: true, description: 'The value before, in words; null when there was none.' })
  before!: string | null;

  @Field(() => String, { nullable: true, description: 'The value after, in words; null when there is none.' })
  after!: string | null;
}

/** Null when nothing became stricter or less strict, as far as is known. */
export function directionOf(reasons: readonly ChangeReason[]): ChangeDirection | null {
  const signs = new Set(reasons.map(({ code }) => stricter.has(code)));
  if (signs.size === 0) return null;
  if (signs.size === 2) return ChangeDirection.MIXED;
  return signs.has(true) ? ChangeDirection.MORE_RESTRICTIVE : ChangeDirection.LESS_RESTRICTIVE;
}

/** The terms of a policy as far as strictness goes. */
export type Terms = Pick<PolicyPeriod, 'license' | 'options' | 'embargo' | 'prices'>;

/** In which respects the later terms are stricter or less strict; empty when they are alike or cannot be compared. */
export function reasonsBetween(before: Terms, after: Terms): ChangeReason[] {
  const [was, is] = [before.license, after.license];
  if (was.model === LicenseModel.UNKNOWN || is.model === LicenseModel.UNKNOWN) return [];
  if (was.model === LicenseModel.NOT_OFFERED && is.model === LicenseModel.NOT_OFFERED) return [];
  if (was.model === LicenseModel.NOT_OFFERED)
    return [reason(ChangeReasonCode.NOW_OFFERED, null, is.model), ...embargo(null, after.embargo)];
  if (is.model === LicenseModel.NOT_OFFERED) return [reason(ChangeReasonCode.NO_LONGER_OFFERED, was.model, null)];
  // Paying for each loan is another bargain, not a longer or shorter one.
  const samePayment = (was.model === LicenseModel.COST_PER_CIRC) === (is.model === LicenseModel.COST_PER_CIRC);
  const limits = samePayment
    ? [
        ...limit(was.durationMonths, is.durationMonths, time),
        ...limit(was.checkouts, is.checkouts, loans),
        ...limit(was.lendingDays ?? null, is.lendingDays ?? null, lending),
        ...limit(was.concurrency, is.concurrency, atOnce),
      ]
    : [];
  return [
    ...limits,
    ...options(before.options, after.options),
    ...embargo(before.embargo, after.embargo),
    ...prices(before.prices, after.prices),
  ];
}

interface LimitCodes {
  readonly added: ChangeReasonCode;
  readonly removed: ChangeReasonCode;
  readonly less: ChangeReasonCode;
  readonly more: ChangeReasonCode;
  readonly unit: string;
}
const { TIME_LIMIT_ADDED, TIME_LIMIT_REMOVED, SHORTER, LONGER, LOAN_LIMIT_ADDED, LOAN_LIMIT_REMOVED } = ChangeReasonCode;
const { FEWER_LOANS, MORE_LOANS, FEWER_AT_ONCE, MORE_AT_ONCE } = ChangeReasonCode;
const time: LimitCodes = { added: TIME_LIMIT_ADDED, removed: TIME_LIMIT_REMOVED, less: SHORTER, more: LONGER, unit: 'months' };
const loans: LimitCodes = {
  added: LOAN_LIMIT_ADDED,
  removed: LOAN_LIMIT_REMOVED,
  less: FEWER_LOANS,
  more: MORE_LOANS,
  unit: 'loans',
};
const lending: LimitCodes = { ...loans, unit: 'days of lending' };
const atOnce: LimitCodes = {
  added: FEWER_AT_ONCE,
  removed: MORE_AT_ONCE,
  less: FEWER_AT_ONCE,
  more: MORE_AT_ONCE,
  unit: 'at once',
};

function limit(before: number | null, after: number | null, { added, removed, less, more, unit }: LimitCodes): ChangeReason[] {
  if (before === after) return [];
  const code = before === null ? added : after === null ? removed : after < before ? less : more;
  const words = (value: number | null) => (value === null ? 'unlimited' : `${value} ${unit}`);
  return [reason(code, words(before), words(after))];
}

/** Terms to choose from are more or fewer; which of two is better is for the library to say. */
function options(before: readonly LicenseTerms[], after: readonly LicenseTerms[]): ChangeReason[] {
  const missing = (from: readonly LicenseTerms[], there: readonly LicenseTerms[]) =>
    from.map((terms) => termsInWords(terms)).filter((words) => !there.some((other) => termsInWords(other) === words));
  return [
    ...missing(after, before).map((words) => reason(ChangeReasonCode.OPTION_ADDED, null, words)),
    ...missing(before, after).map((words) => reason(ChangeReasonCode.OPTION_ENDED, words, null)),
  ];
}

function embargo(before: Embargo | null, after: Embargo | null): ChangeReason[] {
  if (!before && !after) return [];
  if (!before) return [reason(ChangeReasonCode.EMBARGO_ADDED, null, embargoInWords(after!))];
  if (!after) return [reason(ChangeReasonCode.EMBARGO_REMOVED, embargoInWords(before), null)];
  const [length, copies] = [lengthened(before, after), after.copiesAllowedDuring - before.copiesAllowedDuring];
  const words = [embargoInWords(before), embargoInWords(after)] as const;
  const { EMBARGO_LONGER, EMBARGO_SHORTER, MORE_COPIES_IN_EMBARGO, FEWER_COPIES_IN_EMBARGO } = ChangeReasonCode;
  return [
    ...(length === 0 ? [] : [reason(length > 0 ? EMBARGO_LONGER : EMBARGO_SHORTER, ...words)]),
    ...(copies === 0 ? [] : [reason(copies > 0 ? MORE_COPIES_IN_EMBARGO : FEWER_COPIES_IN_EMBARGO, ...words)]),
  ];
}

/** By how many days the longest embargo grew, else the shortest; 0 where a length is not known. */
function lengthened(before: Embargo, after: Embargo): number {
  if (before.amount === null || after.amount === null) return 0;
  const longest = daysOf(after.amount, after.unit) - daysOf(before.amount, before.unit);
  if (longest !== 0) return longest;
  return daysOf(after.atLeast ?? after.amount, after.unit) - daysOf(before.atLeast ?? before.amount, before.unit);
}

/** Exact enough to say which of two embargoes is longer; a month counts as 30.4 days, a year as 365. */
const daysOf = (amount: number, unit: EmbargoUnit) => amount * { DAY: 1, WEEK: 7, MONTH: 30.4, YEAR: 365 }[unit];

/** Only prices that are stated in the same way, for the same titles and in the same currency can be compared. */
function prices(before: readonly Price[], after: readonly Price[]): ChangeReason[] {
  return after.flatMap((price) => {
    const is = price.amount ?? price.max;
    const other = before.find(
      (p) => p.kind === price.kind && p.scope === price.scope && (p.amount ?? p.max)?.currency === is?.currency,
    );
    const was = other && (other.amount ?? other.max);
    if (!is || !was || price.scope?.startsWith('EXAMPLE') || new Decimal(is.amount).eq(was.amount)) return [];
    const { PRICE_UP, PRICE_DOWN } = ChangeReasonCode;
    const code = new Decimal(is.amount).gt(was.amount) ? PRICE_UP : PRICE_DOWN;
    return [reason(code, `${was.amount} ${was.currency}`, `${is.amount} ${is.currency}`)];
  });
}

const reason = (code: ChangeReasonCode, before: string | null, after: string | null): ChangeReason => ({ code, before, after });
