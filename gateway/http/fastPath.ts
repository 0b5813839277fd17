// Which requests are answered from a compiled operation to the socket, without anything in between?
import type { FastifyReply, FastifyRequest } from 'fastify';
import type { GraphQLFormattedError } from 'graphql';
import { OperationTypeNode } from 'graphql';
import type { ExecutionError } from '../execution/errors';
import { type CompiledOperation, responseText } from '../execution/executor';
import type { OnBehalf } from '../execution/run';
import type { Variables } from '../execution/types';

export interface FastPathOptions {
  /** The operation of a text that has been accepted before. */
  readonly accepted: (text: string, operationName: string | null | undefined) => CompiledOperation | undefined;
  /** On whose behalf subgraphs are asked; may reject, and the request then goes the long way. */
  readonly headersOf: (request: FastifyRequest) => Promise<OnBehalf['headers']>;
  readonly formatError: (error: ExecutionError) => GraphQLFormattedError;
}

/** What a request asks for, when it asks in the usual form. */
interface Usual {
  readonly query: string;
  readonly operationName?: string | null;
  readonly variables?: Variables | null;
}

/**
 * Answers the usual request, a JSON POST of a document that was accepted before, and says whether it did. Everything else (first
 * sight of a document, GET, other forms, variables that do not fit, every refusal) goes the long way, so there is one place that
 * negotiates and refuses.
 */
export function fastPath({ accepted, headersOf, formatError }: FastPathOptions) {
  return async (request: FastifyRequest, reply: FastifyReply): Promise<string | undefined> => {
    const { body, headers } = request;
    const type = responseType(headers.accept);
    if (request.method !== 'POST' || type === undefined || !isUsual(body)) return undefined;
    const operation = accepted(body.query, body.operationName);
    const definition = operation?.operation.definition;
    if (!operation || !definition || definition.operation === OperationTypeNode.SUBSCRIPTION) return undefined;
    const variables = operation.coerce(body.variables);
    if ('errors' in variables) return undefined;
    // A mutation that has begun goes on, whoever waits for it.
    const isQuery = definition.operation === OperationTypeNode.QUERY;
    const onBehalf = { headers: await headersOf(request), ...(isQuery && { signal: whileConnected(reply) }) };
    const { data, errors } = await operation.execute(variables.coerced, onBehalf);
    void reply.header('content-type', type).header('cache-control', 'no-store');
    return responseText({ data, errors: errors.length > 0 ? errors.map(formatError) : errors });
  };
}

/** Only the members named here: extensions, and whatever else a client sends, may mean something to the long way. */
function isUsual(body: unknown): body is Usual {
  if (typeof body !== 'object' || body === null || Array.isArray(body)) return false;
  for (const key in body) if (key !== 'query' && key !== 'operationName' && key !== 'variables') return false;
  const { query, operationName = null, variables = null } = body as Record<string, unknown>;
  return (
    typeof query === 'string' &&
    (operationName === null || typeof operationName === 'string') &&
    typeof variables === 'object' &&
    !Array.isArray(variables)
  );
}

const json = 'application/json; charset=utf-8';
const graphql = 'application/graphql-response+json; charset=utf-8';

/** The type a client prefers, where it says so without weights; undefined where it takes negotiation to tell. */
export function responseType(accept: string | undefined): string | undefined {
  if (accept === undefined || accept === '*/*' || accept === 'application/json') return json;
  if (accept.includes(';')) return undefined;
  const wanted = accept.split(',').map((type) => type.trim());
  const first = wanted.find((type) => type === 'application/json' || type === 'application/graphql-response+json');
  if (first) return first === 'application/json' ? json : graphql;
  return wanted.includes('*/*') ? json : undefined;
}

function whileConnected({ raw }: FastifyReply): AbortSignal {
  const gone = new AbortController();
  raw.once('close', () => {
    if (!raw.writableFinished) gone.abort();
  });
  return gone.signal;
}
