// Promises of: is work that was queued with a row done once the row is there, again when it fails, and never without the row?
import { DataSource } from 'typeorm';
import { installJobs, type Jobs, type JobsOptions, startJobs, waitingForOthers } from '#kit/data/jobs';
import { addJob, removeJob } from '#kit/data/queue';
import { silentLog } from '#kit/words/log';
import { createDatabase, endSessions, type TestDatabase, template } from '../support/postgres';
import { eventually, Reader } from '../support/reader';

let database: TestDatabase;
let source: DataSource;
const running: Jobs[] = [];

const start = async (tasks: JobsOptions['tasks'], more: Partial<JobsOptions> = {}) => {
  const jobs = await startJobs({ url: database.url, tasks, log: silentLog, ...more });
  running.push(jobs);
  return jobs;
};
/** What was queued here: each minute the queue has work of its own. */
const queued = `graphile_worker.jobs WHERE task_identifier NOT LIKE 'kit: %'`;
const left = async () => (await source.query(`SELECT count(*)::int AS n FROM ${queued}`))[0].n as number;

beforeEach(async () => {
  database = await createDatabase({ template: await template('jobs', installJobs) });
  source = await new DataSource({ type: 'postgres', url: database.url }).initialize();
});
afterEach(async () => {
  for (const jobs of running.splice(0)) await jobs.stop();
  await source.destroy();
  await database.drop();
});

describe('a job', () => {
  it('is done when its transaction commits, and never when that rolls back', async () => {
    const done = new Reader<string>();
    await start({ greet: async ({ name }) => done.push(name) });
    const fault = source.transaction(async (manager) => {
      await addJob(manager, 'greet', { name: 'rolled back' });
      throw new Error('no');
    });
    await expect(fault).rejects.toThrow('no');
    await source.transaction((manager) => addJob(manager, 'greet', { name: 'committed' }));
    expect(await done.next()).toBe('committed');
    expect(done.seen).toEqual(['committed']);
  });

  it('is given up at its first try when its failure is final, and stays for the operator to see', async () => {
    const errors = new Reader<Record<string, unknown>>();
    const log = { ...silentLog, error: (line: object) => errors.push(line as Record<string, unknown>) };
    const refuse = async () => {
      throw Object.assign(new Error('550'), { isFinal: true });
    };
    await start({ refuse }, { log });
    await addJob(source, 'refuse', {});
    expect(await errors.next()).toMatchObject({ task: 'refuse', number: 1, isLast: true });
    const find = () => source.query(`SELECT attempts, max_attempts AS most FROM ${queued} AND locked_at IS NULL`);
    await eventually('it is no longer worked on', async () => (await find()).length === 1);
    expect(await find()).toEqual([{ attempts: 1, most: 1 }]);
  });

  it('does not wait for those that wait for a slow server, however many these are', async () => {
    const done = new Reader<string>();
    let release = () => {};
    const slowly = new Promise<void>((resolve) => {
      release = resolve;
    });
    const sending = new Reader<number>();
    const mail = async ({ n }: { n: number }) => {
      sending.push(n);
      await slowly;
    };
    await start({ ...waitingForOthers({ mail }), tidy: async () => done.push('tidied') }, { concurrency: 3 });
    for (let n = 0; n < 12; n++) await addJob(source, 'mail', { n });
    for (let n = 0; n < 3; n++) await sending.next();
    await addJob(source, 'tidy', {});
    expect(await done.next()).toBe('tidied');
    expect(sending.seen).toHaveLength(3);
    release();
    await eventually('all are sent', async () => (await left()) === 0);
  });

  it('is tried again after a failure, whose words stay out of the database', async () => {
    const tries = new Reader<{ number: number; jobId: string }>();
    const warnings: unknown[] = [];
    await start(
      {
        fail: async (_payload, { number, jobId }) => {
          tries.push({ number, jobId });
          if (number === 1) throw new Error('ann@library.example is unknown here');
        },
      },
      { log: { ...silentLog, warn: (line: unknown) => void warnings.push(line) } },
    );
    await addJob(source, 'fail', {});
    const first = await tries.next();
    expect(first.number).toBe(1);
    const [failed] = await until(
      () =>
        source.query('SELECT last_error FROM graphile_worker.jobs WHERE last_error IS NOT NULL') as Promise<
          { last_error: string }[]
        >,
      (rows) => rows.length > 0,
    );
    expect(failed?.last_error).toBe('fail failed; see the log of its process.');
    expect(warnings).toMatchObject([{ task: 'fail', number: 1, isLast: false }]);
    await source.query('UPDATE graphile_worker._private_jobs SET run_at = now()');
    expect(await tries.next()).toEqual({ number: 2, jobId: first.jobId });
  });

  it('waits longer after each failure, and is given up with a line in the log after the last', async () => {
    const lines = new Reader<unknown>();
    const failing = async () => {
      throw new Error('never');
    };
    await start({ fail: failing }, { log: { ...silentLog, error: lines.push as never } });
    await addJob(source, 'fail', {}, { maxAttempts: 1 });
    expect(await lines.next()).toMatchObject({ task: 'fail', number: 1, isLast: true });
    expect(await left()).toBe(1);
  });

  it('that was given up is forgotten after a week, and not before', async () => {
    for (const days of [6, 8]) {
      await addJob(source, 'fail', {}, { key: `${days}`, maxAttempts: 1 });
      await source.query(
        `UPDATE graphile_worker._private_jobs SET attempts = 1, updated_at = now() - $1 * interval '1 day' WHERE key = $2`,
        [days, `${days}`],
      );
    }
    await start({ fail: async () => undefined });
    expect(await source.query(`SELECT key FROM ${queued}`)).toEqual([{ key: '6' }]);
  });

  it('replaces the one of the same key, can be taken back, and keeps to its time', async () => {
    const done = new Reader<string>();
    await addJob(source, 'greet', { name: 'first' }, { key: 'k', runAt: new Date(Date.now() + 60_000) });
    await addJob(source, 'greet', { name: 'second' }, { key: 'k', runAt: new Date(Date.now() - 1) });
    await addJob(source, 'greet', { name: 'taken back' }, { key: 'gone' });
    await removeJob(source, 'gone');
    await addJob(source, 'greet', { name: 'tomorrow' }, { runAt: new Date(Date.now() + 86_400_000) });
    await start({ greet: async ({ name }) => done.push(name) });
    expect(await done.next()).toBe('second');
    expect(done.seen).toEqual(['second']);
    await until(left, (n) => n === 1);
  });

  it('runs once with two processes at work', async () => {
    const done = new Reader<number>();
    const tasks = { count: async ({ n }: { n: number }) => done.push(n) };
    await start(tasks);
    await start(tasks);
    await Promise.all(Array.from({ length: 40 }, (_, n) => addJob(source, 'count', { n })));
    for (let i = 0; i < 40; i++) await done.next();
    await until(left, (n) => n === 0);
    expect(done.seen.toSorted((a, b) => a - b)).toEqual(Array.from({ length: 40 }, (_, n) => n));
  });

  it('is finished before a stop, and one that takes too long is done by the next process', async () => {
    const begun = new Reader<string>();
    const finish = { hang: () => {} };
    await start({
      slow: async () => {
        begun.push('slow');
        await new Promise<void>((resolve) => setImmediate(resolve));
        begun.push('slow done');
      },
      hang: () =>
        new Promise<void>((resolve) => {
          begun.push('hang');
          finish.hang = resolve;
        }),
    });
    await addJob(source, 'slow', {});
    await begun.next();
    await addJob(source, 'hang', {});
    await begun.until((what) => what === 'hang');
    await running.splice(0)[0]?.stop();
    expect(begun.seen).toContain('slow done');
    expect(await left()).toBe(1);
    finish.hang();
    await source.query('UPDATE graphile_worker._private_jobs SET run_at = now()');
    await start({ hang: async () => begun.push('again') });
    await begun.until((what) => what === 'again');
  });

  it('goes on after a process that was killed while it ran', async () => {
    const done = new Reader<string>();
    await addJob(source, 'greet', { name: 'orphan' });
    await source.query(
      `UPDATE graphile_worker._private_jobs SET locked_at = now() - interval '3 minutes', locked_by = 'killed', attempts = 1`,
    );
    await start({ greet: async ({ name }) => done.push(name) });
    expect(await done.next()).toBe('orphan');
  });

  it('leaves nothing running when only a part of it could begin', async () => {
    const { pathname, username, password } = new URL(database.url);
    const role = `jobs_${pathname.slice(1)}`;
    const sessions = async () =>
      (await source.query('SELECT count(*)::int AS n FROM pg_stat_activity WHERE usename = $1', [role]))[0].n as number;
    // The queue prints what it meets there, whatever logger it has.
    const printed = jest.spyOn(console, 'trace').mockImplementation(() => undefined);
    // Two runners begin, each with a connection of its own, and the second gets none.
    await source.query(`CREATE ROLE ${role} LOGIN PASSWORD '${password}' CONNECTION LIMIT 1; GRANT ${username} TO ${role}`);
    try {
      const url = Object.assign(new URL(database.url), { username: role }).href;
      const timers = () => process.getActiveResourcesInfo().filter((kind) => kind === 'Timeout').length;
      const before = timers();
      const tasks = { own: async () => {}, ...waitingForOthers({ other: async () => {} }) };
      await expect(start(tasks, { url })).rejects.toThrow(/too many connections/);
      await eventually('its sessions and timers are over', async () => (await sessions()) === 0 && timers() <= before);
    } finally {
      printed.mockRestore();
      await source.query(`DROP ROLE ${role}`);
    }
  });

  it('goes on after all connections were cut', async () => {
    const done = new Reader<string>();
    await start({ greet: async ({ name }) => done.push(name) });
    await endSessions(source, 'shelfbridge jobs');
    await addJob(source, 'greet', { name: 'still here' });
    expect(await done.next()).toBe('still here');
  });
});

describe('periodic work', () => {
  it('is queued once for several processes', async () => {
    const done = new Reader<string>();
    const schedules = [{ task: 'tick', cron: '* * * * *' }];
    const tasks = { tick: async () => done.push('tick') };
    await start(tasks, { schedules });
    await start(tasks, { schedules });
    const known = await until(
      () => source.query(`SELECT identifier FROM graphile_worker._private_known_crontabs ORDER BY 1`),
      (rows: unknown[]) => rows.length === 2,
    );
    expect(known).toEqual([
      { identifier: 'kit: unlock the jobs of killed processes and forget those given up' },
      { identifier: 'tick' },
    ]);
  });
});

/** Asks the database again and again; every answer is a round trip, so nothing sleeps. */
async function until<T>(ask: () => Promise<T>, fits: (answer: T) => boolean): Promise<T> {
  const deadline = performance.now() + 10_000;
  for (;;) {
    const answer = await ask();
    if (fits(answer)) return answer;
    if (performance.now() > deadline) throw new Error(`still ${JSON.stringify(answer)}`);
  }
}
