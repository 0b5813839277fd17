// What does one lot of licenses cost over years, and what of it expires?
import { capacity } from './capacity';
import { licensesNeeded, totalCostPerCheckout } from './cost';
import { Decimal } from './exact';
import type { Lot } from './lots';
import type { UsedPrice } from './price';
import type { Reason } from './reasons';

/** What one lot costs over the horizon, and what of it expires. */
export interface LotCost {
  readonly lot: Lot;
  readonly licenses: number;
  readonly cost: Decimal | Reason;
  /** Licenses whose time ends within the horizon, and the loans of each: all it allows (null for any number) and those made. */
  readonly expiring: number;
  readonly expiringCost: Decimal | Reason;
  readonly complete: number | null;
  readonly used: Decimal;
}

/**
 * Licenses and money for one lot that is kept for the whole horizon from its own first day. It makes d loans a year for each copy that
 * it stands for, shared out evenly among its licenses.
 * @param loansPerCopy d
 * @param loanDays L' of effectiveLoanDays
 */
export function lotCost(lot: Lot, loansPerCopy: Decimal, years: Decimal, loanDays: Decimal): LotCost {
  const { terms, licenses: licensesAtATime } = lot;
  const durationMonths = terms.durationMonths ?? null;
  const checkouts = terms.checkouts ?? null;
  const none = new Decimal(0);
  const loansPerYear = loansPerCopy.times(lot.copies);
  if (terms.model === 'COST_PER_CIRC') {
    const cost = typeof lot.price === 'string' ? lot.price : totalCostPerCheckout(lot.price.amount, loansPerYear, years);
    return { lot, licenses: 0, cost, expiring: 0, expiringCost: none, complete: null, used: none };
  }
  const licenses = licensesNeeded({ years, loansPerYear, durationMonths, checkouts, licensesAtATime });
  const terminations = durationMonths === null ? 0 : years.times(12).div(durationMonths).floor().toNumber();
  const expiring = licensesAtATime * terminations;
  const atOnce = lot.atOnce === null ? null : lot.atOnce / licensesAtATime;
  const single = capacity(lot.untilDay === null ? null : lot.untilDay - lot.fromDay, loanDays).complete;
  const complete =
    atOnce === null || single === null ? checkouts : Math.min(atOnce * single, checkouts ?? Number.POSITIVE_INFINITY);
  const used = loansPerYear
    .times(durationMonths ?? 0)
    .div(12)
    .div(licensesAtATime);
  return { lot, licenses, cost: costOf(lot, licenses), expiring, expiringCost: costOf(lot, expiring), complete, used };
}

function costOf({ price, renewalPrice, licenses }: Lot, count: number): Decimal | Reason {
  const first = Math.min(count, licenses);
  return sumOf([times(price, first), times(renewalPrice, count - first)]);
}

function times(price: UsedPrice | Reason, count: number): Decimal | Reason {
  if (count === 0) return new Decimal(0);
  return typeof price === 'string' ? price : price.amount.times(count);
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
