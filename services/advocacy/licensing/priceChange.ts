// By how much the price of a new title changed from one day to another, in all and in a year.

import { addMonths, type Day, daysBetween } from '#kit/words/days';
import { areKnown, isPaidByLoan } from '../terms/license';
import { type Amount, amountText, Decimal, type Figure, known, type Reason, unavailable } from './figure';
import { annualGrowth, changePercent } from './formulas';
import { priceOfNewTitle, type UsedPrice } from './offer';
import type { Candidate } from './scenario';

interface PriceChange {
  /** The prices that are compared: of a license, or of a loan where loans are paid for. */
  readonly before: Figure<Amount>;
  readonly after: Figure<Amount>;
  /** (after / before - 1)·100, rounded to two places, as decimal text. */
  readonly changePercent: Figure<string>;
  /** Growth in each year as a share, rounded to four places, as decimal text. */
  readonly annualGrowth: Figure<string>;
}

/** What a price is read from. */
type PricedTerms = Pick<Candidate, 'terms' | 'prices'>;

/** priceOfNewTitle says which prices count: a bound is the upper one, and `explain` says so. */
export function priceChange(before: PricedTerms, after: PricedTerms, currency: string, from: Day, to: Day): PriceChange {
  const [was, is] = [priceOf(before, currency), priceOf(after, currency)];
  const shown = (price: UsedPrice | Reason): Figure<Amount> =>
    typeof price === 'string'
      ? unavailable(price)
      : known({ amount: amountText(price.amount), currency }, 'price of a new title', { 'price used': price.words });
  const prices = { before: shown(was), after: shown(is) };
  if (typeof was === 'string') return { ...prices, ...none(was) };
  if (typeof is === 'string') return { ...prices, ...none(is) };
  if (isPaidByLoan(before.terms) !== isPaidByLoan(after.terms)) return { ...prices, ...none('PAID_DIFFERENTLY') };
  const percent = changePercent(was.amount, is.amount);
  if (percent === null) return { ...prices, ...none('FREE_OF_CHARGE') };
  const inputs = { before: amountText(was.amount), after: amountText(is.amount) };
  return {
    ...prices,
    changePercent: known(percent.toDecimalPlaces(2).toFixed(), 'change = (after / before - 1)·100', inputs),
    annualGrowth: inAYear(annualGrowth(was.amount, is.amount, yearsBetween(from, to)), {
      ...inputs,
      years: yearsBetween(from, to),
    }),
  };
}

function inAYear(growth: Decimal | null, inputs: { readonly years: Decimal }): Figure<string> {
  if (growth === null) return unavailable('NO_TIME_BETWEEN');
  return known(growth.toDecimalPlaces(4).toFixed(), 'annual growth = (after / before)^(1 / years) - 1', {
    ...inputs,
    years: inputs.years.toDecimalPlaces(4),
  });
}

function priceOf({ terms, prices }: PricedTerms, currency: string): UsedPrice | Reason {
  if (terms.model === 'NOT_OFFERED') return 'NOT_OFFERED';
  return areKnown(terms) ? priceOfNewTitle(prices, currency, isPaidByLoan(terms)) : 'TERMS_UNKNOWN';
}

const none = (reason: Reason) => ({ changePercent: unavailable(reason), annualGrowth: unavailable(reason) });

/**
 * Calendar years from one day to another, the last one in part: three from 2016-01-01 to 2019-01-01, though these are 1,096 days.
 * Negative when `to` is the earlier one.
 * @throws RangeError when one is not a day of the calendar
 */
export function yearsBetween(from: Day, to: Day): Decimal {
  if (to < from) return yearsBetween(to, from).negated();
  let years = Number(to.slice(0, 4)) - Number(from.slice(0, 4));
  if (addMonths(from, 12 * years) > to) years -= 1;
  const begun = addMonths(from, 12 * years);
  // The end of the last year that can be written cannot be written itself.
  const days = begun < '9999' ? daysBetween(begun, addMonths(from, 12 * (years + 1))) : 365;
  return new Decimal(daysBetween(begun, to)).div(days).plus(years);
}
