// How does an organizer end the signing of a petition?

import { dayOf } from '#kit/words/clock';
import type { PetitionRequest } from '../context';
import type { Petition } from '../petition';
import { Step } from '../states';
import { takeStep } from './takeStep';

/** Ends it now; whoever is being counted at this moment still is, and nobody after. @throws NotFound, NotYourPetition, WrongState */
export const closePetition = (id: string, request: PetitionRequest): Promise<Petition> =>
  takeStep(Step.CLOSE, id, request, () => ({ closedOn: dayOf(request.clock()) }));
