// What subgraphs serve beside the graph, asked in somebody's name: files and rows to send in, tables to save, feeds.

import { createInterface } from 'node:readline';
import { Readable } from 'node:stream';
import { type GraphQLFormattedError } from 'graphql';
import type { Dispatcher, Pool } from 'undici';
import { type Identity } from '#kit/words/identity';
import { type Log } from '#kit/words/log';
import { identityHeaders, type Seal } from '#kit/words/secrets';
import { uploadDoors } from '#kit/words/uploadDoors';
import { type Answer, pastedField, type Refused, type RowsForm, rowsField } from '../../dashboard/page';
import { withoutSuggestions } from '../execution/errors';
import { lookupInTurn } from '../graph/addresses';
import { type Asking, refusedBy } from './asking';

export interface BehindOptions {
  /** Where a subgraph is; undefined when the supergraph has none of that name. */
  readonly urlOf: (subgraph: string) => string | undefined;
  readonly seal: Seal;
  readonly deadlineMs: number;
  /** How long a file may take to arrive; the answer to it may pause as long. */
  readonly fileArrivalMs: number;
  /** Whether refusals may suggest no names of the schema. */
  readonly hidesSchema: boolean;
  /** Called whenever a part of a file has been taken. */
  readonly changed: () => void;
}

/** A file on its way to a subgraph. */
export interface SentFile {
  readonly body: Readable;
  readonly headers: Readonly<Record<string, string>>;
}

/** `worded` for its reader, `not found` by its server alone, or `failed` in a way that nobody outside reads. */
export type RefusedThere =
  | { readonly kind: 'worded'; readonly text: string; readonly errors: readonly GraphQLFormattedError[] }
  | { readonly kind: 'not found' | 'failed' };

export interface AnsweredThere {
  readonly status: number;
  readonly headers: Dispatcher.ResponseData['headers'];
  readonly body: Dispatcher.ResponseData['body'];
  /** What it says in place of an answer. */
  readonly refused?: RefusedThere | undefined;
}

/** How long a file may take to begin, in milliseconds. People wait longer for a file than for a part of a page. */
const beginsMs = 10_000;

/** The subgraphs, for what is no operation. */
export class Behind {
  readonly #pools = new Map<string, Pool>();

  constructor(private readonly options: BehindOptions) {}

  /** What a subgraph answers at a path; undefined when there is no such subgraph. A body streams in both directions. @throws when it is away */
  async ask(subgraph: string, path: string, identity: Identity, sent?: SentFile): Promise<AnsweredThere | undefined> {
    const { urlOf, seal, deadlineMs, fileArrivalMs, hidesSchema } = this.options;
    const request = async (url: string) =>
      (await this.#poolTo(url)).request({
        path,
        method: sent ? 'POST' : 'GET',
        headers: { ...sent?.headers, ...seal(subgraph, identityHeaders(identity)) },
        body: sent?.body ?? null,
        ...(sent
          ? { bodyTimeout: fileArrivalMs, headersTimeout: fileArrivalMs }
          : { headersTimeout: Math.min(deadlineMs, beginsMs) }),
      });
    const url = urlOf(subgraph);
    if (!url) return undefined;
    const answer = await request(url).catch((error: NodeJS.ErrnoException) => {
      const again = urlOf(subgraph);
      // What only reads is asked once more where its connection failed; whoever is slow is not asked twice.
      if (sent || !again || String(error.code).endsWith('_TIMEOUT')) throw error;
      return request(again);
    });
    const { statusCode: status, headers, body } = answer;
    return { status, headers, body, refused: await refusalIn(answer, hidesSchema) };
  }

  /** The same body of an answer to a file; every part of it tells of rows that were written. */
  async *telling(body: AsyncIterable<Buffer>): AsyncGenerator<Buffer> {
    for await (const chunk of body) {
      this.options.changed();
      yield chunk;
    }
  }

  /** The client is loaded at the first file: it takes ten megabytes, and many gateways pass none. */
  async #poolTo(url: string): Promise<Pool> {
    const { deadlineMs } = this.options;
    const { origin } = new URL(url);
    const { Pool } = await import('undici');
    const known = this.#pools.get(origin);
    if (known) return known;
    const pool = new Pool(origin, { headersTimeout: deadlineMs, bodyTimeout: deadlineMs, connect: { lookup: lookupInTurn } });
    this.#pools.set(origin, pool);
    return pool;
  }

  async close(): Promise<void> {
    await Promise.all([...this.#pools.values()].map((pool) => pool.destroy()));
  }
}

/** The largest refusal that is read, in bytes: it is some sentences. */
const maxRefusalBytes = 64_000;

/**
 * What a subgraph says in place of a page: the text of a refusal of its own, which is passed on. Undefined for a page, whatever its status.
 * Whatever its server says besides is not for clients.
 */
async function refusalIn(
  { statusCode: status, headers, body }: Dispatcher.ResponseData,
  hidesSchema: boolean,
): Promise<RefusedThere | undefined> {
  if (status < 400) return undefined;
  if (status < 500 && !String(headers['content-type']).includes('json')) return undefined;
  const text = status < 500 || status === 503 ? await textOf(body) : undefined;
  if (text === undefined || text.includes('"GATEWAY_REQUIRED"')) {
    await body.dump();
    return { kind: 'failed' };
  }
  const errors = errorsIn(text);
  if (!errors) return { kind: status === 404 ? 'not found' : 'failed' };
  const worded = hidesSchema ? errors.map((error) => ({ ...error, message: withoutSuggestions(error.message) })) : errors;
  return { kind: 'worded', text: JSON.stringify({ errors: worded }), errors: worded };
}

/** Undefined for one that is too long. */
async function textOf(body: Dispatcher.ResponseData['body']): Promise<string | undefined> {
  const chunks: Buffer[] = [];
  let bytes = 0;
  for await (const chunk of body as AsyncIterable<Buffer>) {
    bytes += chunk.length;
    if (bytes > maxRefusalBytes) return undefined;
    chunks.push(chunk);
  }
  return Buffer.concat(chunks).toString();
}

function errorsIn(text: string): readonly GraphQLFormattedError[] | undefined {
  try {
    const { errors } = (JSON.parse(text) ?? {}) as { readonly errors?: unknown };
    return Array.isArray(errors) ? errors : undefined;
  } catch {
    return undefined;
  }
}

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
  const asked = new URLSearchParams(wishes(fields));
  try {
    const tooLong = [...asked].find(([, text]) => text.length > longestWish);
    if (tooLong) return { refused: tooLongAt(tooLong[0]) };
    const answer = await behind.ask(subgraph, `${there}?${asked}`, identity, { body, headers });
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

/** What is said of all rows stands in an address, and no server reads one without end. */
const longestWish = 500;
const tooLongAt = (field: string): Refused =>
  refusedBy({
    message: `"${field}" takes at most ${longestWish} characters.`,
    extensions: { code: 'BAD_USER_INPUT', field, limit: longestWish },
  });

const away = refusedBy({
  message:
    'The file broke off, or the part of Shelfbridge that reads it is away. What was counted so far stands. Send the same file again: no line counts twice.',
  extensions: { code: 'SUBGRAPH_UNAVAILABLE' },
});
