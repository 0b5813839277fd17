// Figures: kept exact, and each either with the formula it came from or missing with a reason.
import DecimalJs from 'decimal.js';

/** Decimal arithmetic with 40 significant digits, halves rounded away from zero. Sums and products of money are exact in it. */
export const Decimal = DecimalJs.clone({ precision: 40, rounding: DecimalJs.ROUND_HALF_UP });
export type Decimal = DecimalJs;

/** A number as data give it: a JSON number or decimal text such as "59.99", taken digit by digit, or a Decimal. */
export type Exact = DecimalJs.Value;

/** a / b, or null where b is zero: an undefined quotient is never zero or infinite. */
export function ratio(a: Exact, b: Exact): Decimal | null {
  const divisor = new Decimal(b);
  return divisor.isZero() ? null : new Decimal(a).div(divisor);
}

/** Takes off the last digits, which division may have rounded, so that a whole number stays whole when it is rounded up. */
export const exactly = (quotient: Decimal): Decimal => quotient.toDecimalPlaces(20);

/** An amount as decimal text with at least two places and all that it has; more than the 18 of the Decimal scalar only a quotient has. */
export function amountText(amount: Decimal): string {
  const written = amount.decimalPlaces() > 18 ? quotient(amount) : amount;
  return written.toFixed(Math.max(2, written.decimalPlaces()));
}

/** A quotient of money, rounded to four places; one below a cent to four digits, so that what costs something is never 0. */
export const quotient = (amount: Decimal): Decimal =>
  amount.lt('0.01') ? amount.toSignificantDigits(4) : amount.toDecimalPlaces(4);

/** Exact money in an answer. */
export interface Amount {
  readonly amount: string;
  readonly currency: string;
}

/** Why a figure is missing: the stable code of each reason, with its meaning. */
export const reasons = {
  NOT_OFFERED: 'The publisher does not license these titles to libraries.',
  TERMS_UNKNOWN: 'Our sources do not give the terms, or not the limit that the license model is named after.',
  EMBARGO_UNKNOWN: 'There is an embargo, but its length or the number of copies it allows is not known.',
  PRICE_NOT_STATED: 'Our sources state no price that holds for a new title, or only examples of single titles.',
  PRICE_IS_A_RULE: 'The price is known as a rule in words only, such as a multiple of another price.',
  PRICE_IN_OTHER_CURRENCY: 'Prices are stated, but in another currency than the one asked for.',
  NO_COPIES: 'The scenario has no copies.',
  NO_CHECKOUTS: 'The scenario has no checkouts to divide by.',
  NO_HOLDS: 'The scenario has no holds to take a share of.',
  WITHOUT_LIMIT: 'The terms limit neither time nor loans, so there is no greatest number of loans and nothing to buy again.',
  NO_LICENSE_LEFT: 'All licenses are used up or expired before this reader gets a copy; new ones are needed.',
  DEMAND_EXCEEDS_COPIES: 'The copies cannot make so many loans a year: each makes at most 365 / loan days.',
  LOAN_LONGER_THAN_TERM: 'The license expires before one loan is complete, so it has no capacity that could be wasted.',
  ANY_NUMBER_AT_ONCE: 'Any number of readers can read at once, so there are no copies to count.',
  PROMISE_NOT_GIVEN: 'The scenario promises no longest wait.',
  PAID_BY_LOAN: 'The library pays for each loan, so there is no license whose price could be compared.',
  NO_PRICE_OF_A_LOAN: 'Neither the scenario nor a policy of the same publisher beside it gives the price of one loan.',
  NO_PERPETUAL_PRICE: 'Neither the scenario nor a policy of the same publisher beside it gives the price of a perpetual license.',
  CONSUMER_PRICE_NOT_GIVEN: 'The scenario gives no price that consumers pay.',
  PAID_DIFFERENTLY: 'One price is for a license and the other for a loan.',
  FREE_OF_CHARGE: 'The price to divide by is zero.',
  NO_TIME_BETWEEN: 'The later day does not lie after the earlier one, so there are no years over which to spread the change.',
  PROMISE_WITHIN_EMBARGO: 'The promised wait ends before the embargo does; no number of copies can keep it.',
} as const;

export type Reason = keyof typeof reasons;

/** A figure: with the formula and inputs it came from, or null with the reason. */
export type Figure<T> = Known<T> | Missing;

interface Known<T> {
  readonly value: T;
  /** The name and text of the formula. */
  readonly formula: string;
  readonly inputs: readonly Input[];
  /** What was assumed or left out; null for nothing. */
  readonly note: string | null;
}

interface Missing {
  readonly value: null;
  readonly reason: Reason;
}

/** A value that went into a formula, as text; a limit that does not exist is written "none". */
interface Input {
  readonly name: string;
  readonly value: string;
}

/** A computed figure. Inputs that are null are written "none". */
export function known<T>(
  value: T,
  formula: string,
  inputs: Readonly<Record<string, unknown>>,
  note: string | null = null,
): Known<T> {
  return {
    value,
    formula,
    inputs: Object.entries(inputs).map(([name, input]) => ({ name, value: String(input ?? 'none') })),
    note,
  };
}

export function unavailable(reason: Reason): Missing {
  return { value: null, reason };
}

/** The same reason for each of several figures. */
export function allUnavailable<Name extends string>(names: readonly Name[], reason: Reason): Record<Name, Missing> {
  return Object.fromEntries(names.map((name) => [name, unavailable(reason)])) as Record<Name, Missing>;
}

/** A figure that could not be computed. `field` is its path, such as wait.worstCaseDays. */
export interface MissingFigure {
  readonly field: string;
  readonly reason: Reason;
}

/** How a figure was computed. `field` is its path. */
export interface ExplainedFigure extends Omit<Known<unknown>, 'value'> {
  readonly field: string;
}

/** Sorts figures, each named by its path, into those that are missing and those that are explained. */
export function explained(answers: Readonly<Record<string, Figure<unknown>>>) {
  const unavailable: MissingFigure[] = [];
  const explain: ExplainedFigure[] = [];
  for (const [field, answer] of Object.entries(answers)) {
    if ('reason' in answer) unavailable.push({ field, reason: answer.reason });
    else explain.push({ field, formula: answer.formula, inputs: answer.inputs, note: answer.note });
  }
  return { unavailable, explain };
}
