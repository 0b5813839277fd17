// How is a number kept exact where money and rates are concerned?
import DecimalJs from 'decimal.js';

/** Decimal arithmetic with 40 significant digits, halves rounded away from zero. Sums and products of money are exact in it. */
export const Decimal = DecimalJs.clone({ precision: 40, rounding: DecimalJs.ROUND_HALF_UP });
export type Decimal = DecimalJs;

/** A number as data give it: a JSON number or decimal text such as "59.99", taken digit by digit, or a Decimal. */
export type Exact = DecimalJs.Value;

/** a / b, or null where b is zero: what is not defined is never zero or infinite. */
export function ratio(a: Exact, b: Exact): Decimal | null {
  const divisor = new Decimal(b);
  return divisor.isZero() ? null : new Decimal(a).div(divisor);
}

/** What a quotient stands for that division may have left off by its last digits, so that a whole number is whole when it is rounded up. */
export function exactly(quotient: Decimal): Decimal {
  return quotient.toDecimalPlaces(20);
}

/** An amount as decimal text with at least two places and at most four, as the Decimal scalar of the API writes it. */
export function amountText(amount: Decimal): string {
  const rounded = amount.toDecimalPlaces(4);
  return rounded.toFixed(Math.max(2, rounded.decimalPlaces()));
}
