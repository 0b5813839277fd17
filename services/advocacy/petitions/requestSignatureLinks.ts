// How does a person who has signed get the links that take the signature back?
import { addJob } from '#kit/jobs';
import type { AdvocacyRequest } from '../context';
import { subjectOf } from './links';
import { hashEmail, sealAddress } from './secrets';
import { mailTasks } from './signatureMail';

/** Queues a mail if the address has signed. The answer is the same if not, so that nobody learns who has. @throws BadInput */
export async function requestSignatureLinks(
  petitionId: string,
  email: string,
  { app, database }: Pick<AdvocacyRequest, 'app' | 'database'>,
): Promise<void> {
  const emailHash = await hashEmail(app.secrets, database, petitionId, email);
  const [signed] = await database.query('SELECT id FROM signature WHERE petition_id = $1 AND email_hash = $2', [
    petitionId,
    emailHash,
  ]);
  if (!signed) return;
  const to = sealAddress(app.secrets, email.trim()).toString('base64');
  await addJob(
    database,
    mailTasks.links,
    { ...subjectOf({ petitionId, id: signed.id, emailHash }), to },
    { key: `links ${signed.id}` },
  );
}
