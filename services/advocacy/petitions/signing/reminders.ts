// Reminds people who have not confirmed their signature, once, two days before it is forgotten; and forgets it.
import { type DataSource, LessThanOrEqual } from 'typeorm';
import type { Attempt, Task } from '#kit/data/jobs';
import { addJobs } from '#kit/data/queue';
import { dayMs } from '#kit/words/clock';
import type { Letter } from '#kit/words/letter';
import { Petition } from '../petition';
import { forgetAttempts } from './attempts';
import { type LinkSubject, rowOf, subjectOf } from './links';
import { addressOwner } from './secrets';
import { forgottenAt, PendingSignature, patienceDays } from './signature';
import { eraseLink, longLink, type SignatureMailOptions, shortLink } from './signatureMail';

/** The kinds of work: to find who is due, and to mail one. */
export const remindTask = 'petitions: remind those who have not confirmed';
const mailTask = 'petitions: mail a reminder to confirm';

/** The task that forgets signatures nobody confirmed. */
export const forgetTask = 'petitions: forget signatures that nobody confirmed';

/** How long before an attempt is forgotten its reminder is mailed. */
const daysLeft = 2;
/** How many reminders one transaction queues. */
const atOnce = 500;

/** Those whose time has come, each once; petitions that are closed, or without reminders, and addresses that have signed are left out. */
const due = `
WITH due AS (
  SELECT waiting.petition_id, waiting.email_hash FROM pending_signature AS waiting JOIN petition ON petition.id = waiting.petition_id
  WHERE requested_at > $1::timestamptz - interval '${patienceDays} days'
    AND requested_at <= $1::timestamptz - interval '${patienceDays - daysLeft} days'
    AND reminded_at IS NULL AND address IS NOT NULL AND reminders AND state = 'OPEN' AND (closes_at IS NULL OR closes_at > $1)
    AND NOT EXISTS (SELECT FROM signature WHERE (signature.petition_id, signature.email_hash) = (waiting.petition_id, waiting.email_hash))
  ORDER BY requested_at LIMIT ${atOnce} FOR UPDATE OF waiting SKIP LOCKED
)
UPDATE pending_signature AS waiting SET reminded_at = $1 FROM due
WHERE (waiting.petition_id, waiting.email_hash) = (due.petition_id, due.email_hash)
RETURNING waiting.petition_id AS "petitionId", waiting.email_hash AS "emailHash", waiting.id`;

/** Each mail checks when it leaves whether its reader still has not confirmed. */
export function reminders(options: SignatureMailOptions): Record<string, Task> {
  const { database, mailer, secrets, clock } = options;
  return {
    async [remindTask]() {
      while ((await queueDue(database, clock())) === atOnce);
    },
    async [forgetTask]() {
      const since = new Date(clock().getTime() - patienceDays * dayMs);
      await database.getRepository(PendingSignature).delete({ requestedAt: LessThanOrEqual(since) });
      await forgetAttempts(database, clock());
    },
    async [mailTask](subject: LinkSubject, { jobId }: Attempt) {
      const waiting = await database.getRepository(PendingSignature).findOneBy(rowOf(subject));
      if (!waiting?.address) return;
      const petition = await database.getRepository(Petition).findOneByOrFail({ id: subject.petitionId });
      const until = forgottenAt(waiting.requestedAt);
      if (clock() >= until || !petition.reminders || !petition.acceptsSignatures(clock())) return;
      const to = secrets.addresses.open(waiting.address, addressOwner(waiting));
      const letter: Letter = {
        ...reminderLetter(petition.title, shortLink(options, 'confirm', subject, until)),
        aside: eraseLink(options, subject, to),
        unsubscribe: longLink(options, 'stop', subject, 'No more mails about this'),
      };
      await mailer.send({ to, letter, id: `${subject.id}.${jobId}` });
    },
  };
}

/** How many were due in one transaction with their jobs. */
const queueDue = (database: DataSource, now: Date): Promise<number> =>
  database.transaction(async (manager) => {
    const [rows] = (await manager.query(due, [now])) as [{ petitionId: string; emailHash: Buffer; id: string }[], number];
    if (rows.length > 0)
      await addJobs(
        manager,
        mailTask,
        rows.map((row) => ({ payload: subjectOf(row), key: `remind ${row.id}` })),
      );
    return rows.length;
  });

const reminderLetter = (title: string, url: string): Letter => ({
  subject: `Not confirmed yet: ${title}`,
  paragraphs: [
    `Someone signed the petition “${title}” with this address, and has not confirmed it. It does not count yet.`,
    `If it was you, open the link, read what will count, and press the button. After ${daysLeft} more days we forget what was entered.`,
  ],
  action: { label: 'Confirm my signature', url },
  footer: [
    'This is the only reminder. If it was not you, ignore this mail, or stop further mails about this petition by the last link.',
  ],
});
