// Work of petitions that is done later, or by itself at its time.
import type { JobsOptions } from '#kit/data/jobs';
import { type ScheduleOptions, scheduleTask, scheduleTasks } from './organizing/keepSchedules';
import { newsMail } from './organizing/newsMail';
import { forgetTask, type SignatureMailOptions, signatureMail } from './signing/signatureMail';

/** The tasks and schedules of this feature. */
export function petitionJobs(options: SignatureMailOptions & ScheduleOptions): Pick<JobsOptions, 'tasks' | 'schedules'> {
  return {
    tasks: { ...signatureMail(options), ...newsMail(options), ...scheduleTasks(options) },
    schedules: [
      { task: scheduleTask, cron: '* * * * *' },
      { task: forgetTask, cron: '17 * * * *' },
    ],
  };
}
