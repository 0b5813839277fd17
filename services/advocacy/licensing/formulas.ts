// Formulas of the domain that a comparison does not need: growth, holds, and prices and costs by themselves and over time.

import { addMonths, type Day, daysBetween } from '#kit/words/days';
import { areKnown, isPaidByLoan } from '../terms/license';
import { type Amount, amountText, Decimal, type Exact, type Figure, known, type Reason, ratio, unavailable } from './figure';
import { priceOfNewTitle, type UsedPrice } from './offer';
import { type Candidate } from './scenario';
import { licensesNeeded, type Need } from './spending';

/** Licenses, their cost and the cost of a loan (null without loans). */
interface TotalCost {
  readonly licenses: number;
  readonly total: Decimal;
  readonly perLoan: Decimal | null;
}

/**
 * TCO = n·P and TCO / (dY). No discounting, no growth of prices, no platform fee: say so beside the number.
 * Source: vectors tco-*.
 */
export function totalCost(price: Exact, need: Need): TotalCost {
  const licenses = licensesNeeded(need);
  const total = new Decimal(price).times(licenses);
  return { licenses, total, perLoan: ratio(total, new Decimal(need.loansPerYear).times(need.years)) };
}

/** What a short license costs that is sold at a share of the long one of twice its length, renewed once or not. Source: vector be-prh-1y. */
export function halfTermOption(longPrice: Exact, share: Exact) {
  const price = new Decimal(longPrice).times(share);
  return { price, costIfRenewed: price.times(2), savingIfNotRenewed: new Decimal(longPrice).minus(price) };
}

/** Library price / consumer price; null when the latter is zero. Source: vectors markup-*, hbg-rise-* and annualised. */
export function markup(libraryPrice: Exact, consumerPrice: Exact): Decimal | null {
  return ratio(libraryPrice, consumerPrice);
}

/** (after / before - 1)·100; null when the first is zero. Source: vectors markup-*, hbg-rise-* and annualised. */
export function changePercent(before: Exact, after: Exact): Decimal | null {
  return ratio(after, before)?.minus(1).times(100) ?? null;
}

/** Growth a year, as a share: (after / before)^(1 / years) - 1. Null unless before and years are above zero and after is not below. Source: vectors markup-*, hbg-rise-* and annualised. */
export function annualGrowth(before: Exact, after: Exact, years: Exact): Decimal | null {
  if (!new Decimal(before).gt(0) || !new Decimal(years).gt(0) || new Decimal(after).lt(0)) return null;
  return new Decimal(after).div(before).pow(new Decimal(1).div(years)).minus(1);
}

/** A count and the day it was true. */
interface DatedCount {
  readonly on: Day;
  readonly count: number;
}

/** Growth a day between two dated counts; null for two counts of one day. Source: vectors pet-rate. */
export function dailyRate(first: DatedCount, second: DatedCount): Decimal | null {
  return ratio(second.count - first.count, daysBetween(first.on, second.on));
}

/** The whole, of which `part` is the given share; null for a share of zero. Source: vector pet-share. */
export function wholeOf(part: Exact, share: Exact): Decimal | null {
  return ratio(part, share);
}

/** H / N, active holds for each copy; null without copies. Source: vectors hr-* and wait-buy-*. */
export function holdsRatio(activeHolds: number, copies: number): Decimal | null {
  return ratio(activeHolds, copies);
}

/** Copies to add until there are at most `target` holds for each: max(0, ceil(H / target) - N); null for a target of zero. Source: vectors hr-* and wait-buy-*. */
export function copiesToBuy(activeHolds: number, copies: number, target: Exact): number | null {
  const needed = ratio(activeHolds, target)?.ceil().toNumber();
  return needed === undefined ? null : Math.max(0, needed - copies);
}

/** Copies that serve all holds within a promised wait: ceil(H·L / W); null for a promise of zero days unless nobody waits. Source: vectors hr-* and wait-buy-*. */
export function copiesForWait(activeHolds: number, loanDays: Exact, promisedWaitDays: Exact): number | null {
  if (activeHolds === 0) return 0;
  return ratio(new Decimal(activeHolds).times(loanDays), promisedWaitDays)?.ceil().toNumber() ?? null;
}

/** ρ = λL / N, the share of their time that copies are lent; from 1 on the queue grows. Null without copies. Source: vectors flow-* and little. */
export function utilization(holdsPerDay: Exact, loanDays: Exact, copies: number): Decimal | null {
  return ratio(new Decimal(holdsPerDay).times(loanDays), copies);
}

/** λ - N / L, holds that the queue gains a day; 0 while ρ is below 1. Source: vectors flow-* and little. */
export function queueGrowthPerDay(holdsPerDay: Exact, loanDays: Exact, copies: number): Decimal {
  return Decimal.max(0, new Decimal(holdsPerDay).minus(new Decimal(copies).div(loanDays)));
}

/** Holds that wait when an embargo ends, λE - nE / L, and those served meanwhile by the n copies it allows. Source: vectors flow-* and little. */
export function embargoBacklog(holdsPerDay: Exact, loanDays: Exact, embargoDays: Exact, copiesDuring = 1) {
  const arrived = new Decimal(holdsPerDay).times(embargoDays);
  const served = Decimal.min(arrived, new Decimal(embargoDays).times(copiesDuring).div(loanDays));
  return { backlog: arrived.minus(served), served };
}

/** Q·L / N, days until a queue is served that nobody joins; null without copies. Source: vectors flow-* and little. */
export function daysToClear(queue: Exact, loanDays: Exact, copies: number): Decimal | null {
  return ratio(new Decimal(queue).times(loanDays), copies);
}

/** Little's law: mean holds = λ·mean wait. Source: vectors flow-* and little. */
export function meanHolds(holdsPerDay: Exact, meanWaitDays: Exact): Decimal {
  return new Decimal(holdsPerDay).times(meanWaitDays);
}

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
