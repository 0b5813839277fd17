// May this operation be executed for its caller? The ordered list of questions that every operation answers, on every transport.
import type { Identity } from '#kit/words/identity';
import type { Asked, Operation, Sent } from './document';
import type { Documents } from './documents';
import type { RateLimits, Requester } from './rates';
import { DocumentLimit, UnsafeRequest } from './refusals';

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
   * is counted as a mutation before it could be one. @throws Problem, each with its code
   */
  async admit(sent: Sent | undefined, caller: Caller): Promise<Asked | undefined> {
    const { rates, documents, limits } = this.options;
    const requester = requesterOf(caller);
    if (requester) await rates.countOperation(requester);
    const asked = sent && documents.find(sent);
    if (!asked) return undefined;
    refuseUnsafe(asked, caller);
    const { operation, variables } = asked;
    if (!operation) return asked;
    refuseLarge(operation, limits);
    const cost = operation.fixedCost ?? operation.cost(variables ?? {});
    refuseCostly(cost, operation, limits);
    if (requester) {
      if (cost > 0) await rates.countCost(cost, requester);
      if (operation.kind === 'mutation') await rates.countMutations(operation.rootFields, requester);
    }
    return { ...asked, opener: { address: caller.address, cost } };
  }
}

/** Nobody in particular, as a developer on this machine is, is not counted, nor waited for. */
function requesterOf({ identity: { subject }, address }: Caller): Requester | undefined {
  return subject !== null || address !== undefined ? { subject, address } : undefined;
}

function refuseUnsafe({ operation, registered }: Asked, { simple, safeMethod, transport, identity }: Caller): void {
  const mutation = operation?.kind === 'mutation';
  if (mutation && safeMethod) throw new UnsafeRequest('A mutation must be sent by POST.', 405, { allow: 'POST' });
  if (mutation && transport === 'websocket' && identity.subject === null)
    throw new UnsafeRequest(
      'A mutation over a WebSocket needs an account, because any web page can open one. Sign in, or send the mutation by HTTP POST.',
    );
  if (simple && !registered)
    throw new UnsafeRequest(
      'Any web page could send this request. Send a registered operation by its hash, or add the header apollo-require-preflight.',
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
