// How does an organizer record that a petition was handed over?

import { refuseFuture } from '#kit/words/future';
import { BadInput } from '#kit/words/problem';
import type { PetitionRequest } from '../context';
import type { Petition } from '../petition';
import { CountQualifier, Delivery } from '../reportedCount';
import { Step } from '../states';
import { takeStep } from './takeStep';

/** The count is that of the row held by this step: exact, on paper and here. @throws BadInput, NotFound, NotYourPetition, WrongState */
export const deliverPetition = (id: string, to: string, on: string, request: PetitionRequest): Promise<Petition> =>
  takeStep(Step.DELIVER, id, request, async (petition, manager) => {
    refuseFuture('on', on, request.clock());
    if (await manager.existsBy(Delivery, { petitionId: id, on }))
      throw new BadInput('on', `A delivery of that petition on ${on} is recorded already.`);
    const count = petition.count + petition.paperCount;
    await manager.insert(Delivery, { petitionId: id, on, to, count, qualifier: CountQualifier.EXACT, sourceIds: [] });
    return { beside: { on, to, count } };
  });
