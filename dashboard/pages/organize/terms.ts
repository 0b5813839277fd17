// What is the same on all pages of an organizer: what waits for them, and which day a moment is.
import { DateTime } from 'luxon';
import type { OrganizerWorkQuery } from '../../../schema/typed/OrganizerWork';
import { momentWritten } from '../../words/places';
import type { Words } from '../../words/words';

type Work = NonNullable<OrganizerWorkQuery['myPetitionWork']>[number];

/** The day of a moment in a time zone, as 2027-11-30. */
export const dayOf = (moment: string, timeZone: string): string =>
  DateTime.fromISO(moment, { zone: timeZone }).toISODate() ?? moment;

/** The last day before a moment: what ends at midnight ends with the day before. */
export const lastDayOf = (moment: string, timeZone: string): string =>
  DateTime.fromISO(moment, { zone: timeZone }).minus({ milliseconds: 1 }).toISODate() ?? moment;

/** Makes the day on which a draft opens by itself the moment at which that day begins in its time zone. */
export function atStartOfDay(fields: URLSearchParams): void {
  const given = fields.get('input.opensAt');
  if (!given) return;
  const at = momentWritten(given, fields.get('input.timeZone') ?? '');
  if (at !== undefined) fields.set('input.opensAt', at);
  // An unknown time zone is what is to be mended first.
  else if (momentWritten(given, 'utc') !== undefined) fields.delete('input.opensAt');
}

interface Waiting {
  readonly unconfirmedCount: number;
  readonly petition: Pick<Work['petition'], 'state' | 'opensAt' | 'closesAt' | 'outcome'> & { readonly timeZone: string };
  readonly imports: readonly Pick<Work['imports'][number], 'finishedAt' | 'undoneAt'>[];
}

/** What an organizer has to do or to know next, in sentences. */
export function waitsFor({ petition, unconfirmedCount, imports }: Waiting, { t, day }: Words): readonly string[] {
  const { state, opensAt, closesAt, outcome, timeZone } = petition;
  const unread = imports.filter(({ finishedAt, undoneAt }) => !finishedAt && !undoneAt).length;
  const next =
    state === 'DRAFT'
      ? opensAt
        ? t('organize.waits.opens', { day: day(dayOf(opensAt, timeZone)) })
        : t('organize.waits.open')
      : state === 'OPEN'
        ? closesAt
          ? t('organize.waits.closes', { day: day(lastDayOf(closesAt, timeZone)) })
          : t('organize.waits.endless')
        : state === 'CLOSED'
          ? t('organize.waits.deliver')
          : undefined;
  return [
    next,
    state === 'OPEN' && unconfirmedCount > 0 && t('organize.waits.unconfirmed', { count: unconfirmedCount }),
    unread > 0 && t('organize.waits.import', { count: unread }),
    (state === 'CLOSED' || state === 'DELIVERED') && !outcome && t('organize.waits.outcome'),
  ].filter((text): text is string => typeof text === 'string');
}

/** Leaves out what was not changed: each field of which `was.` holds the same. */
export function onlyChanges(fields: URLSearchParams): void {
  for (const [name, was] of [...fields]) {
    const field = name.replace(/^was\./, '');
    if (field !== name && fields.get(field) === was) fields.delete(field);
  }
}
