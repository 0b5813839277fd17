// Attempts to sign that a mail has to confirm: the newest one waits, is reminded of once, and is forgotten in the end.

import { Column, type DataSource, Entity, type EntityManager, LessThanOrEqual, PrimaryColumn } from 'typeorm';
import { type Attempt, type Task, waitingForOthers } from '#kit/data/jobs';
import { addJob, addJobs } from '#kit/data/queue';
import { dayMs, hourMs } from '#kit/words/clock';
import { type Letter } from '#kit/words/letter';
import { Problem } from '#kit/words/problem';
import { inUse, keyedHash } from '#kit/words/secrets';
import { mailWordsFor } from '#languages/mails';
import { Petition } from '../petition';
import { type LinkSubject, rowOf, subjectOf } from './links';
import { addressOwner, type SignatureSecrets } from './secrets';
import { forgottenAt, PendingSignature, patienceDays, type Signature } from './signature';
import {
  confirmLetter,
  eraseLink,
  jobOf,
  longLink,
  mailLinks,
  mailTasks,
  type Recipient,
  type SignatureMailOptions,
  shortLink,
} from './signatureMail';

/** An unchanged attempt is mailed again after this time. */
const quiet = '10 minutes';
/** How many mails of attempts one address gets from one petition in an hour. */
const mailsAnHour = 3;

/**
 * What was tried last with an address, whether it has signed or not, so that answers tell nothing about that. Forgotten an hour after
 * its last mail.
 */
@Entity()
export class SigningAttempt {
  @PrimaryColumn('text')
  petitionId!: string;

  /** As in the signature. */
  @PrimaryColumn('bytea')
  emailHash!: Buffer;

  /** Keyed hash of name, country, region, consents and language; empty when the next attempt is a new one whatever it says. */
  @Column('bytea')
  digest!: Buffer;

  /** The mails of the last hour, the first one first. */
  @Column({ type: 'timestamptz', array: true })
  mailedAt!: Date[];
}

/** The address was mailed as often as one petition may in an hour. */
class TooManyAttempts extends Problem {
  constructor(retryAfterSeconds: number) {
    super(
      'RATE_LIMITED',
      `This address got ${mailsAnHour} mails from this petition within the last hour, so this change was not taken. Open the link in the ` +
        `newest mail, or try again in ${Math.ceil(retryAfterSeconds / 60)} ${retryAfterSeconds > 60 ? 'minutes' : 'minute'}.`,
      { field: 'email', limit: mailsAnHour, retryAfterSeconds },
    );
  }
}

/** One statement, so that simultaneous attempts wait for each other. No row: the attempt is not due for a mail, and nothing changed. */
const takeAttempt = `
INSERT INTO signing_attempt AS last (petition_id, email_hash, digest, mailed_at) VALUES ($1, $2, $3, ARRAY[$4::timestamptz])
ON CONFLICT (petition_id, email_hash) DO UPDATE SET digest = excluded.digest,
  mailed_at = ARRAY(SELECT at FROM unnest(last.mailed_at) AS at WHERE at > $4::timestamptz - interval '1 hour') || $4::timestamptz
WHERE (last.digest <> excluded.digest OR $4::timestamptz - interval '${quiet}' > ALL (last.mailed_at))
  AND (SELECT count(*) FROM unnest(last.mailed_at) AS at WHERE at > $4::timestamptz - interval '1 hour') < ${mailsAnHour}
RETURNING digest`;

/**
 * Keeps an attempt until it is confirmed and queues its mail, both or neither; it replaces an earlier one. An attempt that says the
 * same within ten minutes is the same. An address that has signed gets a mail that says so, and the same answers.
 * @throws TooManyAttempts, whether the address has signed or not
 */
export async function requestConfirmation(
  database: DataSource,
  signature: Signature,
  recipient: Recipient,
  { reminders }: Pick<Petition, 'reminders'>,
): Promise<void> {
  const { petitionId, emailHash, signedAt: now } = signature;
  await database.transaction(async (manager) => {
    const digest = digestOf(signature, recipient.secrets);
    const taken = (await manager.query(takeAttempt, [petitionId, emailHash, digest, now])) as unknown[];
    if (taken.length === 0) await refuseChange(manager, signature, digest);
    const hasSigned = await mailLinks(manager, signature, recipient, now);
    if (hasSigned || taken.length === 0) return;
    const { signedAt: requestedAt, strikeId: _, ...rest } = signature;
    const address =
      rest.address ?? (reminders ? recipient.secrets.addresses.seal(recipient.email, addressOwner(signature)) : null);
    await manager.upsert(PendingSignature, { ...rest, address, requestedAt, remindedAt: null }, ['petitionId', 'emailHash']);
    await addJob(manager, mailTasks.confirm, jobOf(mailTasks.confirm, subjectOf(signature), recipient));
  });
}

/** Nothing to do for the attempt that was mailed last. @throws TooManyAttempts for another one */
async function refuseChange(manager: EntityManager, { petitionId, emailHash, signedAt: now }: Signature, digest: Buffer) {
  const last = await manager.findOneByOrFail(SigningAttempt, { petitionId, emailHash });
  if (last.digest.equals(digest)) return;
  const oldest = last.mailedAt.at(-mailsAnHour) ?? now;
  throw new TooManyAttempts(Math.max(1, Math.ceil((oldest.getTime() + hourMs - now.getTime()) / 1_000)));
}

function digestOf(signature: Signature, { hash }: SignatureSecrets): Buffer {
  const { name, country, region, consentToShowName, updatesConsent, consentVersion, language } = signature;
  return keyedHash(
    inUse(hash),
    JSON.stringify(['attempt', name, country, region, consentToShowName, updatesConsent, consentVersion, language]),
  );
}

/** Forgets a waiting attempt, and lets the next one be a new one; the mails of the last hour still count. */
export async function forgetAttempt(manager: EntityManager, row: Pick<Signature, 'petitionId' | 'emailHash'>): Promise<void> {
  await manager.delete(PendingSignature, row);
  await manager.update(SigningAttempt, row, { digest: Buffer.alloc(0) });
}

/** What remains of attempts whose last mail was more than an hour ago. */
export const forgetAttempts = (database: DataSource, now: Date): Promise<unknown> =>
  database.query(`DELETE FROM signing_attempt WHERE $1::timestamptz - interval '1 hour' > ALL (mailed_at)`, [now]);

/** The kinds of work: to find who is due, and to mail one. */
export const remindTask = 'petitions: remind those who have not confirmed';
const mailTask = 'petitions: mail a reminder to confirm';

/** The task that forgets signatures nobody confirmed. */
export const forgetTask = 'petitions: forget signatures that nobody confirmed';

/** How long before an attempt is forgotten, or its petition ends, its reminder is mailed. */
const daysLeft = 2;
/** Who signed within so many days has the first mail at hand still. */
const leastWait = 1;
/** How many reminders one transaction queues. */
const atOnce = 500;

/** Those whose time has come, each once; petitions that are closed, or without reminders, and addresses that have signed are left out. */
const due = `
WITH due AS (
  SELECT waiting.petition_id, waiting.email_hash FROM pending_signature AS waiting JOIN petition ON petition.id = waiting.petition_id
  WHERE requested_at > $1::timestamptz - interval '${patienceDays} days'
    AND requested_at <= $1::timestamptz - interval '${leastWait} day'
    AND least(requested_at + interval '${patienceDays} days', closes_at) <= $1::timestamptz + interval '${daysLeft} days'
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
    ...waitingForOthers({
      async [mailTask](subject: LinkSubject, { jobId }: Attempt) {
        const waiting = await database.getRepository(PendingSignature).findOneBy(rowOf(subject));
        if (!waiting?.address) return;
        const petition = await database.getRepository(Petition).findOneByOrFail({ id: subject.petitionId });
        const until = forgottenAt(waiting.requestedAt);
        if (clock() >= until || !petition.reminders || !petition.acceptsSignatures(clock())) return;
        const to = secrets.addresses.open(waiting.address, addressOwner(waiting));
        const words = mailWordsFor(waiting.language);
        const letter: Letter = {
          ...confirmLetter('remind', words, petition, waiting, daysLeft, shortLink(options, words, 'confirm', subject, until)),
          footer: [words.t('mail.remind.only')],
          aside: eraseLink(options, words, subject, to),
          unsubscribe: longLink(options, words, 'stop', subject, words.t('mail.remind.stop')),
        };
        await mailer.send({ to, letter, id: `${subject.id}.${jobId}` });
      },
    }),
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
