// Which mails do people who sign get, and what do they say?
import type { DataSource } from 'typeorm';
import type { Attempt, Task } from '#kit/data/jobs';
import type { Clock } from '#kit/words/clock';
import type { Letter } from '#kit/words/letter';
import type { Mailer } from '#kit/words/mail';
import { Petition } from '../petition';
import { type LinkPurpose, type LinkSubject, linkTo, rowOf, signLink } from './links';
import { inUse, openAddress, type SignatureSecrets } from './secrets';
import { forgottenAt, PendingSignature, patienceDays, Signature } from './signature';
import { stopLink } from './stopLink';

/** The kinds of work. Payloads carry the sealed address, which leaves the database with the job. */
export const mailTasks = {
  confirm: 'petitions: mail the link that confirms a signature',
  links: 'petitions: mail the links that withdraw or erase a signature',
} as const;

export interface SignatureMailOptions {
  readonly database: DataSource;
  readonly mailer: Mailer;
  readonly secrets: SignatureSecrets;
  /** Where the pages that links open are found. */
  readonly publicUrl: string;
  readonly clock: Clock;
}

interface MailJob extends LinkSubject {
  /** The sealed address, in base64. */
  readonly to: string;
}

const footer =
  'You get this mail because your address was entered at a petition. If that was not you, ignore it: nothing happens.';

/** Letters never repeat the name that was entered: anybody can enter one, and would then write in our mails. */
export function signatureMail(options: SignatureMailOptions): Record<string, Task> {
  const { database, mailer, secrets, publicUrl, clock } = options;
  const link = (purpose: LinkPurpose, subject: LinkSubject, until: Date) =>
    linkTo(publicUrl, purpose, signLink(inUse(secrets.links), purpose, subject, until));
  const send = (job: MailJob, { jobId }: Attempt, letter: Letter) =>
    mailer.send({ to: openAddress(secrets, Buffer.from(job.to, 'base64')), letter, id: `${job.id}.${jobId}` });
  const titleOf = async (id: string) => (await database.getRepository(Petition).findOneByOrFail({ id })).title;
  return {
    async [mailTasks.confirm](job: MailJob, attempt: Attempt) {
      const waiting = await database.getRepository(PendingSignature).findOneBy(rowOf(job));
      if (waiting)
        await send(
          job,
          attempt,
          confirmLetter(await titleOf(job.petitionId), link('confirm', job, forgottenAt(waiting.requestedAt))),
        );
    },
    async [mailTasks.links](job: MailJob, attempt: Attempt) {
      const signature = await database.getRepository(Signature).findOneBy(rowOf(job));
      if (!signature) return;
      const until = forgottenAt(clock());
      const [withdraw, erase] = [link('withdraw', job, until), link('erase', job, until)];
      const letter = linksLetter(await titleOf(job.petitionId), withdraw, erase);
      await send(job, attempt, signature.updatesConsent ? { ...letter, unsubscribe: stopLink(options, job) } : letter);
    },
  };
}

const confirmLetter = (title: string, url: string): Letter => ({
  subject: `Please confirm your signature: ${title}`,
  paragraphs: [
    `Somebody signed the petition “${title}” with this address.`,
    `If that was you, open the link and press the button: only then does the signature count. It is good for ${patienceDays} days, and once.`,
  ],
  action: { label: 'Confirm my signature', url },
  footer: [footer],
});

const linksLetter = (title: string, withdraw: string, erase: string): Letter => ({
  subject: `Your signature: ${title}`,
  paragraphs: [
    `This address has signed the petition “${title}”. It counts once, and there is nothing more to do.`,
    `To take the signature back, open the link. It is good for ${patienceDays} days, and once.`,
  ],
  action: { label: 'Withdraw my signature', url: withdraw },
  footer: ['The other link erases all that is kept of this address, at this petition and every other.', footer],
  aside: { label: 'Erase everything', url: erase },
});
