// How much of a license was paid for and never lent when it expired?
import { Decimal, type Exact } from './exact';

/** What expired unused, and what is still there to use. */
export interface Unused {
  /** Share of the loans that expired unused, 0 to 1; null when the term holds no complete loan, or loans without end. */
  readonly expiredShare: Decimal | null;
  /** Price times that share; null with it. */
  readonly value: Decimal | null;
  /** Loans left in a license that does not expire by time; null for one that expires, or without end. */
  readonly remaining: number | null;
}

/**
 * Expired unused = 1 - used / complete, of the value price times that. Zero for a license that does not expire by time: its loans
 * remain. Source: vectors waste-*.
 * @param loans complete loans that the license allows; null for without end
 * @param used loans made; more than allowed count as all
 */
export function expiredUnused(price: Exact, loans: number | null, used: Exact, expiresByTime: boolean): Unused {
  const left = loans === null ? null : Decimal.max(0, new Decimal(loans).minus(used));
  const none = new Decimal(0);
  if (!expiresByTime) return { expiredShare: none, value: none, remaining: left?.toNumber() ?? null };
  if (loans === null || left === null || loans === 0) return { expiredShare: null, value: null, remaining: null };
  const expiredShare = left.div(loans);
  return { expiredShare, value: expiredShare.times(price), remaining: null };
}
