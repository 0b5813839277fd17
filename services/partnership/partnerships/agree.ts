// How do terms come to hold: proposed by one partner, agreed to by the other?
import type { EntityManager } from 'typeorm';
import { v7 as uuid } from 'uuid';
import type { Request } from '#kit/data/request';
import { type AgreementTermsInput, AgreementVersion, checkDates } from './agreement';
import { changePartnership } from './changePartnership';
import { PartnershipEvent } from './letters';
import type { Partnership } from './partnership';
import { PartnershipAction } from './partnershipActions';
import { AgreementSuperseded } from './refusals';

/** Adds a version that its proposer alone has agreed to. @throws BadInput for dates in the wrong order */
export async function addVersion(
  manager: EntityManager,
  partnership: Pick<Partnership, 'id'>,
  terms: AgreementTermsInput,
  { by, version, now }: { by: string; version: number; now: Date },
): Promise<AgreementVersion> {
  checkDates(terms);
  const { id: partnershipId } = partnership;
  const marks = { id: uuid(), partnershipId, version, proposedBy: by, proposedAt: now, agreedBy: [by] };
  return manager.save(manager.create(AgreementVersion, { ...terms, ...marks }));
}

/** The second partner agrees: from now on the version holds, and the partnership shows its terms. */
export async function bringIntoForce(
  manager: EntityManager,
  partnership: Partnership,
  agreed: AgreementVersion,
  { by, now }: { by: string; now: Date },
): Promise<void> {
  await manager.save(Object.assign(agreed, { agreedBy: [agreed.proposedBy, by], heldSince: now }));
  const { version, formality, meetingRhythm, activityKinds, goals, reviewOn } = agreed;
  Object.assign(partnership, { agreementInForce: version, formality, meetingRhythm, activityKinds, goals, reviewOn });
}

/** @throws AgreementSuperseded when another version is the newest one */
export function requireNewest(newest: AgreementVersion | null, version: number): AgreementVersion {
  if (newest?.version !== version) throw new AgreementSuperseded(version, newest?.version ?? 0);
  return newest;
}

/** Proposes a new version; the one in force stays so until the other agrees. @throws as changePartnership does, AgreementSuperseded, BadInput */
export function proposeTerms(request: Request, id: string, after: number, terms: AgreementTermsInput): Promise<Partnership> {
  return changePartnership(
    request,
    id,
    PartnershipAction.PROPOSE_TERMS,
    async ({ manager, partnership, newest, libraryId, now }) => {
      if ((newest?.version ?? 0) !== after) throw new AgreementSuperseded(after, newest?.version ?? 0);
      await addVersion(manager, partnership, terms, { by: libraryId, version: after + 1, now });
      return PartnershipEvent.TERMS_PROPOSED;
    },
  );
}

/** Agrees to the newest version, which the other proposed. @throws as changePartnership does, AgreementSuperseded */
export function agreeToTerms(request: Request, id: string, version: number): Promise<Partnership> {
  return changePartnership(request, id, PartnershipAction.AGREE, async ({ manager, partnership, newest, libraryId, now }) => {
    await bringIntoForce(manager, partnership, requireNewest(newest, version), { by: libraryId, now });
    return PartnershipEvent.TERMS_AGREED;
  });
}
