// In which states can a partnership be, which of them live, and which may anyone see?
import { enumOf } from '#kit/words/enums';

export const PartnershipState = enumOf(
  'PartnershipState',
  'Where a partnership stands. Only active, paused and ended ones are public.',
  {
    PROPOSED: 'One library proposed it, the other has not answered.',
    ACTIVE: 'Both libraries agreed. A historical one counts as active until an end is reported.',
    PAUSED: 'Both libraries agreed, and rest for a while.',
    ENDED: 'Was active and is over.',
    DECLINED: 'Proposed, and not accepted.',
    WITHDRAWN: 'Proposed, and taken back before an answer.',
  },
);
export type PartnershipState = keyof typeof PartnershipState;

/** A pair of libraries has at most one partnership in these states. */
export const livingStates = [PartnershipState.PROPOSED, PartnershipState.ACTIVE, PartnershipState.PAUSED] as const;
/** In these states two libraries are sisters. */
export const sisterStates = [PartnershipState.ACTIVE, PartnershipState.PAUSED] as const;
/** Partnerships in these states may be seen by anyone. */
export const publicStates = [PartnershipState.ACTIVE, PartnershipState.PAUSED, PartnershipState.ENDED] as const;

/** States as a list of SQL. */
export const inSql = (states: readonly PartnershipState[]): string => states.map((state) => `'${state}'`).join(', ');

export const Formality = enumOf('Formality', 'Whether two sister libraries have a written agreement.', {
  FORMAL: 'They signed an agreement.',
  INFORMAL: 'They work together without one.',
  UNKNOWN: 'Our sources do not say.',
});
export type Formality = keyof typeof Formality;

export const PartnershipAction = enumOf('PartnershipAction', 'Something that staff of a partner can do with a partnership.', {
  ACCEPT: 'Accept the proposal: acceptPartnership.',
  DECLINE: 'Decline the proposal with a reason: declinePartnership.',
  WITHDRAW: 'Take back the own proposal: withdrawProposal.',
  PROPOSE_TERMS: 'Propose a new version of the agreement: proposeTerms.',
  AGREE: 'Agree to the newest version of the agreement, which the other proposed: agreeToTerms.',
  PAUSE: 'Let the partnership rest: pausePartnership.',
  RESUME: 'Take it up again: resumePartnership.',
  END: 'End it for good: endPartnership.',
  LOG_ACTIVITY: 'Record what was done together: logActivity, editActivity, removeActivity.',
  PLAN_MEETINGS: 'Arrange to meet: proposeMeetings, agreeToMeetings, cancelMeetings.',
  CONSENT_TO_STORIES: 'Allow stories that name the own library, or take that back: consentToStories.',
});
export type PartnershipAction = keyof typeof PartnershipAction;

/** Which partner: the one who proposed, the one who answers, either, or either who has not agreed to the newest terms yet. */
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
};

/** A partnership as one of its partners stands to it. */
export interface Standing {
  readonly state: PartnershipState;
  /** Null when nobody proposed it here. */
  readonly proposedBy: string | null;
  /** The partners who agreed to the newest version of the agreement; null while there is no version. */
  readonly agreedBy: readonly string[] | null;
}

/** What a partner may do next, in the order of the enum. Who is no partner must not be asked about. */
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
