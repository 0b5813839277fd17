// The secrets of signatures: who has signed, which links are ours, and where news is mailed.
import type { DataSource } from 'typeorm';
import type { JobsOptions } from '#kit/data/jobs';
import { resealTask, type SealedColumn, type SealedRow } from '#kit/data/reseal';
import type { Log } from '#kit/words/log';
import { decrypt, derived, type KeyRing, Sealer } from '#kit/words/secrets';

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
export const addressOwner = ({ petitionId, emailHash }: { petitionId: string; emailHash: Buffer }): string =>
  `signature\n${petitionId}\n${emailHash.toString('base64url')}`;

/** Seals kept addresses anew at night, if their form is an earlier one or their key was replaced. */
export function resealAddresses({
  database,
  log,
  secrets,
}: {
  readonly database: DataSource;
  readonly log: Log;
  readonly secrets: SignatureSecrets;
}): Required<Pick<JobsOptions, 'tasks' | 'schedules'>> {
  const tables = ['signature', 'pending_signature'];
  const taskOf = (table: string) => `petitions: seal the addresses of ${table} anew`;
  const tasks = tables.map((table) => resealTask(taskOf(table), addressesOf(table, secrets.addresses), { database, log }));
  return { tasks: Object.assign({}, ...tasks), schedules: tables.map((table) => ({ task: taskOf(table), cron: '40 3 * * *' })) };
}

/** The addresses of a table whose key is petition and hash. */
const addressesOf = (table: string, sealer: Sealer): SealedColumn<Buffer> => ({
  async read(manager, [petitionId = '', hash = ''] = [], most) {
    const rows: { petition_id: string; email_hash: Buffer; address: Buffer }[] = await manager.query(
      `SELECT petition_id, email_hash, address FROM ${table} WHERE (petition_id, email_hash) > ($1::text, $2::bytea)
         AND address IS NOT NULL AND substring(address FROM 1 FOR $3::int) <> $4::bytea
       ORDER BY petition_id, email_hash LIMIT $5 FOR UPDATE SKIP LOCKED`,
      [petitionId, Buffer.from(hash, 'base64url'), sealer.head.length, sealer.head, most],
    );
    return rows.map((row) => ({ position: [row.petition_id, row.email_hash.toString('base64url')], sealed: row.address }));
  },
  anew(row) {
    const owner = addressOwner(keyOf(row));
    return sealer.seal(sealer.open(row.sealed, owner), owner);
  },
  async write(manager, rows) {
    const keys = rows.map(keyOf);
    await manager.query(
      `UPDATE ${table} AS stored SET address = anew.address
       FROM unnest($1::text[], $2::bytea[], $3::bytea[]) AS anew(petition_id, email_hash, address)
       WHERE stored.petition_id = anew.petition_id AND stored.email_hash = anew.email_hash`,
      [keys.map(({ petitionId }) => petitionId), keys.map(({ emailHash }) => emailHash), rows.map(({ sealed }) => sealed)],
    );
  },
});

function keyOf({ position: [petitionId = '', hash = ''] }: SealedRow<Buffer>) {
  return { petitionId, emailHash: Buffer.from(hash, 'base64url') };
}
