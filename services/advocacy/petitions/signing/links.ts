// The links in our mails: how they are signed and read, and what they are for.
import { Problem } from '#kit/words/problem';
import { type KeyRing, readToken, signToken } from '#kit/words/secrets';

/** The link is forged, damaged, or made for another purpose. */
class LinkInvalid extends Problem {
  constructor() {
    super('LINK_INVALID', 'This link is not one of ours, or part of it is missing. Copy the whole link from the mail.');
  }
}

/** The time of the link is over. */
class LinkExpired extends Problem {
  constructor() {
    super('LINK_EXPIRED', 'This link has expired. Request a new one: sign again, or ask for new links.');
  }
}

/** What the link is for is already done, or a newer link replaced it. */
export class LinkUsed extends Problem {
  constructor() {
    super('LINK_USED', 'This link was used before, or a newer mail replaced it. Each link works once.');
  }
}

/** What waits for its confirmation is not what the person was shown. */
export class AttemptChanged extends Problem {
  constructor() {
    super(
      'ATTEMPT_CHANGED',
      'Someone signed again with this address after this page was opened, so nothing was confirmed. Read what would count now, then confirm it.',
    );
  }
}

/** What a link is for, and for nothing else. */
export type SignatureLinkPurpose = 'confirm' | 'stop' | 'withdraw' | 'erase' | 'news';

/** The row that a link is about. When that row is gone, the link is used up, so no links are stored. */
export interface LinkSubject {
  readonly petitionId: string;
  /** The id of the signature, or of the one that waits for its confirmation. */
  readonly id: string;
  /** Its keyed hash in base64url, which finds its row. */
  readonly hash: string;
  /** In links that erase everything: the address, sealed, in base64url, so that it is found under every key. */
  readonly address?: string;
}

interface Claim extends LinkSubject {
  readonly purpose: SignatureLinkPurpose;
  /** In seconds since 1970. */
  readonly expires: number;
}

/** The token of a link: what it is for and an HMAC-SHA-256 of that, both in base64url. */
export function signLink(
  key: Buffer,
  purpose: SignatureLinkPurpose,
  { petitionId, id, hash, address }: LinkSubject,
  expiresAt: Date,
): string {
  const claim: Claim = {
    purpose,
    petitionId,
    id,
    hash,
    ...(address && { address }),
    expires: Math.floor(expiresAt.getTime() / 1_000),
  };
  return signToken(key, [], [Buffer.from(JSON.stringify(claim)).toString('base64url')]);
}

/** The row that a token is about. @throws LinkInvalid when it is not ours or for another purpose, LinkExpired */
export function readLink(keys: KeyRing, purpose: SignatureLinkPurpose, token: string, now: Date): LinkSubject {
  const parts = readToken(keys, [], token);
  if (parts?.length !== 1) throw new LinkInvalid();
  const [body = ''] = parts;
  const claim = JSON.parse(Buffer.from(body, 'base64url').toString()) as Claim;
  if (claim.purpose !== purpose) throw new LinkInvalid();
  if (now.getTime() >= claim.expires * 1_000) throw new LinkExpired();
  return { petitionId: claim.petitionId, id: claim.id, hash: claim.hash, address: claim.address };
}

/** Where the row of a link is: its key, and the id that it must still have. */
export const rowOf = ({ petitionId, id, hash }: LinkSubject) => ({ petitionId, emailHash: Buffer.from(hash, 'base64url'), id });

/** What the link to a row says. */
export const subjectOf = ({ petitionId, id, emailHash }: { petitionId: string; id: string; emailHash: Buffer }): LinkSubject => ({
  petitionId,
  id,
  hash: emailHash.toString('base64url'),
});

/** The page that a link opens. The token stands after the #, which browsers never send to a server, so no log has it. */
export const linkTo = (publicUrl: string, purpose: SignatureLinkPurpose, token: string): string =>
  `${publicUrl.replace(/\/$/, '')}/signatures/${purpose}#${token}`;
