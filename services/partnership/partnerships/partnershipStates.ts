// In which states can a partnership be, which of them live, and which may anyone see?
import { registerEnumType } from 'type-graphql';

export enum PartnershipState {
  PROPOSED = 'PROPOSED',
  ACTIVE = 'ACTIVE',
  PAUSED = 'PAUSED',
  ENDED = 'ENDED',
  DECLINED = 'DECLINED',
  WITHDRAWN = 'WITHDRAWN',
}
registerEnumType(PartnershipState, {
  name: 'PartnershipState',
  description: 'Where a partnership stands. Only active, paused and ended ones are public.',
  valuesConfig: {
    PROPOSED: { description: 'One library proposed it, the other has not answered.' },
    ACTIVE: { description: 'Both libraries agreed. A historical one counts as active until an end is reported.' },
    PAUSED: { description: 'Both libraries agreed, and rest for a while.' },
    ENDED: { description: 'Was active and is over.' },
    DECLINED: { description: 'Proposed, and not accepted.' },
    WITHDRAWN: { description: 'Proposed, and taken back before an answer.' },
  },
});

/** A pair of libraries has at most one partnership in these states. */
export const livingStates = [PartnershipState.PROPOSED, PartnershipState.ACTIVE, PartnershipState.PAUSED] as const;
/** In these states two libraries are sisters. */
export const sisterStates = [PartnershipState.ACTIVE, PartnershipState.PAUSED] as const;
/** Partnerships in these states may be seen by anyone. */
export const publicStates = [PartnershipState.ACTIVE, PartnershipState.PAUSED, PartnershipState.ENDED] as const;

/** States as a list of SQL. */
export const inSql = (states: readonly PartnershipState[]): string => states.map((state) => `'${state}'`).join(', ');

export enum Formality {
  FORMAL = 'FORMAL',
  INFORMAL = 'INFORMAL',
  UNKNOWN = 'UNKNOWN',
}
registerEnumType(Formality, {
  name: 'Formality',
  description: 'Whether two sister libraries have a written agreement.',
  valuesConfig: {
    FORMAL: { description: 'They signed an agreement.' },
    INFORMAL: { description: 'They work together without one.' },
    UNKNOWN: { description: 'Our sources do not say.' },
  },
});
