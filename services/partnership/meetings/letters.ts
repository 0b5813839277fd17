// What mails tell a partner about meetings.
import { DateTime } from 'luxon';
import { In } from 'typeorm';
import { addJob, type Statements } from '#kit/data/queue';
import { cityOf, offsetsOf } from '#languages/cities';
import type { MailWords } from '#languages/mails';
import { Library } from '#partnership/libraries/index';
import { letterTask, type Mailing } from '#partnership/listings/index';
import { writeToPartner } from '#partnership/partnerships/index';
import { Meeting, MeetingState } from './meeting';

/** What a letter tells. */
export type MeetingEvent = 'PROPOSED' | 'MOVED' | 'AGREED' | 'CANCELLED';

/** Who is told what about which meetings. */
interface MeetingLetter {
  readonly event: MeetingEvent;
  readonly partnershipId: string;
  readonly meetingIds: readonly string[];
  /** The library whose contact gets it. */
  readonly to: string;
}

const task = 'meeting letter';

/** How many meetings a letter lists. */
const mostShown = 12;

/** Queues a letter with the caller's transaction. */
export const queueMeetingLetter = (transaction: Statements, letter: MeetingLetter): Promise<void> =>
  addJob(transaction, task, letter);

/** The task that writes and sends letters about meetings, with times in the time zone of their reader. */
export const meetingLetterTasks = (mailing: Mailing) => ({
  [task]: letterTask(mailing, async ({ event, partnershipId, meetingIds, to }: MeetingLetter) => {
    const meetings = await mailing.database.getRepository(Meeting).find({
      where: { id: In([...meetingIds]), state: event === 'MOVED' ? MeetingState.PROPOSED : MeetingState[event] },
      order: { startsAt: 'ASC', id: 'ASC' },
    });
    const reader = await mailing.database.getRepository(Library).findOneBy({ id: to });
    const [first] = meetings;
    if (!first) return null;
    const zone = reader?.meetingHours?.timeZone ?? first.timeZone;
    const shown = meetings.slice(0, mostShown);
    return writeToPartner(mailing, { partnershipId, to }, (words, _us, them) => ({
      subject: words.t(`mail.meeting.${event}`, { them }),
      paragraphs: [
        words.t(`mail.meeting.${event}.text`, { them }),
        ...shown.map((meeting) => lineOf(words, meeting, zone)),
        ...(meetings.length > mostShown ? [words.t('mail.meeting.more', { count: meetings.length - mostShown })] : []),
        clocksIn(words, zone, shown),
      ],
    }));
  }),
});

/** By whose clocks the times of these meetings are told. */
function clocksIn({ t, language }: MailWords, zone: string, meetings: readonly Meeting[]): string {
  const [one = '', ...others] = offsetsOf(
    zone,
    meetings.map(({ startsAt }) => startsAt),
  );
  return t('mail.meeting.zone', { city: cityOf(zone, language), one, other: others[0] ?? 'none' });
}

function lineOf({ t, language }: MailWords, { startsAt, minutes, topic, place }: Meeting, zone: string): string {
  const locale = language === 'en' ? 'en-GB' : language;
  const form = language === 'en' ? 'cccc, d LLLL yyyy, HH:mm' : "cccc, d 'de' LLLL 'de' yyyy, HH:mm";
  const when = DateTime.fromJSDate(startsAt, { zone }).setLocale(locale).toFormat(form);
  return [t('mail.meeting.when', { when, minutes }), topic, place].filter(Boolean).join(' – ');
}
