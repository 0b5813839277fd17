// Which documents are known by their hash, so that clients need not send them and strangers can not send others?
import { createHash } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { GraphQLError, parse, print } from 'graphql';
import { LRUCache } from 'lru-cache';
import { BadInput } from '#kit/words/problem';
import { Refusal } from '../refusal';

/** The hash is of no document known here; a client that follows the protocol sends the text along next. */
export class OperationNotFound extends Refusal {
  constructor() {
    super(200, 'PERSISTED_QUERY_NOT_FOUND', 'PersistedQueryNotFound');
  }
}

/** This gateway executes the documents of its own dashboard only. */
export class OperationNotRegistered extends Refusal {
  constructor() {
    super(403, 'OPERATION_NOT_REGISTERED', 'This gateway answers registered operations only, and this is none of them.');
  }
}

export interface OperationsOptions {
  /** The folder of registered documents, one in each .graphql file; may be missing. */
  readonly folder: string;
  /** Whether only registered documents are executed. */
  readonly registeredOnly: boolean;
  /** Whether clients may make other documents known by their hash (automatic persisted queries). */
  readonly automatic: boolean;
}

/** The text to execute, and whether it is a registered one. */
export interface KnownOperation {
  readonly query: string;
  readonly registered: boolean;
}

/** What a client sent of its operation. */
export interface SentOperation {
  readonly query?: unknown;
  readonly extensions?: unknown;
}

/** Finds documents by the hashes that Apollo's clients send (`extensions.persistedQuery`). */
export class Operations {
  /** By the file's text and the text as clients print it, and by the hashes of both. */
  readonly #registered = new Map<string, string>();
  readonly #sent = new LRUCache<string, string>({ max: 1_000, maxSize: 2_000_000, sizeCalculation: (text) => text.length });

  constructor(private readonly options: OperationsOptions) {
    for (const text of textsIn(options.folder)) {
      const printed = print(parse(text));
      for (const form of [text, text.trim(), printed]) for (const key of [form, hashOf(form)]) this.#registered.set(key, printed);
    }
  }

  get size(): number {
    return new Set(this.#registered.values()).size;
  }

  /** @throws OperationNotFound, OperationNotRegistered, BadInput; undefined when neither text nor hash was sent */
  find({ query: text, extensions }: SentOperation): KnownOperation | undefined {
    // A message of a WebSocket must have a query, so one that has a hash has an empty query.
    const query = text === '' ? undefined : text;
    const hash = hashIn(extensions);
    if (typeof query !== 'string' && hash === undefined) return undefined;
    if (typeof query === 'string' && hash !== undefined && hashOf(query) !== hash)
      throw new BadInput('extensions.persistedQuery.sha256Hash', 'The hash is not that of the query sent with it.');
    const known = this.#registered.get(hash ?? (query as string)) ?? this.#printed(query);
    if (known !== undefined) return { query: known, registered: true };
    if (this.options.registeredOnly) throw typeof query === 'string' ? new OperationNotRegistered() : new OperationNotFound();
    if (typeof query === 'string') {
      if (hash !== undefined && this.options.automatic) this.#sent.set(hash, query);
      return { query, registered: false };
    }
    const sent = this.#sent.get(hash as string);
    if (sent === undefined) throw new OperationNotFound();
    return { query: sent, registered: false };
  }

  /** In the safelist mode a registered document may come in another layout; elsewhere it does not matter. */
  #printed(query: unknown): string | undefined {
    if (!this.options.registeredOnly || typeof query !== 'string') return undefined;
    try {
      return this.#registered.get(hashOf(print(parse(query, { maxTokens: 5_000 }))));
    } catch (error) {
      if (error instanceof GraphQLError) return undefined;
      throw error;
    }
  }
}

export const hashOf = (text: string): string => createHash('sha256').update(text).digest('hex');

function hashIn(extensions: unknown): string | undefined {
  const persisted = (extensions as { persistedQuery?: { sha256Hash?: unknown } } | null | undefined)?.persistedQuery;
  if (persisted === undefined || persisted === null) return undefined;
  const { sha256Hash } = persisted;
  if (typeof sha256Hash !== 'string' || !/^[0-9a-f]{64}$/.test(sha256Hash))
    throw new BadInput('extensions.persistedQuery.sha256Hash', 'The hash of a persisted query is SHA-256 in hexadecimal digits.');
  return sha256Hash;
}

function textsIn(folder: string): string[] {
  try {
    const files = readdirSync(folder).filter((name) => name.endsWith('.graphql'));
    return files.map((name) => readFileSync(join(folder, name), 'utf8'));
  } catch (fault) {
    if ((fault as NodeJS.ErrnoException).code === 'ENOENT') return [];
    throw fault;
  }
}
