// In which states can a listing be, and how firm a commitment does it look for?
import { registerEnumType } from 'type-graphql';

export enum ListingState {
  SUBMITTED = 'SUBMITTED',
  PUBLISHED = 'PUBLISHED',
  DECLINED = 'DECLINED',
  MATCHED = 'MATCHED',
  WITHDRAWN = 'WITHDRAWN',
  EXPIRED = 'EXPIRED',
}
registerEnumType(ListingState, {
  name: 'ListingState',
  description: 'Where a listing stands. Only published listings are public.',
  valuesConfig: {
    SUBMITTED: { description: 'Waits for the committee.' },
    PUBLISHED: { description: 'In the list of libraries seeking sisters.' },
    DECLINED: { description: 'Not taken into the list by the committee.' },
    MATCHED: { description: 'Found a sister and left the list.' },
    WITHDRAWN: { description: 'Taken out by its library, or replaced by a newer listing of it.' },
    EXPIRED: { description: 'Left the list because it was not renewed.' },
  },
});

export enum Commitment {
  FORMAL = 'FORMAL',
  INFORMAL = 'INFORMAL',
  FLEXIBLE = 'FLEXIBLE',
}
registerEnumType(Commitment, {
  name: 'Commitment',
  description: 'How firm a commitment a library looks for.',
  valuesConfig: {
    FORMAL: { description: 'A written agreement.' },
    INFORMAL: { description: 'Contact without an agreement.' },
    FLEXIBLE: { description: 'Either, as the partner prefers.' },
  },
});
