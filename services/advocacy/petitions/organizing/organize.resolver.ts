// How organizers run their petitions: open, close, deliver, and record what became of them.
import { MaxLength } from 'class-validator';
import { Arg, Ctx, Field, ID, InputType, Mutation, Query, Resolver } from 'type-graphql';
import { Audience } from '#kit/words/audience';
import { refuseFuture } from '#kit/words/clock';
import { DatePrecision } from '#kit/words/facts';
import { Role } from '#kit/words/identity';
import { BadInput } from '#kit/words/problem';
import { dayIn } from '#kit/words/timeZone';
import { DateScalar } from '#kit/words/validation';
import type { PetitionRequest } from '../context';
import { Petition, PetitionOutcome } from '../petition';
import { Step } from '../states';
import { CorrectDeliveryInput, correctDelivery, DeliverPetitionInput, deliverPetition } from './deliver';
import { DraftPetitionInput, draftPetition, MovePetitionInput, movePetition } from './draftPetition';
import { takeStep } from './takeStep';

const ownErrors = 'For its organizer. Errors: UNAUTHENTICATED, FORBIDDEN, NOT_FOUND, WRONG_STATE';

@InputType({ description: 'What became of what a petition asked for.' })
class RecordOutcomeInput {
  @Field(() => ID, { description: 'The petition, which must not be a DRAFT.' })
  @MaxLength(100)
  id!: string;

  @Field(() => PetitionOutcome, { description: 'What happened.' })
  outcome!: PetitionOutcome;

  @Field(() => DateScalar, { nullable: true, description: 'The day it happened, not in the future; null when not known.' })
  on?: string | null;
}

@Resolver()
export class OrganizeResolver {
  @Audience(Role.ORGANIZER)
  @Query(() => [Petition], {
    nullable: true,
    description:
      'The petitions of the organizer who asks, including drafts, the latest first; at most 200. Errors: UNAUTHENTICATED, FORBIDDEN.',
  })
  myPetitions(@Ctx() { database, identity }: PetitionRequest): Promise<Petition[]> {
    const where = { ownerSubject: identity.subject as string };
    return database.getRepository(Petition).find({ where, order: { listedOn: 'DESC', id: 'DESC' }, take: 200 });
  }

  @Audience(Role.ORGANIZER)
  @Mutation(() => Petition, {
    description:
      'Writes a petition that nobody else can see or sign yet. A draft with the same id and organizer is rewritten. Errors: ' +
      'UNAUTHENTICATED, FORBIDDEN, BAD_USER_INPUT, PETITION_EXISTS, WRONG_STATE.',
  })
  draftPetition(
    @Arg('input', () => DraftPetitionInput, { description: 'The petition.' }) input: DraftPetitionInput,
    @Ctx() request: PetitionRequest,
  ): Promise<Petition> {
    return draftPetition(input, request);
  }

  @Audience(Role.ORGANIZER)
  @Mutation(() => Petition, {
    description: `Opens a draft for signing now, even if it was to open later. ${ownErrors}, BAD_USER_INPUT when its closesAt has passed.`,
  })
  openPetition(
    @Arg('id', () => ID, { description: 'The petition.' }) id: string,
    @Ctx() request: PetitionRequest,
  ): Promise<Petition> {
    return takeStep(Step.OPEN, id, request, ({ closesAt, timeZone }) => {
      const now = request.clock();
      if (closesAt && closesAt <= now)
        throw new BadInput('id', 'The closing time of this draft has passed. Give it a later one, or none, then open it.');
      const today = dayIn(now, timeZone);
      return { launchedDay: today, launchedPrecision: DatePrecision.DAY, listedOn: today, opensAt: null };
    });
  }

  @Audience(Role.ORGANIZER)
  @Mutation(() => Petition, {
    description: `Changes the closesAt, the goal or the reminders of an open petition. ${ownErrors}, BAD_USER_INPUT.`,
  })
  movePetition(
    @Arg('input', () => MovePetitionInput, { description: 'What changes.' }) input: MovePetitionInput,
    @Ctx() request: PetitionRequest,
  ): Promise<Petition> {
    return movePetition(input, request);
  }

  /** Signatures that are being counted at this moment still count. */
  @Audience(Role.ORGANIZER)
  @Mutation(() => Petition, { description: `Ends the signing now. A closed petition cannot open again. ${ownErrors}.` })
  closePetition(
    @Arg('id', () => ID, { description: 'The petition.' }) id: string,
    @Ctx() request: PetitionRequest,
  ): Promise<Petition> {
    return takeStep(Step.CLOSE, id, request, ({ timeZone }) => ({ closedOn: dayIn(request.clock(), timeZone) }));
  }

  /** The count is that of the row this step holds: exact, on paper and here. */
  @Audience(Role.ORGANIZER)
  @Mutation(() => Petition, {
    description: `Records that a petition was delivered, with its count on that day. ${ownErrors}, BAD_USER_INPUT.`,
  })
  deliverPetition(
    @Arg('input', () => DeliverPetitionInput, { description: 'The delivery.' }) input: DeliverPetitionInput,
    @Ctx() request: PetitionRequest,
  ): Promise<Petition> {
    return deliverPetition(input, request);
  }

  @Audience(Role.ORGANIZER)
  @Mutation(() => Petition, {
    description: `Corrects a delivery, with a reason. What was recorded before stays in the audit log. ${ownErrors}, BAD_USER_INPUT.`,
  })
  correctDelivery(
    @Arg('input', () => CorrectDeliveryInput, { description: 'What is right.' }) input: CorrectDeliveryInput,
    @Ctx() request: PetitionRequest,
  ): Promise<Petition> {
    return correctDelivery(input, request);
  }

  @Audience(Role.ORGANIZER)
  @Mutation(() => Petition, {
    description: `Records what became of what the petition asked for, replacing an earlier record. ${ownErrors}, BAD_USER_INPUT.`,
  })
  recordOutcome(
    @Arg('input', () => RecordOutcomeInput, { description: 'The outcome.' }) { id, outcome, on = null }: RecordOutcomeInput,
    @Ctx() request: PetitionRequest,
  ): Promise<Petition> {
    return takeStep(Step.RECORD_OUTCOME, id, request, () => {
      if (on !== null) refuseFuture('on', on, request.clock());
      return { outcome, outcomeOn: on };
    });
  }
}
