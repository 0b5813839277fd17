// How editors record petitions that were signed elsewhere in the past, with the numbers that sources reported, and correct both.
import { ArrayMaxSize, IsOptional, Matches, Max, MaxLength, Min, ValidateNested } from 'class-validator';
import { Arg, Args, ArgsType, Ctx, Field, ID, InputType, Int, Mutation, Resolver } from 'type-graphql';
import type { EntityManager } from 'typeorm';
import { v7 as uuid } from 'uuid';
import { refuseUnknownPolicies } from '#advocacy/policies/index';
import { Publisher } from '#advocacy/publishers/index';
import { type Change, change } from '#kit/data/change';
import type { Request } from '#kit/data/request';
import { Sourced, settleSources } from '#kit/data/sourced';
import { Audience } from '#kit/words/audience';
import { dayOf, refuseFuture } from '#kit/words/clock';
import { Confidence, DatePrecision, isSurelyBefore, type WholeDay } from '#kit/words/facts';
import { Role } from '#kit/words/identity';
import { BadInput, NotFound, Problem } from '#kit/words/problem';
import { because, DateScalar, OneLine, SomeLines } from '#kit/words/validation';
import { PetitionExists } from './organizing/draftPetition';
import { Confirmation, Petition, PetitionOutcome } from './petition';
import { CountMetric, CountQualifier, Delivery, ReportedCount } from './reportedCount';
import { PetitionState } from './states';

/** The petition is signed here, so its numbers are counted and not recorded. */
class PetitionCountsItself extends Problem {
  constructor({ id, state }: Petition, what: string) {
    super(
      'WRONG_STATE',
      `You cannot ${what} the petition ${JSON.stringify(id)}: it is signed here and counts itself. Only petitions that were signed ` +
        'elsewhere in the past are recorded.',
      { petitionId: id, state, allowed: [] },
    );
  }
}

const mostSigned = 2_000_000_000;

@InputType({ description: 'A delivery of a petition of the past, as its sources report it.' })
class PastDeliveryInput {
  @Field({ description: 'Who received it.' })
  @OneLine()
  to!: string;

  @Field(() => DateScalar, { description: 'The day.' })
  on!: string;

  @Field(() => Int, { description: 'How many signatures were delivered; qualifier says how the source put it.' })
  @Min(0)
  @Max(mostSigned)
  count!: number;

  @Field(() => CountQualifier, { description: 'How the source put the number.' })
  qualifier!: CountQualifier;
}

@InputType({ description: 'A petition that was signed elsewhere in the past, as its sources have it.' })
class PastPetitionInput extends Sourced {
  @Field(() => ID, { description: 'A readable id such as ebooksforall.' })
  @Matches(
    /^[a-z0-9]+(-[a-z0-9]+)*$/,
    because('ID_WRONG', 'id must be lower-case letters and digits, with single hyphens between'),
  )
  @MaxLength(100)
  id!: string;

  @Field({ description: 'The title as it was published.' })
  @OneLine(300)
  title!: string;

  @Field({ description: 'What it asked for, in one sentence.' })
  @SomeLines(2_000)
  ask!: string;

  @Field({ description: 'Who it was addressed to, in words.' })
  @OneLine(300)
  target!: string;

  @Field(() => ID, { nullable: true, description: 'The publisher it was addressed to; null when to none on record.' })
  @IsOptional()
  @MaxLength(100)
  targetPublisherId?: string | null;

  @Field(() => [String], { description: 'Who organized it, by name.' })
  @ArrayMaxSize(20)
  @MaxLength(200, { each: true })
  organizers!: string[];

  @Field(() => String, { nullable: true, description: 'The hashtag used to share it, including the #.' })
  @IsOptional()
  @Matches(/^#[\p{L}\p{N}_]{1,100}$/u, because('HASHTAG_WRONG', 'hashtag must be # followed by letters, digits or _'))
  hashtag?: string | null;

  @Field(() => DateScalar, { nullable: true, description: 'When it was launched; null when not known.' })
  launchedOn?: string | null;

  @Field(() => DatePrecision, { defaultValue: DatePrecision.DAY, description: 'How exactly launchedOn is known.' })
  launchedPrecision!: DatePrecision;

  @Field(() => Confidence, { nullable: true, description: 'How well launchedOn is supported; null when it is not known.' })
  launchConfidence?: Confidence | null;

  @Field(() => DateScalar, { nullable: true, description: 'The last day on which it took signatures; null when not known.' })
  closedOn?: string | null;

  @Field(() => Int, { nullable: true, description: 'How many signatures it aimed for; null when not known.' })
  @IsOptional()
  @Min(1)
  @Max(mostSigned)
  goal?: number | null;

  @Field(() => PetitionOutcome, { nullable: true, description: 'What became of it; null while that is undecided.' })
  outcome?: PetitionOutcome | null;

  @Field(() => DateScalar, { nullable: true, description: 'The day of the outcome; null when not known.' })
  outcomeOn?: string | null;

  @Field(() => String, { nullable: true, description: 'What else is known, such as how its dates were found.' })
  @IsOptional()
  @SomeLines(2_000)
  note?: string | null;

  @Field(() => [ID], { defaultValue: [], description: 'The policies it was about.' })
  @ArrayMaxSize(50)
  relatedPolicyIds!: string[];

  @Field(() => [PastDeliveryInput], { defaultValue: [], description: 'Its deliveries. With one it is DELIVERED, else CLOSED.' })
  @ArrayMaxSize(100)
  @ValidateNested({ each: true })
  deliveries!: PastDeliveryInput[];
}

@InputType({ description: 'A number that a source reported of a petition.' })
class PetitionCountInput extends Sourced {
  @Field(() => ID, { description: 'The petition.' })
  @MaxLength(100)
  petitionId!: string;

  @Field(() => CountMetric, {
    description: 'What is counted. SIGNATURES of a petition that is signed here are counted, not recorded.',
  })
  metric!: CountMetric;

  @Field(() => DateScalar, { description: 'The day for which the number was reported.' })
  on!: string;

  @Field(() => DatePrecision, { defaultValue: DatePrecision.DAY, description: 'How exactly that day is known.' })
  precision!: DatePrecision;

  @Field(() => Int, { description: 'The number.' })
  @Min(0)
  @Max(mostSigned)
  count!: number;

  @Field(() => CountQualifier, { description: 'How the source put the number.' })
  qualifier!: CountQualifier;

  @Field(() => Confidence, { description: 'How well the number is supported.' })
  confidence!: Confidence;

  @Field(() => String, { nullable: true, description: 'What else is known about the number.' })
  @IsOptional()
  @SomeLines(2_000)
  note?: string | null;

  @Field(() => String, {
    nullable: true,
    description: 'Why the number of that day was wrong: needed where it replaces one. It is kept in the audit log.',
  })
  @IsOptional()
  @SomeLines(2_000)
  reason?: string | null;
}

@InputType({ description: 'A reported number that should not have been recorded.' })
class RemovePetitionCountInput {
  @Field(() => ID, { description: 'The petition.' })
  @MaxLength(100)
  petitionId!: string;

  @Field(() => CountMetric, { description: 'What is counted.' })
  metric!: CountMetric;

  @Field(() => DateScalar, { description: 'The day for which it was reported.' })
  on!: string;

  @Field({ description: 'Why it is removed. It is kept in the audit log, with the number.' })
  @SomeLines(2_000)
  reason!: string;
}

@ArgsType()
class PetitionCorrectionArgs {
  @Field({ description: 'Why the record was wrong; plain text of at most 2,000 characters.' })
  @SomeLines(2_000)
  reason!: string;
}

const errors = 'For editors. Errors: UNAUTHENTICATED, FORBIDDEN, BAD_USER_INPUT';

@Resolver()
export class RecordingResolver {
  @Audience(Role.EDITOR)
  @Mutation(() => Petition, {
    description: `Records a petition that was signed elsewhere in the past; recordPetitionCount adds its dated numbers. ${errors}, PETITION_EXISTS.`,
  })
  recordPetition(
    @Arg('input', () => PastPetitionInput, { description: 'The petition.' }) input: PastPetitionInput,
    @Ctx() request: Request,
  ): Promise<Petition> {
    return change(request, 'recordPetition', async (writing) => {
      const row = await checked(input, writing.manager, request);
      const fresh = {
        historical: true,
        demo: false,
        confirmation: Confirmation.NONE,
        listedOn: row.launchedDay ?? dayOf(writing.now),
      };
      const { raw } = await writing.manager
        .createQueryBuilder()
        .insert()
        .into(Petition)
        .values({ ...row, ...fresh })
        .orIgnore()
        .returning('id')
        .execute();
      if (raw.length === 0) throw new PetitionExists(input.id);
      return written(writing, input, null, row);
    });
  }

  @Audience(Role.EDITOR)
  @Mutation(() => Petition, {
    description:
      'Replaces the record of a petition that was signed elsewhere in the past, with its deliveries, except its reported numbers. The ' +
      `audit log keeps the old one. ${errors}, NOT_FOUND, WRONG_STATE (it is signed here).`,
  })
  correctPetition(
    @Arg('input', () => PastPetitionInput, { description: 'The petition as it should have been recorded.' })
    input: PastPetitionInput,
    @Args(() => PetitionCorrectionArgs) { reason }: PetitionCorrectionArgs,
    @Ctx() request: Request,
  ): Promise<Petition> {
    return change(request, 'correctPetition', async (writing) => {
      const before = await writing.lock(Petition, 'petition', input.id);
      if (!before.historical) throw new PetitionCountsItself(before, 'correct the record of');
      const row = await checked(input, writing.manager, request);
      await writing.manager.update(Petition, { id: input.id }, { ...row, listedOn: row.launchedDay ?? before.listedOn });
      return written(writing, input, before, { ...row, reason });
    });
  }

  @Audience(Role.EDITOR)
  @Mutation(() => Petition, {
    description:
      'Records a number that a source reported of a petition for a day, or corrects the one of that day, with a reason. ' +
      `${errors}, NOT_FOUND, WRONG_STATE (its signatures are counted here).`,
  })
  recordPetitionCount(
    @Arg('input', () => PetitionCountInput, { description: 'The number.' }) input: PetitionCountInput,
    @Ctx() request: Request,
  ): Promise<Petition> {
    const { petitionId: subjectId, sourceIds, newSources, reason = null, note = null, ...count } = input;
    return change(request, 'recordPetitionCount', async (writing) => {
      const { manager } = writing;
      const petition = await countable(writing, subjectId, input.metric);
      refuseFuture('on', input.on, request.clock());
      const { launchedDay: day, launchedPrecision: known } = petition;
      refuseBeforeLaunch('on', input.on, { day, precision: known }, input.precision);
      const before = await manager.findOneBy(ReportedCount, { subjectId, metric: input.metric, on: input.on });
      if (before && reason === null)
        throw new BadInput(
          'reason',
          `A number of ${input.on} is recorded already: ${before.count}. Say why it was wrong, to replace it.`,
          { reason: 'COUNT_RECORDED', values: { count: before.count } },
        );
      await settleSources(manager, sourceIds, newSources);
      const after = { ...count, note, subjectId, sourceIds };
      await manager.save(ReportedCount, after);
      await writing.record(subjectId, before, { ...after, reason });
      return petition;
    });
  }

  @Audience(Role.EDITOR)
  @Mutation(() => Petition, {
    description: `Removes a reported number, such as one of a wrong day. The audit log keeps it. ${errors}, NOT_FOUND, WRONG_STATE (its signatures are counted here).`,
  })
  removePetitionCount(
    @Arg('input', () => RemovePetitionCountInput, { description: 'Which number, and why.' })
    { petitionId: subjectId, metric, on, reason }: RemovePetitionCountInput,
    @Ctx() request: Request,
  ): Promise<Petition> {
    return change(request, 'removePetitionCount', async (writing) => {
      const petition = await countable(writing, subjectId, metric);
      const before = await writing.manager.findOneBy(ReportedCount, { subjectId, metric, on });
      if (!before) throw new NotFound('reported number', `${metric} of ${on}`);
      await writing.manager.delete(ReportedCount, { subjectId, metric, on });
      await writing.record(subjectId, before, { reason });
      return petition;
    });
  }
}

/** A petition whose numbers of that kind are recorded; drafts are nobody's but their organizer's. @throws NotFound, PetitionCountsItself */
async function countable({ manager }: Change, id: string, metric: CountMetric): Promise<Petition> {
  const petition = await manager.findOneBy(Petition, { id });
  if (!petition || petition.state === PetitionState.DRAFT) throw new NotFound('petition', id);
  if (!petition.historical && metric === CountMetric.SIGNATURES) throw new PetitionCountsItself(petition, 'record signatures of');
  return petition;
}

/** @throws BadInput for a day on which the petition was not there yet, as far as its launch is known */
function refuseBeforeLaunch(field: string, day: string, launch: WholeDay, precision: DatePrecision = 'DAY'): void {
  if (!isSurelyBefore({ day, precision }, launch)) return;
  const since = launch.day ?? '';
  throw new BadInput(field, `${field} ${day} is before the launch of the petition, ${since}. Correct the one that is wrong.`, {
    reason: 'TOO_EARLY',
    values: { day: since },
  });
}

/** The columns. @throws BadInput for days that cannot be, and for what is not on record */
async function checked(input: PastPetitionInput, manager: EntityManager, { clock }: Request) {
  const { deliveries, launchedOn = null, launchedPrecision, launchConfidence = null, newSources, ...given } = input;
  const {
    closedOn = null,
    outcome = null,
    outcomeOn = null,
    targetPublisherId = null,
    hashtag = null,
    goal = null,
    note = null,
  } = input;
  for (const [field, day] of [
    ['launchedOn', launchedOn] as const,
    ['closedOn', closedOn] as const,
    ['outcomeOn', outcomeOn] as const,
  ])
    if (day !== null) refuseFuture(field, day, clock());
  const launch = { day: launchedOn, precision: launchedPrecision };
  if (closedOn !== null) refuseBeforeLaunch('closedOn', closedOn, launch);
  if (outcomeOn !== null) refuseBeforeLaunch('outcomeOn', outcomeOn, launch);
  if (outcomeOn !== null && outcome === null)
    throw new BadInput('outcome', 'Give the outcome of the day, or leave outcomeOn out.', { reason: 'OUTCOME_MISSING' });
  for (const { on } of deliveries) {
    refuseFuture('deliveries', on, clock());
    refuseBeforeLaunch('deliveries', on, launch);
  }
  if (new Set(deliveries.map(({ to, on }) => `${on} ${to}`)).size < deliveries.length)
    throw new BadInput('deliveries', 'Two deliveries name the same recipient and day. Give each once.', {
      reason: 'RECORDED_ALREADY',
    });
  if (targetPublisherId !== null && !(await manager.existsBy(Publisher, { id: targetPublisherId })))
    throw new BadInput('targetPublisherId', `No publisher has the id ${JSON.stringify(targetPublisherId)}.`, {
      reason: 'PUBLISHER_UNKNOWN',
    });
  await refuseUnknownPolicies(manager, input.relatedPolicyIds);
  await settleSources(manager, input.sourceIds, newSources);
  return {
    ...given,
    ...{ closedOn, outcome, outcomeOn, targetPublisherId, hashtag, goal, note, launchConfidence },
    launchedDay: launchedOn,
    launchedPrecision: launchedOn === null ? null : launchedPrecision,
    state: deliveries.length > 0 ? PetitionState.DELIVERED : PetitionState.CLOSED,
  };
}

/** Replaces the deliveries, whose sources are those of the petition. */
async function written(
  writing: Change,
  { id, deliveries, sourceIds }: PastPetitionInput,
  before: Petition | null,
  after: object,
) {
  const { manager } = writing;
  const were = await manager.findBy(Delivery, { petitionId: id });
  await manager.delete(Delivery, { petitionId: id });
  if (deliveries.length > 0)
    await manager.insert(
      Delivery,
      deliveries.map((delivery) => ({ ...delivery, id: uuid(), petitionId: id, sourceIds })),
    );
  await writing.record(id, before && { ...before, deliveries: were }, { ...after, deliveries });
  return manager.findOneByOrFail(Petition, { id });
}
