// How long is a queue for its copies, and how many copies would shorten it?
import { Decimal, type Exact, ratio } from './exact';

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
