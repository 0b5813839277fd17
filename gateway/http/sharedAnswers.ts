// One answer for all who ask the same public question in the same moment, and what makes it no longer the answer.
import { createHash } from 'node:crypto';
import type { IncomingHttpHeaders } from 'node:http';
import { promisify } from 'node:util';
import { gzip } from 'node:zlib';
import { LRUCache } from 'lru-cache';
import type { Answered } from '#kit/process/requests';
import type { Identity } from '#kit/words/identity';
import { exactText } from '../execution/project';
import type { OnBehalf, WaitingClient } from '../execution/run';
import type { Asked } from '../operation/admission';
import { isPublic } from '../operation/audience';
import type { Operation, Schemas } from '../operation/document';

/**
 * Whose answers others may be given. `tagged`: those to queries of which the schema says that everyone reads the same. `anonymous`: also
 * those of a graph without such tags, among readers who show no token. `off`: nobody's.
 */
export type SharingMode = 'tagged' | 'anonymous' | 'off';

/** What is asked, alike for all who may be given one answer. */
export interface SharedQuestion {
  readonly asked: Asked;
  readonly key: string;
}

/** An execution for nobody in particular, and whether all of it succeeded. */
export type RunOnBehalf = (
  onBehalf: OnBehalf,
) => Promise<{ readonly text: string; readonly complete: boolean; readonly code?: string | undefined }>;

/** For so long after its execution began an answer is usually given to others, in milliseconds. */
const usualWindowMs = 200;
/** Of all answers that are kept, and of all bodies that are recognised; and how many of each there can be. */
const [maxBytes, maxBodyBytes, maxCount] = [16_000_000, 4_000_000, 10_000];

const compress = promisify(gzip);

/** An answer as bytes; what few readers need of it is made once, when it is first asked for. */
export class SharedAnswer {
  #tag: string | undefined;
  #gzipped: Promise<Buffer> | undefined;

  /** `complete` when nothing in it failed; otherwise `code` says what did. */
  constructor(
    readonly content: Buffer,
    readonly complete: boolean,
    readonly code?: string | undefined,
  ) {}

  /** A strong validator: equal for equal bytes, in every gateway, whenever they were computed. */
  get tag(): string {
    this.#tag ??= createHash('sha256').update(this.content).digest('base64url').slice(0, 27);
    return this.#tag;
  }

  gzipped(): Promise<Buffer> {
    this.#gzipped ??= compress(this.content);
    return this.#gzipped;
  }
}

/** One execution and those who wait for it. It is given up when all of them have left. */
class Flight implements WaitingClient {
  readonly answer: Promise<SharedAnswer>;
  landed: SharedAnswer | undefined;
  gone = false;
  #waiting = 0;
  #stops = new Set<() => void>();

  /** `changes` is how many there had been when it began, at the moment `begun`; `onEnd` is called with the answer if it may be kept, and without one otherwise. */
  constructor(
    readonly changes: number,
    readonly begun: number,
    run: RunOnBehalf,
    onEnd: (flight: Flight, kept: SharedAnswer | undefined) => void,
  ) {
    this.answer = run({ headers: {}, client: this }).then(
      ({ text, complete, code }) => {
        const answer = new SharedAnswer(Buffer.from(text), complete, code);
        if (complete && !this.gone) this.landed = answer;
        onEnd(this, this.landed);
        return answer;
      },
      (error) => {
        onEnd(this, undefined);
        throw error;
      },
    );
  }

  whenGone(stop: () => void): () => void {
    this.#stops.add(stop);
    return () => void this.#stops.delete(stop);
  }

  /** Without a client somebody always waits. */
  join(client: WaitingClient | undefined): Promise<SharedAnswer> {
    this.#waiting++;
    client?.whenGone(() => {
      if (this.landed || --this.#waiting > 0) return;
      this.gone = true;
      for (const stop of this.#stops) stop();
    });
    return this.answer;
  }
}

/** What a body asked. Its operation is kept by the cache of documents alone, which weighs all that hangs on it. */
interface Known extends Pick<SharedQuestion, 'key'> {
  readonly asked: Omit<Asked, 'operation'>;
  readonly operation: WeakRef<Operation>;
}

function knownOf({ key, asked: { operation, ...asked } }: SharedQuestion): Known {
  return { key, asked, operation: new WeakRef(operation as Operation) };
}

/**
 * Answers to public queries, each kept for a fifth of a second, in a bounded number of bytes. An answer is always executed for nobody, so
 * it holds nothing that only its first reader may read; who asks is verified, counted and refused before. What failed is never kept.
 */
export class SharedAnswers {
  /** In the order in which they began. */
  readonly #flights = new Map<string, Flight>();
  readonly #bodies = new LRUCache<string, Known>({
    // At most `maxCount`; given that as `max`, room would be taken for all of them at once.
    maxSize: maxBodyBytes,
    sizeCalculation: ({ key }, body) => Math.max(key.length + body.length, maxBodyBytes / maxCount),
  });
  /** Each change adds one. No client is given an answer whose execution began before the latest change. */
  changes = 0;
  #bytes = 0;
  #schemas: Schemas | undefined;
  #sweep: NodeJS.Timeout | undefined;

  constructor(
    private readonly sharing: SharingMode,
    private readonly windowMs = usualWindowMs,
  ) {}

  /** Whether the answer to an operation is the same for everyone who has the same rights as this reader. */
  isPublic({ operation }: Asked, { subject }: Identity): boolean {
    if (!operation) return false;
    return isPublic(operation) || (this.sharing === 'anonymous' && subject === null && isPublic(operation, 'public'));
  }

  /** What a body asked the last time; undefined unless its answer may be shared. It has to be admitted again. */
  recall(body: string): SharedQuestion | undefined {
    const known = this.sharing === 'off' ? undefined : this.#bodies.get(body);
    const operation = known?.operation.deref();
    if (!known || !operation || operation.schemas !== this.#schemas) return undefined;
    return { key: known.key, asked: { ...known.asked, operation } };
  }

  /** The question of an admitted operation; undefined when its answer is for its reader alone. `body` is remembered for `recall`. */
  questionOf(
    asked: Asked,
    identity: Identity,
    known: SharedQuestion | undefined,
    body: string | undefined,
  ): SharedQuestion | undefined {
    if (this.sharing === 'off' || asked.operation?.schemas !== this.#schemas || !this.isPublic(asked, identity)) return undefined;
    if (known) return known;
    const { query, operationName, variables } = asked;
    const question = { asked, key: `${operationName ?? ''}\n${exactText(variables ?? {})}\n${query}` };
    if (body !== undefined) this.#bodies.set(body, knownOf(question));
    return question;
  }

  /** The answer of this moment, or the promise of it if somebody has just asked; undefined when it has to be executed. */
  find({ key }: SharedQuestion, client: () => WaitingClient | undefined): SharedAnswer | Promise<SharedAnswer> | undefined {
    const flight = this.#flights.get(key);
    if (!flight || flight.gone || flight.changes !== this.changes || performance.now() - flight.begun >= this.windowMs)
      return undefined;
    return flight.landed ?? flight.join(client());
  }

  /** Executes it for all who ask from now on. `begun` is when the first subgraph was asked for it, by the clock of `performance`. */
  execute({ key }: SharedQuestion, client: WaitingClient | undefined, run: RunOnBehalf, begun: number): Promise<SharedAnswer> {
    this.#remove(key);
    const flight = new Flight(this.changes, begun, run, (ended, kept) => {
      if (this.#flights.get(key) !== ended) return;
      if (kept) this.#grow(kept.content.length);
      else this.#flights.delete(key);
    });
    this.#flights.set(key, flight);
    if (this.#flights.size > maxCount) this.#removeFirst();
    if (!this.#sweep) this.#sweep = setTimeout(() => this.#removeOld(), this.windowMs).unref();
    return flight.join(client);
  }

  /** Forgets what was read for another schema as well. */
  supergraphChanged(schemas: Schemas): void {
    this.#schemas = schemas;
    this.#flights.clear();
    this.#bytes = 0;
    this.#bodies.clear();
  }

  #grow(bytes: number): void {
    this.#bytes += bytes;
    while (this.#bytes > maxBytes) this.#removeFirst();
  }

  #removeFirst(): void {
    for (const key of this.#flights.keys()) {
      this.#remove(key);
      return;
    }
  }

  #remove(key: string): void {
    this.#bytes -= this.#flights.get(key)?.landed?.content.length ?? 0;
    this.#flights.delete(key);
  }

  #removeOld(): void {
    const old = performance.now() - this.windowMs;
    for (const [key, { begun }] of this.#flights) {
      if (begun > old) break;
      this.#remove(key);
    }
    this.#sweep = this.#flights.size > 0 ? setTimeout(() => this.#removeOld(), this.windowMs).unref() : undefined;
  }
}

export const varied = 'authorization, accept, origin';

export const withContent = (status: number, headers: Answered['headers'], content: Buffer): Answered => ({
  status,
  headers,
  content,
  bytes: content.length,
  get text() {
    return content.toString();
  },
});

/** Answers below this are sent as they are: compressed they would save less than a packet. */
const smallBytes = 1_000;
const nothing = Buffer.alloc(0);

/** The answer to a GET, with a validator for each form in which it is sent; none at all to a client that has it already. */
export async function validated(
  shared: SharedAnswer,
  { 'if-none-match': held, 'accept-encoding': encodings }: IncomingHttpHeaders,
  type: string,
  cacheControl: string | undefined,
): Promise<Answered> {
  if (!shared.complete)
    return withContent(200, { 'content-type': type, vary: varied, 'cache-control': 'no-store' }, shared.content);
  const zipped = shared.content.length > smallBytes && /\bgzip\b(?!\s*;\s*q=0(\.0*)?\s*(,|$))/i.test(String(encodings ?? ''));
  const etag = `"${shared.tag}${zipped ? '-gzip' : ''}"`;
  const common = { etag, vary: `${varied}, accept-encoding`, 'cache-control': cacheControl ?? 'private, no-cache' };
  const has =
    held !== undefined && (held.trim() === '*' || held.split(',').some((each) => each.trim().replace(/^W\//, '') === etag));
  if (has) return withContent(304, common, nothing);
  const content = zipped ? await shared.gzipped() : shared.content;
  return withContent(200, { ...common, 'content-type': type, ...(zipped && { 'content-encoding': 'gzip' }) }, content);
}
