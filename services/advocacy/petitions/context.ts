// What petitions keep for the life of the process, how it is opened, and which jobs work on it.
import { type JobsOptions, waitingForOthers } from '#kit/data/jobs';
import type { Request } from '#kit/data/request';
import { observed } from '#kit/process/measuring';
import type { Opening } from '#kit/subgraph/startSubgraph';
import type { Clock } from '#kit/words/clock';
import { PetitionFeed } from './liveCounts';
import { scheduleTask, scheduleTasks } from './organizing/keepSchedules';
import { newsMail } from './organizing/newsMail';
import { summaryTask, summaryTasks } from './organizing/summaries';
import { forgetTask, reminders, remindTask } from './signing/attempts';
import type { SignatureSecrets } from './signing/secrets';
import { resealAddresses } from './signing/secrets';
import { SignatureBatch } from './signing/signatureBatch';
import { signatureMail } from './signing/signatureMail';

export interface PetitionsApp {
  readonly signatures: SignatureBatch;
  readonly feed: PetitionFeed;
  readonly secrets: SignatureSecrets;
  readonly clock: Clock;
}

export type PetitionRequest = Request<PetitionsApp>;

/** Opens the live counts and the queue of signatures. */
export function openPetitions(
  { database, databaseUrl, log, clock, condition, bus, closeWith }: Opening,
  { secrets, intervalMs }: { readonly secrets: SignatureSecrets; readonly intervalMs?: number | undefined },
): PetitionsApp {
  const feed = new PetitionFeed({ database, url: databaseUrl, log, condition, bus, intervalMs });
  closeWith(() => feed.stop());
  const signatures = new SignatureBatch({ database, clock, onCommit: feed.publish });
  closeWith(() => signatures.drain());
  const queue = () => [[signatures.waiting]] as const;
  closeWith(observed('shelfbridge.signing.queue.length', 'Signatures that wait for the batch before theirs', queue));
  closeWith(observed('shelfbridge.feed.readers', 'Who follows counts at this process', () => [[feed.readers]]));
  return { signatures, feed, secrets, clock };
}

/** What is done later, or by itself at its time. */
export function petitionJobs(
  opening: Opening,
  { feed, secrets }: PetitionsApp,
): Required<Pick<JobsOptions, 'tasks' | 'schedules'>> {
  const mail = { ...opening, secrets };
  const reseal = resealAddresses(mail);
  return {
    tasks: {
      ...reseal.tasks,
      ...waitingForOthers(signatureMail(mail)),
      ...newsMail(mail),
      ...reminders(mail),
      ...scheduleTasks(opening.database, feed.publish),
      ...summaryTasks(opening),
    },
    schedules: [
      ...reseal.schedules,
      { task: scheduleTask, cron: '* * * * *' },
      { task: summaryTask, cron: '* * * * *' },
      { task: forgetTask, cron: '17 * * * *' },
      { task: remindTask, cron: '37 * * * *' },
    ],
  };
}
