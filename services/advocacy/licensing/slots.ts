// The slot model: how many days the p-th reader of a queue waits.
import { Decimal, type Exact } from './figure';

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
}

/**
 * Where loans stand in their period, of which only bounds are known.
 * WORST_CASE: all copies of a group come back on the same day. AVERAGE_PHASE: they come back evenly spread over the loan period.
 */
export type Phase = 'WORST_CASE' | 'AVERAGE_PHASE';

/** FREE: every copy can be lent on its first day, as when it is bought. JUST_LENT: every copy was lent on that day and is to come back. */
export type Beginning = 'FREE' | 'JUST_LENT';

/** The loans that copies can start, the earliest first. All answers take time that does not grow with days or copies. */
export interface Slots {
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
  const streams = lending.map(({ copies, fromDay, untilDay, checkouts, loan }): Stream => {
    const together = copies === null ? endless : BigInt(copies);
    const step = phase === 'WORST_CASE' || copies === null ? together : 1n;
    const gap = tick(loan) / (together / step);
    return {
      from: tick(fromDay) + (beginning === 'FREE' ? 0n : gap),
      first: beginning === 'FREE' ? together : step,
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
