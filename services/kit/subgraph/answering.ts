// How is an operation answered over HTTP at little more than the cost of its execution?

import { setImmediate } from 'node:timers/promises';
import type { DocumentNode } from 'graphql';
import {
  type ExecutionResult,
  execute,
  GraphQLError,
  type GraphQLFormattedError,
  type GraphQLSchema,
  parse,
  validate,
} from 'graphql';
import { LRUCache } from 'lru-cache';
import type { Answered } from '../process/plainPosts';
import { namingField } from './namedInput';

/** What a client sends. */
interface Operation {
  readonly query: string;
  readonly operationName?: string | null;
  readonly variables?: Readonly<Record<string, unknown>> | null;
}

/** Answers one request body. Never rejects: faults of ours are masked by `format`. */
export type Answering = (body: unknown, context: () => unknown) => Promise<Answered>;

/** The texts of documents that are remembered, in characters: clients choose them, so they must not fill the memory. */
const rememberedText = 4_000_000;

/**
 * Reading and checking a document costs several times as much as executing a small one, and clients send the same few: those are
 * remembered. Errors have the codes that Apollo's servers give them. (Measured against @apollo/server 5 in `bench/ingest.ts`.)
 */
export function answering(
  schema: GraphQLSchema,
  format: (formatted: GraphQLFormattedError, error: unknown) => GraphQLFormattedError,
): Answering {
  const documents = new LRUCache<string, DocumentNode>({
    maxSize: rememberedText,
    sizeCalculation: (_, text) => text.length + 1,
  });
  const formatted = (errors: readonly GraphQLError[]) => errors.map((error) => format(error.toJSON(), error));
  const refused = (...errors: readonly GraphQLError[]) => answered(400, { errors: formatted(errors) });
  return async (body, context) => {
    if (!isOperation(body))
      return refused(coded('BAD_REQUEST', 'The body must be a JSON object with the text of an operation as query.'));
    let document = documents.get(body.query);
    if (!document) {
      try {
        document = parse(body.query);
      } catch (error) {
        return refused(withCode('GRAPHQL_PARSE_FAILED', error as GraphQLError));
      }
      const faults = validate(schema, document);
      if (faults.length > 0) {
        const checked = document;
        return refused(...faults.map((fault) => namingField(checked, withCode('GRAPHQL_VALIDATION_FAILED', fault))));
      }
      documents.set(body.query, document);
      // Reading and checking took long enough for others to have their turn before it is executed.
      await setImmediate();
    }
    const { operationName, variables: variableValues } = body;
    try {
      const contextValue = context();
      const result = (await execute({ schema, document, contextValue, operationName, variableValues })) as ExecutionResult;
      if (result.data === undefined) {
        const faults = result.errors ?? [];
        return refused(...faults.map((fault) => namingField(document, withCode('BAD_USER_INPUT', fault))));
      }
      const errors = result.errors && formatted(result.errors);
      return answered(200, { data: result.data, ...(errors && { errors }) });
    } catch (error) {
      return refused(error instanceof GraphQLError ? error : new GraphQLError('', { originalError: error as Error }));
    }
  };
}

const headers = { 'content-type': 'application/json; charset=utf-8' };

function answered(status: 200 | 400, result: object): Answered {
  const text = JSON.stringify(result);
  return { status, headers, text, bytes: Buffer.byteLength(text) };
}

function isOperation(body: unknown): body is Operation {
  if (typeof body !== 'object' || body === null) return false;
  const { query, operationName, variables } = body as Partial<Record<keyof Operation, unknown>>;
  return typeof query === 'string' && (operationName ?? '').constructor === String && typeof (variables ?? {}) === 'object';
}

const coded = (code: string, message: string) => new GraphQLError(message, { extensions: { code } });

/** The same error with a code, unless it has one. */
const withCode = (code: string, { message, nodes, source, positions, extensions }: GraphQLError) =>
  new GraphQLError(message, { nodes, source, positions, extensions: { code, ...extensions } });
