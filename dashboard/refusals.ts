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
  'VERSION_CONFLICT',
]);

/** Whether the form is shown again, filled in as it was sent. */
export const mayTryAgain = ({ code }: Refused): boolean => again.has(code);

/** Whether it is a place in a list or feed, which links lead to and no form asks for. */
export const isPlaceInList = (field: string | undefined): boolean =>
  field !== undefined && ['after', 'before', 'since'].includes(field);

/** The title of a page whose form, or which itself, was refused. */
export function refusalHeading({ t, has }: Words, { code, field }: Refused): string {
  if (isPlaceInList(field)) return t('refused.BAD_LINK');
  const id = `refused.${code}`;
  return has(id) ? t(id) : t('refused.other');
}

/** What stood in the way and what would work; the message of the refusal where the catalogue has no better words. */
export function refusalText(words: Words, refused: Refused): string {
  const id = `refused.${refused.code}.text`;
  if (refused.field !== undefined) return words.t('refused.field');
  return words.has(id) ? words.t(id) : saidBy(words, refused);
}

/** Moments, days, clocks and countries of a message as people write them, but for those that it gives as examples of what to write, and what is no day. */
export function forPeople({ day, moment, zoneName, country }: Words, message: string): string {
  const isDay = (text: string) => !Number.isNaN(Date.parse(text));
  return message
    .replace(/\b\d{4}-\d\d-\d\dT[\d:]+(\.\d+)?Z/g, (at) => (isDay(at) ? `${moment(at, 'UTC')} UTC` : at))
    .replace(/(?<!such as |or |like )\b\d{4}-\d\d-\d\d\b(?!T)/g, (on) => (isDay(on) ? day(on) : on))
    .replace(/\bthe country ([A-Z]{2})\b/g, (_, code) => country(code))
    .replace(/(?<=\bin )[A-Z]\w+\/[\w/-]+/g, (zone) => zoneName(zone));
}

/**
 * The message of a refusal; in a language that the API does not speak what its code means, with the state that it names. So in English,
 * where the message names the state as programs do: PROPOSED.
 */
export function saidBy(words: Words, { code, message, details }: Refused): string {
  const { t, has, language } = words;
  const id = `said.${code}`;
  const namesState = typeof details?.state === 'string' && message.includes(details.state);
  if (language === 'en' && !(namesState && has(id))) return forPeople(words, message);
  return has(id) ? t(id, { state: String(details?.state) }) : t('said.other');
}

/** What the address of a page says in a field that cannot be used, where the page itself reads it; `kind` is what would work. */
export const cannotUse = ({ t }: Words, field: string, label: string, kind: 'choice' | 'number'): Refused => ({
  code: 'BAD_USER_INPUT',
  message: t(`field.wrong.${kind}`, { label }),
  status: 400,
  headers: {},
  field,
});
