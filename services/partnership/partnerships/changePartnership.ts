// How a partner changes a partnership: check, write, audit, announce and mail in one transaction.
import { MaxLength } from 'class-validator';
import { ArgsType, Field, ID } from 'type-graphql';
import type { EntityManager } from 'typeorm';
import { type Change, change } from '#kit/data/change';
import type { Request } from '#kit/data/request';
import { type Identity, speaksFor } from '#kit/words/identity';
import { NotFound, Problem } from '#kit/words/problem';
import { AgreementVersion } from './agreement';
import { type PartnershipEvent, queuePartnershipLetter } from './letters';
import { Partnership } from './partnership';
import { actionsOf, mutationOf, type PartnershipAction, type PartnershipState, type Standing } from './partnershipStates';

/** The account speaks for neither partner. */
class NotYourPartnership extends Problem {
  constructor(partnershipId: string) {
    super('FORBIDDEN', `Only staff of its two partners may change the partnership ${JSON.stringify(partnershipId)}.`, {
      partnershipId,
    });
  }
}

/** The state of the partnership does not allow the action, or it is the other partner's turn. */
class ActionNotAllowed extends Problem {
  constructor(action: PartnershipAction, state: PartnershipState, allowed: readonly PartnershipAction[]) {
    const instead = allowed.length > 0 ? `You can ${allowed.join(' or ')}.` : 'There is nothing you can do with it now.';
    super(
      'ACTION_NOT_ALLOWED',
      `You cannot ${action}: the partnership is ${state}, or it is the other partner's turn. ${instead}`,
      {
        action,
        state,
        allowed,
        allowedActions: allowed,
      },
    );
  }
}

@ArgsType()
export class PartnershipArgs {
  @Field(() => ID, { description: 'The id of the partnership.' })
  @MaxLength(100)
  id!: string;
}

/** The codes of every refusal to change a partnership, for descriptions. */
export const refusalsOfChange = 'Errors: UNAUTHENTICATED, FORBIDDEN, NOT_FOUND, ACTION_NOT_ALLOWED';

/** What a change works with, in its transaction, while the partnership is locked. */
export interface Turn {
  readonly manager: EntityManager;
  readonly partnership: Partnership;
  /** The newest version of the agreement; null when there is none. */
  readonly newest: AgreementVersion | null;
  /** The partner that the account acts for. */
  readonly libraryId: string;
  readonly now: Date;
  /** Adds an entry to the audit log, under the name of the mutation. */
  readonly record: Change['record'];
}

/**
 * Changes a partnership on behalf of a partner that the account speaks for and whose turn it is. `work` changes the row it is given,
 * which is then saved; it returns what to mail to the other partner, or null for nothing.
 * @throws Unauthenticated, NotFound, NotYourPartnership, ActionNotAllowed, and what `work` throws
 */
export async function changePartnership(
  request: Request,
  asked: string,
  action: PartnershipAction,
  work: (turn: Turn) => Promise<PartnershipEvent | null>,
  mutation: string = mutationOf[action],
): Promise<Partnership> {
  const { identity } = request;
  return change(request, mutation, async (writing) => {
    const { manager } = writing;
    const partnership = await lockedRoot(manager, asked);
    if (!partnership?.isVisibleTo(identity)) throw new NotFound('partnership', asked);
    const { id } = partnership;
    const newest = await newestVersion(manager, id);
    const libraryId = whoseTurn(identity, partnership, action, standingOf(partnership, newest));
    const before = auditable(partnership, newest);
    const event = await work({
      manager,
      partnership,
      newest,
      libraryId,
      now: writing.now,
      record: (...entry) => writing.record(...entry),
    });
    await manager.save(partnership);
    const after = auditable(partnership, await newestVersion(manager, id));
    // Changes of other rows, such as an activity, have entries of their own.
    if (JSON.stringify(before) !== JSON.stringify(after)) await writing.record(id, before, after);
    await writing.announce({ kind: 'partnership', id, libraryIds: partnership.partnerIds });
    if (event) await queuePartnershipLetter(manager, { event, partnershipId: id, to: partnership.otherThan(libraryId) });
    return partnership;
  });
}

/** The partnership of an id, or the one that it became part of, which nobody else changes until the end. */
async function lockedRoot(manager: EntityManager, id: string): Promise<Partnership | null> {
  const found = await manager.findOne(Partnership, { where: { id }, lock: { mode: 'pessimistic_write' } });
  return found && found.mergedInto !== null ? lockedRoot(manager, found.mergedInto) : found;
}

/** What the audit log keeps of a partnership: its state, and no messages. */
export const auditable = ({ state, agreementInForce, storyConsents }: Partnership, newest: AgreementVersion | null) => ({
  ...{ state, agreementInForce, storyConsents },
  newestTerms: newest && { version: newest.version, agreedBy: newest.agreedBy },
});

/** Moves a partnership to another state. */
export function moveTo(partnership: Partnership, state: PartnershipState, now: Date): void {
  Object.assign(partnership, { state, stateChangedAt: now });
}

/** The newest version of the agreement, agreed to by both or not. */
export const newestVersion = (manager: EntityManager, partnershipId: string): Promise<AgreementVersion | null> =>
  manager.findOne(AgreementVersion, { where: { partnershipId }, order: { version: 'DESC' } });

/** What the table of actions needs to know of a partnership. */
export const standingOf = ({ state, proposedBy }: Partnership, newest: AgreementVersion | null): Standing => ({
  state,
  proposedBy,
  agreedBy: newest?.agreedBy ?? null,
});

/** The partner that the account acts for. If it speaks for both, the one whose turn it is. */
function whoseTurn(identity: Identity, partnership: Partnership, action: PartnershipAction, standing: Standing): string {
  const own = partnership.partnerIds.filter((libraryId) => speaksFor(identity, libraryId));
  if (own.length === 0) throw new NotYourPartnership(partnership.id);
  const acting = own.find((libraryId) => actionsOf(libraryId, standing).includes(action));
  if (!acting) {
    const instead = new Set(own.flatMap((libraryId) => actionsOf(libraryId, standing)));
    throw new ActionNotAllowed(action, partnership.state, [...instead]);
  }
  return acting;
}
