// How is a policy recorded that was not there before?
import type { EntityManager } from 'typeorm';
import { Publisher } from '#advocacy/publishers/index';
import type { Request } from '#kit/data/request';
import { BadInput } from '#kit/words/problem';
import { beginningOf, endOf } from '../changes/changesOf';
import type { PolicyChange } from '../changes/policyChange';
import type { PolicyContent } from '../history/policyFact';
import type { PolicyPeriod } from '../periods/policyPeriod';
import { PolicyRevision } from '../terms/policyWords';
import type { RecordPolicyInput } from './policyInput';
import { addChange, addVersion, currentVersion, othersOf, settleSources, successorsOf, type Write, write } from './policyRecord';
import { PolicyExists } from './policyRules';

/** What a write added. */
export interface Recorded {
  readonly policy: PolicyPeriod;
  readonly change: PolicyChange | null;
}

/** Records a policy for an editor. @throws PolicyExists, PolicyOverlap, BadInput, ContradictoryTerms */
export function recordPolicy(input: RecordPolicyInput, request: Request): Promise<Recorded> {
  return write(request, 'recordPolicy', async (writing) => {
    await settleSources(writing.manager, input.sourceIds, input.newSources);
    return addPolicy(contentOfInput(input), writing);
  });
}

/** Adds a policy whose sources are there, with its entries in the feed. The change answered is its beginning. @throws as recordPolicy */
export async function addPolicy(content: PolicyContent, writing: Write): Promise<Recorded> {
  const { manager } = writing;
  if (await currentVersion(manager, content.id)) throw new PolicyExists(content.id);
  await refuseStrayIds(manager, content);
  const about = { revision: PolicyRevision.RECORDED, correctionReason: null };
  const policy = await addVersion(writing, content, null, about);
  const others = await othersOf(manager, policy);
  const change = await addChange(writing, beginningOf(policy, others));
  await addChange(writing, endOf(policy, others, await successorsOf(manager, policy.publisherId)));
  return { policy, change };
}

async function refuseStrayIds(manager: EntityManager, { publisherId, supersedesId }: PolicyContent): Promise<void> {
  if (!(await manager.existsBy(Publisher, { id: publisherId }))) {
    throw new BadInput('publisherId', `No publisher has the id ${JSON.stringify(publisherId)}.`);
  }
  if (supersedesId !== null && !(await currentVersion(manager, supersedesId))) {
    throw new BadInput('supersedes', `No policy has the id ${JSON.stringify(supersedesId)}.`);
  }
}

/** The columns of a policy as an editor describes it. */
export function contentOfInput(input: RecordPolicyInput): PolicyContent {
  return {
    id: input.id,
    publisherId: input.publisherId,
    formats: input.formats,
    titleScope: input.titleScope,
    optionKey: input.optionKey ?? null,
    territories: input.territories,
    status: input.status,
    announcedDay: input.announcedOn?.date ?? null,
    announcedPrecision: input.announcedOn?.precision ?? null,
    effectiveFromDay: input.effectiveFrom?.date ?? null,
    effectiveFromPrecision: input.effectiveFrom?.precision ?? null,
    effectiveToDay: input.effectiveTo?.date ?? null,
    effectiveToPrecision: input.effectiveTo?.precision ?? null,
    endAnnouncedOn: input.endAnnouncedOn ?? null,
    license: input.license,
    options: input.options,
    embargo: input.embargo ?? null,
    prices: input.prices,
    grandfathering: input.grandfathering ?? null,
    supersedesId: input.supersedes ?? null,
    lastVerifiedOn: input.lastVerifiedOn ?? null,
    sourceIds: input.sourceIds,
    seedIsSource: false,
    confidence: input.confidence,
    note: input.note ?? null,
  };
}
