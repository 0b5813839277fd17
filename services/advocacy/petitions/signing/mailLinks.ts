// How does the owner of an address that has signed get the links that take the signature back, and not too many mails?
import { addJob, type Statements } from '#kit/data/queue';
import { subjectOf } from './links';
import type { Signature } from './signature';
import { mailTasks } from './signatureMail';

/** However often an address is entered, it gets one mail of a kind from one petition in this time. */
export const quiet = '10 minutes';

/** One statement, so that of two requests at once one finds the mail due. */
const findSigned = `
WITH signed AS (
  SELECT id FROM signature WHERE petition_id = $1 AND email_hash = $2
), due AS (
  UPDATE signature SET links_mailed_at = $3::timestamptz
  WHERE petition_id = $1 AND email_hash = $2 AND (links_mailed_at IS NULL OR links_mailed_at < $3::timestamptz - interval '${quiet}')
  RETURNING id
)
SELECT signed.id, due.id IS NOT NULL AS "isDue" FROM signed LEFT JOIN due USING (id)`;

/** Queues the mail to the sealed address, inside the caller's transaction. False when the address has not signed. */
export async function mailLinks(
  transaction: Statements,
  { petitionId, emailHash }: Pick<Signature, 'petitionId' | 'emailHash'>,
  sealed: Buffer,
  now: Date,
): Promise<boolean> {
  const [signed] = (await transaction.query(findSigned, [petitionId, emailHash, now])) as { id: string; isDue: boolean }[];
  if (signed?.isDue)
    await addJob(transaction, mailTasks.links, {
      ...subjectOf({ petitionId, id: signed.id, emailHash }),
      to: sealed.toString('base64'),
    });
  return signed !== undefined;
}
