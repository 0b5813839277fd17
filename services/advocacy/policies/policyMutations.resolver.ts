// The mutations by which editors record, correct, end and confirm policies.
import { Arg, Ctx, Mutation, Resolver } from 'type-graphql';
import type { Change } from '#kit/data/change';
import type { Request } from '#kit/data/request';
import { settleSources } from '#kit/data/sourced';
import { Audience } from '#kit/words/audience';
import { Role } from '#kit/words/identity';
import { BadInput } from '#kit/words/problem';
import { storedEmbargo } from '../terms/license';
import { correctionOf, endOf } from './changesOf';
import {
  CorrectPolicyInput,
  EndPolicyInput,
  type PolicyCorrection,
  type PreciseDateInput,
  RecordPolicyInput,
  VerifyPolicyInput,
} from './policyInput';
import { type PolicyContent, type PolicyPeriod, PolicyRevision } from './policyPeriod';
import { addChange, addVersion, contentOfVersion, expectedVersion, isSame, othersOf, successorsOf, write } from './policyRecord';
import { addPolicy, contentOfInput, PolicyPayload } from './recordPolicy';

const refusals =
  'For editors. Errors: UNAUTHENTICATED, FORBIDDEN, VERSION_CONFLICT (someone changed the policy since you read it), POLICY_OVERLAP, CONTRADICTORY_TERMS, BAD_USER_INPUT (with the field).';

@Resolver()
export class PolicyMutationsResolver {
  @Audience(Role.EDITOR)
  @Mutation(() => PolicyPayload, { description: `Records a policy. ${refusals} POLICY_EXISTS (the id is taken).` })
  recordPolicy(
    @Arg('input', () => RecordPolicyInput, { description: 'The policy and its sources.' }) input: RecordPolicyInput,
    @Arg('preview', {
      defaultValue: false,
      description:
        'True to check everything and record nothing: the answer is what would be recorded. Its new sources and its versions are not there.',
    })
    preview: boolean,
    @Ctx() request: Request,
  ): Promise<PolicyPayload> {
    const record = async (writing: Change) => {
      await settleSources(writing.manager, input.sourceIds, input.newSources);
      return addPolicy(contentOfInput(input), writing);
    };
    return write(request, 'recordPolicy', record, { try: preview });
  }

  @Audience(Role.EDITOR)
  @Mutation(() => PolicyPayload, {
    description: `Corrects what the record says about a policy; earlier versions stay readable. ${refusals}`,
  })
  correctPolicy(
    @Arg('input', () => CorrectPolicyInput, { description: 'What is right, and why the record was wrong.' })
    input: CorrectPolicyInput,
    @Ctx() request: Request,
  ): Promise<PolicyPayload> {
    return write(request, 'correctPolicy', async (writing) => {
      const previous = await expectedVersion(writing.manager, input);
      await settleSources(writing.manager, input.sourceIds, input.newSources);
      const was = contentOfVersion(previous);
      const corrected = { ...was, ...columnsOf(input.correction) };
      if (isSame(was, corrected)) {
        throw new BadInput('correction', 'The correction changes nothing. To confirm what the record says, use verifyPolicy.', {
          reason: 'NOTHING_CHANGED',
        });
      }
      const content = { ...corrected, sourceIds: allSources(previous, input) };
      const about = { revision: PolicyRevision.CORRECTED, correctionReason: input.reason };
      const policy = await addVersion(writing, content, previous, about);
      return { policy, change: await addChange(writing, correctionOf(previous, policy)) };
    });
  }

  /** The change is null where a policy that follows on that day is on record already: its beginning is the entry. */
  @Audience(Role.EDITOR)
  @Mutation(() => PolicyPayload, { description: `Records the end of a policy. ${refusals}` })
  endPolicy(
    @Arg('input', () => EndPolicyInput, { description: 'The policy and its end.' }) input: EndPolicyInput,
    @Ctx() request: Request,
  ): Promise<PolicyPayload> {
    return write(request, 'endPolicy', async (writing) => {
      const { manager } = writing;
      const previous = await expectedVersion(manager, input);
      refuseEnd(previous);
      await settleSources(manager, input.sourceIds, input.newSources);
      const content = {
        ...contentOfVersion(previous),
        effectiveToDay: input.effectiveTo.date,
        effectiveToPrecision: input.effectiveTo.precision,
        endAnnouncedOn: input.endAnnouncedOn ?? null,
        sourceIds: allSources(previous, input),
      };
      const about = { revision: PolicyRevision.END_RECORDED, correctionReason: null };
      const policy = await addVersion(writing, content, previous, about);
      const end = endOf(policy, await othersOf(manager, policy), await successorsOf(manager, policy.publisherId));
      return { policy, change: await addChange(writing, end) };
    });
  }

  /** The terms did not change, so the feed of changes gets no entry. */
  @Audience(Role.EDITOR)
  @Mutation(() => PolicyPayload, { description: `Records that a policy still held on a day. ${refusals}` })
  verifyPolicy(
    @Arg('input', () => VerifyPolicyInput, { description: 'The policy, the day and where it was read.' })
    input: VerifyPolicyInput,
    @Ctx() request: Request,
  ): Promise<PolicyPayload> {
    return write(request, 'verifyPolicy', async (writing) => {
      const previous = await expectedVersion(writing.manager, input);
      refuseConfirmation(previous, input.lastVerifiedOn, writing.now);
      await settleSources(writing.manager, input.sourceIds, input.newSources);
      const sourceIds = allSources(previous, input);
      const content = { ...contentOfVersion(previous), lastVerifiedOn: input.lastVerifiedOn, sourceIds };
      const about = { revision: PolicyRevision.VERIFIED, correctionReason: null };
      return { policy: await addVersion(writing, content, previous, about), change: null };
    });
  }
}

/** The sources of a policy, then those that a write adds. */
const allSources = (previous: PolicyPeriod, { sourceIds }: { readonly sourceIds: readonly string[] }) => [
  ...new Set([...previous.sourceIds, ...sourceIds]),
];

/** A reach without countries takes them away; countries alone mean that it holds in these. */
function placeOf({ reach, territories }: PolicyCorrection): Pick<PolicyCorrection, 'reach' | 'territories'> {
  if (reach && reach !== 'COUNTRIES') return { reach, territories: territories ?? [] };
  return territories ? { reach: 'COUNTRIES', territories } : { reach };
}

/** The columns that a correction sets. Null keeps what cannot be missing. */
function columnsOf(correction: PolicyCorrection): Partial<PolicyContent> {
  const { formats, titleScope, status, license, options, prices, confidence } = correction;
  const { announcedOn, effectiveFrom, effectiveTo, endAnnouncedOn, embargo, grandfathering, lastVerifiedOn, note } = correction;
  const always = { formats, titleScope, ...placeOf(correction), status, license, options, prices, confidence };
  const optional = {
    ...date('announcedDay', 'announcedPrecision', announcedOn),
    ...date('effectiveFromDay', 'effectiveFromPrecision', effectiveFrom),
    ...date('effectiveToDay', 'effectiveToPrecision', effectiveTo),
    ...{ endAnnouncedOn, embargo: embargo && storedEmbargo(embargo), grandfathering, lastVerifiedOn, note },
  };
  return Object.fromEntries([
    ...Object.entries(always).filter(([, value]) => value !== undefined && value !== null),
    ...Object.entries(optional).filter(([, value]) => value !== undefined),
  ]);
}

function date(day: string, precision: string, given: PreciseDateInput | null | undefined): Record<string, unknown> {
  return given === undefined ? {} : { [day]: given?.date ?? null, [precision]: given?.precision ?? null };
}

/** @throws BadInput for a policy that has ended or never held */
function refuseEnd({ id, effectiveToDay, status }: PolicyPeriod): void {
  if (effectiveToDay !== null) {
    throw new BadInput('id', `The policy ${id} ended on ${effectiveToDay} already. If that is wrong, use correctPolicy.`, {
      reason: 'ENDED_ALREADY',
      values: { day: effectiveToDay },
      state: effectiveToDay,
    });
  }
  if (status === 'PROPOSED_NEVER_IN_FORCE') {
    throw new BadInput(
      'id',
      `The policy ${id} was only proposed, so it cannot end. If it came into force, use correctPolicy first.`,
      { reason: 'NEVER_HELD', state: status },
    );
  }
}

/** @throws BadInput for a day after today, before the last confirmation, or on which the policy did not hold */
function refuseConfirmation(policy: PolicyPeriod, day: string, now: Date): void {
  const { id, lastVerifiedOn, effectiveFromDay, effectiveToDay } = policy;
  const refuse = (why: string, limit: string) => {
    throw new BadInput('lastVerifiedOn', `The policy ${id} cannot be confirmed on ${day}: ${why}`, {
      reason: 'NOT_CONFIRMED_THEN',
      values: { day: limit },
      limit,
    });
  };
  const today = now.toISOString().slice(0, 10);
  if (day > today) refuse(`today is ${today}. Give today or an earlier day.`, today);
  if (lastVerifiedOn !== null && day < lastVerifiedOn)
    refuse(`it was confirmed on ${lastVerifiedOn} already. Give that day or a later one.`, lastVerifiedOn);
  if (effectiveFromDay !== null && day < effectiveFromDay)
    refuse(`it holds only from ${effectiveFromDay}. Give that day or a later one.`, effectiveFromDay);
  if (effectiveToDay !== null && day >= effectiveToDay)
    refuse(`it ended on ${effectiveToDay}. Give an earlier day.`, effectiveToDay);
}
