// How do organizers run their petitions?
import { MaxLength } from 'class-validator';
import { Arg, Ctx, Field, ID, InputType, Mutation, Query, Resolver } from 'type-graphql';
import { Audience } from '#kit/words/audience';
import { Role } from '#kit/words/identity';
import { DateScalar } from '#kit/words/scalars';
import { OneLine } from '#kit/words/texts';
import type { PetitionRequest } from '../context';
import { Petition, PetitionOutcome } from '../petition';
import { closePetition } from './closePetition';
import { deliverPetition } from './deliverPetition';
import { DraftPetitionInput, draftPetition, MovePetitionInput, movePetition } from './draftPetition';
import { openPetition } from './openPetition';
import { recordOutcome } from './recordOutcome';

const ownErrors = 'For its organizer. Errors: UNAUTHENTICATED, FORBIDDEN, NOT_FOUND, WRONG_STATE';

@InputType({ description: 'The handing over of a petition.' })
export class DeliverPetitionInput {
  @Field(() => ID, { description: 'The petition, which must be CLOSED or DELIVERED.' })
  @MaxLength(100)
  id!: string;

  @Field({ description: 'To whom.' })
  @OneLine()
  to!: string;

  @Field(() => DateScalar, { description: 'The day of the handing over, which has come; one delivery a day.' })
  on!: string;
}

@InputType({ description: 'What became of what a petition asked for.' })
export class RecordOutcomeInput {
  @Field(() => ID, { description: 'The petition, which must not be a DRAFT.' })
  @MaxLength(100)
  id!: string;

  @Field(() => PetitionOutcome, { description: 'What happened.' })
  outcome!: PetitionOutcome;

  @Field(() => DateScalar, { nullable: true, description: 'On which day, which has come; null when not known.' })
  on?: string | null;
}

@Resolver()
export class OrganizeResolver {
  @Audience(Role.ORGANIZER)
  @Query(() => [Petition], {
    nullable: true,
    description:
      'The petitions of the organizer who asks, drafts as well, the latest first; at most 200. Errors: UNAUTHENTICATED, FORBIDDEN.',
  })
  myPetitions(@Ctx() { database, identity }: PetitionRequest): Promise<Petition[]> {
    const where = { ownerSubject: identity.subject as string };
    return database.getRepository(Petition).find({ where, order: { listedOn: 'DESC', id: 'DESC' }, take: 200 });
  }

  @Audience(Role.ORGANIZER)
  @Mutation(() => Petition, {
    description:
      'Writes a petition that nobody sees or signs yet; a draft of the same id and organizer is rewritten. Errors: UNAUTHENTICATED, ' +
      'FORBIDDEN, BAD_USER_INPUT, PETITION_EXISTS, WRONG_STATE.',
  })
  draftPetition(
    @Arg('input', () => DraftPetitionInput, { description: 'The petition.' }) input: DraftPetitionInput,
    @Ctx() request: PetitionRequest,
  ): Promise<Petition> {
    return draftPetition(input, request);
  }

  @Audience(Role.ORGANIZER)
  @Mutation(() => Petition, {
    description: `Opens a draft for signing now. ${ownErrors}, BAD_USER_INPUT when its closesAt is over.`,
  })
  openPetition(
    @Arg('id', () => ID, { description: 'The petition.' }) id: string,
    @Ctx() request: PetitionRequest,
  ): Promise<Petition> {
    return openPetition(id, request);
  }

  @Audience(Role.ORGANIZER)
  @Mutation(() => Petition, {
    description: `Gives an open petition another closesAt or another goal. ${ownErrors}, BAD_USER_INPUT.`,
  })
  movePetition(
    @Arg('input', () => MovePetitionInput, { description: 'What changes.' }) input: MovePetitionInput,
    @Ctx() request: PetitionRequest,
  ): Promise<Petition> {
    return movePetition(input, request);
  }

  @Audience(Role.ORGANIZER)
  @Mutation(() => Petition, { description: `Ends the signing now; it does not open again. ${ownErrors}.` })
  closePetition(
    @Arg('id', () => ID, { description: 'The petition.' }) id: string,
    @Ctx() request: PetitionRequest,
  ): Promise<Petition> {
    return closePetition(id, request);
  }

  @Audience(Role.ORGANIZER)
  @Mutation(() => Petition, {
    description: `Records that a petition was handed over, with the count of that moment. ${ownErrors}, BAD_USER_INPUT.`,
  })
  deliverPetition(
    @Arg('input', () => DeliverPetitionInput, { description: 'The delivery.' }) input: DeliverPetitionInput,
    @Ctx() request: PetitionRequest,
  ): Promise<Petition> {
    return deliverPetition(input.id, input.to, input.on, request);
  }

  @Audience(Role.ORGANIZER)
  @Mutation(() => Petition, { description: `Records what became of what was asked. ${ownErrors}, BAD_USER_INPUT.` })
  recordOutcome(
    @Arg('input', () => RecordOutcomeInput, { description: 'The outcome.' }) input: RecordOutcomeInput,
    @Ctx() request: PetitionRequest,
  ): Promise<Petition> {
    return recordOutcome(input.id, input.outcome, input.on ?? null, request);
  }
}
