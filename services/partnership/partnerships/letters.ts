// What mails tell a partner about a partnership.
import { In } from 'typeorm';
import { addJob, type Statements } from '#kit/data/queue';
import { type Letter } from '#kit/words/letter';
import { type MailWords, mailWordsFor } from '#languages/mails';
import { Library } from '../libraries/index';
import { contactOfLibrary, letterTask, type Mailing, noReminders, pageLink, type Written } from '../listings/index';
import { Partnership } from './partnership';

/** What a letter tells. */
export type PartnershipEvent =
  | 'PROPOSED'
  | 'ACCEPTED'
  | 'DECLINED'
  | 'WITHDRAWN'
  | 'TERMS_PROPOSED'
  | 'TERMS_AGREED'
  | 'PAUSED'
  | 'RESUMED'
  | 'ENDED'
  | 'SILENT'
  | 'REVIEW_DUE';

/** Who is told what. */
interface PartnershipLetter {
  readonly event: PartnershipEvent;
  readonly partnershipId: string;
  /** The library whose contact gets it. */
  readonly to: string;
}

/** The task that writes and sends it. */
const partnershipLetterTask = 'partnership letter';

/** Queues a letter with the caller's transaction. */
export const queuePartnershipLetter = (transaction: Statements, letter: PartnershipLetter): Promise<void> =>
  addJob(transaction, partnershipLetterTask, letter);

/** What a letter says to one library, `us`, about the other, `them`; null when the rows no longer say so. */
type Said = (
  words: MailWords,
  us: string,
  them: string,
  partnership: Partnership,
) => Pick<Letter, 'subject' | 'paragraphs'> | null;

/** Letters quote no messages of the other partner: those are read after signing in. */
const tell =
  (event: PartnershipEvent): Said =>
  ({ t, day }, us, them, { reviewOn }) => {
    if (event !== 'REVIEW_DUE')
      return {
        subject: t(`mail.partnership.${event}`, { them }),
        paragraphs: [t(`mail.partnership.${event}.text`, { us, them })],
      };
    if (reviewOn === null) return null;
    const paragraphs = [t('mail.partnership.REVIEW_DUE.text', { us, them, day: day(reviewOn) })];
    return { subject: t('mail.partnership.REVIEW_DUE', { them }), paragraphs };
  };

/** Letters that remind. A contact can stop these, and still hears what the other partner did. */
const reminders: readonly string[] = ['SILENT', 'REVIEW_DUE'];

/** The task that writes letters about partnerships and sends them. */
export const partnershipLetterTasks = (mailing: Mailing) => ({
  [partnershipLetterTask]: letterTask(mailing, ({ event, ...letter }: PartnershipLetter) =>
    writeToPartner(mailing, letter, tell(event), reminders.includes(event)),
  ),
});

/** A letter to the contact of a partner; null without a contact, for a reminder that it does not want, or when there is nothing to say. */
export async function writeToPartner(
  mailing: Mailing,
  { partnershipId, to }: Omit<PartnershipLetter, 'event'>,
  say: Said,
  isReminder = false,
): Promise<Written> {
  const { database, contactKeys, publicUrl } = mailing;
  const partnership = await database.getRepository(Partnership).findOneBy({ id: partnershipId });
  const contact = partnership && (await contactOfLibrary(database, contactKeys, to));
  if (!contact || (contact.silent && isReminder)) return null;
  const libraries = await database.getRepository(Library).findBy({ id: In([...partnership.partnerIds]) });
  const nameOf = (id: string) => libraries.find((library) => library.id === id)?.name ?? id;
  const words = mailWordsFor(contact.language);
  const said = say(words, nameOf(to), nameOf(partnership.otherThan(to)), partnership);
  if (!said) return null;
  return {
    to: contact.email,
    letter: {
      ...said,
      language: words.language,
      action: {
        label: words.t('mail.partnership.open'),
        url: pageLink(words.linksFrom(publicUrl), `account/partnerships/${partnershipId}`),
      },
      footer: [words.t('mail.partnership.why', { us: nameOf(to) })],
      ...(isReminder && { unsubscribe: noReminders(mailing, words, contact.listingId) }),
    },
  };
}
