// How a policy enters the record for the first time, from an editor or from a file.
import { Field, ObjectType } from 'type-graphql';
import type { EntityManager } from 'typeorm';
import type { Change } from '#kit/data/change';
import { BadInput } from '#kit/words/problem';
import { Publisher } from '../publishers/index';
import { storedEmbargo } from '../terms/license';
import { beginningOf, endOf } from './changesOf';
import { PolicyChange } from './policyChange';
import type { RecordPolicyInput } from './policyInput';
import { type PolicyContent, PolicyPeriod, PolicyRevision } from './policyPeriod';
import { addChange, addVersion, currentVersion, othersOf, PolicyExists, successorsOf } from './policyRecord';

@ObjectType({ description: 'What the mutation added to the record.' })
export class PolicyPayload {
  @Field(() => PolicyPeriod, { description: 'The policy in its new version.' })
  policy!: PolicyPeriod;

  @Field(() => PolicyChange, {
    nullable: true,
    description: 'The new entry in the feed of changes; null when only the record changed, not the terms.',
  })
  change!: PolicyChange | null;
}

/** Adds a policy whose sources are there, with its entries in the feed. The change answered is its beginning. @throws PolicyExists, PolicyOverlap, BadInput, ContradictoryTerms */
export async function addPolicy(content: PolicyContent, writing: Change): Promise<PolicyPayload> {
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
    throw new BadInput(
      'publisherId',
      `No publisher has the id ${JSON.stringify(publisherId)}. The query publishers lists those on record.`,
      { reason: 'PUBLISHER_UNKNOWN' },
    );
  }
  if (supersedesId !== null && !(await currentVersion(manager, supersedesId))) {
    throw new BadInput(
      'supersedes',
      `No policy has the id ${JSON.stringify(supersedesId)}. Record it first, or leave supersedes out.`,
      { reason: 'POLICY_UNKNOWN' },
    );
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
    reach: input.reach,
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
    embargo: input.embargo ? storedEmbargo(input.embargo) : null,
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
