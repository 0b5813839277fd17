// Writes stored sealed texts anew, in today's form and with the key in use: those of earlier releases and of replaced keys.
import type { DataSource, EntityManager } from 'typeorm';
import type { Log } from '../words/log';
import type { Task } from './jobs';
import { addJob } from './queue';

/** A row whose text is not sealed as texts are now. */
export interface SealedRow<Sealed> {
  /** The columns of its key, by which rows are ordered. */
  readonly position: readonly string[];
  readonly sealed: Sealed;
}

/** A column of sealed texts. */
export interface SealedColumn<Sealed> {
  /** The first such rows after a position, locked unless another transaction holds them; from the beginning without one. */
  readonly read: (manager: EntityManager, after: readonly string[] | undefined, most: number) => Promise<SealedRow<Sealed>[]>;
  /** The same text, sealed as texts are now. @throws Error when it cannot be opened */
  readonly anew: (row: SealedRow<Sealed>) => Sealed;
  readonly write: (manager: EntityManager, rows: readonly SealedRow<Sealed>[]) => Promise<void>;
}

interface Progress {
  readonly after?: readonly string[];
  readonly written?: number;
  readonly unopened?: number;
}

export interface ResealOptions {
  readonly database: DataSource;
  readonly log: Log;
  /** How many rows one transaction writes. */
  readonly batch?: number;
  /** How many transactions one job makes before it queues the next job. */
  readonly batches?: number;
}

/**
 * The task that goes through a column once, in batches, each in a transaction of its own, and continues in a job of its own where it
 * stopped. Repeating it changes nothing. A row that cannot be opened stays as it is: the log counts those.
 */
export function resealTask<Sealed>(task: string, column: SealedColumn<Sealed>, options: ResealOptions): Record<string, Task> {
  const { database, log, batch = 200, batches = 50 } = options;
  return {
    async [task]({ after, written = 0, unopened = 0 }: Progress = {}) {
      const progress = { after, written, unopened };
      for (let i = 0; i < batches; i++) {
        const isOver = await database.transaction((manager) => resealBatch(manager, column, batch, progress));
        if (isOver) return report(log, task, progress);
      }
      await addJob(database, task, progress, { key: `${task}, continued` });
    },
  };
}

/** True when nothing follows this batch. */
async function resealBatch<Sealed>(
  manager: EntityManager,
  { read, anew, write }: SealedColumn<Sealed>,
  most: number,
  progress: { after: readonly string[] | undefined; written: number; unopened: number },
): Promise<boolean> {
  const rows = await read(manager, progress.after, most);
  const opened: SealedRow<Sealed>[] = [];
  for (const row of rows) {
    try {
      opened.push({ position: row.position, sealed: anew(row) });
    } catch {
      progress.unopened++;
    }
  }
  if (opened.length > 0) await write(manager, opened);
  progress.written += opened.length;
  progress.after = rows.at(-1)?.position ?? progress.after;
  return rows.length < most;
}

function report(log: Log, task: string, { written, unopened }: Required<Omit<Progress, 'after'>>): void {
  if (unopened > 0) log.warn({ task, unopened }, 'sealed texts that no known key opens were left as they are');
  if (written > 0) log.info({ task, written }, 'sealed texts were written anew');
}
