// How do libraries propose, agree, pause and part?
import { MaxLength } from 'class-validator';
import { Arg, Args, ArgsType, Ctx, Field, ID, Int, Mutation, Resolver } from 'type-graphql';
import type { Request } from '#kit/data/request';
import { Audience } from '#kit/words/audience';
import { Role } from '#kit/words/identity';
import { OptionalLines, SomeLines } from '#kit/words/texts';
import { AcceptPartnershipInput, acceptPartnership } from './acceptPartnership';
import { agreeToTerms, proposeTerms } from './agree';
import { AgreementTermsInput } from './agreement';
import type { PartnershipRequest } from './agreementPage';
import { declinePartnership, endPartnership, pausePartnership, resumePartnership, withdrawProposal } from './answerPartnership';
import { Partnership } from './partnership';
import { ProposePartnershipInput, proposePartnership } from './proposePartnership';

const refusals = 'Errors: UNAUTHENTICATED, FORBIDDEN, NOT_FOUND, ACTION_NOT_ALLOWED';

@ArgsType()
class PartnershipArgs {
  @Field(() => ID, { description: 'The id of the partnership.' })
  @MaxLength(100)
  id!: string;
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
    description: 'Why, if you wish to say; the other partner reads it. Plain text of at most 4000 characters.',
  })
  @OptionalLines()
  reason?: string | null;
}

@Resolver()
export class PartnershipLifeResolver {
  @Audience(Role.STAFF)
  @Mutation(() => Partnership, {
    description:
      'Proposes a partnership. If the other library has proposed too, the two proposals become one active partnership. Errors: ' +
      'UNAUTHENTICATED, FORBIDDEN, NOT_FOUND, OWN_SISTER, PARTNERS_NOT_ABROAD, PARTNERSHIP_EXISTS, TOO_MANY_PROPOSALS, NOT_SEEKING, NO_CAPACITY.',
  })
  proposePartnership(
    @Arg('input', () => ProposePartnershipInput, { description: 'Who proposes what to whom.' }) input: ProposePartnershipInput,
    @Ctx() request: Request,
  ): Promise<Partnership> {
    return proposePartnership(request, input);
  }

  @Audience(Role.STAFF)
  @Mutation(() => Partnership, {
    description: `Accepts a proposal, with its terms or with amended ones. ${refusals}, AGREEMENT_SUPERSEDED, NO_CAPACITY.`,
  })
  acceptPartnership(
    @Arg('input', () => AcceptPartnershipInput, { description: 'What is accepted, and how.' }) input: AcceptPartnershipInput,
    @Ctx() request: Request,
  ): Promise<Partnership> {
    return acceptPartnership(request, input);
  }

  @Audience(Role.STAFF)
  @Mutation(() => Partnership, { description: `Declines a proposal with a reason. ${refusals}.` })
  declinePartnership(@Args(() => ReasonArgs) { id, reason }: ReasonArgs, @Ctx() request: Request): Promise<Partnership> {
    return declinePartnership(request, id, reason);
  }

  @Audience(Role.STAFF)
  @Mutation(() => Partnership, { description: `Takes back the own proposal before it is answered. ${refusals}.` })
  withdrawProposal(@Args(() => PartnershipArgs) { id }: PartnershipArgs, @Ctx() request: Request): Promise<Partnership> {
    return withdrawProposal(request, id);
  }

  @Audience(Role.STAFF)
  @Mutation(() => Partnership, {
    description:
      'Proposes a new version of the agreement. The version in force stays so until the other partner agrees to the new one. ' +
      `${refusals}, AGREEMENT_SUPERSEDED when somebody proposed another version meanwhile.`,
  })
  proposeTerms(
    @Args(() => PartnershipArgs) { id }: PartnershipArgs,
    @Arg('after', () => Int, { description: 'The newest version that was read; 0 when there is none.' }) after: number,
    @Arg('terms', () => AgreementTermsInput, { description: 'All terms of the new version.' }) terms: AgreementTermsInput,
    @Ctx() request: Request,
  ): Promise<Partnership> {
    return proposeTerms(request, id, after, terms);
  }

  @Audience(Role.STAFF)
  @Mutation(() => Partnership, {
    description: `Agrees to the newest version of the agreement, which then holds. ${refusals}, AGREEMENT_SUPERSEDED.`,
  })
  agreeToTerms(
    @Args(() => PartnershipArgs) { id }: PartnershipArgs,
    @Arg('version', () => Int, { description: 'The version that was read.' }) version: number,
    @Ctx() request: Request,
  ): Promise<Partnership> {
    return agreeToTerms(request, id, version);
  }

  @Audience(Role.STAFF)
  @Mutation(() => Partnership, { description: `Lets an active partnership rest. ${refusals}.` })
  pausePartnership(@Args(() => PartnershipArgs) { id }: PartnershipArgs, @Ctx() request: Request): Promise<Partnership> {
    return pausePartnership(request, id);
  }

  @Audience(Role.STAFF)
  @Mutation(() => Partnership, { description: `Takes up a paused partnership again. ${refusals}.` })
  resumePartnership(@Args(() => PartnershipArgs) { id }: PartnershipArgs, @Ctx() request: Request): Promise<Partnership> {
    return resumePartnership(request, id);
  }

  @Audience(Role.STAFF)
  @Mutation(() => Partnership, { description: `Ends a partnership for good; a new one may be proposed later. ${refusals}.` })
  endPartnership(@Args(() => EndArgs) { id, reason }: EndArgs, @Ctx() request: PartnershipRequest): Promise<Partnership> {
    return endPartnership(request, id, reason ?? null);
  }
}
