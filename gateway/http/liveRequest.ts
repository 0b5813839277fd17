// Does a request want a stream, and of which operation?
import type { FastifyRequest } from 'fastify';
import { framingFor } from '../live/framing';
import type { Live } from '../live/live';
import type { LiveRequest } from '../live/sharedStream';

/**
 * The operation to be answered by the live feeds: a subscription, or anything asked for as a stream by a client that does not take
 * JSON. Undefined for what the executor answers, which includes requests that are malformed: it says so best.
 */
export function liveRequestOf(request: FastifyRequest, live: Live): LiveRequest | undefined {
  const operation = request.method === 'GET' ? fromQueryString(request.query) : request.body;
  if (!isOperation(operation)) return undefined;
  const { accept = '' } = request.headers;
  if (framingFor(accept) && !/json|\*\/\*/.test(accept)) return operation;
  return operation.query.includes('subscription') && isSubscription(operation, live) ? operation : undefined;
}

function fromQueryString(parameters: unknown): unknown {
  const { query, operationName, variables } = parameters as Record<string, string | undefined>;
  try {
    return { query, operationName, variables: variables === undefined ? undefined : JSON.parse(variables) };
  } catch {
    return undefined;
  }
}

function isOperation(value: unknown): value is LiveRequest {
  if (typeof value !== 'object' || value === null) return false;
  const { query, operationName, variables } = value as Record<string, unknown>;
  return (
    typeof query === 'string' &&
    isAbsentOr('string', operationName) &&
    isAbsentOr('object', variables) &&
    !Array.isArray(variables)
  );
}

const isAbsentOr = (type: string, value: unknown) => value === undefined || value === null || typeof value === type;

function isSubscription({ query, operationName }: LiveRequest, live: Live): boolean {
  try {
    return live.operationType(query, operationName) === 'subscription';
  } catch {
    return false;
  }
}
