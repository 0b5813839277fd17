// Which work of petitions is done later, or by itself at its time?
import type { JobsOptions } from '#kit/data/jobs';
import { type ScheduleOptions, scheduleTasks } from './organizing/keepSchedules';
import { newsMail } from './organizing/newsMail';
import { forgetTask, forgetUnconfirmed } from './signing/forgetUnconfirmed';
import { type SignatureMailOptions, signatureMail } from './signing/signatureMail';

/** The tasks and schedules of this feature. */
export function petitionJobs(options: SignatureMailOptions & ScheduleOptions): Pick<JobsOptions, 'tasks' | 'schedules'> {
  return {
    tasks: {
      ...signatureMail(options),
      ...newsMail(options),
      ...scheduleTasks(options),
      [forgetTask]: () => forgetUnconfirmed(options.database, options.clock()),
    },
    schedules: [
      { task: Object.keys(scheduleTasks(options))[0] as string, cron: '* * * * *' },
      { task: forgetTask, cron: '17 * * * *' },
    ],
  };
}
