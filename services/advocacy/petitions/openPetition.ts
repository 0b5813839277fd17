// How does an organizer open a petition for signing?
import { dayOf } from '#kit/clock';
import { DatePrecision } from '#kit/facts';
import type { AdvocacyRequest } from '../context';
import { Step } from './life';
import { takeStep } from './ownPetition';
import type { Petition } from './petition';

/** Opens it now, whatever its schedule said. @throws NotFound, NotYourPetition, WrongState */
export const openPetition = (id: string, request: AdvocacyRequest): Promise<Petition> =>
  takeStep(Step.OPEN, id, request, () => {
    const today = dayOf(request.clock());
    return { launchedDay: today, launchedPrecision: DatePrecision.DAY, listedOn: today, opensAt: null };
  });
