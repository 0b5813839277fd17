// How does a library stand behind a petition, and how does it step back?
import type { EntityManager } from 'typeorm';
import { audit } from '#kit/data/audit';
import { dayOf } from '#kit/words/clock';
import { requireStaffOf } from '#kit/words/identity';
import { NotFound } from '#kit/words/problem';
import type { PetitionRequest } from '../context';
import { Petition } from '../petition';
import { PetitionState, Step, stateAfter } from '../states';
import { Endorsement } from './endorsement';

/** Endorsing again changes nothing. @throws Unauthenticated, NotYourLibrary, NotFound, WrongState */
export const endorsePetition = (petitionId: string, libraryId: string, request: PetitionRequest): Promise<Petition> =>
  change(petitionId, libraryId, request, Step.ENDORSE, async (manager) => {
    const row = { petitionId, libraryId, endorsedOn: dayOf(request.clock()), demo: false };
    const insert = manager.createQueryBuilder().insert().into(Endorsement).values(row).orIgnore();
    return (await insert.returning('library_id').execute()).raw.length > 0;
  });

/** Allowed at any time, and as often as one likes. @throws Unauthenticated, NotYourLibrary, NotFound */
export const withdrawEndorsement = (petitionId: string, libraryId: string, request: PetitionRequest): Promise<Petition> =>
  change(petitionId, libraryId, request, undefined, async (manager) => {
    return ((await manager.delete(Endorsement, { petitionId, libraryId })).affected ?? 0) > 0;
  });

async function change(
  petitionId: string,
  libraryId: string,
  { database, identity, clock }: PetitionRequest,
  step: Step | undefined,
  /** True when that changed something. */
  write: (manager: EntityManager) => Promise<boolean>,
): Promise<Petition> {
  requireStaffOf(identity, libraryId);
  return database.transaction(async (manager) => {
    const petition = await manager.findOneBy(Petition, { id: petitionId });
    // A draft is its organizer's own affair.
    if (!petition || petition.state === PetitionState.DRAFT) throw new NotFound('petition', petitionId);
    if (step) stateAfter(step, petition);
    if (!(await write(manager))) return petition;
    const action = step ?? 'withdrawEndorsement';
    const entry = { at: clock(), subject: identity.subject, action, recordId: petitionId };
    await audit(manager, { ...entry, before: null, after: { libraryId } });
    return petition;
  });
}
