// How editors record, correct, end and confirm a policy.
import type { EntityManager } from 'typeorm';
import type { Request } from '#kit/data/request';
import { BadInput } from '#kit/words/problem';
import { Publisher } from '../publishers/index';
import { beginningOf, correctionOf, endOf } from './changesOf';
import type { PolicyChange } from './policyChange';
import type {
  CorrectPolicyInput,
  EndPolicyInput,
  PolicyCorrection,
  PreciseDateInput,
  RecordPolicyInput,
  VerifyPolicyInput,
} from './policyInput';
import type { PolicyContent } from './policyPeriod';
import { type PolicyPeriod, PolicyRevision, PolicyStatus } from './policyPeriod';
import {
  addChange,
  addVersion,
  contentOfVersion,
  currentVersion,
  expectedVersion,
  isSame,
  othersOf,
  PolicyExists,
  settleSources,
  successorsOf,
  type Write,
  write,
} from './policyRecord';

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
    throw new BadInput(
      'publisherId',
      `No publisher has the id ${JSON.stringify(publisherId)}. The query publishers lists those on record.`,
    );
  }
  if (supersedesId !== null && !(await currentVersion(manager, supersedesId))) {
    throw new BadInput(
      'supersedes',
      `No policy has the id ${JSON.stringify(supersedesId)}. Record it first, or leave supersedes out.`,
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

/** Adds a version that says what is right; the version before stays readable. @throws VersionConflict, PolicyOverlap, BadInput, ContradictoryTerms */
export function correctPolicy(input: CorrectPolicyInput, request: Request): Promise<Recorded> {
  return write(request, 'correctPolicy', async (writing) => {
    const previous = await expectedVersion(writing.manager, input);
    await settleSources(writing.manager, input.sourceIds, input.newSources);
    const was = contentOfVersion(previous);
    const corrected = { ...was, ...columnsOf(input.correction) };
    if (isSame(was, corrected)) {
      throw new BadInput('correction', 'The correction changes nothing. To confirm what the record says, use verifyPolicy.');
    }
    const content = { ...corrected, sourceIds: [...new Set([...was.sourceIds, ...input.sourceIds])] };
    const about = { revision: PolicyRevision.CORRECTED, correctionReason: input.reason };
    const policy = await addVersion(writing, content, previous, about);
    return { policy, change: await addChange(writing, correctionOf(previous, policy)) };
  });
}

/** The columns that a correction sets. Null keeps what cannot be missing. */
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

/** Adds a version with the end. The change is null where a policy that follows on that day was recorded before. @throws VersionConflict, BadInput */
export function endPolicy(input: EndPolicyInput, request: Request): Promise<Recorded> {
  return write(request, 'endPolicy', async (writing) => {
    const { manager } = writing;
    const previous = await expectedVersion(manager, input);
    if (previous.effectiveToDay !== null) {
      throw new BadInput(
        'id',
        `The policy ${previous.id} ended on ${previous.effectiveToDay} already. If that is wrong, use correctPolicy.`,
      );
    }
    if (previous.status === PolicyStatus.PROPOSED_NEVER_IN_FORCE) {
      throw new BadInput(
        'id',
        `The policy ${previous.id} was only proposed, so it cannot end. If it came into force, use correctPolicy first.`,
      );
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

/** Adds a version that was confirmed on a day. Nothing changed, so the feed has no entry for it. @throws VersionConflict, BadInput */
export function verifyPolicy(input: VerifyPolicyInput, request: Request): Promise<Recorded> {
  return write(request, 'verifyPolicy', async (writing) => {
    const previous = await expectedVersion(writing.manager, input);
    const { lastVerifiedOn: day } = input;
    const refuse = (why: string) => {
      throw new BadInput('lastVerifiedOn', `The policy ${previous.id} cannot be confirmed on ${day}: ${why}`);
    };
    const today = writing.now.toISOString().slice(0, 10);
    if (day > today) refuse(`today is ${today}. Give today or an earlier day.`);
    if (previous.lastVerifiedOn !== null && day < previous.lastVerifiedOn)
      refuse(`it was confirmed on ${previous.lastVerifiedOn} already. Give that day or a later one.`);
    if (previous.effectiveFromDay !== null && day < previous.effectiveFromDay)
      refuse(`it holds only from ${previous.effectiveFromDay}. Give that day or a later one.`);
    if (previous.effectiveToDay !== null && day >= previous.effectiveToDay)
      refuse(`it ended on ${previous.effectiveToDay}. Give an earlier day.`);
    await settleSources(writing.manager, input.sourceIds, input.newSources);
    const sourceIds = [...new Set([...previous.sourceIds, ...input.sourceIds])];
    const content = { ...contentOfVersion(previous), lastVerifiedOn: day, sourceIds };
    const about = { revision: PolicyRevision.VERIFIED, correctionReason: null };
    return { policy: await addVersion(writing, content, previous, about), change: null };
  });
}
