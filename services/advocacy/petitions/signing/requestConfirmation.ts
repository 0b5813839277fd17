// What happens to a signature that its petition wants confirmed by mail?
import type { DataSource } from 'typeorm';
import { addJob } from '#kit/data/queue';
import { subjectOf } from './links';
import { mailLinks, quiet } from './mailLinks';
import type { Signature } from './signature';
import { PendingSignature } from './signature';
import { mailTasks } from './signatureMail';

/**
 * Keeps the signature until it is confirmed and queues its mail, both or neither. A newer request replaces an older one, whose
 * link then opens nothing; within ten minutes it changes nothing. An address that has signed gets a mail that says so.
 */
export async function requestConfirmation(database: DataSource, signature: Signature, address: Buffer): Promise<void> {
  await database.transaction(async (manager) => {
    if (await mailLinks(manager, signature, address, signature.signedAt)) return;
    const { signedAt: requestedAt, ...rest } = signature;
    const { raw } = await manager
      .createQueryBuilder()
      .insert()
      .into(PendingSignature)
      .values({ ...rest, requestedAt })
      .orUpdate(pendingColumns, ['petition_id', 'email_hash'], {
        overwriteCondition: { where: `pending_signature.requested_at < excluded.requested_at - interval '${quiet}'` },
      })
      .returning('id')
      .execute();
    if (raw.length > 0) await addJob(manager, mailTasks.confirm, { ...subjectOf(signature), to: address.toString('base64') });
  });
}

const pendingColumns = [
  'id',
  'name',
  'country',
  'region',
  'consent_to_show_name',
  'updates_consent',
  'consent_version',
  'address',
  'client_mutation_id',
  'requested_at',
];
