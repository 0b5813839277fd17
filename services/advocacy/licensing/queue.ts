// How long the readers of a title wait under given terms, how many of them longer than promised, and how many copies keep a promise.
import { type Answer, allUnavailable, Decimal, exactly, known, unavailable } from './figure';
import type { Lot, Offer } from './offer';
import type { Scenario } from './scenario';
import { type CopyGroup, type Slots, slots } from './slots';

export interface Queue {
  /** Days, rounded to four places. */
  readonly worstCaseDays: Answer<number>;
  readonly averagePhaseDays: Answer<number>;
  /** Of all holds in the worst case, rounded to four places. */
  readonly meanDays: Answer<number>;
  /** What all holds wait together in the worst case beyond what they would without the embargo. */
  readonly readerDaysLost: Answer<number>;
  /** Share of the holds, 0 to 1 as decimal text, that get no copy by the end of the promised day in the worst case. */
  readonly unservedShare: Answer<string>;
}

const slotModel = 'slot model: wait(p) = p-th smallest start of a loan among all copies';

export const queueFigures = ['worstCaseDays', 'averagePhaseDays', 'unservedShare', 'meanDays', 'readerDaysLost'] as const;

/**
 * Waits for a queue that begins on the day of publication, when the copies bought then are free. No license is bought after those
 * of the scenario.
 */
export function queue({ lots, withoutEmbargo }: Offer, scenario: Scenario): Queue {
  const last = lots.at(-1);
  if (!last) return allUnavailable(queueFigures, 'NO_COPIES');
  const { reader, holds, promisedWaitDays } = scenario;
  const { loanDays } = last;
  const groups = copyGroups(lots);
  const worst = slots(groups, loanDays);
  const copies = groups.filter((group) => group.copies !== 0);
  const inputs = { p: reader, "L'": loanDays, copies: copies.map((group) => inWords(group, loanDays)).join('; ') };
  const wait = (loans: Slots, note: string): Answer<number> => {
    const days = loans.waitOf(reader);
    return days === null ? unavailable('NO_LICENSE_LEFT') : known(days.toDecimalPlaces(4).toNumber(), slotModel, inputs, note);
  };
  return {
    worstCaseDays: wait(worst, 'All copies of a group come back on the same day.'),
    averagePhaseDays: wait(
      slots(groups, loanDays, 'AVERAGE_PHASE'),
      'Copies come back evenly spread over the loan period: one every L/N days after the first N readers.',
    ),
    unservedShare: unserved(worst, holds, promisedWaitDays ?? null),
    ...together(worst, lots === withoutEmbargo ? worst : slots(copyGroups(withoutEmbargo), loanDays), holds),
  };
}

/**
 * The copies that lots come to, for the slot model: those bought on the day of publication or of the end of the embargo, and none that
 * replace them. Loans of a bundle are shared out among those it allows at once.
 */
function copyGroups(lots: readonly Lot[]): CopyGroup[] {
  const bought = lots.flatMap((lot) => (lot.paidByLoan && lot.followedBy ? [lot, lot.followedBy] : [lot]));
  return bought.map(({ terms, readersPerLicense, atOnce, fromDay, untilDay, loanDays }) => {
    const checkouts = readersPerLicense === null || terms.checkouts == null ? null : terms.checkouts / readersPerLicense;
    return { copies: atOnce, fromDay, untilDay, checkouts, loanDays };
  });
}

/** What all holds wait together. */
function together(worst: Slots, withoutEmbargo: Slots, holds: number): Pick<Queue, 'meanDays' | 'readerDaysLost'> {
  const waited = worst.meanOfFirst(holds);
  const lost = readerDaysLost(worst, withoutEmbargo, holds);
  const reason = holds === 0 ? 'NO_HOLDS' : 'NO_LICENSE_LEFT';
  const inputs = { H: holds, readerDays: waited?.totalReaderDays };
  return {
    meanDays: waited
      ? known(waited.meanWaitDays.toDecimalPlaces(4).toNumber(), 'mean wait = sum of wait(1) to wait(H) / H', inputs)
      : unavailable(reason),
    readerDaysLost: lost
      ? known(
          lost.toDecimalPlaces(4).toNumber(),
          'reader-days lost = sum of wait(1) to wait(H) less the same without the embargo',
          inputs,
        )
      : unavailable(reason),
  };
}

/**
 * Reader-days that the first holds lose to an embargo: what they wait with it less what they would wait without it.
 * Null when one of them is never served, or there are none. Source: vectors w-embargo-* and m-*.
 */
export function readerDaysLost(underEmbargo: Slots, without: Slots, holds: number): Decimal | null {
  const [late, early] = [underEmbargo, without].map((loans) => loans.meanOfFirst(holds));
  return late && early ? late.totalReaderDays.minus(early.totalReaderDays) : null;
}

function unserved(worst: Slots, holds: number, promise: number | null): Answer<string> {
  if (promise === null) return unavailable('PROMISE_NOT_GIVEN');
  if (holds === 0) return unavailable('NO_HOLDS');
  const served = Math.min(holds, worst.servedBy(promise));
  const share = new Decimal(holds - served).div(holds).toFixed(4);
  return known(share, 'unserved = (H - readers served by the end of day W, slot model, worst case) / H', {
    H: holds,
    W: promise,
    served,
  });
}

/** As a CopyGroup is written: "9 from day 56 to 787, 52 loans each", with the length of its loans where that is not the usual one. */
function inWords({ copies, fromDay, untilDay, checkouts, loanDays }: CopyGroup, usual: Decimal): string {
  const end = untilDay === null ? '' : ` to ${untilDay}`;
  const loans = checkouts === null ? '' : `, ${Number(checkouts.toFixed(2))} loans each`;
  const length = loanDays === undefined || usual.eq(loanDays) ? '' : `, L' ${loanDays}`;
  return `${copies ?? 'any number'} from day ${fromDay}${end}${loans}${length}`;
}

/**
 * Copies that serve all holds within the promise: ceil(H·L / W) as in copiesForWait, where a copy lends only within its own
 * days and limits. From its first day a on it makes max(1, min(W - a, T, m·L) / L) loans, so there are never more copies than holds.
 * Copies that an embargo allows come first. It does not depend on the copies of the scenario.
 */
export function copiesForPromise(
  { standing, underEmbargo }: Offer,
  { holds, promisedWaitDays: promise }: Scenario,
): Answer<number> {
  if (promise == null) return unavailable('PROMISE_NOT_GIVEN');
  const delayed = standing.fromDay > 0;
  const first = delayed ? underEmbargo : standing;
  const allowed = delayed ? (first?.atOnce ?? 0) : Number.POSITIVE_INFINITY;
  const formula = 'copies = ceil(H·L/W), with W less the embargo, and within the limits of a license';
  const inputs = { H: holds, L: standing.loanDays, W: promise, 'embargo days': delayed ? standing.fromDay : null };
  const answer = (copies: number) => known(copies, formula, inputs);
  const enough = (loans: Decimal, each: Decimal) => exactly(loans.div(each)).ceil().toNumber();
  if (!delayed && standing.atOnce === null) return unavailable('ANY_NUMBER_AT_ONCE');
  const perFirst = first ? loansBy(promise, first) : new Decimal(0);
  if (perFirst.times(allowed).gte(holds)) return answer(perFirst.isZero() ? 0 : enough(new Decimal(holds), perFirst));
  if (promise < standing.fromDay) return unavailable('PROMISE_WITHIN_EMBARGO');
  if (standing.atOnce === null) return unavailable('ANY_NUMBER_AT_ONCE');
  const copies = enough(new Decimal(holds).minus(perFirst.times(allowed)), loansBy(promise, standing));
  // Paying for loans ends with the embargo, and copies that can be licensed then take their place.
  return answer(first?.paidByLoan ? Math.max(allowed, copies) : allowed + copies);
}

/** Loans that a copy makes from its first day to the promised one, within its term and limit; at least the first one. */
function loansBy(promise: number, { terms, readersPerLicense, fromDay, untilDay, loanDays }: Lot): Decimal {
  const loans = new Decimal(Math.min(promise, untilDay ?? promise) - fromDay).div(loanDays);
  const limit = terms.checkouts == null ? loans : new Decimal(terms.checkouts).div(readersPerLicense ?? 1);
  return Decimal.max(1, Decimal.min(loans, limit));
}
