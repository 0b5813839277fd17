// Every night, reminds both partners of a silence and of a review.
import { DateTime } from 'luxon';
import { type DataSource } from 'typeorm';
import { type Schedule } from '#kit/data/jobs';
import { dayOf } from '#kit/words/clock';
import { type Mailing } from '../listings/index';
import { type MeetingRhythm, rhythmLengths } from '../programme/index';
import { type PartnershipEvent, partnershipLetterTasks, queuePartnershipLetter } from './letters';

/** The day on which the agreed rhythm has been missed twice: two of its lengths after the last contact, the start, or the end of a rest. */
export function silentFrom(lastContactOn: string, rhythm: MeetingRhythm): string {
  const last = DateTime.fromISO(lastContactOn, { zone: 'utc' });
  return last.plus(rhythmLengths[rhythm]).plus(rhythmLengths[rhythm]).toISODate() as string;
}

/** How many days before its review day both partners are reminded. */
const reviewNoticeDays = 14;

/** Reminds both partners, once of each silence and once of each review day. Doing it again on the same day changes nothing. */
export async function keepPartnerships(database: DataSource, now: Date): Promise<void> {
  const today = dayOf(now);
  await database.transaction(async (manager) => {
    const remind = async (
      event: PartnershipEvent,
      { id, library_a, library_b }: { id: string; library_a: string; library_b: string },
    ) => {
      for (const to of [library_a, library_b]) await queuePartnershipLetter(manager, { event, partnershipId: id, to });
    };
    const silent: { id: string; library_a: string; library_b: string; rhythm: MeetingRhythm; last: string }[] =
      await manager.query(
        `SELECT id, library_a, library_b, meeting_rhythm AS rhythm, last FROM (
         SELECT partnership.*, greatest(started_day, (state_changed_at AT TIME ZONE 'UTC')::date, (SELECT max(day) FROM activity WHERE partnership_id = partnership.id)) AS last
         FROM partnership WHERE state = 'ACTIVE' AND NOT historical AND meeting_rhythm IS NOT NULL) AS living
       WHERE last IS NOT NULL AND silence_noticed_after IS DISTINCT FROM last AND last < $1::date`,
        [today],
      );
    for (const partnership of silent) {
      if (silentFrom(partnership.last, partnership.rhythm) > today) continue;
      // Of two processes that read the same rows, the one that marks them tells it.
      const [, marked]: [unknown, number] = await manager.query(
        'UPDATE partnership SET silence_noticed_after = $2 WHERE id = $1 AND silence_noticed_after IS DISTINCT FROM $2::date',
        [partnership.id, partnership.last],
      );
      if (marked > 0) await remind('SILENT', partnership);
    }
    const [due]: [{ id: string; library_a: string; library_b: string }[], number] = await manager.query(
      `UPDATE partnership SET review_noticed_for = review_on WHERE state IN ('ACTIVE', 'PAUSED') AND review_on <= $1::date + $2::int
         AND review_noticed_for IS DISTINCT FROM review_on RETURNING id, library_a, library_b`,
      [today, reviewNoticeDays],
    );
    for (const partnership of due) await remind('REVIEW_DUE', partnership);
  });
}

const task = 'keep partnerships';

/** The jobs of partnerships. */
export const partnershipTasks = (mailing: Mailing) => ({
  ...partnershipLetterTasks(mailing),
  [task]: () => keepPartnerships(mailing.database, mailing.clock()),
});

/** Every night. */
export const partnershipSchedules: readonly Schedule[] = [{ task, cron: '20 2 * * *' }];
