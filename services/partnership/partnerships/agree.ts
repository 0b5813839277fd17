// How terms come to apply: one partner proposes a version, the other agrees to it.
import { Arg, Args, Ctx, Int, Mutation, Resolver } from 'type-graphql';
import type { EntityManager } from 'typeorm';
import { v7 as uuid } from 'uuid';
import type { Request } from '#kit/data/request';
import { Audience } from '#kit/words/audience';
import { Role } from '#kit/words/identity';
import { Problem } from '#kit/words/problem';
import { AgreementTermsInput, AgreementVersion, checkDates } from './agreement';
import { changePartnership, PartnershipArgs, refusalsOfChange } from './changePartnership';
import { Partnership } from './partnership';
import { PartnershipAction } from './partnershipStates';

/** The version of the terms that was read is not the newest one. */
class AgreementSuperseded extends Problem {
  constructor(version: number, newest: number) {
    super(
      'AGREEMENT_SUPERSEDED',
      `Version ${version} of the agreement is not the newest one; version ${newest} is. Read that version and answer it.`,
      { version, newest },
    );
  }
}

@Resolver()
export class AgreementMutations {
  @Audience(Role.STAFF)
  @Mutation(() => Partnership, {
    description:
      'Proposes a new version of the agreement. The current version applies until the other partner agrees to the new one. ' +
      `${refusalsOfChange}, AGREEMENT_SUPERSEDED when there is a newer version than the one you read.`,
  })
  proposeTerms(
    @Args(() => PartnershipArgs) { id }: PartnershipArgs,
    @Arg('after', () => Int, { description: 'The number of the newest version you have read; 0 when there is no version yet.' })
    after: number,
    @Arg('terms', () => AgreementTermsInput, { description: 'All terms of the new version.' }) terms: AgreementTermsInput,
    @Ctx() request: Request,
  ): Promise<Partnership> {
    return changePartnership(
      request,
      id,
      PartnershipAction.PROPOSE_TERMS,
      async ({ manager, partnership, newest, libraryId, now }) => {
        if ((newest?.version ?? 0) !== after) throw new AgreementSuperseded(after, newest?.version ?? 0);
        await addTermsVersion(manager, partnership, terms, { by: libraryId, version: after + 1, now });
        return 'TERMS_PROPOSED';
      },
    );
  }

  @Audience(Role.STAFF)
  @Mutation(() => Partnership, {
    description: `Agrees to the newest version of the agreement, which applies from then on. ${refusalsOfChange}, AGREEMENT_SUPERSEDED.`,
  })
  agreeToTerms(
    @Args(() => PartnershipArgs) { id }: PartnershipArgs,
    @Arg('version', () => Int, { description: 'The number of the version you have read.' }) version: number,
    @Ctx() request: Request,
  ): Promise<Partnership> {
    return changePartnership(request, id, PartnershipAction.AGREE, async ({ manager, partnership, newest, libraryId, now }) => {
      await bringIntoForce(manager, partnership, requireNewest(newest, version), { by: libraryId, now });
      return 'TERMS_AGREED';
    });
  }
}

/** Adds a version that only its proposer has agreed to. @throws BadInput for dates in the wrong order */
export async function addTermsVersion(
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

/** Records that the second partner agrees: the version applies from now on, and the partnership shows its terms. */
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
