// How an organizer writes a petition, rewrites it until it opens, and then changes its end or goal.
import { ArrayMaxSize, IsIn, IsOptional, Matches, Max, MaxLength, Min } from 'class-validator';
import { Field, ID, InputType, Int } from 'type-graphql';
import type { EntityManager } from 'typeorm';
import { change } from '#kit/data/change';
import { DatePrecision } from '#kit/words/facts';
import { BadInput, Problem } from '#kit/words/problem';
import { dayIn, endOfDay, requireTimeZone } from '#kit/words/timeZone';
import { because, DayGiven, LanguageTag, OneLine, SomeLines } from '#kit/words/validation';
import { usualLanguage } from '#languages/languages';
import type { PetitionRequest } from '../context';
import { Confirmation, Milestone, mostMilestones, Petition } from '../petition';
import { PetitionState, Step, stateAfter } from '../states';
import { queueSchedule } from './keepSchedules';
import { type Alteration, NotYourPetition, takeStep } from './takeStep';

/** The largest goal or milestone. */
const largestTarget = 100_000_000;

/** The id is taken. */
export class PetitionExists extends Problem {
  constructor(id: string) {
    super('PETITION_EXISTS', `The id ${JSON.stringify(id)} is taken. Choose another one.`, { petitionId: id });
  }
}

@InputType({ description: 'A petition as its organizer wants it. It can be rewritten until it opens.' })
export class DraftPetitionInput {
  @Field(() => ID, { description: 'A readable id of lower-case letters, digits and hyphens. It appears in web addresses.' })
  @MaxLength(100)
  @Matches(
    /^[a-z0-9]+(-[a-z0-9]+)*$/,
    because('ID_WRONG', 'id must be lower-case letters and digits, with single hyphens between'),
  )
  id!: string;

  @Field({ description: 'The title.' })
  @OneLine()
  title!: string;

  @Field({ description: 'What it asks for, in one sentence.' })
  @SomeLines(2_000)
  ask!: string;

  @Field({ description: 'Who it is addressed to, in words.' })
  @OneLine()
  target!: string;

  @Field(() => LanguageTag, {
    defaultValue: usualLanguage,
    description:
      'The language in which these words are written, such as es. They are shown as they are, whatever the language of a page.',
  })
  language!: string;

  @Field(() => [String], { description: 'Who organizes it, by name.' })
  @ArrayMaxSize(20)
  @MaxLength(200, { each: true })
  organizers!: string[];

  @Field(() => String, { nullable: true, description: 'The hashtag used to share it, including the #.' })
  @IsOptional()
  @Matches(/^#[\p{L}\p{N}_]{1,100}$/u, because('HASHTAG_WRONG', 'hashtag must be # followed by letters, digits or _'))
  hashtag?: string | null;

  @Field(() => Confirmation, {
    defaultValue: Confirmation.EMAIL,
    description:
      'What it takes for a signature to count: EMAIL unless told. With NONE a stranger can learn who signed: whoever enters the ' +
      'address of another person is told whether it has signed, and can sign in its name.',
  })
  @IsIn(Object.values(Confirmation))
  confirmation!: Confirmation;

  @Field({
    defaultValue: true,
    description:
      'Whether people who have not confirmed their signature get one reminder by mail, two days before it is forgotten or the petition ends. It can be ' +
      'changed while the petition is open; see movePetition.',
  })
  reminders!: boolean;

  @Field(() => Int, { nullable: true, description: 'How many signatures it aims for, here and on paper.' })
  @IsOptional()
  @Min(1)
  @Max(largestTarget)
  goal?: number | null;

  @Field(() => [Int], { defaultValue: [], description: 'Further numbers of signatures that it aims for.' })
  @ArrayMaxSize(50)
  @Min(1, { each: true })
  @Max(largestTarget, { each: true })
  milestones!: number[];

  @Field(() => Date, { nullable: true, description: 'When it opens by itself. Without it, the petition opens by openPetition.' })
  opensAt?: Date | null;

  @Field(() => Date, {
    nullable: true,
    description: 'When it stops taking signatures and closes by itself. A day, such as 2027-11-30, means its end in timeZone.',
  })
  closesAt?: Date | null;

  @Field({
    defaultValue: 'UTC',
    description: 'Where its days begin and end: an IANA time zone by area and city, such as Asia/Tokyo, or UTC.',
  })
  @MaxLength(60)
  timeZone!: string;

  @Field(() => [ID], { defaultValue: [], description: 'The policies it is about.' })
  @ArrayMaxSize(50)
  relatedPolicyIds!: string[];
}

/** Writes or rewrites a draft, with its milestones and its schedule. @throws BadInput, PetitionExists, NotYourPetition, WrongState, UnknownTimeZone */
export async function draftPetition(input: DraftPetitionInput, request: PetitionRequest): Promise<Petition> {
  const { milestones, goal = null, opensAt = null, hashtag = null, ...texts } = input;
  const timeZone = requireTimeZone(input.timeZone);
  const closesAt = endGiven(input.closesAt ?? null, timeZone);
  if (opensAt && closesAt && opensAt >= closesAt)
    throw new BadInput('closesAt', 'closesAt must be later than opensAt.', { reason: 'END_BEFORE_START' });
  const now = request.clock();
  if (closesAt && closesAt <= now)
    throw new BadInput('closesAt', 'closesAt has passed. Choose a later one.', { reason: 'MOMENT_PAST' });
  return change(request, Step.REVISE, async (writing) => {
    const { manager } = writing;
    const written = { ...texts, timeZone, hashtag, goal, opensAt, closesAt };
    const petition = await draftOf(manager, written, request, now);
    await manager.delete(Milestone, { petitionId: petition.id });
    const targets = [...new Set(goal === null ? milestones : [...milestones, goal])];
    if (targets.length > 0)
      await manager.insert(
        Milestone,
        targets.map((target) => ({ petitionId: petition.id, target })),
      );
    await queueSchedule(manager, petition);
    await writing.record(petition.id, null, { ...written, milestones: targets });
    return petition;
  });
}

/** A day that is given as an end means its last moment. @throws BadInput for one that ends after the last year that can be written */
function endGiven(end: Date | null, timeZone: string): Date | null {
  if (!(end instanceof DayGiven)) return end;
  const moment = endOfDay(end.day, timeZone);
  if (moment.getUTCFullYear() <= 9_999) return moment;
  throw new BadInput('closesAt', `${end.day} ends in ${timeZone} after the year 9999. Choose an earlier day.`, { limit: 9_999 });
}

type Written = Omit<DraftPetitionInput, 'milestones'>;

/** Inserts first, in one statement, so that of two people who choose the same id at once the second is told. */
async function draftOf(manager: EntityManager, written: Written, { identity }: PetitionRequest, now: Date): Promise<Petition> {
  const fresh = {
    state: PetitionState.DRAFT,
    historical: false,
    demo: false,
    ownerSubject: identity.subject,
    listedOn: dayIn(now, written.timeZone),
  };
  const { raw } = await manager
    .createQueryBuilder()
    .insert()
    .into(Petition)
    .values({ ...written, ...fresh, launchedPrecision: DatePrecision.DAY })
    .orIgnore()
    .returning('id')
    .execute();
  const found = await manager.findOneOrFail(Petition, { where: { id: written.id }, lock: { mode: 'pessimistic_write' } });
  if (raw.length > 0) return found;
  if (found.ownerSubject === null) throw new PetitionExists(written.id);
  if (found.ownerSubject !== identity.subject)
    throw found.state === PetitionState.DRAFT ? new PetitionExists(written.id) : new NotYourPetition(written.id);
  stateAfter(Step.REVISE, found);
  return manager.save(Object.assign(found, written));
}

@InputType({ description: 'The new end, goal or reminders of an open petition. A field that is left out stays as it is.' })
export class MovePetitionInput {
  @Field(() => ID, { description: 'The petition, which must be OPEN.' })
  @MaxLength(100)
  id!: string;

  @Field(() => Date, {
    nullable: true,
    description:
      'When it stops taking signatures and closes by itself, a moment in the future; null for no end. A day means its end in the ' +
      "petition's time zone.",
  })
  closesAt?: Date | null;

  @Field(() => Int, {
    nullable: true,
    description:
      'How many signatures it aims for, here and on paper, more than it has; null for no goal. The former goal stays as a milestone.',
  })
  @IsOptional()
  @Min(1)
  @Max(largestTarget)
  goal?: number | null;

  @Field(() => Boolean, { nullable: true, description: 'Whether people who have not confirmed are reminded, once.' })
  reminders?: boolean | null;
}

/**
 * The petition closes once, at the moment that was set last: every process looks at the row.
 * @throws BadInput, NotFound, NotYourPetition, WrongState
 */
export const movePetition = (
  { id, closesAt: end, goal, reminders }: MovePetitionInput,
  request: PetitionRequest,
): Promise<Petition> =>
  takeStep(Step.MOVE, id, request, async (petition, manager) => {
    const closesAt = end && endGiven(end, petition.timeZone);
    const change: Alteration = {
      ...(closesAt !== undefined && { closesAt }),
      ...(goal !== undefined && { goal }),
      ...(typeof reminders === 'boolean' && { reminders }),
    };
    if (closesAt && closesAt <= request.clock())
      throw new BadInput('closesAt', 'closesAt has passed. Choose a later one, or end the signing now with closePetition.', {
        reason: 'MOMENT_PAST',
      });
    if (typeof goal === 'number') await aimAt(goal, petition, manager);
    if (closesAt !== undefined) await queueSchedule(manager, { id, opensAt: null, closesAt });
    return change;
  });

async function aimAt(goal: number, { id, count, paperCount }: Petition, manager: EntityManager): Promise<void> {
  const there = count + paperCount;
  if (goal <= there)
    throw new BadInput('goal', `${there === 1 ? '1 person has' : `${there} people have`} signed already. Choose a higher goal.`, {
      reason: 'GOAL_REACHED',
      values: { count: there },
    });
  if ((await manager.countBy(Milestone, { petitionId: id })) >= mostMilestones)
    throw new BadInput(
      'goal',
      `The petition already has ${mostMilestones} goals and milestones, the most it can have. Keep its present goal.`,
      { reason: 'GOALS_FULL', limit: mostMilestones },
    );
  await manager.createQueryBuilder().insert().into(Milestone).values({ petitionId: id, target: goal }).orIgnore().execute();
}
