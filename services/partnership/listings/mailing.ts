// What the features of this subgraph need to write mails, and the links in them.
import type { DataSource } from 'typeorm';
import { type Task, waitingForOthers } from '#kit/data/jobs';
import type { Request } from '#kit/data/request';
import type { ChangeFeed } from '#kit/live/feed';
import type { Clock } from '#kit/words/clock';
import type { Letter, Unsubscribe } from '#kit/words/letter';
import type { Mailer } from '#kit/words/mail';
import type { MailWords } from '#languages/mails';
import type { LibrariesApp } from '#partnership/libraries/index';
import type { ContactKeys } from './contactKeys';

/** What listings need from the running subgraph. */
export interface ListingsApp extends LibrariesApp {
  /** Encrypts and decrypts the addresses of contacts, and signs links. */
  readonly contactKeys: ContactKeys;
  /** Tells live fields what changed. */
  readonly feed: ChangeFeed;
}

export type ListingRequest = Request<ListingsApp>;

/** What the writing of a letter needs. */
export interface Mailing {
  readonly database: DataSource;
  readonly contactKeys: ContactKeys;
  readonly mailer: Mailer;
  readonly clock: Clock;
  /** The base address of the pages that links open, without a trailing slash. */
  readonly publicUrl: string;
  /** The mail address of the Sister Libraries Committee; undefined when it wants no mail. */
  readonly committeeMail: string | undefined;
  /** The tag of the language that it reads; English where no language is known. */
  readonly committeeLanguage?: string | undefined;
}

/** A letter and its reader; null when there is nobody to write to, or nothing to say any more. */
export type Written = { readonly to: string; readonly letter: Letter } | null;

/** A job that writes one letter from the current rows and sends it. A retry sends the same mail again. */
export function letterTask<Payload>({ mailer }: Mailing, write: (payload: Payload) => Promise<Written>): Task {
  const task: Task = async (payload: Payload, { jobId }) => {
    const written = await write(payload);
    if (written) await mailer.send({ ...written, id: `partnership-${jobId}` });
  };
  return waitingForOthers({ task }).task;
}

/** How many days links to a published listing work. */
export const manageDays = 400;

/** How to stop reminders about a listing. The one-click address is for the mail header, and can do nothing else. */
export function noReminders({ contactKeys, clock, publicUrl }: Mailing, words: MailWords, listingId: string): Unsubscribe {
  const from = words.linksFrom(publicUrl);
  const token = contactKeys.link('notices', listingId, clock(), manageDays);
  const path = 'listings/stop';
  return {
    label: words.t('mail.listing.stop'),
    url: pageLink(from, path, token),
    oneClick: `${pageLink(from, path)}?token=${token}`,
  };
}

/** The address of a page, with a private token after the `#`, which browsers do not send to servers. */
export const pageLink = (publicUrl: string, path: string, token?: string): string =>
  `${publicUrl}/${path}${token === undefined ? '' : `#${token}`}`;
