// How does an organizer end the signing of a petition?
import { dayOf } from '#kit/clock';
import type { AdvocacyRequest } from '../context';
import { Step } from './life';
import { takeStep } from './ownPetition';
import type { Petition } from './petition';

/** Ends it now; whoever is being counted at this moment still is, and nobody after. @throws NotFound, NotYourPetition, WrongState */
export const closePetition = (id: string, request: AdvocacyRequest): Promise<Petition> =>
  takeStep(Step.CLOSE, id, request, () => ({ closedOn: dayOf(request.clock()) }));
