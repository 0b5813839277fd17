// How does an organizer open a petition for signing?

import { dayOf } from '#kit/words/clock';
import { DatePrecision } from '#kit/words/facts';
import { BadInput } from '#kit/words/problem';
import type { PetitionRequest } from '../context';
import type { Petition } from '../petition';
import { Step } from '../states';
import { takeStep } from './takeStep';

/** Opens it now, whatever its schedule said of that. @throws BadInput when it would be over at once, NotFound, NotYourPetition, WrongState */
export const openPetition = (id: string, request: PetitionRequest): Promise<Petition> =>
  takeStep(Step.OPEN, id, request, ({ closesAt }) => {
    const now = request.clock();
    if (closesAt && closesAt <= now)
      throw new BadInput('id', 'The moment at which it closes is over; give the draft a later one, or none, and open it then.');
    const today = dayOf(now);
    return { launchedDay: today, launchedPrecision: DatePrecision.DAY, listedOn: today, opensAt: null };
  });
