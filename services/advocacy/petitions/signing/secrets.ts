// The secrets of signatures: who has signed, which links are ours, and where news is mailed.
import type { DataSource } from 'typeorm';
import { decrypt, derived, inUse, type KeyRing, keyedHash, Sealer } from '#kit/words/secrets';
import { canonicalEmail } from './canonicalEmail';

/** Keys for three purposes. None of them tells anything about another. */
export interface SignatureSecrets {
  /** Of the keyed hash of e-mail addresses. Without one, those who signed under it are not recognized. */
  readonly hash: KeyRing;
  /** Of the links in our mails. Without one, links that it signed are refused. */
  readonly links: KeyRing;
  /** Seals the addresses that are kept for a mail. Without its key, an address cannot be read. */
  readonly addresses: Sealer;
}

/** All keys from one secret; the hash uses the secret itself. A link key of its own replaces the derived one. */
export function secretsOf(signatureKeys: KeyRing, linkKeys?: KeyRing): SignatureSecrets {
  const addresses = derived(signatureKeys, 'addresses');
  return {
    hash: signatureKeys,
    links: linkKeys ?? derived(signatureKeys, 'links'),
    addresses: new Sealer(addresses, derived(signatureKeys, 'addresses id'), (sealed) => openEarlier(addresses, sealed)),
  };
}

/** The form of earlier releases has no id of its key, and is bound to nothing. */
function openEarlier(keys: KeyRing, sealed: Buffer): string {
  for (const key of keys) {
    try {
      return decrypt(key, sealed);
    } catch {
      // Sealed with one of the next.
    }
  }
  throw new Error('The key of this address is not in SIGNATURE_KEY any more, or the address was changed or belongs elsewhere.');
}

/** Whom the address of a signature belongs to: the same before and after its confirmation. */
export const ownerOf = ({ petitionId, emailHash }: { petitionId: string; emailHash: Buffer }): string =>
  `signature\n${petitionId}\n${emailHash.toString('base64url')}`;

/**
 * The keyed hash under which an address has signed or waits to be confirmed, by any key of the ring; of the key in use when it has
 * not signed. @throws BadInput for what is not an address
 */
export async function hashEmail(
  secrets: SignatureSecrets,
  database: DataSource,
  petitionId: string,
  email: string,
): Promise<Buffer> {
  const address = canonicalEmail(email);
  const newest = keyedHash(inUse(secrets.hash), address);
  if (secrets.hash.length === 1) return newest;
  const hashes = [newest, ...secrets.hash.slice(1).map((key) => keyedHash(key, address))];
  const [known] = await database.query(
    `SELECT email_hash FROM signature WHERE petition_id = $1 AND email_hash = ANY($2::bytea[])
     UNION ALL SELECT email_hash FROM pending_signature WHERE petition_id = $1 AND email_hash = ANY($2::bytea[]) LIMIT 1`,
    [petitionId, hashes],
  );
  return known?.email_hash ?? newest;
}
