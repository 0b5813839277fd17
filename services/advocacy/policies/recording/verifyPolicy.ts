// How is it recorded that a policy still holds?

import type { Request } from '#kit/data/request';
import { BadInput } from '#kit/words/problem';
import { PolicyRevision } from '../terms/policyWords';
import type { VerifyPolicyInput } from './correctionInput';
import { addVersion, contentOfVersion, expectedVersion, settleSources, write } from './policyRecord';
import type { Recorded } from './recordPolicy';

/** Adds a version that was confirmed on a day. Nothing changed, so the feed has no entry for it. @throws VersionConflict, BadInput */
export function verifyPolicy(input: VerifyPolicyInput, request: Request): Promise<Recorded> {
  return write(request, 'verifyPolicy', async (writing) => {
    const previous = await expectedVersion(writing.manager, input);
    const { lastVerifiedOn: day } = input;
    const refuse = (why: string) => {
      throw new BadInput('lastVerifiedOn', `The policy ${previous.id} can not be confirmed on ${day}: ${why}`);
    };
    const today = writing.now.toISOString().slice(0, 10);
    if (day > today) refuse(`today is ${today}.`);
    if (previous.lastVerifiedOn !== null && day < previous.lastVerifiedOn)
      refuse(`it was confirmed later already, on ${previous.lastVerifiedOn}.`);
    if (previous.effectiveFromDay !== null && day < previous.effectiveFromDay)
      refuse(`it holds from ${previous.effectiveFromDay}.`);
    if (previous.effectiveToDay !== null && day >= previous.effectiveToDay) refuse(`it ended on ${previous.effectiveToDay}.`);
    await settleSources(writing.manager, input.sourceIds, input.newSources);
    const sourceIds = [...new Set([...previous.sourceIds, ...input.sourceIds])];
    const content = { ...contentOfVersion(previous), lastVerifiedOn: day, sourceIds };
    const about = { revision: PolicyRevision.VERIFIED, correctionReason: null };
    return { policy: await addVersion(writing, content, previous, about), change: null };
  });
}
