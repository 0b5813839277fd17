// How many loans does one license allow in full, and what does each of them cost at least?
import { capacity } from './capacity';
import { capacityCostPerCirculation } from './cost';
import type { Decimal } from './exact';
import type { Lot } from './lots';
import type { Amount } from './outlay';
import { type Answer, known, type Reason, unavailable } from './reasons';
import { isPaidByLoan, loansAtOnce } from './terms';

export interface OneLicense {
  readonly loansPerLicense: Answer<number>;
  readonly leastCostPerCirculation: Answer<Amount>;
}

/** Loans that one license of a lot allows in full, as many at a time as it lends; null for any number. */
export function completeLoans({ terms, fromDay, untilDay, loanDays }: Lot): number | null {
  const checkouts = terms.checkouts ?? null;
  const atOnce = loansAtOnce(terms);
  const single = capacity(untilDay === null ? null : untilDay - fromDay, loanDays).complete;
  return atOnce === null || single === null ? checkouts : Math.min(atOnce * single, checkouts ?? Number.POSITIVE_INFINITY);
}

/** Of the standing terms: a license that is lent without a break from its first day on. */
export function oneLicense(lot: Lot, money: (amount: Decimal) => Amount): OneLicense {
  const { terms, price, loanDays } = lot;
  const formula = 'complete = min(m, readers at a time · floor(T/L))';
  const inputs = { m: terms.checkouts, 'T days': lot.untilDay === null ? null : lot.untilDay - lot.fromDay, L: loanDays };
  const complete = isPaidByLoan(terms) ? null : completeLoans(lot);
  const loansPerLicense = complete === null ? unavailable('WITHOUT_LIMIT') : known(complete, formula, inputs);
  const least = (): Answer<Amount> => {
    if (typeof price === 'string') return unavailable(price);
    const stated = { P: money(price.amount).amount, 'price used': price.words };
    if (isPaidByLoan(terms)) return known(money(price.amount), 'P of one loan', stated);
    if (complete === null) return unavailable('WITHOUT_LIMIT');
    const each = capacityCostPerCirculation(price.amount, complete);
    if (each === null) return unavailable('LOAN_LONGER_THAN_TERM');
    return known(money(each), 'least cost per circulation = P/complete', { ...stated, complete }, 'Rounded to four places.');
  };
  return { loansPerLicense, leastCostPerCirculation: least() };
}

/** The same reason for both numbers. */
export const noLicense = (reason: Reason): OneLicense => ({
  loansPerLicense: unavailable(reason),
  leastCostPerCirculation: unavailable(reason),
});
