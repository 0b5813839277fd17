// How partners accept, decline, withdraw, pause, resume and end.
import { MaxLength, Min } from 'class-validator';
import { Arg, Args, ArgsType, Ctx, Field, ID, InputType, Int, Mutation, Resolver } from 'type-graphql';
import type { Change } from '#kit/data/change';
import { type Request } from '#kit/data/request';
import { Audience } from '#kit/words/audience';
import { dayOf } from '#kit/words/clock';
import { DatePrecision } from '#kit/words/facts';
import { Role } from '#kit/words/identity';
import { OptionalLines, SomeLines } from '#kit/words/validation';
import { addTermsVersion, bringIntoForce, requireNewest } from './agree';
import { AgreementTermsInput, type AgreementVersion, sameTerms } from './agreement';
import { type PartnershipRequest } from './agreementPage';
import { closeFullListings, requireCapacity } from './capacity';
import {
  auditable,
  changePartnership,
  moveTo,
  newestVersion,
  PartnershipArgs,
  refusalsOfChange,
  type Turn,
} from './changePartnership';
import { type PartnershipEvent, queuePartnershipLetter } from './letters';
import { Partnership } from './partnership';
import { PartnershipAction, PartnershipState } from './partnershipStates';

@InputType({ description: 'The acceptance of a proposal to become sisters.' })
class AcceptPartnershipInput {
  @Field(() => ID, { description: 'The id of the proposed partnership.' })
  @MaxLength(100)
  partnershipId!: string;

  @Field(() => Int, {
    description: 'The number of the version you have read, so that nobody agrees to terms they have not seen.',
  })
  @Min(1)
  version!: number;

  @Field(() => String, { nullable: true, description: 'Your answer to the message: plain text of at most 4000 characters.' })
  @OptionalLines()
  reply?: string | null;

  @Field(() => AgreementTermsInput, {
    nullable: true,
    description:
      'Other terms: the partnership begins, and these become the next version, which applies once the proposer agrees to it. ' +
      'Null agrees to the terms proposed.',
  })
  amendedTerms?: AgreementTermsInput | null;
}

@Resolver()
export class AcceptPartnershipMutation {
  @Audience(Role.STAFF)
  @Mutation(() => Partnership, {
    description: `Accepts a proposal, with its terms or with amended ones; the partnership is active from then on. ${refusalsOfChange}, AGREEMENT_SUPERSEDED, NO_CAPACITY.`,
  })
  acceptPartnership(
    @Arg('input', () => AcceptPartnershipInput, { description: 'Which proposal to accept, and on which terms.' })
    input: AcceptPartnershipInput,
    @Ctx() request: Request,
  ): Promise<Partnership> {
    return changePartnership(request, input.partnershipId, PartnershipAction.ACCEPT, async (turn) => {
      const newest = requireNewest(turn.newest, input.version);
      await begin({ ...turn, newest }, { reply: input.reply ?? null, terms: input.amendedTerms ?? null });
      return 'ACCEPTED';
    });
  }
}

/** What a library proposes. */
export interface Proposal {
  readonly from: string;
  readonly message: string;
  readonly terms: AgreementTermsInput;
}

/** Accepts a proposal because the other library proposed too. The caller has locked the row and checked whose turn it is. */
export async function meetProposal(
  writing: Change,
  partnership: Partnership,
  { from, message, terms }: Proposal,
): Promise<Partnership> {
  const { manager, now } = writing;
  const newest = (await newestVersion(manager, partnership.id))!;
  const amended = sameTerms(terms, newest) ? null : terms;
  const before = auditable(partnership, newest);
  await begin({ manager, partnership, newest, libraryId: from, now }, { reply: message, terms: amended });
  await writing.record(partnership.id, before, auditable(partnership, await newestVersion(manager, partnership.id)));
  await writing.announce({ kind: 'partnership', id: partnership.id, libraryIds: partnership.partnerIds });
  const to = partnership.otherThan(from);
  await queuePartnershipLetter(manager, { event: 'ACCEPTED', partnershipId: partnership.id, to });
  return manager.save(partnership);
}

async function begin(
  { manager, partnership, newest, libraryId: by, now }: Omit<Turn, 'record'> & { newest: AgreementVersion },
  { reply, terms }: { reply: string | null; terms: AgreementTermsInput | null },
): Promise<void> {
  await requireCapacity(manager, partnership.partnerIds, now);
  const [startedDay, startedPrecision] = [dayOf(now), DatePrecision.DAY];
  Object.assign(partnership, { reply, startedDay, startedPrecision, listedOn: startedDay });
  moveTo(partnership, PartnershipState.ACTIVE, now);
  if (terms) await addTermsVersion(manager, partnership, terms, { by, version: newest.version + 1, now });
  else await bringIntoForce(manager, partnership, newest, { by, now });
  await manager.save(partnership);
  await closeFullListings(manager, partnership.partnerIds, now);
}

@ArgsType()
class ReasonArgs extends PartnershipArgs {
  @Field({ description: 'Why; the other partner reads it. Plain text of at most 4000 characters.' })
  @SomeLines()
  reason!: string;
}

@ArgsType()
class EndArgs extends PartnershipArgs {
  @Field(() => String, {
    nullable: true,
    description: 'Why, if you want to say; the other partner reads it. Plain text of at most 4000 characters.',
  })
  @OptionalLines()
  reason?: string | null;
}

@Resolver()
export class AnswerPartnershipMutations {
  @Audience(Role.STAFF)
  @Mutation(() => Partnership, { description: `Declines a proposal with a reason. ${refusalsOfChange}.` })
  declinePartnership(@Args(() => ReasonArgs) { id, reason }: ReasonArgs, @Ctx() request: Request): Promise<Partnership> {
    return move(request, id, PartnershipAction.DECLINE, {
      to: PartnershipState.DECLINED,
      event: 'DECLINED',
      reply: reason,
    });
  }

  @Audience(Role.STAFF)
  @Mutation(() => Partnership, { description: `Withdraws your own proposal before it is answered. ${refusalsOfChange}.` })
  withdrawProposal(@Args(() => PartnershipArgs) { id }: PartnershipArgs, @Ctx() request: Request): Promise<Partnership> {
    return move(request, id, PartnershipAction.WITHDRAW, { to: PartnershipState.WITHDRAWN, event: 'WITHDRAWN' });
  }

  @Audience(Role.STAFF)
  @Mutation(() => Partnership, { description: `Pauses an active partnership. ${refusalsOfChange}.` })
  pausePartnership(@Args(() => PartnershipArgs) { id }: PartnershipArgs, @Ctx() request: Request): Promise<Partnership> {
    return move(request, id, PartnershipAction.PAUSE, { to: PartnershipState.PAUSED, event: 'PAUSED' });
  }

  @Audience(Role.STAFF)
  @Mutation(() => Partnership, { description: `Resumes a paused partnership. ${refusalsOfChange}.` })
  resumePartnership(@Args(() => PartnershipArgs) { id }: PartnershipArgs, @Ctx() request: Request): Promise<Partnership> {
    return move(request, id, PartnershipAction.RESUME, { to: PartnershipState.ACTIVE, event: 'RESUMED' });
  }

  @Audience(Role.STAFF)
  @Mutation(() => Partnership, {
    description: `Ends a partnership and cancels the meetings ahead. Either library can propose a new partnership later. ${refusalsOfChange}.`,
  })
  endPartnership(@Args(() => EndArgs) { id, reason }: EndArgs, @Ctx() request: PartnershipRequest): Promise<Partnership> {
    const told: Move = { to: PartnershipState.ENDED, event: 'ENDED', reply: reason };
    return move(request, id, PartnershipAction.END, told, async (turn) => {
      for (const follow of request.app.onPartnershipEnd) await follow(turn);
    });
  }
}

interface Move {
  readonly to: PartnershipState;
  /** What the other partner is told. */
  readonly event: PartnershipEvent;
  /** What the partner says with it. Without it, the last answer stays. */
  readonly reply?: string | null | undefined;
}

/** Moves a partnership to another state. @throws as changePartnership does */
function move(
  request: Request,
  id: string,
  action: PartnershipAction,
  { to, event, reply }: Move,
  more?: (turn: Turn) => Promise<void>,
): Promise<Partnership> {
  return changePartnership(request, id, action, async (turn) => {
    const { partnership, now } = turn;
    moveTo(partnership, to, now);
    await more?.(turn);
    if (reply) partnership.reply = reply;
    return event;
  });
}
