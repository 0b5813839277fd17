// What mails tell a partner about a partnership.
import { In } from 'typeorm';
import { addJob, type Statements } from '#kit/data/queue';
import { writtenDay } from '#kit/words/clock';
import { type Letter } from '#kit/words/letter';
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
type Words = (us: string, them: string, partnership: Partnership) => Pick<Letter, 'subject' | 'paragraphs'> | null;

/** Letters quote no messages of the other partner: those are read after signing in. */
const words: Readonly<Record<PartnershipEvent, Words>> = {
  PROPOSED: (us, them) => ({
    subject: `${them} proposes to be sisters`,
    paragraphs: [`${them} proposes a partnership with ${us}. Sign in to read its message and the terms, and to answer.`],
  }),
  ACCEPTED: (us, them) => ({
    subject: `${them} accepted your proposal`,
    paragraphs: [`${us} and ${them} are now sister libraries. If ${them} changed the terms, they wait for your agreement.`],
  }),
  DECLINED: (us, them) => ({
    subject: `${them} declined your proposal`,
    paragraphs: [`${them} declined the partnership that ${us} proposed. Sign in to read why.`],
  }),
  WITHDRAWN: (us, them) => ({
    subject: `${them} withdrew its proposal`,
    paragraphs: [`${them} no longer proposes a partnership with ${us}. There is nothing for you to do.`],
  }),
  TERMS_PROPOSED: (us, them) => ({
    subject: `${them} proposes new terms`,
    paragraphs: [`${them} proposes a new version of its agreement with ${us}. The current version applies until you agree.`],
  }),
  TERMS_AGREED: (us, them) => ({
    subject: `${them} agreed to the terms`,
    paragraphs: [`${them} agreed to the newest version of its agreement with ${us}. That version applies from now on.`],
  }),
  PAUSED: (us, them) => ({
    subject: `${them} paused your partnership`,
    paragraphs: [`The partnership of ${us} and ${them} is paused. Either of you can resume it.`],
  }),
  RESUMED: (us, them) => ({
    subject: `${them} resumed your partnership`,
    paragraphs: [`The partnership of ${us} and ${them} is active again.`],
  }),
  ENDED: (us, them) => ({
    subject: `${them} ended your partnership`,
    paragraphs: [`${them} ended its partnership with ${us}. Either of you can propose a new one later.`],
  }),
  SILENT: (us, them) => ({
    subject: `Time to write to ${them}?`,
    paragraphs: [
      `${us} and ${them} agreed to be in touch more often than your log shows. A short message is enough to start again. If you were in touch, please add it to the log.`,
    ],
  }),
  REVIEW_DUE: (us, them, { reviewOn }) =>
    reviewOn === null
      ? null
      : {
          subject: `Your agreement with ${them} is due for review`,
          paragraphs: [`${us} and ${them} agreed to look at their agreement again on ${writtenDay(reviewOn)}.`],
        },
};

/** Letters that remind. A contact can stop these, and still hears what the other partner did. */
const reminders: readonly string[] = ['SILENT', 'REVIEW_DUE'];

/** The task that writes letters about partnerships and sends them. */
export const partnershipLetterTasks = (mailing: Mailing) => ({
  [partnershipLetterTask]: letterTask(mailing, ({ event, ...letter }: PartnershipLetter) =>
    writeToPartner(mailing, letter, words[event], reminders.includes(event)),
  ),
});

/** A letter to the contact of a partner; null without a contact, for a reminder that it does not want, or when there is nothing to say. */
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
  const said = written(nameOf(to), nameOf(partnership.otherThan(to)), partnership);
  if (!said) return null;
  return {
    to: contact.email,
    letter: {
      ...said,
      action: { label: 'Open the partnership', url: pageLink(publicUrl, `account/partnerships/${partnershipId}`) },
      footer: [`You receive this mail because you are the contact of ${nameOf(to)} in the sister library programme.`],
      ...(isReminder && { unsubscribe: noReminders(mailing, contact.listingId) }),
    },
  };
}
