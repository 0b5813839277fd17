// How many loans does one license allow before it ends?
import { Decimal, type Exact } from './exact';

/** Null means without end. */
export interface Capacity {
  /** Loans that end within the term. The number to use: "26 loans per year with two-week loans". */
  readonly complete: number | null;
  /** Loans that start within the term; the last one may end after it. */
  readonly started: number | null;
}

/**
 * The loans of one copy, one after another: complete = floor(T / L), started = ceil(T / L), neither above the limit of loans.
 * Source: vectors cap-*.
 * @param termDays T, null when the license does not expire by time
 * @param loanDays L, above 0
 * @param checkouts the limit of loans, null for none
 * @throws RangeError when loanDays is not above 0
 */
export function capacity(termDays: Exact | null, loanDays: Exact, checkouts: number | null = null): Capacity {
  const loan = new Decimal(loanDays);
  if (!loan.gt(0)) throw new RangeError(`A loan of ${loan} days can not be counted; it must last longer than 0 days.`);
  if (termDays === null) return { complete: checkouts, started: checkouts };
  const capped = (loans: Decimal) => Math.min(checkouts ?? Number.POSITIVE_INFINITY, Math.max(0, loans.toNumber()));
  return { complete: capped(new Decimal(termDays).div(loan).floor()), started: capped(new Decimal(termDays).div(loan).ceil()) };
}

/**
 * Days from the start of one loan of a copy to the start of the next: L' = L·e + R. Source: vectors w-*.
 * @param keptShare e, the share of the loan that readers keep the title; 1 is the worst case
 * @param pickUpDays R, days that a copy lies ready for its reader; 0 when it is lent at once
 */
export function effectiveLoanDays(loanDays: Exact, keptShare: Exact = 1, pickUpDays: Exact = 0): Decimal {
  return new Decimal(loanDays).times(keptShare).plus(pickUpDays);
}

/**
 * Whether copies can make so many loans a year, one after another: d·L <= 365·N. Source: vectors tco-*.
 * @param copies N, how many loans can run at once; null for any number
 */
export function isFeasible(loansPerYear: Exact, loanDays: Exact, copies: number | null): boolean {
  return copies === null || new Decimal(loansPerYear).times(loanDays).lte(new Decimal(365).times(copies));
}
