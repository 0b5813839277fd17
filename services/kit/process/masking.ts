// Which errors may a client read, and with which code and field? Problems and faults of its own document; an outage by a code; anything else is logged and masked.
import { ApolloServerErrorCode } from '@apollo/server/errors';
import { type DocumentNode, GraphQLError, type GraphQLFormattedError, Kind, visit } from 'graphql';
import type { Log } from '../words/log';
import { Problem } from '../words/problem';
import { DatabaseAway, isOutage } from './outage';

/** What a client reads in place of a fault of ours. */
export const internalError = 'Something went wrong on our side. The error was recorded; please try again later.';

/** Codes that Apollo Server and graphql-js give to faults of the request itself. */
const requestFaults = new Set<unknown>(
  [...Object.values(ApolloServerErrorCode), 'PERSISTED_QUERY_NOT_FOUND'].filter((c) => c !== 'INTERNAL_SERVER_ERROR'),
);

/** Formats one error for the client and logs what it hides, with the trace of the request where that is known. */
export function maskError(log: Log) {
  return (formatted: GraphQLFormattedError, error: unknown, trace?: string): GraphQLFormattedError => {
    const { message, path, locations } = formatted;
    if (isReadable(formatted, error)) {
      const { stacktrace: _, ...extensions } = formatted.extensions ?? {};
      if (extensions.code !== 'BAD_USER_INPUT') return { message, path, locations, extensions };
      const field = extensions.field ?? fieldOfVariable(message);
      return {
        message: message.replace(wholeInput, '$1$2: '),
        path,
        locations,
        extensions: field === undefined ? extensions : { ...extensions, field },
      };
    }
    const err = causeOf(error);
    if (isOutage(err)) {
      log.warn({ err, path, ...(trace && { trace }) }, 'the database did not answer');
      const { message, extensions } = new DatabaseAway();
      return { message, path, locations, extensions };
    }
    log.error({ err, path, ...(trace && { trace }) }, 'masked an internal error');
    return { message: internalError, path, locations, extensions: { code: 'INTERNAL_SERVER_ERROR' } };
  };
}

function isReadable({ extensions }: GraphQLFormattedError, error: unknown): boolean {
  const cause = causeOf(error);
  if (cause instanceof Problem) return true;
  if (!(cause instanceof GraphQLError)) return false;
  return requestFaults.has(extensions?.code) || (cause.originalError === undefined && cause.path === undefined);
}

function causeOf(error: unknown): unknown {
  return error instanceof GraphQLError && error.originalError ? causeOf(error.originalError) : error;
}

/** An error of ours about a request that is none. */
export const coded = (code: string, message: string) => new GraphQLError(message, { extensions: { code } });

/** The same error with a code, unless it has one. */
export const withCode = (code: string, { message, nodes, source, positions, extensions }: GraphQLError) =>
  new GraphQLError(message, { nodes, source, positions, extensions: { code, ...extensions } });

/** As graphql-js words a variable that cannot be used: `Variable "$input" got invalid value "x" at "input.effectiveFrom.date"; ...`. */
const variable = /^Variable "\$(\w+)"(?:.*? at "(?:\w+\.(.+?)|(\w+\[.+?))";)?/s;

/** The part of an input that is missing, or that no input has, as graphql-js words it behind the whole input. */
const lacking = /^.*; Field "(\w+)" (?:of required type|is not defined)/s;
/** The whole input, which may hold names and addresses. */
const wholeInput = /^(Variable "\$\w+" got invalid value) \{.*\}( at "[^"]+")?; (?=Field ")/s;

/** The path within a variable that cannot be used, from its name on where it is a list or no part is told; undefined for other words. */
function fieldOfVariable(message: string): string | undefined {
  const [, name, within, item] = variable.exec(message) ?? [];
  if (name === undefined) return undefined;
  const path = within ?? item;
  const lacks = lacking.exec(message)?.[1];
  return lacks ? [path, lacks].filter(Boolean).join('.') : (path ?? name);
}

/** The same fault with its field in `extensions`, as refusals of ours have it; unchanged where it has one, or none can be told. */
export function namingField(document: DocumentNode, fault: GraphQLError): GraphQLError {
  const { message, nodes, source, positions, extensions } = fault;
  if (extensions.code !== 'BAD_USER_INPUT' || extensions.field !== undefined) return fault;
  const field = fieldOfVariable(message) ?? (nodes?.[0]?.loc && fieldAt(document, nodes[0].loc.start));
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
