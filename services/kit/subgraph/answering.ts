// How is an operation answered over HTTP at little more than the cost of its execution?

import { setImmediate } from 'node:timers/promises';
import {
  type DocumentNode,
  type ExecutionResult,
  execute,
  GraphQLError,
  type GraphQLFormattedError,
  type GraphQLSchema,
  Kind,
  parse,
  validate,
  visit,
} from 'graphql';
import { LRUCache } from 'lru-cache';
import type { Answered } from '../process/plainPosts';

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

/** As graphql-js words a variable that cannot be used: `Variable "$input" got invalid value "x" at "input.effectiveFrom.date"; ...`. */
const variable = /^Variable "\$(\w+)"(?:.*? at "\w+[.[](.+?)";)?/s;

/** The same fault with its field in `extensions`, as refusals of ours have it; unchanged where it has one, or none can be told. */
export function namingField(document: DocumentNode, fault: GraphQLError): GraphQLError {
  const { message, nodes, source, positions, extensions } = fault;
  if (extensions.code !== 'BAD_USER_INPUT' || extensions.field !== undefined) return fault;
  const [, name, path] = variable.exec(message) ?? [];
  const field = path ?? name ?? (nodes?.[0]?.loc && fieldAt(document, nodes[0].loc.start));
  return field ? new GraphQLError(message, { nodes, source, positions, extensions: { field, ...extensions } }) : fault;
}

/** The path of the value that begins at a place of the document: its argument alone, or the fields within it. */
function fieldAt(document: DocumentNode, start: number): string | undefined {
  let argument: string | undefined;
  const path: string[] = [];
  visit(document, {
    enter(node) {
      if (!node.loc || node.loc.start > start || node.loc.end <= start) return node.kind === Kind.DOCUMENT ? undefined : false;
      if (node.kind === Kind.ARGUMENT || node.kind === Kind.VARIABLE_DEFINITION) {
        argument = node.kind === Kind.ARGUMENT ? node.name.value : node.variable.name.value;
      } else if (node.kind === Kind.OBJECT_FIELD) path.push(`${path.length > 0 ? '.' : ''}${node.name.value}`);
      else if (node.kind === Kind.LIST) {
        const index = node.values.findIndex(({ loc }) => loc && loc.start <= start && start < loc.end);
        if (index >= 0) path.push(`[${index}]`);
      }
      return undefined;
    },
  });
  return argument && (path.join('') || argument);
}
