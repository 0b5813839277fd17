// Why can a listing not be submitted, reviewed, renewed or withdrawn?
import { Problem } from '#kit/words/problem';
import type { ListingState } from './listing';

/** Somebody sent the form without agreeing that the listing be published and the contact kept. */
export class ConsentNeeded extends Problem {
  constructor() {
    super(
      'CONSENT_NEEDED',
      'The listing was not stored: consent must be true, so that it may be published and its contact kept.',
      { field: 'consent' },
    );
  }
}

/** The same address has submitted too often lately. */
export class TooManySubmissions extends Problem {
  constructor(most: number) {
    super('TOO_MANY_SUBMISSIONS', `One address can submit ${most} listings a day. Nothing was stored; try again tomorrow.`, {
      retryable: true,
    });
  }
}

/** More unconfirmed submissions came within an hour than people send. */
export class SubmissionsBusy extends Problem {
  constructor() {
    super('SUBMISSIONS_BUSY', 'So many listings are being submitted that yours was not stored. Please try again in an hour.', {
      retryable: true,
    });
  }
}

/** Somebody else of the committee was faster, or it was withdrawn. */
export class AlreadyReviewed extends Problem {
  constructor(listingId: string, state: ListingState) {
    super('ALREADY_REVIEWED', `The listing ${JSON.stringify(listingId)} no longer waits for a review: it is ${state}.`, {
      listingId,
      state,
    });
  }
}

/** The library of a submission has no id yet. */
export class LibraryNotListed extends Problem {
  constructor(listingId: string) {
    super(
      'LIBRARY_NOT_LISTED',
      `The submission ${JSON.stringify(listingId)} speaks of a library that is not in the list yet; see newLibrary of the submission.`,
      { listingId },
    );
  }
}

/** It is in a state in which that can not be done. */
export class ListingNotStanding extends Problem {
  constructor(listingId: string, state: ListingState, possible: readonly ListingState[]) {
    super(
      'LISTING_STATE',
      `This can not be done with the listing ${JSON.stringify(listingId)}, which is ${state}; it can while it is ${possible.join(' or ')}.`,
      { listingId, state },
    );
  }
}

/** A listing of the library stands already, so that an older one can not take its place again. */
export class NewerListing extends Problem {
  constructor(listingId: string) {
    super('NEWER_LISTING', `A newer listing of this library stands, so ${JSON.stringify(listingId)} can not be renewed.`, {
      listingId,
    });
  }
}
