// What is a partner told by mail about a partnership?
import { In } from 'typeorm';
import { addJob, type Statements } from '#kit/data/queue';
import { type Letter } from '#kit/words/letter';
import { Library } from '../libraries/index';
import { contactOfLibrary, letterTask, type Mailing, noReminders, pageLink, type Written } from '../listings/index';
import { Partnership } from './partnership';

/** What happened. */
export enum PartnershipEvent {
  PROPOSED = 'PROPOSED',
  ACCEPTED = 'ACCEPTED',
  DECLINED = 'DECLINED',
  WITHDRAWN = 'WITHDRAWN',
  TERMS_PROPOSED = 'TERMS_PROPOSED',
  TERMS_AGREED = 'TERMS_AGREED',
  PAUSED = 'PAUSED',
  RESUMED = 'RESUMED',
  ENDED = 'ENDED',
  SILENT = 'SILENT',
  REVIEW_DUE = 'REVIEW_DUE',
}

/** Who is told what. */
export interface PartnershipLetter {
  readonly event: PartnershipEvent;
  readonly partnershipId: string;
  /** The library whose contact gets it. */
  readonly to: string;
}

/** The task that writes and sends it. */
export const partnershipLetterTask = 'partnership letter';

/** Queues a letter with the caller's transaction. */
export const queuePartnershipLetter = (transaction: Statements, letter: PartnershipLetter): Promise<void> =>
  addJob(transaction, partnershipLetterTask, letter);

/** The words for one library, `us`, about the other, `them`. */
type Words = (us: string, them: string, partnership: Partnership) => Pick<Letter, 'subject' | 'paragraphs'>;

/** Subject and words; `them` is the other partner. Messages are not quoted: they wait behind the sign-in. */
const words: Readonly<Record<PartnershipEvent, Words>> = {
  PROPOSED: (us, them) => ({
    subject: `${them} proposes to be sisters`,
    paragraphs: [`${them} would like to become a sister library of ${us}. Its message and terms wait for you.`],
  }),
  ACCEPTED: (us, them) => ({
    subject: `${them} accepted`,
    paragraphs: [`${us} and ${them} are sister libraries now. See whether the terms wait for your agreement.`],
  }),
  DECLINED: (us, them) => ({
    subject: `${them} declined`,
    paragraphs: [`${them} declined the proposal of ${us}, and says why.`],
  }),
  WITHDRAWN: (us, them) => ({
    subject: `${them} withdrew its proposal`,
    paragraphs: [`${them} took back its proposal to ${us}.`],
  }),
  TERMS_PROPOSED: (us, them) => ({
    subject: `${them} proposes other terms`,
    paragraphs: [`${them} proposes a new version of your agreement with ${us}. The present one holds until you agree.`],
  }),
  TERMS_AGREED: (us, them) => ({
    subject: `${them} agreed`,
    paragraphs: [`${them} agreed to the newest version of the agreement with ${us}. It holds from now on.`],
  }),
  PAUSED: (us, them) => ({
    subject: `${them} paused your partnership`,
    paragraphs: [`The partnership of ${us} and ${them} rests until one of you resumes it.`],
  }),
  RESUMED: (us, them) => ({
    subject: `${them} resumed your partnership`,
    paragraphs: [`The partnership of ${us} and ${them} is active again.`],
  }),
  ENDED: (us, them) => ({ subject: `${them} ended your partnership`, paragraphs: [`${them} ended the partnership with ${us}.`] }),
  SILENT: (us, them) => ({
    subject: `Nothing was heard of ${them} for a while`,
    paragraphs: [
      `${us} and ${them} wanted to be in touch more often than their log shows. A short message is a good beginning; what you did can be logged later.`,
    ],
  }),
  REVIEW_DUE: (us, them, { reviewOn }) => ({
    subject: `Your agreement with ${them} is to be reviewed`,
    paragraphs: [`${us} and ${them} agreed to look at their agreement again on ${reviewOn}.`],
  }),
};

/** Events that remind; a contact can stop these, and is still told what the other partner did. */
const reminders: readonly string[] = ['SILENT', 'REVIEW_DUE'];

/** The task that writes letters about partnerships and sends them. */
export const partnershipLetterTasks = (mailing: Mailing) => ({
  [partnershipLetterTask]: letterTask(mailing, ({ event, ...letter }: PartnershipLetter) =>
    writeToPartner(mailing, letter, words[event], reminders.includes(event)),
  ),
});

/** A letter to the contact of a partner; null when there is none, or when it wants no reminders and this is one. */
export async function writeToPartner(
  mailing: Mailing,
  { partnershipId, to }: Omit<PartnershipLetter, 'event'>,
  written: Words,
  isReminder = false,
): Promise<Written> {
  const { database, contactKeys, publicUrl } = mailing;
  const partnership = await database.getRepository(Partnership).findOneBy({ id: partnershipId });
  const contact = partnership && (await contactOfLibrary(database, contactKeys, to));
  if (!contact || (contact.silent && isReminder)) return null;
  const libraries = await database.getRepository(Library).findBy({ id: In([...partnership.partnerIds]) });
  const nameOf = (id: string) => libraries.find((library) => library.id === id)?.name ?? id;
  return {
    to: contact.email,
    letter: {
      ...written(nameOf(to), nameOf(partnership.otherThan(to)), partnership),
      action: { label: 'Open the partnership', url: pageLink(publicUrl, `partnerships/${partnershipId}`) },
      footer: [`You get this as the contact of ${nameOf(to)} in the sister library programme.`],
      ...(isReminder && { unsubscribe: noReminders(mailing, contact.listingId) }),
    },
  };
}
