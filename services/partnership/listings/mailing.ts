// Which letters does the partnership subgraph write, to whom and from which addresses?
import type { DataSource } from 'typeorm';
import type { Task } from '#kit/data/jobs';
import type { Request } from '#kit/data/request';
import type { ChangeFeed } from '#kit/live/changeFeed';
import type { Clock } from '#kit/words/clock';
import type { Letter, Unsubscribe } from '#kit/words/letter';
import type { Mailer } from '#kit/words/mail';
import type { ContactKeys } from './contactKeys';

/** What listings keep for the life of the process. */
export interface ListingsApp {
  /** Seals and opens the addresses of contacts. */
  readonly contactKeys: ContactKeys;
  /** What live fields wait for. */
  readonly feed: ChangeFeed;
}

export type ListingRequest = Request<ListingsApp>;

/** What the writing of a letter needs. */
export interface Mailing {
  readonly database: DataSource;
  readonly contactKeys: ContactKeys;
  readonly mailer: Mailer;
  readonly clock: Clock;
  /** Where people find the pages that links lead to, without a slash at its end. */
  readonly publicUrl: string;
  /** The address of the Sister Libraries Committee; undefined when it wants no mail. */
  readonly committeeMail: string | undefined;
}

/** A letter and its reader; null when there is nobody to write to, or nothing to say any more. */
export type Written = { readonly to: string; readonly letter: Letter } | null;

/** A task that writes one letter from the rows as they are now, and sends it. A try that is repeated sends the same mail again. */
export function letterTask<Payload>({ mailer }: Mailing, write: (payload: Payload) => Promise<Written>): Task {
  return async (payload: Payload, { jobId }) => {
    const written = await write(payload);
    if (written) await mailer.send({ ...written, id: `partnership-${jobId}` });
  };
}

/** How long links are good that lead to a listing which stands, in days. */
export const manageDays = 400;

/** The way to get no more reminders about a listing. The one-click address stands in a header, and can do nothing else. */
export function noReminders({ contactKeys, clock, publicUrl }: Mailing, listingId: string): Unsubscribe {
  const token = contactKeys.link('notices', listingId, clock(), manageDays);
  const path = 'listings/stop';
  return {
    label: 'Stop reminders about this listing',
    url: pageLink(publicUrl, path, token),
    oneClick: `${pageLink(publicUrl, path)}?token=${token}`,
  };
}

/** The address of a page, with a private token behind the `#`, where no server's log sees it. */
export const pageLink = (publicUrl: string, path: string, token?: string): string =>
  `${publicUrl}/${path}${token === undefined ? '' : `#${token}`}`;
