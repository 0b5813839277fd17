// What mails tell a partner about meetings.
import { DateTime } from 'luxon';
import { In } from 'typeorm';
import { addJob, type Statements } from '#kit/data/queue';
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

const words: Readonly<Record<MeetingEvent, (them: string) => { readonly subject: string; readonly first: string }>> = {
  PROPOSED: (them) => ({ subject: `${them} proposes to meet`, first: `${them} would like to meet you on:` }),
  MOVED: (them) => ({
    subject: `${them} would like to move a meeting`,
    first: `${them} would like to meet you at another time. Calendars keep the old one until you agree. The new time:`,
  }),
  AGREED: (them) => ({ subject: `${them} agreed to meet`, first: `${them} will meet you on:` }),
  CANCELLED: (them) => ({ subject: `${them} cancelled a meeting`, first: `${them} cannot meet you on:` }),
};

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
    return writeToPartner(mailing, { partnershipId, to }, (_us, them) => ({
      subject: words[event](them).subject,
      paragraphs: [
        words[event](them).first,
        ...meetings.slice(0, mostShown).map((meeting) => lineOf(meeting, zone)),
        ...(meetings.length > mostShown ? [`… and ${meetings.length - mostShown} more.`] : []),
        `All times are in the time zone ${zone}.`,
      ],
    }));
  }),
});

function lineOf({ startsAt, minutes, topic, place }: Meeting, zone: string): string {
  const when = DateTime.fromJSDate(startsAt, { zone }).setLocale('en-GB').toFormat('cccc, d LLLL yyyy, HH:mm');
  return [`${when} (${minutes} minutes)`, topic, place].filter(Boolean).join(' – ');
}
