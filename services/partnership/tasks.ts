// What does the partnership subgraph do later and again and again? A new task is one more line.
import type { Schedule, Task } from '../kit/data/jobs';
import type { Mailing } from './listings';
import { listingSchedules, listingTasks } from './listings';
import { meetingLetterTasks } from './meetings';
import { librariesWithPartner, partnershipSchedules, partnershipTasks } from './partnerships';

/** Everything that the job queue of this subgraph can be asked to do. */
export const tasks = (mailing: Mailing): Readonly<Record<string, Task>> => ({
  ...listingTasks(mailing, librariesWithPartner),
  ...partnershipTasks(mailing),
  ...meetingLetterTasks(mailing),
});

/** What is done every day. */
export const schedules: readonly Schedule[] = [...listingSchedules, ...partnershipSchedules];
