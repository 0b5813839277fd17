// What does one lot of licenses cost over years, and what of it expires?
import { licensesNeeded, totalCostPerCheckout, wholeTerms } from './cost';
import { Decimal, exactly } from './exact';
import type { Lot } from './lots';
import { completeLoans } from './oneLicense';
import type { Reason } from './reasons';
import { isPaidByLoan } from './terms';

/** What one lot costs over the horizon, and what of it expires. */
export interface LotCost {
  readonly lot: Lot;
  /** Tells it apart beside others; empty for what is bought for good. */
  readonly name: '' | 'first copies' | 'after them';
  readonly licenses: number;
  readonly cost: Decimal | Reason;
  /** Licenses whose time ends within the horizon, and the loans of each: all it allows (null for any number) and those made. */
  readonly expiring: number;
  readonly complete: number | null;
  readonly used: Decimal;
}

/**
 * Licenses and money for one lot that is kept for the whole horizon from its own first day, and for what follows it where its offer
 * does not last. It makes d loans a year for each copy that it stands for, shared out evenly among its licenses.
 * @param loansPerCopy d
 */
export function lotCosts(lot: Lot, loansPerCopy: Decimal, years: Decimal): LotCost[] {
  const { followedBy } = lot;
  if (!followedBy) return [costOf(lot, '', loansPerCopy, years)];
  const lasting = lastingYears(lot, loansPerCopy);
  const first = costOf(lot, 'first copies', loansPerCopy, Decimal.min(lasting, years));
  const left = years.minus(lasting);
  return exactly(left).gt(0) ? [first, costOf(followedBy, 'after them', loansPerCopy, left)] : [first];
}

/** For how long the licenses of a lot last, each bought once: their time, or until their loans are made. Infinite when nothing ends them. */
function lastingYears({ terms, copies, licenses, fromDay, untilDay }: Lot, loansPerCopy: Decimal): Decimal {
  if (isPaidByLoan(terms)) return new Decimal((untilDay ?? Number.POSITIVE_INFINITY) - fromDay).div(365);
  const byTime = new Decimal(terms.durationMonths ?? Number.POSITIVE_INFINITY).div(12);
  if (terms.checkouts == null || loansPerCopy.isZero()) return byTime;
  return Decimal.min(byTime, new Decimal(terms.checkouts).times(licenses).div(loansPerCopy.times(copies)));
}

function costOf(lot: Lot, name: LotCost['name'], loansPerCopy: Decimal, years: Decimal): LotCost {
  const { terms, licenses: licensesAtATime, price } = lot;
  const durationMonths = terms.durationMonths ?? null;
  const checkouts = terms.checkouts ?? null;
  const loansPerYear = loansPerCopy.times(lot.copies);
  if (isPaidByLoan(terms)) {
    const cost = typeof price === 'string' ? price : totalCostPerCheckout(price.amount, loansPerYear, years);
    return { lot, name, licenses: 0, cost, expiring: 0, complete: null, used: new Decimal(0) };
  }
  const licenses = licensesNeeded({ years, loansPerYear, durationMonths, checkouts, licensesAtATime });
  const used = loansPerYear
    .times(durationMonths ?? 0)
    .div(12)
    .div(licensesAtATime);
  const usedUp = checkouts !== null && used.gte(checkouts);
  const terminations = durationMonths === null || usedUp ? 0 : wholeTerms(years, durationMonths);
  return {
    lot,
    name,
    licenses,
    cost: typeof price === 'string' ? price : price.amount.times(licenses),
    expiring: licensesAtATime * terminations,
    complete: completeLoans(lot),
    used,
  };
}

/** The amounts added up, or the reason why the first of those without a price has none. */
export function sumOf(amounts: readonly (Decimal | Reason)[]): Decimal | Reason {
  let sum = new Decimal(0);
  for (const amount of amounts) {
    if (typeof amount === 'string') return amount;
    sum = sum.plus(amount);
  }
  return sum;
}
