// How does an organizer record what became of a petition?

import { refuseFuture } from '#kit/words/future';
import type { PetitionRequest } from '../context';
import type { Petition, PetitionOutcome } from '../petition';
import { Step } from '../states';
import { takeStep } from './takeStep';

/** A later record takes the place of an earlier one. @throws BadInput for a day to come, NotFound, NotYourPetition, WrongState */
export const recordOutcome = (
  id: string,
  outcome: PetitionOutcome,
  on: string | null,
  request: PetitionRequest,
): Promise<Petition> =>
  takeStep(Step.RECORD_OUTCOME, id, request, () => {
    if (on !== null) refuseFuture('on', on, request.clock());
    return { outcome, outcomeOn: on };
  });
