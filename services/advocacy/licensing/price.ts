// Which of the stated prices does a calculation use for a new title?
import { Decimal, type Exact } from './exact';
import type { Reason } from './reasons';
import type { StatedPrice, Sum } from './terms';

/** How the price used is known: stated exactly, the upper bound of what is stated, or given in the scenario. */
export type PriceBasis = 'EXACT' | 'CAP' | 'TYPICAL_CAP' | 'RANGE_UPPER_BOUND' | 'OVERRIDE';

export interface UsedPrice {
  readonly amount: Decimal;
  readonly basis: PriceBasis;
  /** Which titles or loans it is stated for; null for all. */
  readonly scope: string | null;
  /** The basis in words. */
  readonly words: string;
}

/**
 * The price of one license, or of one loan where `perCheckout`. In this order:
 * 1. only prices in the currency asked for and no examples of single titles; prices PER_CHECKOUT only where loans are paid for, and
 *    no others there once one of them is stated;
 * 2. those stated for new titles (under 12 months, frontlist, new releases), then for all titles, then for some, then for the backlist;
 * 3. of these an EXACT amount, then a CAP, a TYPICAL_CAP, the upper end of a RANGE; the highest of equals. A RULE in words has no amount.
 * So a bound is only ever the upper one, and the answer says which it is.
 */
export function priceOfNewTitle(prices: readonly StatedPrice[], currency: string, perCheckout: boolean): UsedPrice | Reason {
  const ofLoans = prices.filter(isOfLoan);
  const ofLicenses = prices.filter((price) => !isOfLoan(price) && !price.scope?.startsWith('EXAMPLE'));
  const stated = perCheckout && ofLoans.length > 0 ? ofLoans : ofLicenses;
  const here = stated.filter((price) => (currencyOf(price) ?? currency) === currency);
  const best = Math.min(...here.map(({ scope }) => scopeRank(scope)));
  const first = here.filter(({ scope }) => scopeRank(scope) === best);
  const used = first
    .flatMap((price) => bound(price) ?? [])
    .sort((a, b) => order.indexOf(a.basis) - order.indexOf(b.basis) || b.amount.cmp(a.amount));
  if (used[0]) return used[0];
  if (first.some(({ kind, rule }) => kind === 'RULE' && rule)) return 'PRICE_IS_A_RULE';
  return here.length === 0 && stated.some((price) => bound(price)) ? 'PRICE_IN_OTHER_CURRENCY' : 'PRICE_NOT_STATED';
}

/** A price that the scenario sets in place of what is stated. */
export function overridden(amount: Exact): UsedPrice {
  return { amount: new Decimal(amount), basis: 'OVERRIDE', scope: null, words: 'given in the scenario' };
}

const order: readonly PriceBasis[] = ['EXACT', 'CAP', 'TYPICAL_CAP', 'RANGE_UPPER_BOUND'];

const isOfLoan = ({ scope }: StatedPrice) => scope?.startsWith('PER_CHECKOUT') ?? false;

function scopeRank(scope: string | null | undefined): number {
  if (scope == null || scope.startsWith('PER_CHECKOUT')) return 1;
  if (/UNDER_12_MONTHS|FRONTLIST|NEW_RELEASES/.test(scope)) return 0;
  return /BACKLIST|12_MONTHS_OR_MORE/.test(scope) ? 3 : 2;
}

function bound({ kind, amount, min, max, scope }: StatedPrice): UsedPrice | null {
  const upper = amountOf(kind === 'EXACT' ? amount : max);
  const basis = kind === 'RANGE' ? 'RANGE_UPPER_BOUND' : order.find((name) => name === kind);
  if (upper === null || basis === undefined) return null;
  const target = scope == null ? '' : `, stated for ${scope}`;
  return { amount: upper, basis, scope: scope ?? null, words: `${words(basis, amountOf(min), upper)}${target}` };
}

function words(basis: PriceBasis, lower: Decimal | null, upper: Decimal): string {
  if (basis === 'EXACT') return 'exact price';
  if (basis === 'RANGE_UPPER_BOUND') return `upper end of the range ${lower?.toFixed(2) ?? 'up'} to ${upper.toFixed(2)}`;
  return basis === 'CAP' ? 'cap, so an upper bound' : 'cap that most titles keep, so an upper bound for most';
}

function amountOf(stated: Exact | Sum | null | undefined): Decimal | null {
  if (stated == null) return null;
  return new Decimal(isSum(stated) ? stated.amount : stated);
}

/** Null for a rule in words, which holds in any currency. */
function currencyOf({ amount, min, max, currency }: StatedPrice): string | null {
  const sum = [amount, max, min].find((stated) => stated != null && isSum(stated));
  return sum ? (sum as Sum).currency : (currency ?? null);
}

function isSum(stated: Exact | Sum): stated is Sum {
  return typeof stated === 'object' && !Decimal.isDecimal(stated);
}
