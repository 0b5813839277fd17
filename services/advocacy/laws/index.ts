// What laws add to the subgraph.

import type { EntityManager } from 'typeorm';
import type { Request } from '#kit/data/request';
import type { Feature } from '#kit/subgraph/federate';
import { addMissing, type Confidence, readFacts } from '#kit/words/facts';
import { Law, type PolicyFlagCode } from './law';
import { LawEditingResolver, LawsResolver } from './lawEditing.resolver';
import type { LawStep } from './lawStep';

export { Law, lawsBehind, PolicyFlagCode } from './law';

export const lawEntities = [Law];

/**
 * Laws are rows that editors record. The checks of policyFlags are code in `policies/`: a row names those that it stands behind, and a
 * row without one is listed and never flagged.
 */
export const lawsFeature: Feature<Request> = {
  resolvers: [LawsResolver, LawEditingResolver],
};

/** One entry of `laws` in data/laws.json; data/README.md tells what each field means. */
interface LawFact {
  readonly id: string;
  readonly name: string;
  readonly number: string | null;
  readonly country: string | null;
  readonly region: string | null;
  readonly steps: readonly LawStep[];
  readonly triggerClause: string | null;
  readonly checks: readonly PolicyFlagCode[];
  readonly notChecked: readonly string[];
  readonly sources: readonly string[];
  readonly confidence: Confidence;
  readonly note: string | null;
}

/** Adds the laws of the facts that are not there yet; runs inside the caller's transaction. */
export async function seedLaws(manager: EntityManager): Promise<void> {
  const { laws } = readFacts<{ laws: LawFact[] }>('laws.json');
  const rows = laws.map(({ sources, ...law }) => ({
    ...law,
    jurisdiction: law.region ?? law.country ?? 'EU',
    sourceIds: sources,
  }));
  await addMissing(manager, Law, rows);
}
