// Why can a partnership not be proposed or changed?
import { Problem } from '#kit/words/problem';
import type { PartnershipAction } from './partnershipActions';
import type { PartnershipState } from './partnershipStates';

/** The account speaks for neither partner. */
export class NotYourPartnership extends Problem {
  constructor(partnershipId: string) {
    super('FORBIDDEN', `Only staff of the two partners may do this with the partnership ${JSON.stringify(partnershipId)}.`, {
      partnershipId,
    });
  }
}

/** Its state, or whose turn it is, does not allow it. */
export class ActionNotAllowed extends Problem {
  constructor(action: PartnershipAction, state: PartnershipState, allowedActions: readonly PartnershipAction[]) {
    const instead = allowedActions.length > 0 ? `You may ${allowedActions.join(', ')}.` : 'There is nothing you may do with it.';
    super('ACTION_NOT_ALLOWED', `${action} is not possible while the partnership is ${state}, or not your turn. ${instead}`, {
      action,
      state,
      allowedActions,
    });
  }
}

/** The pair has a living partnership or proposal already. */
export class PartnershipExists extends Problem {
  constructor(partnershipId: string, state: PartnershipState) {
    super(
      'PARTNERSHIP_EXISTS',
      `These two libraries have a partnership that is ${state}; they can have one at a time. Go on with that one.`,
      { partnershipId, state },
    );
  }
}

/** A library proposed to itself. */
export class OwnSister extends Problem {
  constructor(libraryId: string) {
    super('OWN_SISTER', `${libraryId} can not be its own sister. Propose to a library in another country.`, { libraryId });
  }
}

/** The library does not look for a sister now. */
export class NotSeeking extends Problem {
  constructor(libraryId: string) {
    super(
      'NOT_SEEKING',
      `${libraryId} has no open listing, so it can not be proposed to. The list of libraries seeking sisters shows those that can.`,
      { libraryId },
    );
  }
}

/** The library has found as many sisters as it can take on. */
export class NoCapacity extends Problem {
  constructor(libraryId: string) {
    super('NO_CAPACITY', `${libraryId} has found as many sisters as its listing can take on. A new listing can raise that.`, {
      libraryId,
    });
  }
}

/** A library proposes more than others can be asked to answer. */
export class TooManyProposals extends Problem {
  constructor(why: string) {
    super('TOO_MANY_PROPOSALS', why);
  }
}

/** The terms that were agreed to are no longer the newest, or never were. */
export class AgreementSuperseded extends Problem {
  constructor(version: number, newest: number) {
    super(
      'AGREEMENT_SUPERSEDED',
      `Version ${version} is not the newest version of the agreement; that is ${newest}. Read it and answer that one.`,
      { version, newest },
    );
  }
}
