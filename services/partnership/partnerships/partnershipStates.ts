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
