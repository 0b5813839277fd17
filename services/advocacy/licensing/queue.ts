// How long the readers of a title wait under given terms, how many of them longer than promised, and how many copies keep a promise.
import { allUnavailable, Decimal, type Exact, exactly, type Figure, known, unavailable } from './figure';
import type { Lot, Offer } from './offer';
import type { Beginning, Scenario } from './scenario';

export interface Queue {
  /** Days, rounded to four places. */
  readonly worstCaseDays: Figure<number>;
  readonly averagePhaseDays: Figure<number>;
  /** Of all holds in the worst case, rounded to four places. */
  readonly meanDays: Figure<number>;
  /** What all holds wait together in the worst case beyond what they would without the embargo. */
  readonly readerDaysLost: Figure<number>;
  /** Share of the holds, 0 to 1 as decimal text, that get no copy by the end of the promised day in the worst case. */
  readonly unservedShare: Figure<string>;
}

const slotModel = 'slot model: wait(p) = p-th smallest start of a loan among all copies';

export const queueFigures = ['worstCaseDays', 'averagePhaseDays', 'unservedShare', 'meanDays', 'readerDaysLost'] as const;

/**
 * Waits for a queue that begins on the day of publication, when the copies bought then are free, or all lent where the scenario says so.
 * No license is bought after those of the scenario.
 */
export function queue({ lots, withoutEmbargo }: Offer, scenario: Scenario): Queue {
  const last = lots.at(-1);
  if (!last) return allUnavailable(queueFigures, 'NO_COPIES');
  const { reader, holds, promisedWaitDays } = scenario;
  const beginning = scenario.copiesAtStart ?? 'FREE';
  const { loanDays } = last;
  const groups = copyGroups(lots);
  const worst = slots(groups, loanDays, 'WORST_CASE', beginning);
  const copies = groups.filter((group) => group.copies !== 0);
  const inputs = {
    p: reader,
    "L'": loanDays,
    copies: copies.map((group) => inWords(group, loanDays)).join('; '),
    ...(beginning === 'FREE' ? {} : { 'copies at the start': 'all just lent' }),
  };
  const wait = (loans: Slots, note: string): Figure<number> => {
    const days = loans.waitOf(reader);
    return days === null ? unavailable('NO_LICENSE_LEFT') : known(days.toDecimalPlaces(4).toNumber(), slotModel, inputs, note);
  };
  return {
    worstCaseDays: wait(worst, 'All copies of a group come back on the same day.'),
    averagePhaseDays: wait(
      slots(groups, loanDays, 'AVERAGE_PHASE', beginning),
      beginning === 'FREE'
        ? 'Copies come back evenly spread over the loan period: one every L/N days after the first N readers.'
        : 'Copies come back evenly spread over the loan period: one every L/N days.',
    ),
    unservedShare: unserved(worst, holds, promisedWaitDays ?? null),
    ...together(
      worst,
      lots === withoutEmbargo ? worst : slots(copyGroups(withoutEmbargo), loanDays, 'WORST_CASE', beginning),
      holds,
    ),
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
    return { copies: atOnce, fromDay, untilDay, checkouts, loanDays, boughtLater: fromDay > 0 };
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

function unserved(worst: Slots, holds: number, promise: number | null): Figure<string> {
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
): Figure<number> {
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

/** Copies with the same limits. Days are whole and count from the day of the question, which is day 0. */
export interface CopyGroup {
  /** Null for any number at once. */
  readonly copies: number | null;
  /** a: the first day on which they can be lent. */
  readonly fromDay: number;
  /** b: the day on which they expire, when no loan can start any more; null for never. */
  readonly untilDay: number | null;
  /** m: loans that each copy allows, null for without end. Copies that share the loans of a bundle may have a part of one each. */
  readonly checkouts: number | null;
  /** L of these copies, above 0; that of the question when left out. */
  readonly loanDays?: Exact;
  /** True for copies that come after the question, which nobody can have lent before. */
  readonly boughtLater?: boolean;
}

/**
 * How far loans have run when the question is asked; only bounds are known.
 * WORST_CASE: all copies of a group come back on the same day. AVERAGE_PHASE: they come back evenly spread over the loan period.
 */
export type Phase = 'WORST_CASE' | 'AVERAGE_PHASE';

/** The loans that copies can start, the earliest first. All answers take time that does not grow with days or copies. */
interface Slots {
  /** Days until the reader at this position (from 1) gets a copy; null when no loan is left for them. */
  waitOf(reader: number): Decimal | null;
  /** How many readers have got a copy by the end of this day; infinite when any number can. */
  servedBy(day: Exact): number;
  /** Reader-days that the first readers wait together, and their mean; null when one of them is never served, or there are none. */
  meanOfFirst(readers: number): { readonly totalReaderDays: Decimal; readonly meanWaitDays: Decimal } | null;
}

/**
 * The slot model. In the worst case copy i starts loans at a, a + L, a + 2L ... while the start is before its b and its count below
 * its m; wait(p) is the p-th smallest start of all copies. On average phase N copies free at a serve N readers at once and then one
 * every L / N days, so that p readers before copies just lent wait p·L / N. Source: vectors w-*.
 * @param loanDays L, or L' of effectiveLoanDays; above 0
 * @throws RangeError when loanDays is not above 0
 */
export function slots(
  groups: readonly CopyGroup[],
  loanDays: Exact,
  phase: Phase = 'WORST_CASE',
  beginning: Beginning = 'FREE',
): Slots {
  const all = groups.map((group) => ({ ...group, loan: new Decimal(group.loanDays ?? loanDays) }));
  const short = all.find(({ loan }) => !loan.gt(0));
  if (short) throw new RangeError(`A loan of ${short.loan} days cannot be counted; it must last longer than 0 days.`);
  const lending = all.filter(({ copies, checkouts }) => copies !== 0 && checkouts !== 0);
  // One tick divides a day so finely that every start falls on a whole tick, also those at parts of L / N: no comparison is rounded.
  const ticks = lending.reduce(
    (sum, { copies, loan }) => leastCommonMultiple(sum, 10n ** BigInt(loan.decimalPlaces()) * BigInt(copies ?? 1)),
    1n,
  );
  const tick = (days: Exact) => BigInt(new Decimal(days).times(ticks.toString()).floor().toFixed(0));
  const days = (at: bigint) => new Decimal(at.toString()).div(ticks.toString());
  const streams = lending.map(({ copies, fromDay, untilDay, checkouts, loan, boughtLater }): Stream => {
    const isFree = beginning === 'FREE' || boughtLater === true || copies === null;
    const together = copies === null ? endless : BigInt(copies);
    const step = phase === 'WORST_CASE' || copies === null ? together : 1n;
    const gap = tick(loan) / (together / step);
    return {
      from: tick(fromDay) + (isFree ? 0n : gap),
      first: isFree ? together : step,
      step,
      gap,
      until: untilDay === null ? null : tick(untilDay),
      total: copies === null || checkouts === null ? endless : BigInt(Math.round(copies * checkouts)),
    };
  });
  const startedBy = (at: bigint) => streams.reduce((sum, stream) => sum + startsBy(stream, at), 0n);
  const startOf = (reader: bigint) => {
    const starts = streams.map((stream) => firstServing(stream, reader, startedBy)).filter((at) => at !== null);
    return starts.length === 0 ? null : starts.reduce((a, b) => (b < a ? b : a));
  };
  return {
    waitOf(reader) {
      const at = startOf(BigInt(reader));
      return at === null ? null : days(at);
    },
    servedBy(day) {
      const served = startedBy(tick(day));
      return served >= endless ? Number.POSITIVE_INFINITY : Number(served);
    },
    meanOfFirst(readers) {
      const last = readers > 0 ? startOf(BigInt(readers)) : null;
      if (last === null) return null;
      const before = streams.reduce((sum, stream) => sum + sumOfStarts(stream, startsBy(stream, last - 1n)), 0n);
      const totalReaderDays = days(before + (BigInt(readers) - startedBy(last - 1n)) * last);
      return { totalReaderDays, meanWaitDays: totalReaderDays.div(readers) };
    },
  };
}

/** `first` starts at tick `from`, then `step` more every `gap` ticks, all before `until` and `total` together. */
interface Stream {
  readonly from: bigint;
  readonly first: bigint;
  readonly step: bigint;
  readonly gap: bigint;
  readonly until: bigint | null;
  readonly total: bigint;
}

/** More readers than any queue has. */
const endless = 1n << 100n;

function startsBy({ from, first, step, gap, until, total }: Stream, at: bigint): bigint {
  const last = until !== null && until <= at ? until - 1n : at;
  if (last < from) return 0n;
  const starts = first + ((last - from) / gap) * step;
  return starts < total ? starts : total;
}

/** The earliest tick of this stream by which the whole queue up to the reader is served, by bisection; null when there is none. */
function firstServing(stream: Stream, reader: bigint, startedBy: (at: bigint) => bigint): bigint | null {
  const { from, first, step, gap, until, total } = stream;
  const goal = reader < total ? reader : total;
  let high = goal <= first ? 0n : (goal - first + step - 1n) / step;
  if (until !== null) {
    if (until <= from) return null;
    const lastStart = (until - 1n - from) / gap;
    if (lastStart < high) high = lastStart;
  }
  if (startedBy(from + high * gap) < reader) return null;
  let low = 0n;
  while (low < high) {
    const middle = (low + high) / 2n;
    if (startedBy(from + middle * gap) >= reader) high = middle;
    else low = middle + 1n;
  }
  return from + low * gap;
}

/** The ticks of the first `count` starts of a stream, added up. */
function sumOfStarts({ from, first, step, gap }: Stream, count: bigint): bigint {
  if (count <= first) return count * from;
  const later = count - first;
  const rounds = later / step;
  return count * from + step * gap * ((rounds * (rounds + 1n)) / 2n) + (later % step) * gap * (rounds + 1n);
}

function leastCommonMultiple(a: bigint, b: bigint): bigint {
  let [x, y] = [a, b];
  while (y > 0n) [x, y] = [y, x % y];
  return (a / x) * b;
}
