// The laws and bills that a new database begins with.
import type { EntityManager } from 'typeorm';
import { addMissing, type Confidence, readFacts } from '#kit/words/facts';
import { Law, type PolicyFlagCode } from './law';
import type { LawStep } from './lawStep';

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
