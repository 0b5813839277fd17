// Which words does a policy use for its format, its standing and the versions of its record?
import { registerEnumType } from 'type-graphql';

export enum MaterialFormat {
  EBOOK = 'EBOOK',
  AUDIOBOOK = 'AUDIOBOOK',
}
registerEnumType(MaterialFormat, {
  name: 'MaterialFormat',
  description: 'A kind of digital material that libraries license.',
  valuesConfig: {
    EBOOK: { description: 'A book to read on a screen.' },
    AUDIOBOOK: { description: 'A book to listen to, as a download or stream.' },
  },
});

export enum PolicyStatus {
  IN_FORCE_PERIOD = 'IN_FORCE_PERIOD',
  TEMPORARY_OPTION = 'TEMPORARY_OPTION',
  PROPOSED_NEVER_IN_FORCE = 'PROPOSED_NEVER_IN_FORCE',
}
registerEnumType(PolicyStatus, {
  name: 'PolicyStatus',
  description: 'Whether a policy was in force.',
  valuesConfig: {
    IN_FORCE_PERIOD: { description: 'The standing policy of its scope on the days of its period.' },
    TEMPORARY_OPTION: { description: 'Offered for a time beside the standing policy, which went on.' },
    PROPOSED_NEVER_IN_FORCE: { description: 'Proposed but never in force; never part of what applied on a day.' },
  },
});

export enum PolicyRevision {
  RECORDED = 'RECORDED',
  CORRECTED = 'CORRECTED',
  END_RECORDED = 'END_RECORDED',
  VERIFIED = 'VERIFIED',
}
registerEnumType(PolicyRevision, {
  name: 'PolicyRevision',
  description: 'What a version added to the record of a policy.',
  valuesConfig: {
    RECORDED: { description: 'The policy itself.' },
    CORRECTED: { description: 'The version before was wrong; see correctionReason.' },
    END_RECORDED: { description: 'Its end became known.' },
    VERIFIED: { description: 'A source confirmed that it still held; the terms are unchanged.' },
  },
});
