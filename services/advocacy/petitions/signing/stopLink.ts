// Where does a person end the news of a petition?
import { type Clock, dayMs } from '#kit/words/clock';
import type { Unsubscribe } from '#kit/words/letter';
import { type LinkSubject, linkTo, signLink } from './links';
import { inUse, type SignatureSecrets } from './secrets';

/** Mails are kept for long, and the link in each must do what it promises. */
const linkDays = 365;

export interface StopLinkSetting {
  readonly secrets: SignatureSecrets;
  readonly publicUrl: string;
  readonly clock: Clock;
}

/** A page, and the address that mail programs ask by themselves (RFC 8058), whose token can do nothing else. Good for a year. */
export function stopLink({ secrets, publicUrl, clock }: StopLinkSetting, subject: LinkSubject): Unsubscribe {
  const until = new Date(clock().getTime() + linkDays * dayMs);
  const url = linkTo(publicUrl, 'news', signLink(inUse(secrets.links), 'news', subject, until));
  return { label: 'No more news of this petition', url, oneClick: url.replace('#', '?token=') };
}
