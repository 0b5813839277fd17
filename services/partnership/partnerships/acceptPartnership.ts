// How does a proposal become a partnership, with its terms or with amended ones?
import { MaxLength, Min } from 'class-validator';
import { Arg, Ctx, Field, ID, InputType, Int, Mutation, Resolver } from 'type-graphql';
import type { EntityManager } from 'typeorm';
import { audit } from '#kit/data/audit';
import type { Request } from '#kit/data/request';
import { announceChange } from '#kit/live/changeFeed';
import { Audience } from '#kit/words/audience';
import { dayOf } from '#kit/words/clock';
import { DatePrecision } from '#kit/words/facts';
import { Role } from '#kit/words/identity';
import { OptionalLines } from '#kit/words/texts';
import { addVersion, bringIntoForce, requireNewest } from './agree';
import { AgreementTermsInput, type AgreementVersion, sameTerms } from './agreement';
import { closeFullListings, requireCapacity } from './capacity';
import { auditable, changePartnership, moveTo, newestVersion, refusalsOfChange, type Turn } from './changePartnership';
import { PartnershipEvent, queuePartnershipLetter } from './letters';
import { Partnership } from './partnership';
import { PartnershipAction, PartnershipState } from './partnershipStates';

@InputType({ description: 'The acceptance of a proposal.' })
export class AcceptPartnershipInput {
  @Field(() => ID, { description: 'The partnership that was proposed.' })
  @MaxLength(100)
  partnershipId!: string;

  @Field(() => Int, { description: 'The version of the terms that was read, so that nobody agrees to what they have not seen.' })
  @Min(1)
  version!: number;

  @Field(() => String, { nullable: true, description: 'An answer to the message; plain text of at most 4000 characters.' })
  @OptionalLines()
  reply?: string | null;

  @Field(() => AgreementTermsInput, {
    nullable: true,
    description:
      'Other terms: the partnership begins, and these become the next version, which holds when the proposer agrees to it. ' +
      'Null agrees to the terms proposed.',
  })
  amendedTerms?: AgreementTermsInput | null;
}

@Resolver()
export class AcceptPartnershipMutation {
  @Audience(Role.STAFF)
  @Mutation(() => Partnership, {
    description: `Accepts a proposal, with its terms or with amended ones. ${refusalsOfChange}, AGREEMENT_SUPERSEDED, NO_CAPACITY.`,
  })
  acceptPartnership(
    @Arg('input', () => AcceptPartnershipInput, { description: 'What is accepted, and how.' }) input: AcceptPartnershipInput,
    @Ctx() request: Request,
  ): Promise<Partnership> {
    return changePartnership(request, input.partnershipId, PartnershipAction.ACCEPT, async (turn) => {
      const newest = requireNewest(turn.newest, input.version);
      await begin({ ...turn, newest }, { reply: input.reply ?? null, terms: input.amendedTerms ?? null });
      return PartnershipEvent.ACCEPTED;
    });
  }
}

/** What a library proposes, and in whose name. */
export interface Proposal {
  readonly from: string;
  readonly subject: string | null;
  readonly message: string;
  readonly terms: AgreementTermsInput;
  readonly now: Date;
}

/** The library that was proposed to proposes itself: that is an acceptance. The caller holds the row's lock and has checked whose turn it is. */
export async function meetProposal(
  manager: EntityManager,
  partnership: Partnership,
  { from, subject, message, terms, now }: Proposal,
): Promise<Partnership> {
  const newest = (await newestVersion(manager, partnership.id))!;
  const amended = sameTerms(terms, newest) ? null : terms;
  const before = auditable(partnership, newest);
  await begin({ manager, partnership, newest, libraryId: from, now }, { reply: message, terms: amended });
  const entry = { at: now, subject, action: `partnership ${PartnershipAction.ACCEPT}`, recordId: partnership.id };
  await audit(manager, { ...entry, before, after: auditable(partnership, await newestVersion(manager, partnership.id)) });
  await announceChange(manager, { kind: 'partnership', id: partnership.id, libraryIds: partnership.partnerIds });
  const to = partnership.otherThan(from);
  await queuePartnershipLetter(manager, { event: PartnershipEvent.ACCEPTED, partnershipId: partnership.id, to });
  return manager.save(partnership);
}

async function begin(
  { manager, partnership, newest, libraryId: by, now }: Omit<Turn, 'subject'> & { newest: AgreementVersion },
  { reply, terms }: { reply: string | null; terms: AgreementTermsInput | null },
): Promise<void> {
  await requireCapacity(manager, partnership.partnerIds, now);
  const [startedDay, startedPrecision] = [dayOf(now), DatePrecision.DAY];
  Object.assign(partnership, { reply, startedDay, startedPrecision, listedOn: startedDay });
  moveTo(partnership, PartnershipState.ACTIVE, now);
  if (terms) await addVersion(manager, partnership, terms, { by, version: newest.version + 1, now });
  else await bringIntoForce(manager, partnership, newest, { by, now });
  await manager.save(partnership);
  await closeFullListings(manager, partnership.partnerIds, now);
}
