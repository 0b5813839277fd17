// How files of facts write terms, and the terms that they mean.
import { Decimal } from 'decimal.js';
import type { Embargo } from './embargo';
import type { LicenseTerms } from './license';
import type { Money, Price, PriceKind } from './price';

/** Amounts are JSON numbers in the currency beside them. */
export interface PriceFact {
  readonly kind: PriceKind;
  readonly amount: number | null;
  readonly min: number | null;
  readonly max: number | null;
  readonly currency: string;
  readonly scope: string | null;
  readonly rule: string | null;
}

export type EmbargoFact = Omit<Embargo, 'firstCopyPrice'> & { readonly firstCopyPrice: PriceFact | null };

/** An amount as text with two places, from the JSON number that a file writes. */
export const amountOfFact = (value: number): string => new Decimal(value).toFixed(2);

/** The rule of expiry of unknown terms is unknown too; files write NONE there. */
export function licenseOfFact(terms: LicenseTerms): LicenseTerms {
  return terms.model === 'UNKNOWN' ? { ...terms, expiryRule: 'UNKNOWN' } : terms;
}

export function priceOfFact({ kind, amount, min, max, currency, scope, rule }: PriceFact): Price {
  const money = (value: number | null): Money | null => (value === null ? null : { amount: amountOfFact(value), currency });
  return { kind, amount: money(amount), min: money(min), max: money(max), scope, rule };
}

export function embargoOfFact({
  amount,
  unit,
  copiesAllowedDuring,
  firstCopyTerms,
  firstCopyPrice,
  appliesTo,
}: EmbargoFact): Embargo {
  return {
    amount,
    unit,
    copiesAllowedDuring,
    firstCopyTerms,
    firstCopyPrice: firstCopyPrice && priceOfFact(firstCopyPrice),
    appliesTo,
  };
}
