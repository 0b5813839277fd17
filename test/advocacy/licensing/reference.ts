// A comparison counted out license by license and loan by loan, without any of the formulas.
import type { Candidate, Scenario } from '#advocacy/licensing/scenario';
import type { LicenseTerms } from '#advocacy/terms/license';

/** Whole numbers only: quarters of a year and of a loan a year, hundredths of a day, cents. */
export interface Asked {
  readonly copies: number;
  readonly holds: number;
  readonly reader: number;
  readonly quarterLoansPerYear: number;
  readonly quarterYears: number;
  readonly loanDays: number;
  readonly keptPercent: number;
  readonly pickUpHalfDays: number;
  readonly promisedWaitDays: number;
}

export const scenarioOf = (asked: Asked): Scenario => ({
  copies: asked.copies,
  holds: asked.holds,
  reader: asked.reader,
  checkoutsPerYear: asked.quarterLoansPerYear / 4,
  years: asked.quarterYears / 4,
  loanDays: asked.loanDays,
  keptShare: asked.keptPercent / 100,
  pickUpDays: asked.pickUpHalfDays / 2,
  promisedWaitDays: asked.promisedWaitDays,
});

/** What the reference says of a candidate: null where the comparison has no number. */
export interface Counted {
  readonly licenses: number | null;
  readonly cents: bigint | null;
  readonly worstHundredths: number | null;
  readonly averageHundredths: number | null;
  readonly servedByPromise: number;
  /** Loans that expired in licenses over by time, and all that those would have allowed. */
  readonly expired: { readonly unused: Fraction; readonly complete: bigint } | null;
}

/** An exact number. */
export type Fraction = readonly [bigint, bigint];
const reduced = (a: bigint, b: bigint): Fraction => {
  let [x, y] = [a < 0n ? -a : a, b];
  while (y > 0n) [x, y] = [y, x % y];
  return [a / x, b / x];
};
const times = ([a, b]: Fraction, [c, d]: Fraction) => reduced(a * c, b * d);
const plus = ([a, b]: Fraction, [c, d]: Fraction) => reduced(a * d + c * b, b * d);
const minus = (a: Fraction, [c, d]: Fraction) => plus(a, [-c, d]);
const less = ([a, b]: Fraction, [c, d]: Fraction) => a * d < c * b;
const of = (number: number, per = 1): Fraction => [BigInt(number), BigInt(per)];

/** Four decimal places of a share, halves rounded up. */
export function places([a, b]: Fraction): string {
  const digits = `${(a * 20_000n + b) / (2n * b)}`.padStart(5, '0');
  return `${digits.slice(0, -4)}.${digits.slice(-4)}`;
}

const readersAtOnce = ({ model, concurrency, checkouts }: LicenseTerms): number => {
  const one = model === 'PERPETUAL_ONE_USER' || (model.startsWith('METERED') && model !== 'METERED_CONCURRENT_CHECKOUTS');
  return Math.min(concurrency ?? (one ? 1 : Number.POSITIVE_INFINITY), checkouts ?? Number.POSITIVE_INFINITY);
};

/** A day so many months later, counted on the calendar of JavaScript's Date. */
function monthsLater(day: number, months: number): number {
  const date = new Date(day * 86_400_000);
  const [year, month, dayOfMonth] = [date.getUTCFullYear(), date.getUTCMonth() + months, date.getUTCDate()];
  const last = new Date(Date.UTC(year, month + 1, 0)).getUTCDate();
  return Date.UTC(year, month, Math.min(dayOfMonth, last)) / 86_400_000;
}

const dayNumber = (day: string) => Date.parse(day) / 86_400_000;

/** Licenses bought on one day, of one price in cents each. */
interface Purchase {
  readonly terms: LicenseTerms;
  readonly cents: number;
  readonly copies: number;
  readonly licenses: number;
  readonly day: number;
}

/**
 * Counts what is licensed without paying by the loan. Where an embargo has a first price or first terms of their own, these are bought
 * once and the standing offer ever after.
 */
export function count(candidate: Candidate, standingCents: number, firstCents: number, on: string, asked: Asked): Counted {
  const { terms, embargo } = candidate;
  const today = dayNumber(on);
  const days = { DAY: 1, WEEK: 7, MONTH: null, YEAR: null }[embargo?.unit ?? 'DAY'];
  const amount = embargo?.amount ?? 0;
  const end = days ? today + days * amount : monthsLater(today, embargo?.unit === 'YEAR' ? 12 * amount : amount);
  const early = amount === 0 ? 0 : Math.min(asked.copies, embargo!.copiesAllowedDuring!);
  const bundled = (copies: number, day: number): Purchase => {
    const readers = readersAtOnce(terms);
    return {
      terms,
      cents: standingCents,
      copies,
      licenses: readers === Number.POSITIVE_INFINITY ? 1 : Math.ceil(copies / readers),
      day,
    };
  };
  const first: Purchase = {
    terms: { ...(embargo?.firstCopyTerms ?? terms), concurrency: 1 },
    cents: firstCents,
    copies: early,
    licenses: early,
    day: today,
  };
  const late = asked.copies > early ? [bundled(asked.copies - early, end)] : [];
  const purchases = early > 0 ? [first, ...late] : late;
  const money = purchases.some((each) => isTooMuch(each, asked)) ? null : spend(purchases, bundled(early, end), asked);
  const starts = purchases.flatMap((each) => loanStarts(each, today, asked)).sort((a, b) => a - b);
  const spread = purchases.flatMap((each) => spreadStarts(each, today, asked)).sort((a, b) => a - b);
  return {
    licenses: money?.licenses ?? null,
    cents: money?.cents ?? null,
    expired: money?.expired ?? null,
    worstHundredths: starts[asked.reader - 1] ?? null,
    averageHundredths: spread[asked.reader - 1] ?? null,
    servedByPromise: Math.min(asked.holds, starts.filter((start) => start <= asked.promisedWaitDays * 100).length),
  };
}

/** L' in hundredths of a day. */
const hundredths = ({ lengthDays }: LicenseTerms, asked: Asked) =>
  Math.min(asked.loanDays, lengthDays ?? asked.loanDays) * asked.keptPercent + asked.pickUpHalfDays * 50;

/** d·L' for all copies against 365 days for all readers at once. */
function isTooMuch({ terms, copies, licenses }: Purchase, asked: Asked): boolean {
  const readers = readersAtOnce(terms) * licenses;
  return asked.quarterLoansPerYear * copies * hundredths(terms, asked) > 365 * readers * 400;
}

/** Buys license after license until the years are over. */
function spend(purchases: readonly Purchase[], standing: Purchase, asked: Asked) {
  let licenses = 0;
  let cents = 0n;
  let expired = { unused: of(0), complete: 0n };
  const horizon = of(asked.quarterYears * 3);
  for (const purchase of purchases) {
    let current = purchase;
    for (let month = of(0); less(month, horizon); ) {
      licenses += current.licenses;
      cents += BigInt(current.licenses * current.cents);
      const { durationMonths: time, checkouts } = current.terms;
      const loansAMonth = of(asked.quarterLoansPerYear * current.copies, 48 * current.licenses);
      const useUp: Fraction | null =
        checkouts !== null && loansAMonth[0] > 0n ? times(of(checkouts), [loansAMonth[1], loansAMonth[0]]) : null;
      const byTime = time !== null && (useUp === null || less(of(time), useUp));
      if (time === null && useUp === null) break;
      const lasts = byTime ? of(time!) : useUp!;
      month = plus(month, lasts);
      if (byTime && !less(horizon, month)) {
        const complete = BigInt(completeLoans(current, asked));
        const unused = minus([complete, 1n], times(loansAMonth, of(time!)));
        const all = BigInt(current.licenses);
        expired = {
          unused: less(unused, of(0)) ? expired.unused : plus(expired.unused, times(unused, [all, 1n])),
          complete: expired.complete + complete * all,
        };
      }
      if (purchase !== standing && purchase.day < standing.day) current = standing;
    }
  }
  return { licenses, cents, expired };
}

/** Loan after loan of one license until its time is over or its loans are made. */
function completeLoans({ terms, day }: Purchase, asked: Asked): number {
  const length = hundredths(terms, asked);
  const term = (monthsLater(day, terms.durationMonths!) - day) * 100;
  let loans = 0;
  for (let at = length; at <= term; at += length) loans += Math.min(readersAtOnce(terms), 1_000_000);
  return Math.min(loans, terms.checkouts ?? loans);
}

/** The hundredths of a day after publication on which loans of a purchase start: as many readers at once as it allows, round by round. */
function loanStarts({ terms, licenses, day }: Purchase, today: number, asked: Asked): number[] {
  const length = hundredths(terms, asked);
  const over = terms.durationMonths === null ? Number.POSITIVE_INFINITY : (monthsLater(day, terms.durationMonths) - today) * 100;
  const most = asked.reader + asked.holds;
  const starts: number[] = [];
  let left = (terms.checkouts ?? Number.POSITIVE_INFINITY) * licenses;
  for (let at = (day - today) * 100; at < over && left > 0 && starts.length < most; at += length) {
    const readers = Math.min(readersAtOnce(terms) * licenses, left, most);
    for (let i = 0; i < readers; i++) starts.push(at);
    left -= readers;
  }
  return starts;
}

/** The same where copies come back one by one, evenly spread: all readers at once, then one after each even part of a loan. */
function spreadStarts({ terms, licenses, day }: Purchase, today: number, asked: Asked): number[] {
  const [length, begin] = [hundredths(terms, asked), (day - today) * 100];
  const over = terms.durationMonths === null ? Number.POSITIVE_INFINITY : (monthsLater(day, terms.durationMonths) - today) * 100;
  const readers = readersAtOnce(terms) * licenses;
  const loans = Math.min(asked.reader, (terms.checkouts ?? Number.POSITIVE_INFINITY) * licenses);
  const starts: number[] = [];
  for (let loan = 0; loan < loans; loan++) {
    const parts = Math.max(0, loan + 1 - readers);
    // In parts of a loan shared by all readers, so that no comparison is rounded.
    if (parts > 0 && begin * readers + parts * length >= over * readers) break;
    starts.push(parts === 0 ? begin : begin + (parts * length) / readers);
  }
  return starts;
}
