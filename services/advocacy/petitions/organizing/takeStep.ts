// Takes one step in the life of a petition, for its organizer.
import type { EntityManager } from 'typeorm';
import { change } from '#kit/data/change';
import { Problem } from '#kit/words/problem';
import type { PetitionRequest } from '../context';
import { Petition } from '../petition';
import { type Step, stateAfter } from '../states';

/** The petition belongs to another organizer, or to nobody. */
export class NotYourPetition extends Problem {
  constructor(id: string) {
    super(
      'FORBIDDEN',
      `The petition ${JSON.stringify(id)} is not yours. Organizers can change only the petitions that they drafted.`,
      { petitionId: id },
    );
  }
}

/** What a step alters in the petition, beyond its state. `beside` is what it adds elsewhere, for the audit log. */
export type Alteration = Partial<
  Omit<Petition, 'count' | 'paperCount' | 'paperTotals' | 'paperAddresses' | 'revision' | 'state' | 'id'>
> & {
  readonly beside?: object;
};

/**
 * One transaction that holds the petition's row, so that of two steps at once the second sees the first. It writes an audit entry
 * and a new revision, which live readers get after the commit.
 * @throws NotFound, NotYourPetition, WrongState, and what `alter` throws
 */
export async function takeStep(
  step: Step,
  id: string,
  request: PetitionRequest,
  alter: (petition: Petition, manager: EntityManager) => Alteration | Promise<Alteration>,
): Promise<Petition> {
  const petition = await change(request, step, async (writing) => {
    const found = await writing.lock(Petition, 'petition', id);
    if (found.ownerSubject !== writing.subject) throw new NotYourPetition(id);
    const state = stateAfter(step, found);
    const { beside = {}, ...changed } = await alter(found, writing.manager);
    const names = ['state', ...Object.keys(changed)] as (keyof Petition)[];
    const before = Object.fromEntries(names.map((name) => [name, found[name]]));
    Object.assign(found, changed, { state, revision: found.revision + 1 });
    await writing.manager.save(found);
    await writing.record(id, before, { state, ...changed, ...beside });
    return found;
  });
  request.app.feed.publish([petition]);
  return petition;
}
