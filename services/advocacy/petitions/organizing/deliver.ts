// How an organizer records to whom a petition was delivered, and corrects what was recorded.
import { IsOptional, Max, MaxLength, Min } from 'class-validator';
import { Field, ID, InputType, Int } from 'type-graphql';
import type { EntityManager } from 'typeorm';
import { v7 as uuid } from 'uuid';
import { BadInput, NotFound } from '#kit/words/problem';
import { dayIn, endOfDay } from '#kit/words/timeZone';
import { DateScalar, OneLine, SomeLines } from '#kit/words/validation';
import type { PetitionRequest } from '../context';
import { countAt } from '../counts.resolver';
import type { Petition } from '../petition';
import { CountQualifier, Delivery } from '../reportedCount';
import { Step } from '../states';
import { takeStep } from './takeStep';

/** The largest number of signatures that can be handed over. */
const mostDelivered = 2_000_000_000;

@InputType({ description: 'The delivery of a petition to those it addresses.' })
export class DeliverPetitionInput {
  @Field(() => ID, { description: 'The petition, which must be CLOSED or DELIVERED.' })
  @MaxLength(100)
  id!: string;

  @Field({ description: 'Who received it. Several can receive it on one day, each in a delivery of its own.' })
  @OneLine()
  to!: string;

  @Field(() => DateScalar, {
    description: "The day of the delivery in the petition's time zone: not before the petition opened, not in the future.",
  })
  on!: string;
}

@InputType({ description: 'What is right about a delivery. A field that is left out stays as it is.' })
export class CorrectDeliveryInput {
  @Field(() => ID, { description: 'The petition.' })
  @MaxLength(100)
  petitionId!: string;

  @Field(() => ID, { description: 'The delivery.' })
  @MaxLength(100)
  deliveryId!: string;

  @Field({ description: 'Why it is corrected. It is kept in the audit log.' })
  @SomeLines()
  reason!: string;

  @Field(() => String, { nullable: true, description: 'Who received it.' })
  @IsOptional()
  @OneLine()
  to?: string | null;

  @Field(() => DateScalar, { nullable: true, description: 'The day. Without count, the count of that day is taken.' })
  on?: string | null;

  @Field(() => Int, { nullable: true, description: 'How many signatures were handed over.' })
  @IsOptional()
  @Min(0)
  @Max(mostDelivered)
  count?: number | null;
}

/** @throws BadInput for a day that cannot be, or the same delivery again; what `takeStep` throws */
export const deliverPetition = ({ id, to, on }: DeliverPetitionInput, request: PetitionRequest): Promise<Petition> =>
  takeStep(Step.DELIVER, id, request, async (petition, manager) => {
    const now = request.clock();
    checkDay(on, petition, now);
    await refuseTwice(manager, { petitionId: id, to, on });
    const counted = await countOn(on, petition, manager, now);
    const delivery = { id: uuid(), petitionId: id, on, to, ...counted, sourceIds: [] };
    await manager.insert(Delivery, delivery);
    return { beside: { deliveryId: delivery.id, on, to, count: counted.count } };
  });

/** @throws NotFound, and what `deliverPetition` throws */
export const correctDelivery = (input: CorrectDeliveryInput, request: PetitionRequest): Promise<Petition> =>
  takeStep(Step.CORRECT_DELIVERY, input.petitionId, request, async (petition, manager) => {
    const { petitionId, deliveryId, reason } = input;
    const found = await manager.query('SELECT id FROM delivery WHERE petition_id = $1 AND id::text = $2', [
      petitionId,
      deliveryId,
    ]);
    if (found.length === 0) throw new NotFound('delivery', deliveryId);
    const before = await manager.findOneByOrFail(Delivery, { id: deliveryId });
    const [to, on] = [input.to ?? before.to, input.on ?? before.on];
    const now = request.clock();
    if (input.on) checkDay(on, petition, now);
    if (to !== before.to || on !== before.on) await refuseTwice(manager, { petitionId, to, on });
    const counted =
      typeof input.count === 'number'
        ? { count: input.count, qualifier: CountQualifier.EXACT }
        : input.on
          ? await countOn(on, petition, manager, now)
          : { count: before.count, qualifier: before.qualifier };
    await manager.update(Delivery, { id: deliveryId }, { to, on, ...counted });
    const was = { to: before.to, on: before.on, count: before.count };
    return { beside: { deliveryId, reason, was, is: { to, on, count: counted.count } } };
  });

function checkDay(on: string, { launchedDay, timeZone }: Petition, now: Date): void {
  if (launchedDay !== null && on < launchedDay)
    throw new BadInput('on', `on ${on} is before the petition opened on ${launchedDay}. Give that day or a later one.`);
  const today = dayIn(now, timeZone);
  if (on > today) throw new BadInput('on', `on ${on} has not come yet in ${timeZone}, where it is ${today}.`);
}

async function refuseTwice(manager: EntityManager, same: Pick<Delivery, 'petitionId' | 'to' | 'on'>): Promise<void> {
  if (await manager.existsBy(Delivery, same))
    throw new BadInput('to', `The delivery to ${JSON.stringify(same.to)} on ${same.on} is already recorded. Correct that one.`);
}

/** The count at the end of a day. What was on paper by then is not known, so with paper the number of an earlier day is derived. */
async function countOn(on: string, { id, count, paperCount, timeZone }: Petition, manager: EntityManager, now: Date) {
  if (on === dayIn(now, timeZone)) return { count: count + paperCount, qualifier: CountQualifier.EXACT };
  const lastMoment = new Date(endOfDay(on, timeZone).getTime() - 1);
  const online = await countAt(manager, id, lastMoment);
  return { count: online + paperCount, qualifier: paperCount > 0 ? CountQualifier.DERIVED : CountQualifier.EXACT };
}
