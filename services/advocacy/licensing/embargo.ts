// When does an embargo end, and what does it cost the readers who wait?
import { Decimal, type Exact } from './exact';
import { addDays, addMonths, type Day, daysBetween } from './months';
import type { EmbargoTerms } from './terms';
import { type CopyGroup, slots } from './waits';

/**
 * The first day without embargo for a title published on a day: calendar months are clamped to the end of their month.
 * Null when its length is not known. Source: vector embargo-end-month.
 * @throws RangeError when the text is no day of the calendar
 */
export function embargoEnd(published: Day, { amount, unit }: Pick<EmbargoTerms, 'amount' | 'unit'>): Day | null {
  if (amount === null) return null;
  return unit === 'MONTH' ? addMonths(published, amount) : addDays(published, unit === 'WEEK' ? 7 * amount : amount);
}

/** Days from publication to the end of an embargo; null when its length is not known. */
export function embargoDays(published: Day, embargo: Pick<EmbargoTerms, 'amount' | 'unit'>): number | null {
  const end = embargoEnd(published, embargo);
  return end === null ? null : daysBetween(published, end);
}

/** Readers served before an embargo ends by the copies it allows: n·ceil(E / L). Source: vectors w-embargo-* and m-*. */
export function servedInside(days: Exact, loanDays: Exact, copiesDuring = 1): number {
  return new Decimal(days).div(loanDays).ceil().times(copiesDuring).toNumber();
}

/**
 * The copies that a library owns when an embargo allows some of them and delays the rest. None of them expires.
 * An embargo of 0 days changes nothing.
 */
export function copiesUnderEmbargo(copies: number, days: number, allowedDuring: number): CopyGroup[] {
  const early = Math.min(copies, allowedDuring);
  const group = (count: number, fromDay: number): CopyGroup => ({ copies: count, fromDay, untilDay: null, checkouts: null });
  return [group(early, 0), group(copies - early, days)];
}

/**
 * Reader-days that the first holds lose to an embargo: what they wait with it less what they would wait without it.
 * Null when one of them is never served, or there are none. Source: vectors w-embargo-* and m-*.
 */
export function readerDaysLost(
  underEmbargo: readonly CopyGroup[],
  without: readonly CopyGroup[],
  loanDays: Exact,
  holds: number,
): Decimal | null {
  const [late, early] = [underEmbargo, without].map((groups) => slots(groups, loanDays).meanOfFirst(holds));
  return late && early ? late.totalReaderDays.minus(early.totalReaderDays) : null;
}
