// How is queued work done, and done again until it succeeds, through restarts and outages?
import { EventEmitter } from 'node:events';
import { Logger, parseCronItems, type Runner, type RunnerOptions, run, runMigrations } from 'graphile-worker';
import { Pool } from 'pg';
import { counter, durations, observed, observePool } from '../process/measuring';
import type { Log } from '../words/log';
import { connectionSettings } from './connection';

/** Which try this is. */
export interface Attempt {
  /** The same for every try of one job. */
  readonly jobId: string;
  readonly number: number;
  /** True when a failure of this try is final. */
  readonly isLast: boolean;
}

/**
 * One kind of work. Runs at least once, seldom twice at a time, so it first looks whether there is still something to do.
 * Payloads carry ids, never names or addresses: they stay in the database until the work is done.
 */
export interface Task {
  // biome-ignore lint/suspicious/noExplicitAny: each task knows the payload that its own feature queued
  (payload: any, attempt: Attempt): Promise<void>;
  /** It waits for a server of others, such as one for mails, which may be slow. */
  waits?: boolean;
}

/** Marks tasks that wait for a server of others: they have lanes of their own, so that a slow one does not keep all else waiting. */
export function waitingForOthers<Tasks extends Readonly<Record<string, Task>>>(tasks: Tasks): Tasks {
  for (const task of Object.values(tasks)) task.waits = true;
  return tasks;
}

/** Periodic work: of several processes one does it each time. A payload is not passed. */
export interface Schedule {
  readonly task: string;
  /** When, in UTC: minute, hour, day of month, month and day of week, as in crontab. */
  readonly cron: string;
}

/** What a process works off. */
export interface JobsOptions {
  /** The subgraph's own database, in which the queue has a schema of its own. */
  readonly url: string;
  readonly tasks: Readonly<Record<string, Task>>;
  readonly schedules?: readonly Schedule[];
  readonly log: Log;
  /** How many jobs run at once in this process: 4 unless told. Of those that wait for others as many, and two of all else. */
  readonly concurrency?: number;
}

export interface Jobs {
  /** Takes no further job and waits for those that run; what was not finished within 3 s is done again later. */
  stop(): Promise<void>;
}

/** Without these, marks of finished jobs are sent unawaited: lost by a stop, and unhandled rejections in an outage. */
const awaited = { completeJobBatchDelay: 0, failJobBatchDelay: 0 };
const taskDeadlineMs = 60_000;
/** Lanes of what waits for nobody, where there are others. */
const ownLanes = 2;
/** A lock older than any task may take belongs to a process that was killed. */
const deadLock = '2 minutes';
const keptGivenUp = '7 days';
const tidyTask = 'kit: unlock the jobs of killed processes and forget those given up';

/** Makes or updates the tables of the queue; several processes may do so at once. */
export async function installJobs(url: string): Promise<void> {
  const pool = poolAt(url, 1, () => undefined);
  await runMigrations({ pgPool: pool, logger: silent }).finally(() => pool.end());
}

/** Works off the queue until stopped, through every outage of the database. */
export async function startJobs(options: JobsOptions): Promise<Jobs> {
  const { url, log, concurrency = 4 } = options;
  await installJobs(url);
  const isMixed = Object.values(options.tasks).some(({ waits }) => waits);
  const pool = poolAt(url, concurrency + (isMixed ? 2 * ownLanes : 2), (err) =>
    log.warn({ err }, 'a database connection of the job queue was lost'),
  );
  const tasks: Record<string, Task> = { ...options.tasks, [tidyTask]: () => tidy(pool) };
  const stops = [observePool('jobs', pool), observeQueue(pool)];
  const settingsFor = (waits: boolean | undefined, lanes: number): RunnerOptions => ({
    pgPool: pool,
    concurrency: lanes,
    noHandleSignals: true,
    logger: silent,
    taskList: Object.fromEntries(
      Object.entries(tasks)
        .filter(([, task]) => waits === undefined || waits === (task.waits ?? false))
        .map(([name, task]) => [name, reporting(name, task, { pool, log })]),
    ),
    parsedCronItems: parseCronItems(
      (waits ? [] : [...(options.schedules ?? []), { task: tidyTask, cron: '* * * * *' }]).map(({ task, cron }) => ({
        task,
        match: cron,
        options: { jobKey: `scheduled ${task}`, maxAttempts: 3 },
      })),
    ),
    preset: { worker: { gracefulShutdownAbortTimeout: 3_000, ...awaited } },
  });
  const all = isMixed ? [settingsFor(false, ownLanes), settingsFor(true, concurrency)] : [settingsFor(undefined, concurrency)];
  const running = await tidy(pool)
    .then(() => beginAll(all.map((settings) => runAndKeep(settings, log))))
    .catch(async (fault: unknown) => {
      for (const stop of stops) stop();
      await pool.end();
      throw fault;
    });
  return {
    async stop() {
      await Promise.all(running.map((each) => each.stop()));
      for (const stop of stops) stop();
      await pool.end();
    },
  };
}

/** All of them, or none: where one cannot begin, the others are stopped again. */
async function beginAll(beginning: readonly Promise<Jobs>[]): Promise<Jobs[]> {
  const ends = await Promise.allSettled(beginning);
  const begun = ends.flatMap((end) => (end.status === 'fulfilled' ? [end.value] : []));
  const failed = ends.find((end) => end.status === 'rejected');
  if (failed === undefined) return begun;
  await Promise.all(begun.map((each) => each.stop()));
  throw failed.reason;
}

/** Tells how many jobs wait for their turn, run, were planned for later, and were given up; the same numbers in each process of a subgraph. */
function observeQueue(pool: Pool): () => void {
  return observed('shelfbridge.jobs', 'Jobs in the queue, by state: waiting, running, planned or given up', async () => {
    const { rows } = await pool.query(
      `SELECT CASE WHEN attempts >= max_attempts AND locked_at IS NULL THEN 'given up' WHEN locked_at IS NOT NULL THEN 'running'
         WHEN run_at > now() THEN 'planned' ELSE 'waiting' END AS state, count(*)::int AS jobs
       FROM graphile_worker.jobs GROUP BY 1`,
    );
    const counts = new Map(rows.map(({ state, jobs }) => [state, jobs]));
    return ['waiting', 'running', 'planned', 'given up'].map((state) => [counts.get(state) ?? 0, { state }]);
  });
}

/**
 * A runner survives most outages. One whose very first look at its tasks failed remembers that failure for ever (0.17.3), so
 * a runner that cannot find jobs again and again ends, and another one takes its place.
 */
async function beginRunner(settings: RunnerOptions, mostFailures: number): Promise<Runner> {
  const events = new EventEmitter();
  const state = { failures: 0, runner: undefined as Runner | undefined };
  for (const event of ['worker:getJob:empty', 'job:start']) {
    events.on(event, () => {
      state.failures = 0;
    });
  }
  events.on('worker:getJob:error', () => {
    state.failures++;
    if (state.failures === mostFailures) void state.runner?.stop('no jobs can be found').catch(() => undefined);
  });
  state.runner = await run({ ...settings, events });
  return state.runner;
}

/** A runner until stopped. */
async function runAndKeep(settings: RunnerOptions, log: Log): Promise<Jobs> {
  const begin = () => beginRunner(settings, 3 * (settings.concurrency ?? 1));
  const state = { stopping: false, current: await begin() };
  const ended = keepRunning(state, begin, log);
  return {
    async stop() {
      state.stopping = true;
      await state.current.stop().catch(() => undefined);
      await ended;
    },
  };
}

/** Puts a new runner in the place of one that ended, until the process stops. */
async function keepRunning(state: { stopping: boolean; current: Runner }, again: () => Promise<Runner>, log: Log) {
  // It is tried each second, and told once a minute.
  let tellAt = Number.NEGATIVE_INFINITY;
  const tell = (err: unknown) => {
    if (performance.now() < tellAt) return;
    tellAt = performance.now() + 60_000;
    log.warn({ err }, 'the job queue cannot start again yet');
  };
  for (;;) {
    await state.current.promise.catch((err: unknown) => log.error({ err }, 'the job queue stopped by itself'));
    while (!state.stopping) {
      await new Promise((resolve) => setTimeout(resolve, 1_000));
      const next = await again().catch(tell);
      if (!next) continue;
      tellAt = Number.NEGATIVE_INFINITY;
      state.current = next;
      if (state.stopping) await next.stop();
      break;
    }
    if (state.stopping) return;
  }
}

const jobSeconds = [0.01, 0.05, 0.1, 0.5, 1, 5, 10, 30, 60];

/** Says what failed by name and number; the text of a failure can quote addresses, so it is the log's to redact, not the queue's to keep. */
function reporting(name: string, task: Task, { pool, log }: { pool: Pool; log: Log }) {
  const took = durations('shelfbridge.job.duration', 'How long jobs took, by kind and what came of them', jobSeconds);
  const ended = counter('shelfbridge.jobs.ended', 'Jobs, by kind and what came of them: done, failed for now, or given up', [
    ...['done', 'failed', 'given up'].map((outcome) => ({ task: name, outcome })),
  ]);
  return async (payload: unknown, { job, abortSignal }: { job: Job; abortSignal?: AbortSignal }): Promise<void> => {
    const attempt = { jobId: job.id, number: job.attempts, isLast: job.attempts >= job.max_attempts };
    const begun = performance.now();
    const note = (outcome: string) => {
      ended.add(1, { task: name, outcome });
      took.record((performance.now() - begun) / 1_000, { task: name, outcome });
    };
    try {
      await Promise.race([task(payload, attempt), deadline(abortSignal)]);
      note('done');
    } catch (err) {
      const isFinal = (err as { isFinal?: boolean }).isFinal === true;
      // Nobody else may change a job while it is worked on.
      if (isFinal) await pool.query('UPDATE graphile_worker._private_jobs SET max_attempts = attempts WHERE id = $1', [job.id]);
      if (isFinal) attempt.isLast = true;
      note(attempt.isLast ? 'given up' : 'failed');
      if (attempt.isLast) log.error({ err, task: name, ...attempt }, 'a job is given up');
      else log.warn({ err, task: name, ...attempt }, 'a job failed and will be tried again');
      throw new Error(`${name} failed; see the log of its process.`);
    }
  };
}

interface Job {
  readonly id: string;
  readonly attempts: number;
  readonly max_attempts: number;
}

function deadline(stopping: AbortSignal | undefined): Promise<never> {
  const over = AbortSignal.any([AbortSignal.timeout(taskDeadlineMs), ...(stopping ? [stopping] : [])]);
  return new Promise((_resolve, reject) => over.addEventListener('abort', () => reject(over.reason), { once: true }));
}

async function tidy(pool: Pool): Promise<void> {
  await unlockDead(pool);
  await forgetGivenUp(pool);
}

/** What was given up stays for the operator to see, not for ever: payloads of mails hold sealed addresses. */
async function forgetGivenUp(pool: Pool): Promise<void> {
  await pool.query(
    `SELECT graphile_worker.complete_jobs(array_agg(id)) FROM graphile_worker.jobs
     WHERE attempts >= max_attempts AND locked_at IS NULL AND updated_at < now() - interval '${keptGivenUp}' HAVING count(*) > 0`,
  );
}

async function unlockDead(pool: Pool): Promise<void> {
  await pool.query(
    `SELECT graphile_worker.force_unlock_workers(array_agg(DISTINCT locked_by)) FROM graphile_worker.jobs
     WHERE locked_at < now() - interval '${deadLock}' HAVING count(*) > 0`,
  );
}

function poolAt(url: string, max: number, onLoss: (err: unknown) => void): Pool {
  const pool = new Pool({ ...connectionSettings(url, 'shelfbridge jobs'), max });
  pool.on('error', onLoss);
  // A connection that is lost while it is lent out fails its query; it must not end the process as well.
  pool.on('connect', (client) => void client.on('error', () => undefined));
  return pool;
}

/** The queue's own lines quote the texts of failures; ours say what matters. */
const silent = new Logger(() => () => undefined);
