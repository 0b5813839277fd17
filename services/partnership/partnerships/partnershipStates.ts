// The states of a partnership, and who can do what next: one table. Pure.
import { enumOf } from '#kit/words/enums';

export const PartnershipState = enumOf(
  'PartnershipState',
  'The state of a partnership. Only active, paused and ended ones are public.',
  {
    PROPOSED: 'One library proposed it, and the other has not answered yet.',
    ACTIVE: 'Both libraries agreed. A historical partnership counts as active until someone reports its end.',
    PAUSED: 'Both libraries agreed, and are taking a break.',
    ENDED: 'It was active and has ended.',
    DECLINED: 'It was proposed, and the other library declined.',
    WITHDRAWN: 'It was proposed, and the proposer withdrew it before an answer.',
    MERGED:
      'It became part of another partnership of the same two libraries when the committee merged two records of one. Its id answers as that one.',
  },
);
export type PartnershipState = keyof typeof PartnershipState;

/** A pair of libraries has at most one partnership in these states. */
export const livingStates = [PartnershipState.PROPOSED, PartnershipState.ACTIVE, PartnershipState.PAUSED] as const;
/** In these states two libraries are sisters. */
export const sisterStates = [PartnershipState.ACTIVE, PartnershipState.PAUSED] as const;
/** Everyone can see partnerships in these states. */
export const publicStates = [PartnershipState.ACTIVE, PartnershipState.PAUSED, PartnershipState.ENDED] as const;

/** States as an SQL list. */
export const inSql = (states: readonly PartnershipState[]): string => states.map((state) => `'${state}'`).join(', ');

export const Formality = enumOf('Formality', 'Whether two sister libraries have a written agreement.', {
  FORMAL: 'They have signed an agreement.',
  INFORMAL: 'They work together without one.',
  UNKNOWN: 'Our sources do not say.',
});
export type Formality = keyof typeof Formality;

export const PartnershipAction = enumOf('PartnershipAction', 'An action that staff of a partner can take.', {
  ACCEPT: 'Accept the proposal: acceptPartnership.',
  DECLINE: 'Decline the proposal with a reason: declinePartnership.',
  WITHDRAW: 'Withdraw your own proposal: withdrawProposal.',
  PROPOSE_TERMS: 'Propose a new version of the agreement: proposeTerms.',
  AGREE: 'Agree to the newest version of the agreement, which the other proposed: agreeToTerms.',
  PAUSE: 'Pause the partnership: pausePartnership.',
  RESUME: 'Resume it: resumePartnership.',
  END: 'End it for good: endPartnership.',
  LOG_ACTIVITY: 'Record what you did together: logActivity, editActivity, removeActivity.',
  PLAN_MEETINGS: 'Arrange meetings: proposeMeetings, agreeToMeetings, moveMeeting, cancelMeetings.',
  CONSENT_TO_STORIES: 'Allow stories that name your library, or take that back: consentToStories.',
});
export type PartnershipAction = keyof typeof PartnershipAction;

/** The mutation of each action, by which the audit log names it; the first where there are several. */
export const mutationOf: Readonly<Record<PartnershipAction, string>> = {
  ACCEPT: 'acceptPartnership',
  DECLINE: 'declinePartnership',
  WITHDRAW: 'withdrawProposal',
  PROPOSE_TERMS: 'proposeTerms',
  AGREE: 'agreeToTerms',
  PAUSE: 'pausePartnership',
  RESUME: 'resumePartnership',
  END: 'endPartnership',
  LOG_ACTIVITY: 'logActivity',
  PLAN_MEETINGS: 'proposeMeetings',
  CONSENT_TO_STORIES: 'consentToStories',
};

/** Which partner: the proposer, the one who answers, either, or either one that has not agreed to the newest terms. */
type Who = 'proposer' | 'answerer' | 'either' | 'undecided';

const together = {
  PROPOSE_TERMS: 'either',
  AGREE: 'undecided',
  END: 'either',
  LOG_ACTIVITY: 'either',
  PLAN_MEETINGS: 'either',
  CONSENT_TO_STORIES: 'either',
} as const;

const table: Readonly<Record<PartnershipState, Readonly<Partial<Record<PartnershipAction, Who>>>>> = {
  PROPOSED: { ACCEPT: 'answerer', DECLINE: 'answerer', WITHDRAW: 'proposer' },
  ACTIVE: { ...together, PAUSE: 'either' },
  PAUSED: { ...together, RESUME: 'either' },
  ENDED: { CONSENT_TO_STORIES: 'either' },
  DECLINED: {},
  WITHDRAWN: {},
  MERGED: {},
};

/** What decides who can do what. */
export interface Standing {
  readonly state: PartnershipState;
  /** Null when it was not proposed here. */
  readonly proposedBy: string | null;
  /** The partners who agreed to the newest version of the agreement; null while there is no version. */
  readonly agreedBy: readonly string[] | null;
}

/** What a partner can do next, in the order of the enum. Only for the two partners. */
export function actionsOf(libraryId: string, { state, proposedBy, agreedBy }: Standing): PartnershipAction[] {
  const isTurn: Readonly<Record<Who, boolean>> = {
    proposer: proposedBy === libraryId,
    answerer: proposedBy !== null && proposedBy !== libraryId,
    either: true,
    undecided: agreedBy !== null && !agreedBy.includes(libraryId),
  };
  return Object.values(PartnershipAction).filter((action) => {
    const who = table[state][action];
    return who !== undefined && isTurn[who];
  });
}
