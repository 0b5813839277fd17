// The news of a petition, and how everyone who asked for it gets one mail each.
import { Field, ID, ObjectType } from 'type-graphql';
import { Column, type DataSource, Entity, ForeignKey, Index, PrimaryColumn } from 'typeorm';
import { type Attempt, type Task, waitingForOthers } from '#kit/data/jobs';
import { addJob, addJobs, type Statements } from '#kit/data/queue';
import type { Letter } from '#kit/words/letter';
import { type MailWords, mailWordsFor } from '#languages/mails';
import { Petition } from '../petition';
import { type LinkSubject, rowOf, subjectOf } from '../signing/links';
import { addressOwner } from '../signing/secrets';
import { Signature } from '../signing/signature';
import { eraseLink, type SignatureMailOptions, stopLink } from '../signing/signatureMail';

@ObjectType({ description: 'News of a petition, mailed to those who signed it and asked for news.' })
@Entity()
@ForeignKey(() => Petition, ['petitionId'], ['id'])
@Index(['petitionId', 'sentAt'])
export class PetitionNews {
  @Field(() => ID, { description: 'A UUID (version 7).' })
  @PrimaryColumn('uuid')
  id!: string;

  @Column('text')
  petitionId!: string;

  @Field({ description: 'The subject of the mail.' })
  @Column('text')
  subject!: string;

  @Field({ description: 'The text of the mail: paragraphs, separated by empty lines.' })
  @Column('text')
  text!: string;

  @Field({ description: 'When it was sent.' })
  @Column({ type: 'timestamptz', precision: 3 })
  sentAt!: Date;
}

/** The kinds of work: to queue the mails, some at a time, and to send one. */
const newsTasks = {
  spread: 'petitions: queue the mails of news',
  mail: 'petitions: mail news',
} as const;

/** How many mails one job queues, in one transaction with the job that continues. */
const atOnce = 500;

interface Spread {
  readonly newsId: string;
  /** The hash of the last address whose mail is queued, in base64url; empty at the beginning. */
  readonly after: string;
}

interface NewsMail extends LinkSubject {
  readonly newsId: string;
}

/** Queues the mails of some news inside the caller's transaction. */
export const queueNews = (transaction: Statements, newsId: string): Promise<void> =>
  addJob(transaction, newsTasks.spread, { newsId, after: '' } satisfies Spread);

/** Each mail checks when it leaves whether its reader still wants news. */
export function newsMail(options: SignatureMailOptions): Record<string, Task> {
  const { database, mailer, secrets } = options;
  return {
    [newsTasks.spread]: (job: Spread) => spread(database, job),
    ...waitingForOthers({
      async [newsTasks.mail]({ newsId, ...subject }: NewsMail, { jobId }: Attempt) {
        const signature = await database.getRepository(Signature).findOneBy(rowOf(subject));
        if (!signature?.updatesConsent || !signature.address || signature.strikeId) return;
        const news = await database.getRepository(PetitionNews).findOneByOrFail({ id: newsId });
        const { title } = await database.getRepository(Petition).findOneByOrFail({ id: news.petitionId });
        const to = secrets.addresses.open(signature.address, addressOwner(signature));
        const words = mailWordsFor(signature.language);
        const letter = {
          ...newsLetter(words, news, title, `${words.linksFrom(options.publicUrl)}/petitions/${news.petitionId}`),
          aside: eraseLink(options, words, subject, to),
          unsubscribe: stopLink(options, words, subject),
        };
        await mailer.send({ to, letter, id: `${news.id}.${jobId}` });
      },
    }),
  };
}

async function spread(database: DataSource, { newsId, after }: Spread): Promise<void> {
  await database.transaction(async (manager) => {
    const { petitionId } = await manager.findOneByOrFail(PetitionNews, { id: newsId });
    const next = await manager
      .createQueryBuilder(Signature, 'signature')
      .where('petition_id = :petitionId AND email_hash > :after AND updates_consent AND strike_id IS NULL', {
        petitionId,
        after: Buffer.from(after, 'base64url'),
      })
      .orderBy('email_hash')
      .take(atOnce)
      .getMany();
    // Each mail has a key, so a job that runs twice queues nothing twice.
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

/** The news as they were written, with our own words around them. */
const newsLetter = ({ t, language }: MailWords, news: PetitionNews, title: string, page: string): Letter => ({
  language,
  subject: news.subject,
  paragraphs: news.text
    .split(/\r?\n\s*\n/)
    .map((paragraph) => paragraph.trim())
    .filter(Boolean),
  action: { label: t('mail.news.see'), url: page },
  footer: [t('mail.news.why', { title })],
});
