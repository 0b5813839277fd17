// May this operation be executed for whoever asks? THE ORDERED LIST of questions that every operation answers, on every transport.
import {
  type DocumentNode,
  type FragmentDefinitionNode,
  GraphQLError,
  type GraphQLSchema,
  Kind,
  type OperationDefinitionNode,
  type OperationTypeNode,
  parse,
} from 'graphql';
import { LRUCache } from 'lru-cache';
import type { Identity } from '#kit/identity';
import { type Cost, costOf } from './limits/cost';
import { checkCost, checkShape, type DocumentLimits } from './limits/documentLimits';
import type { RateLimits } from './limits/rates';
import { DocumentLimit } from './limits/refusals';
import { type Shape, shapeOf } from './limits/shape';
import type { Operations } from './operations/registered';
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
  /** Its text is one of ours, and no client's. */
  readonly registered: boolean;
}

export interface AdmissionOptions {
  readonly limits: DocumentLimits;
  readonly rates: RateLimits;
  readonly operations: Operations;
}

/** What a step learns for those after it. */
interface Draft extends Incoming {
  known?: ReturnType<Operations['find']>;
  reading?: Reading | undefined;
}

/** What depends on a document alone, computed once for each text. */
interface Reading {
  readonly kind: OperationTypeNode;
  readonly shape: Shape;
  readonly cost: Cost | undefined;
  readonly rootFields: readonly string[];
}

/** A refused mutation: this way of sending it could be chosen by a foreign web page. */
export class UnsafeRequest extends Refusal {
  constructor(message: string, status = 400, headers: Readonly<Record<string, string>> = {}) {
    super(status, 'UNSAFE_REQUEST', message, {}, headers);
  }
}

type Step = (draft: Draft, admission: Admission) => void | Promise<void>;

/** Cheap questions come first, and nothing is counted as a mutation before it could be one. */
const steps: readonly Step[] = [countOperation, findDocument, readDocument, refuseUnsafe, limitDocument, countMutations];

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
    const draft: Draft = { ...incoming };
    for (const step of steps) {
      const wait = step(draft, this);
      if (wait) await wait;
    }
    const { known, reading } = draft;
    return known && { ...known, kind: reading?.kind };
  }

  /** Undefined for a document that can not be read or does not say which operation it means. @throws DocumentLimit when it is too long */
  read(query: string, operationName: unknown): Reading | undefined {
    const key = `${typeof operationName === 'string' ? operationName : ''}\n${query}`;
    const known = this.#readings.get(key);
    if (known) return known;
    const document = parsed(query, this.options.limits.tokens);
    const operation = document && operationOf(document, operationName);
    if (!document || !operation) return undefined;
    const fragments = fragmentsOf(document);
    const reading: Reading = {
      kind: operation.operation,
      shape: shapeOf(document, operation, fragments),
      cost: this.#schema && costOf(this.#schema, operation, fragments),
      rootFields: rootFieldsOf(operation, fragments),
    };
    this.#readings.set(key, reading);
    return reading;
  }
}

function countOperation({ identity: { subject }, address }: Draft, { options }: Admission) {
  // Nobody in particular is not counted, nor waited for.
  return subject !== null || address !== undefined ? options.rates.countOperation({ subject, address }) : undefined;
}

function findDocument(draft: Draft, { options }: Admission) {
  draft.known = draft.sent && options.operations.find(draft.sent);
}

function readDocument(draft: Draft, admission: Admission) {
  draft.reading = draft.known && admission.read(draft.known.query, draft.sent?.operationName);
}

function refuseUnsafe({ reading, known, simple, safeMethod, transport, identity }: Draft) {
  if (reading?.kind === 'mutation' && safeMethod)
    throw new UnsafeRequest('A mutation must be sent by POST.', 405, { allow: 'POST' });
  if (reading?.kind === 'mutation' && transport === 'websocket' && identity.subject === null)
    throw new UnsafeRequest('A mutation over a WebSocket needs an account, as its page is not checked; send it by HTTP POST.');
  if (simple && known && !known.registered)
    throw new UnsafeRequest(
      'Any web page could send this request. Send a registered operation by its hash, or add the header apollo-require-preflight.',
    );
}

function limitDocument({ reading, sent }: Draft, { options: { limits } }: Admission) {
  if (!reading) return;
  checkShape(reading.shape, limits);
  const variables = typeof sent?.variables === 'object' && sent.variables !== null ? sent.variables : {};
  if (reading.cost) checkCost(reading.cost, variables as Parameters<Cost>[0], reading.kind, limits);
}

function countMutations({ reading, identity: { subject }, address }: Draft, { options }: Admission) {
  return reading?.kind === 'mutation' ? options.rates.countMutations(reading.rootFields, { subject, address }) : undefined;
}

function parsed(query: string, maxTokens: number): DocumentNode | undefined {
  try {
    return parse(query, { maxTokens, noLocation: true });
  } catch (error) {
    if (error instanceof GraphQLError && error.message.includes('Parsing aborted'))
      throw new DocumentLimit('DOCUMENT_TOO_LONG', 'has too many tokens', 'MAX_TOKENS', maxTokens, maxTokens + 1);
    return undefined;
  }
}

function operationOf({ definitions }: DocumentNode, name: unknown): OperationDefinitionNode | undefined {
  const operations = definitions.filter((each) => each.kind === Kind.OPERATION_DEFINITION);
  if (typeof name === 'string' && name !== '') return operations.find((each) => each.name?.value === name);
  return operations.length === 1 ? operations[0] : undefined;
}

const fragmentsOf = ({ definitions }: DocumentNode) =>
  new Map(
    definitions.flatMap((each): [string, FragmentDefinitionNode][] =>
      each.kind === Kind.FRAGMENT_DEFINITION ? [[each.name.value, each]] : [],
    ),
  );

/** Field names at the root, each as often as it is asked for; fragments are followed once, as validation allows no cycles. */
function rootFieldsOf(
  { selectionSet }: OperationDefinitionNode,
  fragments: ReadonlyMap<string, FragmentDefinitionNode>,
): string[] {
  const seen = new Set<string>();
  const names: string[] = [];
  const visit = ({ selections }: typeof selectionSet) => {
    for (const selection of selections) {
      if (selection.kind === Kind.FIELD) names.push(selection.name.value);
      else if (selection.kind === Kind.INLINE_FRAGMENT) visit(selection.selectionSet);
      else if (!seen.has(selection.name.value)) {
        seen.add(selection.name.value);
        const fragment = fragments.get(selection.name.value);
        if (fragment) visit(fragment.selectionSet);
      }
    }
  };
  visit(selectionSet);
  return names;
}
