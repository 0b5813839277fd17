// Why can a petition not be signed or followed?
import { Problem } from '#kit/problem';

/** It exists but does not take signatures now. */
export class PetitionNotOpen extends Problem {
  constructor(id: string) {
    super(
      'PETITION_NOT_OPEN',
      `The petition ${JSON.stringify(id)} does not take signatures now. Petitions in the state OPEN do.`,
      { petitionId: id },
    );
  }
}

/** It is one of the past, so nobody signs it here and nothing about its count is live. */
export class NoLiveCount extends Problem {
  constructor(id: string) {
    super(
      'NO_LIVE_COUNT',
      `The petition ${JSON.stringify(id)} belongs to the past; its numbers are its reportedCounts, and they do not change.`,
      {
        petitionId: id,
      },
    );
  }
}

/** More people wait to sign than the process promises to hold. */
export class SigningBusy extends Problem {
  constructor() {
    super(
      'SIGNING_BUSY',
      'So many people are signing at this moment that yours was not taken. Nothing was stored; please try again in a moment.',
      {
        retryable: true,
      },
    );
  }
}

/** The database did not say whether the signature was stored. */
export class SigningUnavailable extends Problem {
  constructor() {
    super(
      'SIGNING_UNAVAILABLE',
      'The signature could not be confirmed. Please send it again with the same clientMutationId: it is counted once, whatever happened.',
      { retryable: true },
    );
  }
}
