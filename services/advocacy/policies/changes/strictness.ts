// Is one set of terms stricter for libraries than another, and in which respects?
import { Decimal } from 'decimal.js';
import type { Embargo } from '#advocacy/terms/embargo';
import { LicenseModel, type LicenseTerms } from '#advocacy/terms/license';
import type { Price } from '#advocacy/terms/price';
import { embargoInWords, termsInWords } from '#advocacy/terms/words';
import type { PolicyPeriod } from '../periods/policyPeriod';
import { type ChangeReason, ChangeReasonCode } from './changeReason';

/** The terms of a policy as far as strictness goes. */
export type Terms = Pick<PolicyPeriod, 'license' | 'options' | 'embargo' | 'prices'>;

/** In which respects the later terms are stricter or less strict; empty when they are alike or can not be compared. */
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
  const [length, copies] = [daysOf(after) - daysOf(before), after.copiesAllowedDuring - before.copiesAllowedDuring];
  const words = [embargoInWords(before), embargoInWords(after)] as const;
  const { EMBARGO_LONGER, EMBARGO_SHORTER, MORE_COPIES_IN_EMBARGO, FEWER_COPIES_IN_EMBARGO } = ChangeReasonCode;
  return [
    ...(length === 0 ? [] : [reason(length > 0 ? EMBARGO_LONGER : EMBARGO_SHORTER, ...words)]),
    ...(copies === 0 ? [] : [reason(copies > 0 ? MORE_COPIES_IN_EMBARGO : FEWER_COPIES_IN_EMBARGO, ...words)]),
  ];
}

/** Good enough to tell which of two embargoes is longer; a month counts 30.4 days. */
const daysOf = ({ amount, unit }: Embargo) => amount * { DAY: 1, WEEK: 7, MONTH: 30.4 }[unit];

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
