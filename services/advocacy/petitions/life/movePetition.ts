// How does an organizer give an open petition another end, or another goal?
import { IsOptional, Max, MaxLength, Min } from 'class-validator';
import { Field, ID, InputType, Int } from 'type-graphql';
import type { EntityManager } from 'typeorm';
import { BadInput } from '#kit/words/problem';
import type { PetitionRequest } from '../context';
import type { Petition } from '../petition';
import { largestTarget } from './draftPetition';
import { queueSchedule } from './keepSchedules';
import { Step } from './life';
import { Milestone, mostMilestones } from './milestone';
import { type Change, takeStep } from './ownPetition';

@InputType({ description: 'What an open petition is to aim at. What is left out stays as it is.' })
export class MovePetitionInput {
  @Field(() => ID, { description: 'The petition, which must be OPEN.' })
  @MaxLength(100)
  id!: string;

  @Field(() => Date, {
    nullable: true,
    description: 'From when it takes no more signatures and closes by itself, a moment to come; null for no end.',
  })
  closesAt?: Date | null;

  @Field(() => Int, {
    nullable: true,
    description:
      'How many signatures it hopes for, more than it has, here and on paper; null for no goal. The former goal stays as a milestone.',
  })
  @IsOptional()
  @Min(1)
  @Max(largestTarget)
  goal?: number | null;
}

/**
 * The petition closes once, at the moment that was set last, however many processes there are: each looks at the row.
 * @throws BadInput, NotFound, NotYourPetition, WrongState
 */
export const movePetition = ({ id, closesAt, goal }: MovePetitionInput, request: PetitionRequest): Promise<Petition> =>
  takeStep(Step.MOVE, id, request, async (petition, manager) => {
    const change: Change = { ...(closesAt !== undefined && { closesAt }), ...(goal !== undefined && { goal }) };
    if (closesAt && closesAt <= request.clock())
      throw new BadInput('closesAt', 'closesAt is over already; to end the signing now, use closePetition.');
    if (typeof goal === 'number') await aimAt(goal, petition, manager);
    if (closesAt !== undefined) await queueSchedule(manager, { id, opensAt: null, closesAt });
    return change;
  });

async function aimAt(goal: number, { id, count, paperCount }: Petition, manager: EntityManager): Promise<void> {
  const there = count + paperCount;
  if (goal <= there) throw new BadInput('goal', `The petition has ${there} signatures already; choose a goal beyond them.`);
  if ((await manager.countBy(Milestone, { petitionId: id })) >= mostMilestones)
    throw new BadInput('goal', `The petition has had ${mostMilestones} goals and milestones, which is as many as it can.`);
  await manager.createQueryBuilder().insert().into(Milestone).values({ petitionId: id, target: goal }).orIgnore().execute();
}
