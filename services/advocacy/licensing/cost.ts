// What does lending a title cost, per loan and over years?
import { Decimal, type Exact, exactly, ratio } from './exact';

/** spend / checkouts, or null without checkouts. For money spent, or for the price of one license and its loans. Source: vectors cpc-*. */
export function costPerCirculation(spend: Exact, checkouts: Exact): Decimal | null {
  return ratio(spend, checkouts);
}

/**
 * The least that a loan can cost: price / loans the license allows, by its limit of loans or by its complete loans.
 * Null when it allows none, or without end. Source: vectors cpc-*.
 */
export function capacityCostPerCirculation(price: Exact, loans: number | null): Decimal | null {
  return loans === null ? null : ratio(price, loans);
}

/** What one title needs over some years. Limits of one license; null for none. */
export interface Need {
  readonly years: Exact;
  /** Of all licenses held at a time together. */
  readonly loansPerYear: Exact;
  readonly durationMonths: number | null;
  readonly checkouts: number | null;
  /** How many licenses are held at a time; 1 unless told. */
  readonly licensesAtATime?: number;
}

/**
 * The licenses to buy: n = k·max(1, ceil(12Y / T), ceil(dY / m)) for k held at a time, of which each makes an even share d of the
 * loans a year: the formula of vectors tco-* for each. As loans come evenly each lasts min(T, 12m / d) months, whichever limit that is.
 */
export function licensesNeeded({ years, loansPerYear, durationMonths, checkouts, licensesAtATime = 1 }: Need): number {
  const terms = durationMonths === null ? 1 : exactly(termsIn(years, durationMonths)).ceil().toNumber();
  const loans = new Decimal(loansPerYear).times(years);
  const byLoans =
    checkouts === null
      ? 0
      : exactly(loans.div(new Decimal(checkouts).times(licensesAtATime)))
          .ceil()
          .toNumber();
  return licensesAtATime * Math.max(1, terms, byLoans);
}

/** How many terms of T months end within some years, one after another: floor(12Y / T). */
export function wholeTerms(years: Exact, durationMonths: number): number {
  return exactly(termsIn(years, durationMonths)).floor().toNumber();
}

const termsIn = (years: Exact, durationMonths: number) => new Decimal(years).times(12).div(durationMonths);

/** Licenses, their cost and the cost of a loan (null without loans). */
export interface TotalCost {
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

/** c·d·Y, where every loan is paid for. Source: vectors tco-*. */
export function totalCostPerCheckout(perCheckout: Exact, loansPerYear: Exact, years: Exact): Decimal {
  return new Decimal(perCheckout).times(loansPerYear).times(years);
}

/** From how many loans on a license is cheaper than paying for each: price / price of a loan. Null when loans are free. Source: vectors be-*. */
export function breakEvenLoans(price: Exact, perCheckout: Exact): Decimal | null {
  return ratio(price, perCheckout);
}

/** What a short license costs that is sold at a share of the long one of twice its length, renewed once or not. Source: vector be-prh-1y. */
export function halfTermOption(longPrice: Exact, share: Exact) {
  const price = new Decimal(longPrice).times(share);
  return { price, costIfRenewed: price.times(2), savingIfNotRenewed: new Decimal(longPrice).minus(price) };
}

/**
 * When licenses that end have cost more than a perpetual one: with the n-th license, n = floor(perpetual / metered) + 1, which is
 * due after (n - 1)·T months, T for how long each lasts. Null when the metered one is free. Source: vectors be-*.
 */
export function overtakesPerpetual(perpetual: Exact, metered: Exact, durationMonths: Exact) {
  const times = ratio(perpetual, metered)?.floor().toNumber();
  if (times === undefined) return null;
  return { licenses: times + 1, afterMonths: exactly(new Decimal(times).times(durationMonths)).toNumber() };
}
