// How files of facts write terms, and the terms that they mean.
import { Decimal } from 'decimal.js';
import { BadInput } from '#kit/words/problem';
import { type Embargo, type LicenseTerms, type Money, type Price, type PriceKind, storedEmbargo } from './license';

/**
 * The value of JSON whose numbers keep their digits: one that binary numbers would change, or that has a decimal point, becomes
 * its text. @throws SyntaxError when it is not JSON
 */
export function factsOf(text: string): unknown {
  // Windows writes a byte order mark before it.
  const json = text.replace(/^\ufeff/, '');
  JSON.parse(json);
  // In JSON a digit outside a string begins a number, so this finds every number and nothing else.
  const exact = json.replace(/"(?:[^"\\]|\\.)*"|-?\d+(?:\.\d+)?(?:[eE][-+]?\d+)?/g, (token) =>
    token.startsWith('"') || (/^-?\d+$/.test(token) && Number.isSafeInteger(Number(token))) || isWhole(token)
      ? token
      : `"${token}"`,
  );
  return JSON.parse(exact);
}

/** Such as 26.0, which is 26 to everybody. */
const isWhole = (token: string) => /^-?\d{1,15}\.0$/.test(token);

/** Amounts are JSON numbers in the currency beside them, or their text. */
export interface PriceFact {
  readonly kind: PriceKind;
  readonly amount: number | string | null;
  readonly min: number | string | null;
  readonly max: number | string | null;
  readonly currency: string;
  readonly scope: string | null;
  readonly rule: string | null;
}

export type EmbargoFact = Omit<Embargo, 'firstCopyPrice'> & { readonly firstCopyPrice: PriceFact | null };

/** A binary number tells at most so many digits apart. */
const surelyExact = 15;

/**
 * An amount as a file writes it, with two places at least and never rounded; what cannot be one stays as it is, for the rules of
 * amounts to refuse. @throws BadInput for a number of which JSON has lost digits
 */
export function amountOfFact(value: number | string): string {
  const text = String(value);
  if (/^\d+\.\d{2,}$/.test(text) && typeof value === 'string') return text;
  const amount = /^\d+(\.\d+)?([eE][-+]?\d{1,2})?$/.test(text) ? new Decimal(text) : null;
  if (amount === null) return text;
  if (typeof value === 'number' && amount.precision() > surelyExact)
    throw new BadInput('prices', `The amount ${value} has more digits than a JSON number keeps. Write it as text, in quotes.`, {
      reason: 'DIGITS_LOST',
    });
  return amount.toFixed(Math.max(2, amount.decimalPlaces()));
}

/** The rule of expiry of unknown terms is unknown too; files write NONE there. */
export function licenseOfFact(terms: LicenseTerms): LicenseTerms {
  return terms.model === 'UNKNOWN' ? { ...terms, expiryRule: 'UNKNOWN' } : terms;
}

export function priceOfFact({ kind, amount, min, max, currency, scope, rule }: PriceFact): Price {
  const money = (value: number | string | null): Money | null =>
    value === null ? null : { amount: amountOfFact(value), currency };
  return { kind, amount: money(amount), min: money(min), max: money(max), scope, rule };
}

export function embargoOfFact({
  amount,
  atLeast,
  unit,
  copiesAllowedDuring,
  firstCopyTerms,
  firstCopyPrice,
  appliesTo,
}: EmbargoFact): Embargo {
  const price = firstCopyPrice && priceOfFact(firstCopyPrice);
  return storedEmbargo({ amount, atLeast, unit, copiesAllowedDuring, firstCopyTerms, firstCopyPrice: price, appliesTo });
}
