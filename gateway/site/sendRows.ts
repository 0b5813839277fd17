// Sends the rows of a form to the subgraph that reads them, in the name of its sender, and gathers what it reports as it goes.
import { createInterface } from 'node:readline';
import { Readable } from 'node:stream';
import type { GraphQLFormattedError } from 'graphql';
import type { Log } from '#kit/words/log';
import { uploadDoors } from '#kit/words/uploadDoors';
import { type Answer, pastedField, type Refused, type RowsForm, rowsField } from '../../dashboard/page';
import { type Asking, refusedBy } from './asking';
import type { Behind } from './behind';

/** What a subgraph says of rows; every line holds the faults since the last. */
interface Line {
  readonly errors?: readonly GraphQLFormattedError[];
  readonly faults?: readonly unknown[];
  readonly changes?: readonly unknown[];
}

/** So many faults are kept for a page, and for a file. */
const mostTold = { shown: 1_000, saved: 100_000 } as const;

export interface RowsOptions {
  readonly behind: Behind;
  readonly log: Log;
}

/** Sends rows, and says what became of them: the last report, or why they were refused. */
export async function sendRows(
  { door, wishes, saved }: RowsForm,
  fields: URLSearchParams,
  file: AsyncIterable<Buffer> | undefined,
  { identity }: Asking,
  { behind, log }: RowsOptions,
): Promise<Answer<unknown>> {
  const { path, subgraph } = uploadDoors[door];
  const there = path.replace(/:(\w+)/g, (_, part: string) => encodeURIComponent(fields.get(part) ?? ''));
  const body = Readable.from(file ?? [Buffer.from(fields.get(rowsField) || fields.get(pastedField) || '')]);
  const headers = { 'content-type': file ? 'text/csv' : 'text/csv; charset=utf-8' };
  try {
    const answer = await behind.ask(subgraph, `${there}?${new URLSearchParams(wishes(fields))}`, identity, { body, headers });
    if (answer?.refused?.kind === 'worded') return { refused: refusedThere(answer.refused.errors) };
    if (!answer || answer.refused) return { refused: away };
    return await reported(behind.telling(answer.body), saved ? mostTold.saved : mostTold.shown);
  } catch (err) {
    log.warn({ subgraph, err }, 'rows of a form broke off');
    return { refused: away };
  } finally {
    body.destroy();
  }
}

async function reported(body: AsyncIterable<Buffer>, most: number): Promise<Answer<unknown>> {
  const told: { faults: unknown[]; changes: unknown[] } = { faults: [], changes: [] };
  let last: Line | undefined;
  for await (const text of createInterface({ input: Readable.from(body), crlfDelay: Number.POSITIVE_INFINITY })) {
    if (text === '') continue;
    last = JSON.parse(text) as Line;
    if (last.errors) return { refused: refusedThere(last.errors) };
    for (const kind of ['faults', 'changes'] as const)
      told[kind].push(...(last[kind] ?? []).slice(0, Math.max(0, most - told[kind].length)));
  }
  return last ? { data: { ...last, ...told } } : { refused: away };
}

const refusedThere = ([error]: readonly GraphQLFormattedError[]): Refused =>
  error ? refusedBy({ message: error.message, extensions: error.extensions ?? {} }) : away;

const away = refusedBy({
  message:
    'The file broke off, or the part of Shelfbridge that reads it is away. What was counted so far stands. Send the same file again: no line counts twice.',
  extensions: { code: 'SUBGRAPH_UNAVAILABLE' },
});
