// Why can a petition not be signed or followed?
import { Problem } from '#kit/words/problem';

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
