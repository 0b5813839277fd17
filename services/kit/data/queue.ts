// How is work that may fail, such as a mail, queued with the rows it belongs to?

/** Whatever runs one statement: a data source, or the manager or query runner of a transaction. */
export interface Statements {
  query(sql: string, parameters?: unknown[]): Promise<unknown>;
}

export interface JobOptions {
  /** Another job of the same key that has not begun is replaced, so that there is one. */
  readonly key?: string;
  /** Not before this moment. */
  readonly runAt?: Date;
  /** After how many failures it is given up: 25 unless told, which is about three days. */
  readonly maxAttempts?: number;
}

/** Queues work inside the caller's transaction: it is done if and only if that commits. */
export async function addJob(transaction: Statements, task: string, payload: object, options: JobOptions = {}): Promise<void> {
  await transaction.query(
    'SELECT graphile_worker.add_job($1, $2::json, run_at := $3::timestamptz, job_key := $4, max_attempts := $5::int)',
    [task, JSON.stringify(payload), options.runAt ?? null, options.key ?? null, options.maxAttempts ?? null],
  );
}

/** Queues the same kind of work many times in one statement; a key that is queued already is replaced, as in `addJob`. */
export async function addJobs(
  transaction: Statements,
  task: string,
  jobs: readonly { payload: object; key: string }[],
): Promise<void> {
  await transaction.query(
    `SELECT graphile_worker.add_job($1, payload, job_key := key) FROM unnest($2::json[], $3::text[]) AS job(payload, key)`,
    [task, jobs.map(({ payload }) => JSON.stringify(payload)), jobs.map(({ key }) => key)],
  );
}

/** Takes back all jobs whose payloads have one of the values in a field, unless they have begun. */
export async function removeJobsOf(transaction: Statements, field: string, values: readonly string[]): Promise<void> {
  await transaction.query(
    'SELECT graphile_worker.complete_jobs(array_agg(id)) FROM graphile_worker._private_jobs WHERE payload->>$1 = ANY($2::text[])',
    [field, values],
  );
}

/** Takes back the job of a key, unless it has begun. */
export async function removeJob(transaction: Statements, key: string): Promise<void> {
  await transaction.query('SELECT graphile_worker.remove_job($1)', [key]);
}
