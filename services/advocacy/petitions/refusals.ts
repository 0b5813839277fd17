// Why can a petition not be signed or followed?
import { Problem } from '#kit/words/problem';

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

/** Forged, damaged, or made for another purpose. */
export class LinkInvalid extends Problem {
  constructor() {
    super('LINK_INVALID', 'This link is not one of ours, or it was cut off on its way. Copy the whole link from the mail.');
  }
}

/** It was good once. */
export class LinkExpired extends Problem {
  constructor() {
    super('LINK_EXPIRED', 'This link is no longer good. Sign again, or ask for new links, to get another mail.');
  }
}

/** What it speaks of is done already, or was replaced. */
export class LinkUsed extends Problem {
  constructor() {
    super('LINK_USED', 'This link was used before, or a newer mail has replaced it. Each link works once.');
  }
}

/** It is in a state in which that can not be done. */
export class WrongState extends Problem {
  constructor(step: string, id: string, state: string, allowed: readonly string[]) {
    super(
      'WRONG_STATE',
      `It is not possible to ${step} the petition ${JSON.stringify(id)}: it is ${state}, and that takes one that is ` +
        `${allowed.join(' or ')} and was not signed elsewhere in the past.`,
      { petitionId: id, state, allowed },
    );
  }
}

/** It belongs to another organizer, or to nobody. */
export class NotYourPetition extends Problem {
  constructor(id: string) {
    super('FORBIDDEN', `The petition ${JSON.stringify(id)} is another organizer's. Organizers run the petitions they drafted.`, {
      petitionId: id,
    });
  }
}

/** The id is taken. */
export class PetitionExists extends Problem {
  constructor(id: string) {
    super('PETITION_EXISTS', `A petition with the id ${JSON.stringify(id)} exists. Choose another id.`, { petitionId: id });
  }
}
