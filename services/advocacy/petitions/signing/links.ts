// Is a link one that we mailed, for this purpose, and still good?
import { type KeyRing, readToken, signToken } from '#kit/words/secrets';
import { LinkExpired, LinkInvalid } from '../refusals';

/** What a link is good for; never for anything else. */
export type LinkPurpose = 'confirm' | 'withdraw' | 'erase' | 'news';

/** What a link speaks of. It is used up when that row is gone, so nothing needs to be remembered of links. */
export interface LinkSubject {
  readonly petitionId: string;
  /** The id of the signature, or of the one that waits for its confirmation. */
  readonly id: string;
  /** Its keyed hash in base64url, by which it is found. */
  readonly hash: string;
}

interface Claim extends LinkSubject {
  readonly purpose: LinkPurpose;
  /** In seconds since 1970. */
  readonly expires: number;
}

/** The token of a link: what it is good for and an HMAC-SHA-256 of that, both in base64url. */
export function signLink(key: Buffer, purpose: LinkPurpose, { petitionId, id, hash }: LinkSubject, expiresAt: Date): string {
  const claim: Claim = { purpose, petitionId, id, hash, expires: Math.floor(expiresAt.getTime() / 1_000) };
  return signToken(key, [], [Buffer.from(JSON.stringify(claim)).toString('base64url')]);
}

/** Whom a token speaks of. @throws LinkInvalid when it is not ours or for another purpose, LinkExpired when its time is over */
export function readLink(keys: KeyRing, purpose: LinkPurpose, token: string, now: Date): LinkSubject {
  const parts = readToken(keys, [], token);
  if (parts?.length !== 1) throw new LinkInvalid();
  const [body = ''] = parts;
  const claim = JSON.parse(Buffer.from(body, 'base64url').toString()) as Claim;
  if (claim.purpose !== purpose) throw new LinkInvalid();
  if (now.getTime() >= claim.expires * 1_000) throw new LinkExpired();
  return { petitionId: claim.petitionId, id: claim.id, hash: claim.hash };
}

/** Where the row of a link is: its key, and the id it must still have. */
export const rowOf = ({ petitionId, id, hash }: LinkSubject) => ({ petitionId, emailHash: Buffer.from(hash, 'base64url'), id });

/** What a link to a row speaks of. */
export const subjectOf = ({ petitionId, id, emailHash }: { petitionId: string; id: string; emailHash: Buffer }): LinkSubject => ({
  petitionId,
  id,
  hash: emailHash.toString('base64url'),
});

/** The page that a link opens. The token stands behind the #, which browsers send to no server and write into no log. */
export const linkTo = (publicUrl: string, purpose: LinkPurpose, token: string): string =>
  `${publicUrl.replace(/\/$/, '')}/signatures/${purpose}#${token}`;
