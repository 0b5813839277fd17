// How does each who asked for news of a petition get it once, and nobody who has ended that?
import type { DataSource } from 'typeorm';
import type { Attempt, Task } from '#kit/data/jobs';
import { addJob, addJobs } from '#kit/data/queue';
import type { Letter, Unsubscribe } from '#kit/words/letter';
import { Petition } from '../petition';
import { type LinkSubject, rowOf, subjectOf } from '../signing/links';
import { openAddress } from '../signing/secrets';
import { Signature } from '../signing/signature';
import type { SignatureMailOptions } from '../signing/signatureMail';
import { stopLink } from '../signing/signatureMail';
import { PetitionNews } from './petitionNews';

/** The kinds of work: to queue the mails, some at a time, and to send one. */
export const newsTasks = {
  spread: 'petitions: queue the mails of news',
  mail: 'petitions: mail news',
} as const;

/** How many mails are queued by one job, in one transaction with the job that goes on. */
const atOnce = 500;

interface Spread {
  readonly newsId: string;
  /** The hash of the last address whose mail is queued, in base64url; empty at the beginning. */
  readonly after: string;
}

interface NewsMail extends LinkSubject {
  readonly newsId: string;
}

/** Whether news are still wanted is asked when each mail leaves. */
export function newsMail(options: SignatureMailOptions): Record<string, Task> {
  const { database, mailer, secrets } = options;
  return {
    [newsTasks.spread]: (job: Spread) => spread(database, job),
    async [newsTasks.mail]({ newsId, ...subject }: NewsMail, { jobId }: Attempt) {
      const signature = await database.getRepository(Signature).findOneBy(rowOf(subject));
      if (!signature?.updatesConsent || !signature.address) return;
      const news = await database.getRepository(PetitionNews).findOneByOrFail({ id: newsId });
      const { title } = await database.getRepository(Petition).findOneByOrFail({ id: news.petitionId });
      const letter = newsLetter(news, title, stopLink(options, subject), pageOf(options, news.petitionId));
      await mailer.send({ to: openAddress(secrets, signature.address), letter, id: `${news.id}.${jobId}` });
    },
  };
}

async function spread(database: DataSource, { newsId, after }: Spread): Promise<void> {
  await database.transaction(async (manager) => {
    const { petitionId } = await manager.findOneByOrFail(PetitionNews, { id: newsId });
    const next = await manager
      .createQueryBuilder(Signature, 'signature')
      .where('petition_id = :petitionId AND email_hash > :after AND updates_consent', {
        petitionId,
        after: Buffer.from(after, 'base64url'),
      })
      .orderBy('email_hash')
      .take(atOnce)
      .getMany();
    // A job that runs twice queues nothing twice: each mail has a key.
    const mails = next.map((signature) => ({
      payload: { newsId, ...subjectOf(signature) },
      key: `news ${newsId} ${signature.id}`,
    }));
    await addJobs(manager, newsTasks.mail, mails);
    const last = next.at(-1);
    if (last && next.length === atOnce)
      await addJob(manager, newsTasks.spread, { newsId, after: last.emailHash.toString('base64url') });
  });
}

const pageOf = ({ publicUrl }: SignatureMailOptions, id: string) => `${publicUrl.replace(/\/$/, '')}/petitions/${id}`;

const newsLetter = (news: PetitionNews, title: string, unsubscribe: Unsubscribe, page: string): Letter => ({
  subject: news.subject,
  paragraphs: news.text
    .split(/\r?\n\s*\n/)
    .map((paragraph) => paragraph.trim())
    .filter(Boolean),
  action: { label: 'See the petition', url: page },
  footer: [`You signed the petition “${title}” and asked for news of it. Your signature counts whether you get news or not.`],
  unsubscribe,
});
