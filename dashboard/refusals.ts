// How a refusal reads to a person: a heading, a text, and whether it helps to send the form again.
import type { Refused } from './page';
import type { Words } from './words/words';

/** After these the form is shown again, filled in as it was sent. */
const again = new Set([
  'ATTEMPT_CHANGED',
  'SIGNING_BUSY',
  'SIGNING_UNAVAILABLE',
  'SUBMISSIONS_BUSY',
  'CONSENT_NEEDED',
  'BAD_USER_INPUT',
  'SUBGRAPH_UNAVAILABLE',
  'SERVICE_UNAVAILABLE',
  'RATE_LIMITED',
]);

/** Whether the form is shown again, filled in as it was sent. */
export const mayTryAgain = ({ code }: Refused): boolean => again.has(code);

/** The title of a page whose form, or which itself, was refused. */
export function refusalHeading({ t, has }: Words, { code }: Refused): string {
  const id = `refused.${code}`;
  return has(id) ? t(id) : t('refused.other');
}

/** What stood in the way and what would work; the message of the refusal where the catalogue has no better words. */
export function refusalText({ t, has }: Words, { code, message, field }: Refused): string {
  const id = `refused.${code}.text`;
  if (field !== undefined) return t('refused.field');
  return has(id) ? t(id) : message;
}
