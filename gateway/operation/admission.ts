// Which operations are let through: their documents are found and read once, then every transport asks the same ordered questions.
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { type DocumentNode, type FormattedExecutionResult, GraphQLError, Kind, parse, print } from 'graphql';
import { LRUCache } from 'lru-cache';
import type { Identity } from '#kit/words/identity';
import { BadInput } from '#kit/words/problem';
import { hashOf, Operation, operationOf, type Schemas, type Variables } from './document';
import { patternOf } from './pattern';
import type { Counted, RateLimits, Requester } from './rates';
import { DocumentLimit, OperationNotFound, OperationNotRegistered, OperationUnresolved, UnsafeRequest } from './refusals';

/** What a client sent of its operation, before anything was checked. */
export interface Sent {
  readonly query?: unknown;
  readonly operationName?: unknown;
  readonly variables?: unknown;
  readonly extensions?: unknown;
}

/** An operation that is to be executed: its text was found, and admission let it through. */
export interface Asked {
  readonly query: string;
  readonly operationName?: string | null | undefined;
  readonly variables?: Variables | null | undefined;
  /** Undefined for a document that cannot be read: the executor says best what is wrong with it. */
  readonly operation?: Operation | undefined;
  /** It was read just now and has to be planned, which takes longer than answering it. */
  readonly firstSeen?: boolean;
  /** The text is one of this project's own, so that no client wrote it. */
  readonly registered?: boolean | undefined;
  /** Who opens a live feed if nobody has yet, and what each of its events costs. */
  readonly opener?: { readonly address: string | undefined; readonly cost: number };
}

/** Answers a query or a mutation as an HTTP request would be answered. */
export type Execute = (asked: Asked, identity: Identity) => Promise<FormattedExecutionResult>;

export interface DocumentsOptions {
  /** The folder of registered documents, one in each .graphql file; may be missing. */
  readonly folder: string;
  /** Whether only registered documents are executed. */
  readonly registeredOnly: boolean;
  /** Whether clients may make other documents known by their hash (automatic persisted queries). */
  readonly automatic: boolean;
  /** Tokens that a document may have. */
  readonly maxTokens: number;
}

/** The most that cached documents may take, in bytes, with everything that is kept by them: plans and compiled forms. */
const maxBytes = 64_000_000;
/** So many at most, as smaller ones are counted as if they took their share; given as `max`, room would be taken for all of them at once. */
const maxDocuments = 20_000;

/** The operations of a text by name, as far as they were asked for; or the text that a client made known by its hash. */
type Entry = Map<string, Operation> | string;

const bytesOf = (entry: Entry, key: string): number =>
  typeof entry === 'string'
    ? 2 * (entry.length + key.length)
    : [...new Set(entry.values())].reduce((sum, operation) => sum + operation.bytes, 2 * key.length);

/** Finds the text of what was sent and reads it. Clients choose the texts, so what was used least recently goes first. */
export class Documents {
  /** By the file's text and the text as clients print it, and by the hashes of both. */
  readonly #registered = new Map<string, string>();
  /** By text, and by hash. */
  readonly #cache: LRUCache<string, Entry>;
  #schemas: Schemas | undefined;
  /** What was read for schemas before they came into use, by text. */
  #prepared: { readonly schemas: Schemas; readonly operations: ReadonlyMap<string, Operation> } | undefined;

  constructor(
    private readonly options: DocumentsOptions,
    maxSize = maxBytes,
  ) {
    const least = Math.ceil(maxSize / maxDocuments);
    this.#cache = new LRUCache({ maxSize, sizeCalculation: (entry, key) => Math.max(bytesOf(entry, key), least) });
    for (const text of textsIn(options.folder)) {
      const printed = print(parse(text));
      for (const form of [text, text.trim(), printed]) for (const key of [form, hashOf(form)]) this.#registered.set(key, printed);
    }
  }

  /** How many documents are registered. */
  get size(): number {
    return new Set(this.#registered.values()).size;
  }

  /** Forgets what was read for another schema. */
  supergraphChanged(schemas: Schemas): void {
    if (schemas === this.#schemas) return;
    this.#schemas = schemas;
    for (const [key, entry] of this.#cache.entries()) if (typeof entry !== 'string') this.#cache.delete(key);
    if (this.#prepared?.schemas === schemas)
      for (const [text, operation] of this.#prepared.operations) this.#keep(text, operation);
    this.#prepared = undefined;
  }

  /** The operations of all registered documents that hold one, read for schemas that are in use or will be. */
  registeredFor(schemas: Schemas): readonly Operation[] {
    const operations = new Map<string, Operation>();
    for (const text of new Set(this.#registered.values())) {
      const known = schemas === this.#schemas ? this.#known(text, undefined) : undefined;
      const operation = known ?? operationOf(parse(text, { noLocation: true }), { text, schemas });
      if (operation) operations.set(text, operation);
      if (operation && !known && schemas === this.#schemas) this.#keep(text, operation);
    }
    if (schemas !== this.#schemas) this.#prepared = { schemas, operations };
    return [...operations.values()];
  }

  /** Clients send its name or none. */
  #keep(text: string, operation: Operation): void {
    this.#cache.set(text, new Map([['', operation], ...(operation.name === null ? [] : [[operation.name, operation] as const])]));
  }

  /** Undefined when neither text nor hash was sent. @throws OperationNotFound, OperationNotRegistered, OperationUnresolved, DocumentLimit, BadInput */
  find(sent: Sent): Asked | undefined {
    const { query: given, operationName: name, extensions } = sent;
    // A WebSocket message must have a query, so one with a hash has an empty query.
    const text = typeof given === 'string' && given !== '' ? given : undefined;
    const hash = hashIn(extensions);
    if (text === undefined && hash === undefined) return undefined;
    if (text !== undefined && hash !== undefined && hashOf(text) !== hash)
      throw new BadInput(
        'extensions.persistedQuery.sha256Hash',
        'This is not the hash of the query sent with it. Send the SHA-256 of that text.',
      );
    const known = this.#registered.get(hash ?? (text as string)) ?? this.#printed(text);
    const query = known ?? this.#unregistered(text, hash);
    // Some clients send an empty name where there is none.
    const operationName = typeof name === 'string' && name !== '' ? name : undefined;
    const variables = variablesIn(sent);
    const registered = known !== undefined;
    const read = this.#known(query, operationName);
    if (read) return { query, operationName, variables, operation: read, registered };
    const operation = this.read(query, operationName);
    return { query, operationName, variables, operation, registered, ...(operation && { firstSeen: true }) };
  }

  #known(text: string, name: string | null | undefined): Operation | undefined {
    const entry = this.#cache.get(text);
    return entry === undefined || typeof entry === 'string' ? undefined : entry.get(name ?? '');
  }

  /** Undefined for a document that cannot be read, or holds no operation. @throws DocumentLimit when it is too long, OperationUnresolved */
  read(text: string, name: string | null | undefined): Operation | undefined {
    const entry = this.#cache.get(text);
    const operations = entry === undefined || typeof entry === 'string' ? undefined : entry;
    const known = operations?.get(name ?? '');
    if (known) return known;
    const operation = this.#renamed(text, name || undefined) ?? this.#parsed(text, name);
    if (operation) this.#cache.set(text, new Map(operations).set(name ?? '', operation));
    return operation;
  }

  #parsed(text: string, name: string | null | undefined, shown?: Pick<Operation, 'shownName'>): Operation | undefined {
    const document = parsed(text, this.options.maxTokens);
    const schemas = this.#schemas && { schemas: this.#schemas };
    const operation = document && operationOf(document, { text, name: name ?? null, ...schemas, ...shown });
    if (!operation && document) refuseUnresolved(document, name || undefined);
    return operation;
  }

  /** One whose pattern is known, or can be read. */
  #renamed(text: string, name: string | undefined): Operation | undefined {
    const found = this.#schemas && patternOf(text, this.#schemas.supergraphSchema, this.options.maxTokens);
    if (!found || (name !== undefined && name !== found.names.operation)) return undefined;
    let pattern = this.#known(found.text, undefined);
    if (!pattern) {
      pattern = this.#parsed(found.text, undefined, { shownName: found.names.operation ?? null });
      if (!pattern) return undefined;
      this.#cache.set(found.text, new Map([['', pattern]]));
    }
    return Operation.renamed(text, { pattern, names: found.names });
  }

  #unregistered(text: string | undefined, hash: string | undefined): string {
    const { registeredOnly, automatic } = this.options;
    if (registeredOnly) throw text === undefined ? new OperationNotFound() : new OperationNotRegistered();
    if (text !== undefined) {
      if (hash !== undefined && automatic) this.#cache.set(hash, text);
      return text;
    }
    const sent = this.#cache.get(hash as string);
    if (typeof sent !== 'string') throw new OperationNotFound();
    return sent;
  }

  /** Where only registered documents are answered, one may come in another layout; elsewhere the layout does not matter. */
  #printed(text: string | undefined): string | undefined {
    if (!this.options.registeredOnly || text === undefined) return undefined;
    try {
      return this.#registered.get(hashOf(print(parse(text, { maxTokens: this.options.maxTokens }))));
    } catch (error) {
      if (error instanceof GraphQLError) return undefined;
      throw error;
    }
  }
}

/** Positions in the text are left out: they take much memory, and only the executor, which parses an invalid document again, needs them. */
function parsed(text: string, maxTokens: number): DocumentNode | undefined {
  try {
    return parse(text, { maxTokens, noLocation: true });
  } catch (error) {
    if (error instanceof GraphQLError && error.message.includes('Parsing aborted'))
      throw new DocumentLimit('DOCUMENT_TOO_LONG', 'has too many tokens', 'MAX_TOKENS', maxTokens, maxTokens + 1);
    return undefined;
  }
}

/** A document without any operation is invalid whatever its name, and validation says why. @throws OperationUnresolved */
function refuseUnresolved({ definitions }: DocumentNode, name: string | undefined): void {
  const operations = definitions.filter((each) => each.kind === Kind.OPERATION_DEFINITION);
  const names = operations.flatMap(({ name }) => name?.value ?? []);
  if (operations.length > 0) throw new OperationUnresolved(name, names);
}

/** How deep lists and objects of variables may lie within each other: far deeper than anything a person means. */
const maxVariableDepth = 100;

/** @throws BadInput of such as nobody could read or write: too deep for a stack, or with numbers beyond all of JSON */
function variablesIn({ variables }: Sent): Variables | undefined {
  if (typeof variables !== 'object' || variables === null) return undefined;
  let [depth, level]: [number, object[]] = [0, [variables]];
  while (level.length > 0) {
    if (depth++ > maxVariableDepth)
      throw new BadInput('variables', `Variables may be nested ${maxVariableDepth} levels deep. Send flatter ones.`, {
        limit: maxVariableDepth,
      });
    const below: object[] = [];
    for (const each of level)
      for (const value of Object.values(each)) {
        if (typeof value === 'object' && value !== null) below.push(value);
        // JSON has no way to hand it on.
        else if (value === Number.POSITIVE_INFINITY || value === Number.NEGATIVE_INFINITY)
          throw new BadInput('variables', 'A number among the variables is too large. Send one that a double can hold.');
      }
    level = below;
  }
  return variables as Variables;
}

function hashIn(extensions: unknown): string | undefined {
  const persisted = (extensions as { persistedQuery?: { sha256Hash?: unknown } } | null | undefined)?.persistedQuery;
  if (persisted === undefined || persisted === null) return undefined;
  const { sha256Hash } = persisted;
  if (typeof sha256Hash !== 'string' || !/^[0-9a-f]{64}$/.test(sha256Hash))
    throw new BadInput(
      'extensions.persistedQuery.sha256Hash',
      'The hash of a persisted query is SHA-256 in 64 hexadecimal digits.',
    );
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

/** Who sent an operation, and how. */
interface Caller {
  readonly transport: 'http' | 'websocket';
  /** Whether any web page could have sent it without the browser asking first: then it must be safe. */
  readonly simple: boolean;
  readonly safeMethod: boolean;
  readonly identity: Identity;
  readonly address: string | undefined;
}

/** How much one operation may ask for. */
export interface DocumentLimits {
  readonly tokens: number;
  readonly depth: number;
  readonly fields: number;
  readonly aliases: number;
  readonly directives: number;
  readonly operations: number;
  /** Values in one answer. */
  readonly cost: number;
  /** Values in one event of a subscription, which are computed again and again. */
  readonly eventCost: number;
}

/**
 * What a document that no client sent before counts besides its values, since it is validated, planned and compiled then: some milliseconds
 * that no limit of its values bounds, and more for each field.
 */
const [firstCost, firstFieldCost] = [500, 10];

interface AdmissionOptions {
  readonly limits: DocumentLimits;
  readonly rates: RateLimits;
  readonly documents: Documents;
}

/** Lets operations through, or refuses them. */
export class Admission {
  constructor(readonly options: AdmissionOptions) {}

  /**
   * Undefined when the request holds no operation that could be read; it counts all the same. Cheap questions come first, and nothing
   * is counted as a mutation before it could be one. What was found before for the same words need not be found again, and is held against
   * everything all the same. At once where nothing has to be waited for. @throws Problem, each with its code
   */
  admit(sent: Sent | undefined, caller: Caller, found?: Asked): Promise<Asked | undefined> | Asked | undefined {
    const requester = requesterOf(caller);
    const counted = requester && this.options.rates.countOperation(requester);
    if (counted) return counted.then(() => this.#admitted(sent, caller, requester, found));
    return this.#admitted(sent, caller, requester, found);
  }

  #admitted(sent: Sent | undefined, caller: Caller, requester: Requester | undefined, found: Asked | undefined) {
    const { documents, limits } = this.options;
    const asked = found ?? (sent && documents.find(sent));
    if (!asked) return undefined;
    refuseUnsafe(asked, caller);
    const { query, operationName, variables, operation, registered } = asked;
    if (!operation) return asked;
    refuseLarge(operation, limits);
    const cost = operation.fixedCost ?? operation.cost(variables ?? {});
    refuseCostly(cost, operation, limits);
    // Written out, not spread: this runs for every request.
    const admitted = { query, operationName, variables, operation, registered, opener: { address: caller.address, cost } };
    const first = asked.firstSeen && !registered ? firstCost + firstFieldCost * operation.shape.fields : 0;
    const counted = requester && this.#count(operation, cost + first, requester);
    return counted ? counted.then(() => admitted) : admitted;
  }

  #count(operation: Operation, cost: number, requester: Requester): Counted {
    const { rates } = this.options;
    const mutations = () => (operation.kind === 'mutation' ? rates.countMutations(operation.rootFields, requester) : undefined);
    const counted = cost > 0 ? rates.countCost(cost, requester) : undefined;
    return counted ? counted.then(mutations) : mutations();
  }
}

/** Nobody in particular, as a developer on this machine is, is not counted, nor waited for. */
function requesterOf({ identity: { subject }, address }: Caller): Requester | undefined {
  return subject !== null || address !== undefined ? { subject, address } : undefined;
}

function refuseUnsafe({ operation, registered }: Asked, { simple, safeMethod, transport, identity }: Caller): void {
  const mutation = operation?.kind === 'mutation';
  if (mutation && safeMethod) throw new UnsafeRequest('A mutation must be sent by POST.', 'POST', 405, { allow: 'POST' });
  if (mutation && transport === 'websocket' && identity.subject === null)
    throw new UnsafeRequest(
      'A mutation over a WebSocket needs an account, because any web page can open one. Sign in, or send the mutation by HTTP POST.',
      'POST',
    );
  if (simple && !registered)
    throw new UnsafeRequest(
      'Any web page could send this request, be it a query. Send it by POST with content-type: application/json (urql: preferGetMethod: false), ' +
        'add the header apollo-require-preflight, or send a registered operation by its hash. Pages of ALLOWED_ORIGINS need none of that.',
      'apollo-require-preflight',
    );
}

function refuseLarge({ shape }: Operation, limits: DocumentLimits): void {
  refuse('DOCUMENT_TOO_DEEP', 'is nested too deeply', 'MAX_DEPTH', limits.depth, shape.depth);
  refuse('TOO_MANY_FIELDS', 'selects too many fields', 'MAX_FIELDS', limits.fields, shape.fields);
  refuse('TOO_MANY_ALIASES', 'has too many aliases', 'MAX_ALIASES', limits.aliases, shape.aliases);
  refuse('TOO_MANY_DIRECTIVES', 'has too many directives', 'MAX_DIRECTIVES', limits.directives, shape.directives);
  refuse('TOO_MANY_OPERATIONS', 'is one of too many operations', 'MAX_OPERATIONS', limits.operations, shape.operations);
}

function refuseCostly(values: number, { kind }: Operation, limits: DocumentLimits): void {
  if (kind === 'subscription')
    refuse('OPERATION_TOO_COSTLY', 'asks for too many values in each event', 'MAX_EVENT_COST', limits.eventCost, values);
  else refuse('OPERATION_TOO_COSTLY', 'asks for too many values', 'MAX_COST', limits.cost, values);
}

function refuse(code: string, what: string, setting: string, limit: number, measured: number): void {
  if (measured > limit) throw new DocumentLimit(code, what, setting, limit, measured);
}
