// How many copies keep a promised longest wait under given terms?
import { Decimal, exactly } from './exact';
import { type Lot, lotsOf } from './lots';
import type { Day } from './months';
import { type Answer, known, unavailable } from './reasons';
import type { Candidate, Scenario } from './scenario';
import { isPaidByLoan, loansAtOnce } from './terms';

/**
 * Copies that serve all holds within the promise: ceil(H·L / W) as in copiesForWait, where a copy lends only within its own
 * days and limits. From its first day a on it makes max(1, min(W - a, T, m·L) / L) loans, so there are never more copies than holds.
 * Copies that an embargo allows come first. It does not depend on the copies of the scenario.
 */
export function copiesForPromise(candidate: Candidate, on: Day, scenario: Scenario): Answer<number> {
  const lots = lotsOf(candidate, on, { ...scenario, copies: 1 + (candidate.embargo?.copiesAllowedDuring ?? 0) });
  if (typeof lots === 'string') return unavailable(lots);
  const { holds, promisedWaitDays: promise } = scenario;
  if (promise == null) return unavailable('PROMISE_NOT_GIVEN');
  const late = lots.find(({ fromDay }) => fromDay > 0);
  const first = lots.find(({ fromDay }) => fromDay === 0);
  const allowed = late ? (first?.atOnce ?? 0) : Number.POSITIVE_INFINITY;
  const formula = 'copies = ceil(H·L/W), with W less the embargo, and within the limits of a license';
  const { loanDays } = (late ?? first)!;
  const answer = (copies: number) => known(copies, formula, { H: holds, L: loanDays, W: promise, 'embargo days': late?.fromDay });
  const enough = (loans: Decimal, each: Decimal) => exactly(loans.div(each)).ceil().toNumber();
  const perFirst = first ? loansBy(promise, first) : new Decimal(0);
  if (late === undefined && first?.atOnce === null) return unavailable('ANY_NUMBER_AT_ONCE');
  if (perFirst.times(allowed).gte(holds)) return answer(perFirst.isZero() ? 0 : enough(new Decimal(holds), perFirst));
  if (!late || promise < late.fromDay) return unavailable('PROMISE_WITHIN_EMBARGO');
  if (late.atOnce === null) return unavailable('ANY_NUMBER_AT_ONCE');
  const copies = enough(new Decimal(holds).minus(perFirst.times(allowed)), loansBy(promise, late));
  // Paying for loans ends with the embargo, and copies that can be licensed then take their place.
  return answer(first && isPaidByLoan(first.terms) ? Math.max(allowed, copies) : allowed + copies);
}

/** Loans that a copy makes from its first day to the promised one, within its term and limit; at least the first one. */
function loansBy(promise: number, { terms, fromDay, untilDay, loanDays }: Lot): Decimal {
  const loans = new Decimal(Math.min(promise, untilDay ?? promise) - fromDay).div(loanDays);
  const limit = terms.checkouts == null ? loans : new Decimal(terms.checkouts).div(loansAtOnce(terms) ?? 1);
  return Decimal.max(1, Decimal.min(loans, limit));
}
