// Which errors may a client read? Problems and faults of its own document; anything else is logged and masked.
import { ApolloServerErrorCode } from '@apollo/server/errors';
import { GraphQLError, type GraphQLFormattedError } from 'graphql';
import type { Log } from '../words/log';
import { Problem } from '../words/problem';

/** What a client reads in place of a fault of ours. */
export const internalError = 'Something went wrong on our side. The error was recorded; please try again later.';

/** Codes that Apollo Server and graphql-js give to faults of the request itself. */
const requestFaults = new Set<unknown>(
  [...Object.values(ApolloServerErrorCode), 'PERSISTED_QUERY_NOT_FOUND'].filter((c) => c !== 'INTERNAL_SERVER_ERROR'),
);

/** Formats one error for the client and logs what it hides. */
export function maskError(log: Log) {
  return (formatted: GraphQLFormattedError, error: unknown): GraphQLFormattedError => {
    const { message, path, locations } = formatted;
    if (isReadable(formatted, error)) {
      const { stacktrace: _, ...extensions } = formatted.extensions ?? {};
      return { message, path, locations, extensions };
    }
    log.error({ err: causeOf(error), path }, 'masked an internal error');
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
