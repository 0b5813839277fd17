// What is a partner told by mail about a partnership?
import { addJob, type Statements } from '#kit/data/queue';

/** What happened. */
export enum PartnershipEvent {
  PROPOSED = 'PROPOSED',
  ACCEPTED = 'ACCEPTED',
  DECLINED = 'DECLINED',
  WITHDRAWN = 'WITHDRAWN',
  TERMS_PROPOSED = 'TERMS_PROPOSED',
  TERMS_AGREED = 'TERMS_AGREED',
  PAUSED = 'PAUSED',
  RESUMED = 'RESUMED',
  ENDED = 'ENDED',
  SILENT = 'SILENT',
  REVIEW_DUE = 'REVIEW_DUE',
}

/** Who is told what. */
export interface PartnershipLetter {
  readonly event: PartnershipEvent;
  readonly partnershipId: string;
  /** The library whose contact gets it. */
  readonly to: string;
}

/** The task that writes and sends it. */
export const partnershipLetterTask = 'partnership letter';

/** Queues a letter with the caller's transaction. */
export const queuePartnershipLetter = (transaction: Statements, letter: PartnershipLetter): Promise<void> =>
  addJob(transaction, partnershipLetterTask, letter);
