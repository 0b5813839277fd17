// What must hold of every policy that enters the record?

import {
  refuseContradictions,
  refuseContradictoryEmbargo,
  refuseContradictoryPrice,
  refuseTermsOfNothing,
} from '#advocacy/terms/contradictions';
import type { Price } from '#advocacy/terms/price';
import { optionOf } from '#advocacy/terms/price';
import { DatePrecision } from '#kit/words/facts';
import { BadInput, Problem } from '#kit/words/problem';
import type { PolicyContent } from '../history/policyFact';
import { PolicyStatus } from '../terms/policyWords';

/** Somebody else changed the policy after it was read. */
export class VersionConflict extends Problem {
  constructor(id: string, expected: number, current: number) {
    super(
      'VERSION_CONFLICT',
      `The policy ${id} is at version ${current}, not ${expected}: somebody changed it after you read it. Read it again, then repeat what still applies.`,
      { id, expectedVersion: expected, currentVersion: current },
    );
  }
}

/** The id is taken. */
export class PolicyExists extends Problem {
  constructor(id: string) {
    super('POLICY_EXISTS', `A policy ${id} is recorded already. Correct or end that one, or choose another id.`, { id });
  }
}

/** Two standing policies of one publisher would hold for the same titles, formats, countries and days. */
export class PolicyOverlap extends Problem {
  constructor(id: string, overlaps: readonly string[]) {
    super(
      'POLICY_OVERLAP',
      `The policy ${id} would hold on the same days, for the same titles, formats and countries as ${overlaps.join(', ') || 'another one'}. End that one first, or tell the two apart by titleScope, optionKey, formats or territories.`,
      { id, overlaps },
    );
  }
}

/** @throws BadInput, ContradictoryTerms; fields are named as in RecordPolicyInput */
export function refuseUnsound(policy: PolicyContent): void {
  const { effectiveFromDay: from, effectiveToDay: to, status, license, embargo } = policy;
  refuseContradictions(license, 'license');
  for (const [i, terms] of policy.options.entries()) refuseContradictions(terms, `options[${i}]`);
  if (embargo) refuseContradictoryEmbargo(embargo, 'embargo');
  for (const [i, price] of policy.prices.entries()) {
    refuseContradictoryPrice(price, `prices[${i}]`);
    refuseStrayOption(price, policy.options.length, `prices[${i}].scope`);
  }
  if (policy.sourceIds.length === 0) throw new BadInput('sourceIds', 'A policy without a source can not be recorded.');
  if (from !== null && to !== null && to <= from) {
    throw new BadInput(
      'effectiveTo',
      `A policy that holds from ${from} does not end on ${to}. The end is the first day on which it no longer holds.`,
    );
  }
  const { lastVerifiedOn: verified } = policy;
  if (verified !== null && ((from !== null && verified < from) || (to !== null && verified >= to))) {
    throw new BadInput(
      'lastVerifiedOn',
      `A policy that holds from ${from ?? 'before the record'} to ${to ?? 'an unknown day'} was not confirmed on ${verified}. Change one of the days.`,
    );
  }
  if (status === PolicyStatus.PROPOSED_NEVER_IN_FORCE && (from !== null || to !== null)) {
    throw new BadInput(
      'effectiveFrom',
      'A proposal that never came into force has no days on which it held. Leave them out, or change status.',
    );
  }
  if (status === PolicyStatus.TEMPORARY_OPTION && from === null) {
    throw new BadInput('effectiveFrom', 'A temporary option needs its first day.');
  }
  if (policy.endAnnouncedOn !== null && to === null) {
    throw new BadInput('endAnnouncedOn', 'An end was announced but is not given. Add effectiveTo.');
  }
  if (policy.effectiveToPrecision === DatePrecision.AS_OF) {
    throw new BadInput(
      'effectiveTo.precision',
      'AS_OF says that something was seen to hold; an end is not seen that way. Use APPROX.',
    );
  }
  if (embargo !== null || policy.prices.length > 0) refuseTermsOfNothing(license, 'license');
}

function refuseStrayOption(price: Price, options: number, field: string): void {
  const option = optionOf(price);
  if (option === null || (option >= 1 && option <= options)) return;
  throw new BadInput(field, `The price is for option ${option}, but the policy has ${options} options, counted from 1.`);
}
