// Which recorded policies and worked examples do the tests of the licensing mathematics use?
import type { Candidate } from '#advocacy/licensing/index';
import policyFacts from '../../../data/policies.json';
import vectorFacts from '../../../data/test-vectors.json';

interface Vector {
  readonly id: string;
  readonly formula: string;
  readonly inputs: Record<string, unknown>;
  readonly expected: Record<string, unknown>;
  readonly roundTo: number;
}

interface Policy extends Pick<Candidate, 'id' | 'terms' | 'prices' | 'embargo'> {
  readonly publisherId: string;
  readonly formats: readonly string[];
  readonly status: string;
  readonly effectiveFrom: string | null;
  readonly effectiveTo: string | null;
}

export const vectors = vectorFacts.vectors as unknown as readonly Vector[];

export const policies = policyFacts.policies as unknown as readonly Policy[];

/** A recorded policy by its id, ready to be compared. */
export function recorded(id: string): Candidate {
  const policy = policies.find((each) => each.id === id);
  if (!policy) throw new Error(`No policy is recorded as ${id}.`);
  return { id, label: policy.publisherId, terms: policy.terms, prices: policy.prices, embargo: policy.embargo };
}
