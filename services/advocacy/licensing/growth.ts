// How do two figures compare: two prices, or two counts of different days?
import { Decimal, type Exact, ratio } from './exact';
import { type Day, daysBetween } from './months';

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
export interface DatedCount {
  readonly on: Day;
  readonly count: number;
}

/** Growth a day between two dated counts; null for two counts of one day. Source: vectors pet-rate. */
export function dailyRate(first: DatedCount, second: DatedCount): Decimal | null {
  return ratio(second.count - first.count, daysBetween(first.on, second.on));
}

/** The whole of which `part` is the share; null for a share of zero. Source: vector pet-share. */
export function wholeOf(part: Exact, share: Exact): Decimal | null {
  return ratio(part, share);
}
