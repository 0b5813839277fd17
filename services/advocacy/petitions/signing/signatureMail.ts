// The mails that people who sign get: when each is queued, what it says, and what happens if nobody answers it.
import type { DataSource } from 'typeorm';
import type { Attempt, Task } from '#kit/data/jobs';
import { addJob, type Statements } from '#kit/data/queue';
import { type Clock, dayMs } from '#kit/words/clock';
import type { Letter, Link, Unsubscribe } from '#kit/words/letter';
import type { Mailer } from '#kit/words/mail';
import { inUse } from '#kit/words/secrets';
import { type MailWords, mailWordsFor } from '#languages/mails';
import { Petition } from '../petition';
import { type LinkSubject, linkTo, rowOf, type SignatureLinkPurpose, signLink, subjectOf } from './links';
import type { SignatureSecrets } from './secrets';
import { forgottenAt, PendingSignature, patienceDays, Signature } from './signature';

/** The kinds of work. Payloads carry the sealed address, which leaves the database with the job. */
export const mailTasks = {
  confirm: 'petitions: mail the link that confirms a signature',
  links: 'petitions: mail the links that withdraw or erase a signature',
} as const;

export interface SignatureMailOptions {
  readonly database: DataSource;
  readonly mailer: Mailer;
  readonly secrets: SignatureSecrets;
  /** The address of the pages that links open. */
  readonly publicUrl: string;
  readonly clock: Clock;
}

interface MailJob extends LinkSubject {
  /** The address, sealed for this mail alone, in base64. */
  readonly to: string;
}

/** Where a mail goes, and what seals that while the mail waits. */
export interface Recipient {
  readonly email: string;
  readonly secrets: SignatureSecrets;
}

export const jobOf = (task: string, subject: LinkSubject, { email, secrets }: Recipient): MailJob => ({
  ...subject,
  to: secrets.addresses.seal(email, ownerOfMail(task, subject)).toString('base64'),
});

const ownerOfMail = (task: string, { petitionId, id, hash }: LinkSubject) => `mail\n${task}\n${petitionId}\n${id}\n${hash}`;

/** However often an address is entered, one petition sends it at most one mail of a kind in this time. */
const quiet = '10 minutes';

/** One statement, so that of two simultaneous requests only one finds the mail due. */
const findSigned = `
WITH signed AS (
  SELECT id FROM signature WHERE petition_id = $1 AND email_hash = $2
), due AS (
  UPDATE signature SET links_mailed_at = $3::timestamptz
  WHERE petition_id = $1 AND email_hash = $2 AND (links_mailed_at IS NULL OR links_mailed_at < $3::timestamptz - interval '${quiet}')
  RETURNING id
)
SELECT signed.id, due.id IS NOT NULL AS "isDue" FROM signed LEFT JOIN due USING (id)`;

/**
 * Queues the mail with the links that take a signature back, to the address, inside the caller's transaction.
 * False when the address has not signed.
 */
export async function mailLinks(
  transaction: Statements,
  { petitionId, emailHash }: Pick<Signature, 'petitionId' | 'emailHash'>,
  recipient: Recipient,
  now: Date,
): Promise<boolean> {
  const [signed] = (await transaction.query(findSigned, [petitionId, emailHash, now])) as { id: string; isDue: boolean }[];
  if (signed?.isDue) {
    const subject = subjectOf({ petitionId, id: signed.id, emailHash });
    await addJob(transaction, mailTasks.links, jobOf(mailTasks.links, subject, recipient));
  }
  return signed !== undefined;
}

/** Letters never repeat the name that was entered: anyone can enter one, and would then write in our mails. */
export function signatureMail(options: SignatureMailOptions): Record<string, Task> {
  const { database, mailer, secrets, clock } = options;
  /** Opens the address, writes the letter with a link that erases everything, and sends it. */
  const send = (task: string, { to: sealed, ...subject }: MailJob, { jobId }: Attempt, words: MailWords, letter: Letter) => {
    const to = secrets.addresses.open(Buffer.from(sealed, 'base64'), ownerOfMail(task, { ...subject }));
    return mailer.send({
      to,
      letter: { ...letter, aside: eraseLink(options, words, subject, to) },
      id: `${subject.id}.${jobId}`,
    });
  };
  const petitionOf = (id: string) => database.getRepository(Petition).findOneByOrFail({ id });
  return {
    async [mailTasks.confirm](job: MailJob, attempt: Attempt) {
      const waiting = await database.getRepository(PendingSignature).findOneBy(rowOf(job));
      if (!waiting) return;
      const words = mailWordsFor(waiting.language);
      const url = shortLink(options, words, 'confirm', job, forgottenAt(waiting.requestedAt));
      const letter = confirmLetter('confirm', words, await petitionOf(job.petitionId), waiting, patienceDays, url);
      await send(mailTasks.confirm, job, attempt, words, {
        ...letter,
        footer: [words.t('mail.erase.what'), words.t('mail.why')],
      });
    },
    async [mailTasks.links](job: MailJob, attempt: Attempt) {
      const signature = await database.getRepository(Signature).findOneBy(rowOf(job));
      if (!signature) return;
      const words = mailWordsFor(signature.language);
      const withdraw = shortLink(options, words, 'withdraw', job, forgottenAt(clock()));
      const { title } = await petitionOf(job.petitionId);
      const letter = linksLetter(words, title, withdraw, signature.strikeId !== null);
      const unsubscribe = signature.updatesConsent && { unsubscribe: stopLink(options, words, job) };
      await send(mailTasks.links, job, attempt, words, { ...letter, ...unsubscribe });
    },
  };
}

/** People keep mails for a long time, and the link in each must do what it promises. */
const longLinkDays = 365;

const ownerOfLink = ({ petitionId, id }: LinkSubject) => `erase\n${petitionId}\n${id}`;

/** The link that erases everything that is kept of an address, whatever becomes of the signature its mail is about. Good for a year. */
export function eraseLink(
  { secrets, publicUrl, clock }: LinkOptions,
  words: MailWords,
  { petitionId, id, hash }: LinkSubject,
  email: string,
): Link {
  const address = secrets.addresses.seal(email, ownerOfLink({ petitionId, id, hash })).toString('base64url');
  const until = new Date(clock().getTime() + longLinkDays * dayMs);
  const token = signLink(inUse(secrets.links), 'erase', { petitionId, id, hash, address }, until);
  return { label: words.t('mail.erase'), url: linkTo(words.linksFrom(publicUrl), 'erase', token) };
}

/** The address in a link that erases everything; undefined in earlier links, and when its key is not in the ring any more. */
export function openErasable(subject: LinkSubject, { addresses }: SignatureSecrets): string | undefined {
  if (!subject.address) return undefined;
  try {
    return addresses.open(Buffer.from(subject.address, 'base64url'), ownerOfLink(subject));
  } catch {
    return undefined;
  }
}

type LinkOptions = Pick<SignatureMailOptions, 'secrets' | 'publicUrl' | 'clock'>;

/** A link that works until a moment. */
export const shortLink = (
  { secrets, publicUrl }: LinkOptions,
  words: MailWords,
  purpose: SignatureLinkPurpose,
  subject: LinkSubject,
  until: Date,
): string => linkTo(words.linksFrom(publicUrl), purpose, signLink(inUse(secrets.links), purpose, subject, until));

/**
 * The link that ends mails of a kind: a page, and the address that mail programs call by themselves (RFC 8058), whose token can do
 * nothing else. Good for a year.
 */
export function longLink(
  options: LinkOptions,
  words: MailWords,
  purpose: 'news' | 'stop',
  subject: LinkSubject,
  label: string,
): Unsubscribe {
  const url = shortLink(options, words, purpose, subject, new Date(options.clock().getTime() + longLinkDays * dayMs));
  return { label, url, oneClick: url.replace('#', '?token=') };
}

/** The link that ends the news of a petition. */
export const stopLink = (options: LinkOptions, words: MailWords, subject: LinkSubject): Unsubscribe =>
  longLink(options, words, 'news', subject, words.t('mail.news.stop'));

/** The mail whose link confirms: the first, or the one that reminds. It says how long is left: until the petition closes, or this many days. */
export const confirmLetter = (
  kind: 'confirm' | 'remind',
  { t, day, language }: MailWords,
  petition: Petition,
  { requestedAt }: Pick<PendingSignature, 'requestedAt'>,
  days: number,
  url: string,
): Omit<Letter, 'footer'> => {
  const { title } = petition;
  const lastDay = petition.lastDayBefore(forgottenAt(requestedAt));
  return {
    language,
    subject: t(`mail.${kind}.subject`, { title }),
    paragraphs: [
      t(`mail.${kind}.signed`, { title }),
      lastDay ? t(`mail.${kind}.closes`, { day: day(lastDay) }) : t(`mail.${kind}.how`, { days }),
    ],
    action: { label: t('mail.confirm.press'), url },
  };
};

const linksLetter = ({ t, language }: MailWords, title: string, withdraw: string, isStruck: boolean): Letter => ({
  language,
  subject: t('mail.links.subject', { title }),
  paragraphs: [
    t(isStruck ? 'mail.links.struck' : 'mail.links.counts', { title }),
    t('mail.links.household'),
    t('mail.links.withdraw', { days: patienceDays }),
  ],
  action: { label: t('mail.links.press'), url: withdraw },
  footer: [t('mail.erase.what'), t('mail.why')],
});
