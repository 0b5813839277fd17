// Which secrets do signatures rest on: who has signed, which links are ours, and where consented mail goes?
import { createCipheriv, createDecipheriv, createHmac, hkdfSync, randomBytes } from 'node:crypto';
import type { DataSource } from 'typeorm';
import type { KeyRing } from '#kit/words/passport';
import { canonicalEmail } from './canonicalEmail';

/** Three keys for three purposes, so that none of them tells anything about another; of each the one in use, and before it those that it replaced. */
export interface SignatureSecrets {
  /** Of the keyed hash of e-mail addresses. Without it, who signed under it is not recognised any more. */
  readonly hash: KeyRing;
  /** Of the links in our mails. Without it, links that were signed by it are refused. */
  readonly links: KeyRing;
  /** Of the addresses that are kept for a mail. Without it, those sealed by it can not be read any more. */
  readonly addresses: KeyRing;
}

/** All keys from one secret (HKDF with SHA-256, RFC 5869); the hash uses the secret itself. A link key of its own replaces the derived one. */
export function secretsOf(signatureKeys: KeyRing, linkKeys?: KeyRing): SignatureSecrets {
  const derived = (purpose: string) =>
    signatureKeys.map((key) => Buffer.from(hkdfSync('sha256', key, '', `shelfbridge ${purpose}`, 32)));
  return { hash: signatureKeys, links: linkKeys ?? derived('links'), addresses: derived('addresses') };
}

/** The key in use. @throws RangeError for an empty ring */
export function inUse([key]: KeyRing): Buffer {
  if (!key) throw new RangeError('A ring of keys holds at least one.');
  return key;
}

/** The keyed hash under which an address has signed or waits to be confirmed, by whichever key; of the key in use when it has not. @throws BadInput when it is no address */
export async function hashEmail(
  secrets: SignatureSecrets,
  database: DataSource,
  petitionId: string,
  email: string,
): Promise<Buffer> {
  const address = canonicalEmail(email);
  const newest = hashWith(inUse(secrets.hash), address);
  if (secrets.hash.length === 1) return newest;
  const hashes = [newest, ...secrets.hash.slice(1).map((key) => hashWith(key, address))];
  const [known] = await database.query(
    `SELECT email_hash FROM signature WHERE petition_id = $1 AND email_hash = ANY($2::bytea[])
     UNION ALL SELECT email_hash FROM pending_signature WHERE petition_id = $1 AND email_hash = ANY($2::bytea[]) LIMIT 1`,
    [petitionId, hashes],
  );
  return known?.email_hash ?? newest;
}

/** HMAC-SHA-256 of a canonical address: equal for all spellings of one mailbox. */
const hashWith = (key: Buffer, address: string): Buffer => createHmac('sha256', key).update(address).digest();

const ivBytes = 12;
const tagBytes = 16;

/** An address as it is kept: AES-256-GCM, written as nonce, tag and text. */
export function sealAddress({ addresses }: SignatureSecrets, address: string): Buffer {
  const iv = randomBytes(ivBytes);
  const cipher = createCipheriv('aes-256-gcm', inUse(addresses), iv);
  const text = Buffer.concat([cipher.update(address, 'utf8'), cipher.final()]);
  return Buffer.concat([iv, cipher.getAuthTag(), text]);
}

/** The address again. @throws Error when it was sealed with a key that is not known any more, or changed */
export function openAddress({ addresses }: SignatureSecrets, sealed: Buffer): string {
  for (const older of addresses.slice(0, -1)) {
    try {
      return opened(older, sealed);
    } catch {
      // Sealed by one of the next.
    }
  }
  return opened(addresses.at(-1) ?? inUse(addresses), sealed);
}

function opened(key: Buffer, sealed: Buffer): string {
  const decipher = createDecipheriv('aes-256-gcm', key, sealed.subarray(0, ivBytes));
  decipher.setAuthTag(sealed.subarray(ivBytes, ivBytes + tagBytes));
  return Buffer.concat([decipher.update(sealed.subarray(ivBytes + tagBytes)), decipher.final()]).toString('utf8');
}
