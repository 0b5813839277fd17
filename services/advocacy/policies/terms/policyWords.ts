// Which words does a policy use for its format, its standing and the versions of its record?
import { enumOf } from '#kit/words/enums';

export const MaterialFormat = enumOf('MaterialFormat', 'A kind of digital material that libraries license.', {
  EBOOK: 'A book to read on a screen.',
  AUDIOBOOK: 'A book to listen to, as a download or stream.',
});
export type MaterialFormat = keyof typeof MaterialFormat;

export const PolicyStatus = enumOf('PolicyStatus', 'Whether a policy was in force.', {
  IN_FORCE_PERIOD: 'The standing policy of its scope on the days of its period.',
  TEMPORARY_OPTION: 'Offered for a time beside the standing policy, which went on.',
  PROPOSED_NEVER_IN_FORCE: 'Proposed but never in force; never part of what applied on a day.',
});
export type PolicyStatus = keyof typeof PolicyStatus;

export const PolicyRevision = enumOf('PolicyRevision', 'What a version added to the record of a policy.', {
  RECORDED: 'The policy itself.',
  CORRECTED: 'The version before was wrong; see correctionReason.',
  END_RECORDED: 'Its end became known.',
  VERIFIED: 'A source confirmed that it still held; the terms are unchanged.',
});
export type PolicyRevision = keyof typeof PolicyRevision;
