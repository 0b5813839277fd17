// How is the end of a policy recorded?

import type { Request } from '#kit/data/request';
import { BadInput } from '#kit/words/problem';
import { endOf } from '../changes/changesOf';
import { PolicyRevision, PolicyStatus } from '../terms/policyWords';
import type { EndPolicyInput } from './correctionInput';
import {
  addChange,
  addVersion,
  contentOfVersion,
  expectedVersion,
  othersOf,
  settleSources,
  successorsOf,
  write,
} from './policyRecord';
import type { Recorded } from './recordPolicy';

/** Adds a version with the end. The change is null where a policy that follows on that day was recorded before. @throws VersionConflict, BadInput */
export function endPolicy(input: EndPolicyInput, request: Request): Promise<Recorded> {
  return write(request, 'endPolicy', async (writing) => {
    const { manager } = writing;
    const previous = await expectedVersion(manager, input);
    if (previous.effectiveToDay !== null) {
      throw new BadInput(
        'id',
        `The policy ${previous.id} ended on ${previous.effectiveToDay} already. If that is wrong use correctPolicy.`,
      );
    }
    if (previous.status === PolicyStatus.PROPOSED_NEVER_IN_FORCE) {
      throw new BadInput('id', `The policy ${previous.id} was only proposed, so it has no end.`);
    }
    await settleSources(manager, input.sourceIds, input.newSources);
    const content = {
      ...contentOfVersion(previous),
      effectiveToDay: input.effectiveTo.date,
      effectiveToPrecision: input.effectiveTo.precision,
      endAnnouncedOn: input.endAnnouncedOn ?? null,
      sourceIds: [...new Set([...previous.sourceIds, ...input.sourceIds])],
    };
    const about = { revision: PolicyRevision.END_RECORDED, correctionReason: null };
    const policy = await addVersion(writing, content, previous, about);
    const end = endOf(policy, await othersOf(manager, policy), await successorsOf(manager, policy.publisherId));
    return { policy, change: await addChange(writing, end) };
  });
}
