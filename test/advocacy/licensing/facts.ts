// The recorded policies and worked examples that the tests of the licensing mathematics use.
import type { Candidate } from '#advocacy/licensing/scenario';
import { type EmbargoFact, embargoOfFact, licenseOfFact, type PriceFact, priceOfFact } from '#advocacy/terms/facts';
import type { Embargo, LicenseTerms, Price } from '#advocacy/terms/license';
import policyFacts from '../../../data/policies.json';
import vectorFacts from '../../../data/test-vectors.json';

interface Vector {
  readonly id: string;
  readonly formula: string;
  readonly inputs: Record<string, unknown>;
  readonly expected: Record<string, unknown>;
  readonly roundTo: number;
}

interface Policy {
  readonly id: string;
  readonly terms: LicenseTerms;
  readonly prices: readonly PriceFact[];
  readonly embargo: EmbargoFact | null;
  readonly publisherId: string;
  readonly formats: readonly string[];
  readonly status: string;
  readonly territories: readonly string[];
  readonly effectiveFrom: string | null;
  readonly effectiveTo: string | null;
}

export const vectors = vectorFacts.vectors as unknown as readonly Vector[];

export const policies = policyFacts.policies as unknown as readonly Policy[];

/** A recorded policy by its id, ready to be compared. */
export function recorded(id: string): Candidate {
  const policy = policies.find((each) => each.id === id);
  if (!policy) throw new Error(`No policy is recorded as ${id}.`);
  const { publisherId: label, terms, prices, embargo } = policy;
  return { id, label, terms: licenseOfFact(terms), prices: prices.map(priceOfFact), embargo: embargo && embargoOfFact(embargo) };
}

/** An exact price. */
export const exact = (amount: number | string, currency = 'USD', scope: string | null = null): Price => ({
  kind: 'EXACT',
  amount: { amount: String(amount), currency },
  min: null,
  max: null,
  scope,
  rule: null,
});

/** An embargo of eight weeks with one copy, unless the fields say otherwise. */
export const embargoOf = (fields: Partial<Embargo> = {}): Embargo => ({
  amount: 8,
  unit: 'WEEK',
  copiesAllowedDuring: 1,
  firstCopyTerms: null,
  firstCopyPrice: null,
  appliesTo: null,
  ...fields,
});
