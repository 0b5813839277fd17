// How is the record corrected without losing what it said before?

import type { Request } from '#kit/data/request';
import { BadInput } from '#kit/words/problem';
import { correctionOf } from '../changes/changesOf';
import type { PolicyContent } from '../history/policyFact';
import { PolicyRevision } from '../terms/policyWords';
import type { CorrectPolicyInput, PolicyCorrection } from './correctionInput';
import type { PreciseDateInput } from './policyInput';
import { addChange, addVersion, contentOfVersion, expectedVersion, isSame, settleSources, write } from './policyRecord';
import type { Recorded } from './recordPolicy';

/** Adds a version that says what is right; the version before stays readable. @throws VersionConflict, PolicyOverlap, BadInput, ContradictoryTerms */
export function correctPolicy(input: CorrectPolicyInput, request: Request): Promise<Recorded> {
  return write(request, 'correctPolicy', async (writing) => {
    const previous = await expectedVersion(writing.manager, input);
    await settleSources(writing.manager, input.sourceIds, input.newSources);
    const was = contentOfVersion(previous);
    const corrected = { ...was, ...columnsOf(input.correction) };
    if (isSame(was, corrected)) {
      throw new BadInput(
        'correction',
        'The correction says what the record says already. To confirm the record use verifyPolicy.',
      );
    }
    const content = { ...corrected, sourceIds: [...new Set([...was.sourceIds, ...input.sourceIds])] };
    const about = { revision: PolicyRevision.CORRECTED, correctionReason: input.reason };
    const policy = await addVersion(writing, content, previous, about);
    return { policy, change: await addChange(writing, correctionOf(previous, policy)) };
  });
}

/** The columns that a correction sets. Null keeps what can not be missing. */
function columnsOf(correction: PolicyCorrection): Partial<PolicyContent> {
  const { formats, titleScope, territories, status, license, options, prices, confidence } = correction;
  const { announcedOn, effectiveFrom, effectiveTo, endAnnouncedOn, embargo, grandfathering, lastVerifiedOn, note } = correction;
  const always = { formats, titleScope, territories, status, license, options, prices, confidence };
  const optional = {
    ...date('announcedDay', 'announcedPrecision', announcedOn),
    ...date('effectiveFromDay', 'effectiveFromPrecision', effectiveFrom),
    ...date('effectiveToDay', 'effectiveToPrecision', effectiveTo),
    ...{ endAnnouncedOn, embargo, grandfathering, lastVerifiedOn, note },
  };
  return Object.fromEntries([
    ...Object.entries(always).filter(([, value]) => value !== undefined && value !== null),
    ...Object.entries(optional).filter(([, value]) => value !== undefined),
  ]);
}

function date(day: string, precision: string, given: PreciseDateInput | null | undefined): Record<string, unknown> {
  return given === undefined ? {} : { [day]: given?.date ?? null, [precision]: given?.precision ?? null };
}
