// Which requests are answered from a compiled operation to the socket, without anything in between?
import type { ServerResponse } from 'node:http';
import type { GraphQLFormattedError } from 'graphql';
import { OperationTypeNode } from 'graphql';
import type { Answered } from '#kit/process/plainPosts';
import type { ExecutionError } from '../execution/errors';
import { type CompiledOperation, responseText } from '../execution/executor';
import type { OnBehalf } from '../execution/run';
import type { Variables } from '../execution/types';
import type { Replacement } from './execute';
import { whileConnected } from './whileConnected';

export interface FastPathOptions {
  /** The operation of a text that has been accepted before. */
  readonly accepted: (text: string, operationName: string | null | undefined) => CompiledOperation | undefined;
  readonly formatError: (error: ExecutionError) => GraphQLFormattedError;
}

/**
 * Answers an admitted operation whose document was accepted before, and gives its text. Undefined for everything else (first sight of
 * a document, variables that do not fit, a type of answer that takes negotiation), which goes the long way: so there is one place
 * that negotiates and words refusals.
 */
export function fastPath({ accepted, formatError }: FastPathOptions) {
  return async (
    accept: string | undefined,
    response: ServerResponse,
    { query, operationName, variables: given }: Replacement,
    { headers }: OnBehalf,
  ): Promise<Omit<Answered, 'bytes'> | undefined> => {
    const type = responseType(accept);
    const operation = type && accepted(query, typeof operationName === 'string' ? operationName : undefined);
    if (!operation) return undefined;
    const kind = operation.operation.definition.operation;
    const variables = operation.coerce(given as Variables | null | undefined);
    if (kind === OperationTypeNode.SUBSCRIPTION || 'errors' in variables) return undefined;
    // A mutation that has begun goes on, whoever waits for it.
    const onBehalf = kind === OperationTypeNode.QUERY ? { headers, reader: whileConnected(response) } : { headers };
    const { data, errors } = await operation.execute(variables.coerced, onBehalf);
    const text = responseText({ data, errors: errors.length > 0 ? errors.map(formatError) : errors });
    return { status: 200, headers: { 'content-type': type, 'cache-control': 'no-store' }, text };
  };
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
