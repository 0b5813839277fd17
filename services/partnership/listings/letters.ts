// What mails tell the contact of a listing, and the committee.
import { addJob, type Statements } from '#kit/data/queue';
import type { Letter } from '#kit/words/letter';
import { type MailId, type MailWords, mailWordsFor } from '#languages/mails';
import { Library } from '#partnership/libraries/index';
import { Listing, ListingState } from './listing';
import { ListingContact } from './listingContact';
import { letterTask, type Mailing, manageDays, noReminders, pageLink, type Written } from './mailing';

/** What a letter tells. */
type ListingEvent = 'SUBMITTED' | 'CONFIRMED' | 'REVIEWED' | 'EXPIRES_SOON' | 'EXPIRED';

/** What is told, about which listing. */
interface ListingLetter {
  readonly event: ListingEvent;
  readonly listingId: string;
}

const task = 'listing letter';

/** How many days a contact has to confirm a submission. */
export const confirmDays = 7;

/** Queues a letter with the caller's transaction. */
export const queueListingLetter = (transaction: Statements, letter: ListingLetter): Promise<void> =>
  addJob(transaction, task, letter);

/** The task that writes letters about listings and sends them. */
export const listingLetterTasks = (mailing: Mailing) => ({
  [task]: letterTask(mailing, (letter: ListingLetter) => writeListingLetter(mailing, letter)),
});

async function writeListingLetter(mailing: Mailing, { event, listingId }: ListingLetter): Promise<Written> {
  const { database, contactKeys } = mailing;
  const [listing, contact] = await Promise.all([
    database.getRepository(Listing).findOneBy({ id: listingId }),
    database.getRepository(ListingContact).findOneBy({ listingId }),
  ]);
  if (!listing || !contact) return null;
  const library = listing.libraryId === null ? null : await database.getRepository(Library).findOneBy({ id: listing.libraryId });
  const words = mailWordsFor(contact.language);
  const name = library?.name ?? listing.newLibrary?.name ?? words.t('mail.listing.unnamed');
  if (event === 'CONFIRMED') return toCommittee(mailing, listing, name);
  const isReminder = event === 'EXPIRES_SOON' || event === 'EXPIRED';
  if (isReminder && contact.silent) return null;
  const said = toContact(mailing, words, listing, name)[event]();
  const unsubscribe = noReminders(mailing, words, listing.id);
  const footer = [words.t('mail.listing.why')];
  const { language } = words;
  return (
    said && { to: contact.open(contactKeys).email, letter: { language, ...said, footer, ...(isReminder && { unsubscribe }) } }
  );
}

type Said = Pick<Letter, 'subject' | 'paragraphs' | 'action'> | null;

/** Null when the rows no longer say so. */
function toContact({ contactKeys, clock, publicUrl }: Mailing, { t, day, linksFrom }: MailWords, listing: Listing, name: string) {
  const { id, state, expiresOn } = listing;
  const end = expiresOn === null ? '' : day(expiresOn);
  const from = linksFrom(publicUrl);
  const manage = (label: MailId) => ({
    label: t(label),
    url: pageLink(from, 'listings/manage', contactKeys.link('manage', id, clock(), manageDays)),
  });
  const declined = listing.publishedOn ? 'mail.listing.takenDown' : 'mail.listing.declined';
  return {
    SUBMITTED: (): Said =>
      state === ListingState.SUBMITTED
        ? {
            subject: t('mail.listing.submitted'),
            paragraphs: [t('mail.listing.submitted.who', { name }), t('mail.listing.submitted.how', { days: confirmDays })],
            action: {
              label: t('mail.listing.submitted.press'),
              url: pageLink(from, 'listings/confirm', contactKeys.link('confirm', id, clock(), confirmDays)),
            },
          }
        : null,
    REVIEWED: (): Said =>
      state === ListingState.PUBLISHED
        ? {
            subject: t('mail.listing.published', { name }),
            paragraphs: [t('mail.listing.published.until', { name, end })],
            action: manage('mail.listing.manage'),
          }
        : state === ListingState.DECLINED
          ? {
              subject: t(declined, { name }),
              // The reason as the committee wrote it.
              paragraphs: [t(`${declined}.why`, { name }), listing.declineReason ?? ''],
            }
          : null,
    EXPIRES_SOON: (): Said =>
      state === ListingState.PUBLISHED
        ? {
            subject: t('mail.listing.ends', { name, end }),
            paragraphs: [t('mail.listing.ends.renew', { name, end })],
            action: manage('mail.listing.manage'),
          }
        : null,
    EXPIRED: (): Said =>
      state === ListingState.EXPIRED
        ? {
            subject: t('mail.listing.ended', { name }),
            paragraphs: [t('mail.listing.ended.renew', { name })],
            action: manage('mail.listing.ended.press'),
          }
        : null,
  };
}

/** In the language of the committee. */
export function toCommittee(
  { committeeMail, committeeLanguage, publicUrl }: Pick<Mailing, 'committeeMail' | 'committeeLanguage' | 'publicUrl'>,
  { id, state }: Pick<Listing, 'id' | 'state'>,
  name: string,
): Written {
  if (!committeeMail || state !== ListingState.SUBMITTED) return null;
  const { t, language, linksFrom } = mailWordsFor(committeeLanguage);
  const from = linksFrom(publicUrl);
  return {
    to: committeeMail,
    letter: {
      language,
      subject: t('mail.committee.waits', { name }),
      paragraphs: [t('mail.committee.waits.text', { name })],
      action: { label: t('mail.committee.review'), url: pageLink(from, `committee/submissions/${id}`) },
      footer: [t('mail.committee.why')],
    },
  };
}
