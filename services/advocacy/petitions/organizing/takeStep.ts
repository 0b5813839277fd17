// Takes one step in the life of a petition, for its organizer.
import type { EntityManager } from 'typeorm';
import { audit } from '#kit/data/audit';
import { NotFound, Problem } from '#kit/words/problem';
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

/** What a step changes in the petition, beyond its state. `beside` is what it adds elsewhere, for the audit log. */
export type Change = Partial<Omit<Petition, 'count' | 'paperCount' | 'revision' | 'state' | 'id'>> & { readonly beside?: object };

/**
 * One transaction that holds the petition's row, so that of two steps at once the second sees the first. It writes an audit entry
 * and a new revision, which live readers get after the commit.
 * @throws NotFound, NotYourPetition, WrongState, and what `change` throws
 */
export async function takeStep(
  step: Step,
  id: string,
  { app, database, identity, clock }: PetitionRequest,
  change: (petition: Petition, manager: EntityManager) => Change | Promise<Change>,
): Promise<Petition> {
  const petition = await database.transaction(async (manager) => {
    const found = await manager.findOne(Petition, { where: { id }, lock: { mode: 'pessimistic_write' } });
    if (!found) throw new NotFound('petition', id);
    if (found.ownerSubject !== identity.subject) throw new NotYourPetition(id);
    const state = stateAfter(step, found);
    const { beside = {}, ...changed } = await change(found, manager);
    const names = ['state', ...Object.keys(changed)] as (keyof Petition)[];
    const before = Object.fromEntries(names.map((name) => [name, found[name]]));
    Object.assign(found, changed, { state, revision: found.revision + 1 });
    await manager.save(found);
    const entry = { at: clock(), subject: identity.subject, action: step, recordId: id };
    await audit(manager, { ...entry, before, after: { state, ...changed, ...beside } });
    return found;
  });
  app.feed.publish([petition]);
  return petition;
}
