// How partners decline, withdraw, pause, resume and end: the steps that change the state alone.
import { Args, ArgsType, Ctx, Field, Mutation, Resolver } from 'type-graphql';
import type { Request } from '#kit/data/request';
import { Audience } from '#kit/words/audience';
import { Role } from '#kit/words/identity';
import { OptionalLines, SomeLines } from '#kit/words/texts';
import type { PartnershipRequest } from './agreementPage';
import { changePartnership, moveTo, PartnershipArgs, refusalsOfChange, type Turn } from './changePartnership';
import { PartnershipEvent } from './letters';
import { Partnership } from './partnership';
import { PartnershipAction, PartnershipState } from './partnershipStates';

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
    description: 'Why, if you wish to say; the other partner reads it. Plain text of at most 4000 characters.',
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
      event: PartnershipEvent.DECLINED,
      reply: reason,
    });
  }

  @Audience(Role.STAFF)
  @Mutation(() => Partnership, { description: `Takes back the own proposal before it is answered. ${refusalsOfChange}.` })
  withdrawProposal(@Args(() => PartnershipArgs) { id }: PartnershipArgs, @Ctx() request: Request): Promise<Partnership> {
    return move(request, id, PartnershipAction.WITHDRAW, { to: PartnershipState.WITHDRAWN, event: PartnershipEvent.WITHDRAWN });
  }

  @Audience(Role.STAFF)
  @Mutation(() => Partnership, { description: `Lets an active partnership rest. ${refusalsOfChange}.` })
  pausePartnership(@Args(() => PartnershipArgs) { id }: PartnershipArgs, @Ctx() request: Request): Promise<Partnership> {
    return move(request, id, PartnershipAction.PAUSE, { to: PartnershipState.PAUSED, event: PartnershipEvent.PAUSED });
  }

  @Audience(Role.STAFF)
  @Mutation(() => Partnership, { description: `Takes up a paused partnership again. ${refusalsOfChange}.` })
  resumePartnership(@Args(() => PartnershipArgs) { id }: PartnershipArgs, @Ctx() request: Request): Promise<Partnership> {
    return move(request, id, PartnershipAction.RESUME, { to: PartnershipState.ACTIVE, event: PartnershipEvent.RESUMED });
  }

  @Audience(Role.STAFF)
  @Mutation(() => Partnership, {
    description: `Ends a partnership for good; a new one may be proposed later. ${refusalsOfChange}.`,
  })
  endPartnership(@Args(() => EndArgs) { id, reason }: EndArgs, @Ctx() request: PartnershipRequest): Promise<Partnership> {
    const told = { to: PartnershipState.ENDED, event: PartnershipEvent.ENDED, reply: reason };
    return move(request, id, PartnershipAction.END, told, async (turn) => {
      for (const follow of request.app.onPartnershipEnd) await follow(turn);
    });
  }
}

interface Move {
  readonly to: PartnershipState;
  /** What the other partner is told. */
  readonly event: PartnershipEvent;
  /** What the partner says with it; what was said before stays without it. */
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
