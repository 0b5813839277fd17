// Facts of policies that a newer release knows better: a new version where the record is still as it was delivered.
import type { Change } from '#kit/data/change';
import { isEdited, type Revisions, standingOf } from '#kit/data/revise';
import { Problem } from '#kit/words/problem';
import { correctionOf, endOf } from './changesOf';
import { type PolicyContent, PolicyRevision } from './policyPeriod';
import { addChange, addVersion, contentOfVersion, currentVersion, othersOf, successorsOf } from './policyRecord';

/** What changed of a policy: only the columns that differ. */
export interface PolicyNews {
  readonly id: string;
  readonly reason: string;
  readonly before: Partial<PolicyContent>;
  readonly after: Partial<PolicyContent>;
}

/**
 * Adds a version with its reason and sources for each policy whose record is still what was delivered, and its entries in the feed. A
 * policy that an editor wrote to, and one that would overlap with what an editor recorded, stays as it is and is counted.
 */
export async function revisePolicies(writing: Change, news: readonly PolicyNews[], tally: Revisions): Promise<void> {
  const { manager } = writing;
  for (const { id, reason, before, after } of news) {
    const stored = await currentVersion(manager, id);
    const standing = stored && standingOf(stored, before, after);
    if (!stored || standing === 'UP_TO_DATE') continue;
    if (standing === 'OF_AN_EDITOR' || (await isEdited(manager, `policy ${id}`))) {
      tally.kept++;
      continue;
    }
    const about = { revision: PolicyRevision.CORRECTED, correctionReason: reason };
    const content = { ...contentOfVersion(stored), ...after };
    const policy = await addVersion(writing, content, stored, about).catch(keptByOverlap);
    if (!policy) {
      tally.kept++;
      continue;
    }
    await addChange(writing, correctionOf(stored, policy));
    if ('effectiveToDay' in after) {
      const others = await othersOf(manager, policy);
      await addChange(writing, endOf(policy, others, await successorsOf(manager, policy.publisherId)));
    }
    tally.revised++;
  }
}

function keptByOverlap(error: unknown): null {
  if (error instanceof Problem && error.extensions.code === 'POLICY_OVERLAP') return null;
  throw error;
}
