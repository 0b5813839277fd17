// Who may share a stream? Those for whom the gateway would send a subgraph exactly the same headers.
import { createHash } from 'node:crypto';
import { type Identity, identityHeaders } from '#kit/words/identity';

/**
 * All that subgraphs learn of the readers of a stream. The key is made from the headers that are forwarded, and fetches see only
 * these headers; so readers who share a stream have the same right to see, and nobody reads through another's identity.
 */
export class Scope {
  /** Equal for equal headers. */
  readonly key: string;
  readonly #headers: Readonly<Record<string, string>>;

  constructor(headers: Readonly<Record<string, string>>) {
    this.#headers = Object.freeze({ ...headers });
    this.key = canonicalJson(this.#headers);
  }

  static of(identity: Identity): Scope {
    return new Scope(identityHeaders(identity));
  }

  get headers(): Readonly<Record<string, string>> {
    return this.#headers;
  }
}

/** The name of a stream: equal for documents that differ in layout only, with equal coerced variables, in the same scope. */
export function shareKey(documentText: string, variables: Readonly<Record<string, unknown>>, scope: Scope): string {
  return createHash('sha256')
    .update(JSON.stringify([documentText, canonicalJson(variables), scope.key]))
    .digest('base64url');
}

/** JSON whose object keys are sorted, at every depth. */
export function canonicalJson(value: unknown): string {
  return JSON.stringify(value, (_key, item: unknown) => (isPlain(item) ? Object.fromEntries(sortedEntries(item)) : item));
}

const isPlain = (item: unknown): item is Record<string, unknown> =>
  typeof item === 'object' && item !== null && !Array.isArray(item);
const sortedEntries = (item: Record<string, unknown>) => Object.entries(item).sort(([a], [b]) => (a < b ? -1 : 1));
