// Which secrets do signatures rest on: who has signed, which links are ours, and where consented mail goes?
import { createCipheriv, createDecipheriv, createHmac, hkdfSync, randomBytes } from 'node:crypto';
import { canonicalEmail } from './canonicalEmail';

/** Three keys for three purposes, so that none of them tells anything about another. */
export interface SignatureSecrets {
  /** Of the keyed hash of e-mail addresses. Lost or changed, nobody is recognised any more. */
  readonly hash: Buffer;
  /** Of the links in our mails. Changed, links that were sent before are refused. */
  readonly links: Buffer;
  /** Of the addresses that are kept for a mail. Changed, they can not be read any more. */
  readonly addresses: Buffer;
}

/** All keys from one secret (HKDF with SHA-256, RFC 5869); the hash uses the secret itself. A link key of its own replaces the derived one. */
export function secretsOf(signatureKey: Buffer, linkKey?: Buffer): SignatureSecrets {
  const derived = (purpose: string) => Buffer.from(hkdfSync('sha256', signatureKey, '', `shelfbridge ${purpose}`, 32));
  return { hash: signatureKey, links: linkKey ?? derived('links'), addresses: derived('addresses') };
}

/** HMAC-SHA-256 of the canonical address: equal for all spellings of one mailbox. @throws BadInput when it is no address */
export const hashEmail = ({ hash }: SignatureSecrets, email: string): Buffer =>
  createHmac('sha256', hash).update(canonicalEmail(email)).digest();

const ivBytes = 12;
const tagBytes = 16;

/** An address as it is kept: AES-256-GCM, written as nonce, tag and text. */
export function sealAddress({ addresses }: SignatureSecrets, address: string): Buffer {
  const iv = randomBytes(ivBytes);
  const cipher = createCipheriv('aes-256-gcm', addresses, iv);
  const text = Buffer.concat([cipher.update(address, 'utf8'), cipher.final()]);
  return Buffer.concat([iv, cipher.getAuthTag(), text]);
}

/** The address again. @throws Error when it was sealed with another key, or changed */
export function openAddress({ addresses }: SignatureSecrets, sealed: Buffer): string {
  const decipher = createDecipheriv('aes-256-gcm', addresses, sealed.subarray(0, ivBytes));
  decipher.setAuthTag(sealed.subarray(ivBytes, ivBytes + tagBytes));
  return Buffer.concat([decipher.update(sealed.subarray(ivBytes + tagBytes)), decipher.final()]).toString('utf8');
}
