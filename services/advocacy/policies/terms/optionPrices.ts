// Which of the prices of a policy are for its license, and which for one of its options?
import type { Price } from './price';
import { LicenseModel, type LicenseTerms } from './terms';

/** Option 1 is the first of the options; null for a price that is not for one of them alone. */
export function optionOf({ scope }: Price): number | null {
  const [, number] = /^OPTION_(\d+)$/.exec(scope ?? '') ?? [];
  return number === undefined ? null : Number(number);
}

/** The prices of the license itself. */
export const pricesOfLicense = (prices: readonly Price[]) => prices.filter((price) => optionOf(price) === null);

/**
 * The prices of an option: those stated for it, else those of a loan where loans are paid for. Other prices are of other terms.
 * @param index from 0
 */
export function pricesOfOption(index: number, { model }: LicenseTerms, prices: readonly Price[]): Price[] {
  const own = prices.filter((price) => optionOf(price) === index + 1);
  if (own.length > 0 || model !== LicenseModel.COST_PER_CIRC) return own;
  return prices.filter(({ scope }) => scope?.startsWith('PER_CHECKOUT'));
}
