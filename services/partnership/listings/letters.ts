// What mails tell the contact of a listing, and the committee.
import { addJob, type Statements } from '#kit/data/queue';
import { writtenDay } from '#kit/words/clock';
import type { Letter } from '#kit/words/letter';
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
  const name = library?.name ?? listing.newLibrary?.name ?? 'your library';
  if (event === 'CONFIRMED') return toCommittee(mailing, listing, name);
  const isReminder = event === 'EXPIRES_SOON' || event === 'EXPIRED';
  if (isReminder && contact.silent) return null;
  const words = toContact(mailing, listing, name)[event]();
  const unsubscribe = noReminders(mailing, listing.id);
  const footer = [
    'You receive this mail because this address was given as the contact of a listing of libraries seeking sisters.',
  ];
  return words && { to: contact.open(contactKeys).email, letter: { ...words, footer, ...(isReminder && { unsubscribe }) } };
}

type Words = Omit<Letter, 'footer' | 'unsubscribe'> | null;

/** Null when the rows no longer say so. */
function toContact({ contactKeys, clock, publicUrl }: Mailing, listing: Listing, name: string) {
  const { id, state, expiresOn } = listing;
  const end = expiresOn === null ? '' : writtenDay(expiresOn);
  const manage = (label: string) => ({
    label,
    url: pageLink(publicUrl, 'listings/manage', contactKeys.link('manage', id, clock(), manageDays)),
  });
  return {
    SUBMITTED: (): Words =>
      state === ListingState.SUBMITTED
        ? {
            subject: 'Please confirm your listing',
            paragraphs: [
              `Someone asked us to list ${name} among the libraries seeking sister libraries, and named you as its contact.`,
              `If you agree, open this link within ${confirmDays} days and confirm the listing. If you do not, ignore this mail: we then delete the submission.`,
            ],
            action: {
              label: 'Confirm the listing',
              url: pageLink(publicUrl, 'listings/confirm', contactKeys.link('confirm', id, clock(), confirmDays)),
            },
          }
        : null,
    REVIEWED: (): Words =>
      state === ListingState.PUBLISHED
        ? {
            subject: `${name} is now listed`,
            paragraphs: [
              `The committee has published the listing of ${name}. It stays in the list until ${end} unless you renew or withdraw it.`,
            ],
            action: manage('Renew or withdraw the listing'),
          }
        : state === ListingState.DECLINED
          ? {
              subject: `The listing of ${name} ${listing.publishedOn ? 'was taken off the list' : 'was not published'}`,
              paragraphs: [
                listing.publishedOn
                  ? `The committee took the listing of ${name} off the list. It wrote:`
                  : `The committee decided not to publish the listing of ${name}. It wrote:`,
                listing.declineReason ?? '',
              ],
            }
          : null,
    EXPIRES_SOON: (): Words =>
      state === ListingState.PUBLISHED
        ? {
            subject: `The listing of ${name} ends on ${end}`,
            paragraphs: [
              `Is ${name} still looking for a sister library? Its listing ends on ${end}. You can renew it for twelve months.`,
            ],
            action: manage('Renew or withdraw the listing'),
          }
        : null,
    EXPIRED: (): Words =>
      state === ListingState.EXPIRED
        ? {
            subject: `The listing of ${name} has ended`,
            paragraphs: [`The listing of ${name} was not renewed, so it is no longer in the list. You can still renew it.`],
            action: manage('Renew the listing'),
          }
        : null,
  };
}

function toCommittee({ committeeMail, publicUrl }: Mailing, { id, state }: Listing, name: string): Written {
  if (!committeeMail || state !== ListingState.SUBMITTED) return null;
  return {
    to: committeeMail,
    letter: {
      subject: `A listing waits for review: ${name}`,
      paragraphs: [
        `${name} would like to be listed among the libraries seeking sisters. Its contact has confirmed the submission.`,
      ],
      action: { label: 'Review the listing', url: pageLink(publicUrl, `committee/submissions/${id}`) },
      footer: ['You receive this mail because this address belongs to the Sister Libraries Committee.'],
    },
  };
}
