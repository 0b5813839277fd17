// May this operation be executed for whoever asks? THE ORDERED LIST of questions that every operation answers, on every transport.
import type { GraphQLSchema, OperationTypeNode } from 'graphql';
import { LRUCache } from 'lru-cache';
import type { Identity } from '../services/kit/words/identity';
import { checkCost, checkShape, type DocumentLimits } from './limits/documentLimits';
import type { Asking, RateLimits } from './limits/rates';
import { type Reading, readingOf } from './limits/reading';
import type { Variables } from './live/plan';
import type { KnownOperation, Operations } from './operations/registered';
import { Refusal } from './refusal';

/** An operation as it arrived. */
export interface Incoming {
  readonly transport: 'http' | 'websocket';
  /** Whether any web page could have had it sent without asking first: then it must be safe. */
  readonly simple: boolean;
  readonly safeMethod: boolean;
  readonly identity: Identity;
  readonly address: string | undefined;
  /** Undefined when the request holds no operation that could be read; it counts all the same. */
  readonly sent: Sent | undefined;
}

/** What a client sent of its operation. */
export interface Sent {
  readonly query?: unknown;
  readonly operationName?: unknown;
  readonly variables?: unknown;
  readonly extensions?: unknown;
}

/** An operation that may be executed. Its kind is unknown for a document that can not be read: the executor says best what is wrong. */
export interface Admitted {
  readonly query: string;
  readonly kind: OperationTypeNode | undefined;
  /** Values that its answer, or each of its events, may hold; 0 for a document that can not be read. */
  readonly cost: number;
  /** Its text is one of ours, and no client's. */
  readonly registered: boolean;
}

export interface AdmissionOptions {
  readonly limits: DocumentLimits;
  readonly rates: RateLimits;
  readonly operations: Operations;
}

/** An operation and what the steps have learned of it. */
class Draft {
  known: KnownOperation | undefined;
  reading: Reading | undefined;
  cost = 0;
  /** Whom the request counts against; nobody in particular is not counted, nor waited for. */
  readonly asking: Asking | undefined;

  constructor(readonly incoming: Incoming) {
    const { identity, address } = incoming;
    if (identity.subject !== null || address !== undefined) this.asking = { subject: identity.subject, address };
  }
}

/** A refused mutation: this way of sending it could be chosen by a foreign web page. */
export class UnsafeRequest extends Refusal {
  constructor(message: string, status = 400, headers: Readonly<Record<string, string>> = {}) {
    super(status, 'UNSAFE_REQUEST', message, {}, headers);
  }
}

type Step = (draft: Draft, admission: Admission) => void | Promise<void>;

/** Cheap questions come first, and nothing is counted as a mutation before it could be one. */
const steps: readonly Step[] = [
  countOperation,
  findDocument,
  readDocument,
  refuseUnsafe,
  limitDocument,
  countCost,
  countMutations,
];

/** Admits operations, and forgets what it knows of documents when the schema changes. */
export class Admission {
  #schema: GraphQLSchema | undefined;
  readonly #readings = new LRUCache<string, Reading>({
    max: 2_000,
    maxSize: 4_000_000,
    sizeCalculation: (_reading, key) => key.length,
  });

  constructor(readonly options: AdmissionOptions) {}

  supergraphChanged({ apiSchema }: { readonly apiSchema: GraphQLSchema }): void {
    this.#schema = apiSchema;
    this.#readings.clear();
  }

  /** Undefined when the request holds no operation. @throws Problem, each with its code */
  async admit(incoming: Incoming): Promise<Admitted | undefined> {
    const draft = new Draft(incoming);
    for (const step of steps) {
      const wait = step(draft, this);
      if (wait) await wait;
    }
    const { known, reading, cost } = draft;
    return known && { query: known.query, registered: known.registered, kind: reading?.kind, cost };
  }

  /** Undefined for a document that can not be read or does not say which operation it means. @throws DocumentLimit when it is too long */
  read(query: string, operationName: unknown): Reading | undefined {
    const key = `${typeof operationName === 'string' ? operationName : ''}\n${query}`;
    const known = this.#readings.get(key);
    if (known) return known;
    const reading = readingOf(query, operationName, this.options.limits.tokens, this.#schema);
    if (reading) this.#readings.set(key, reading);
    return reading;
  }
}

function countOperation({ asking }: Draft, { options }: Admission) {
  return asking && options.rates.countOperation(asking);
}

function findDocument(draft: Draft, { options }: Admission) {
  const { sent } = draft.incoming;
  draft.known = sent && options.operations.find(sent);
}

function readDocument(draft: Draft, admission: Admission) {
  draft.reading = draft.known && admission.read(draft.known.query, draft.incoming.sent?.operationName);
}

function refuseUnsafe({ reading, known, incoming: { simple, safeMethod, transport, identity } }: Draft) {
  if (reading?.kind === 'mutation' && safeMethod)
    throw new UnsafeRequest('A mutation must be sent by POST.', 405, { allow: 'POST' });
  if (reading?.kind === 'mutation' && transport === 'websocket' && identity.subject === null)
    throw new UnsafeRequest('A mutation over a WebSocket needs an account, as its page is not checked; send it by HTTP POST.');
  if (simple && known && !known.registered)
    throw new UnsafeRequest(
      'Any web page could send this request. Send a registered operation by its hash, or add the header apollo-require-preflight.',
    );
}

function limitDocument(draft: Draft, { options: { limits } }: Admission) {
  const { reading } = draft;
  if (!reading) return;
  checkShape(reading.shape, limits);
  const { variables } = draft.incoming.sent ?? {};
  draft.cost = reading.cost?.(typeof variables === 'object' && variables !== null ? (variables as Variables) : {}) ?? 0;
  checkCost(draft.cost, reading.kind, limits);
}

function countCost({ cost, asking }: Draft, { options }: Admission) {
  return cost && asking ? options.rates.countCost(cost, asking) : undefined;
}

function countMutations({ reading, asking }: Draft, { options }: Admission) {
  return reading?.kind === 'mutation' && asking ? options.rates.countMutations(reading.rootFields, asking) : undefined;
}
