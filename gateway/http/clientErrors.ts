// Which errors does a client of the gateway read? Those that subgraphs let out, and faults of its own request.
import type { GraphQLFormattedError } from 'graphql';
import { maskError } from '#kit/process/masking';
import type { Log } from '#kit/words/log';
import { invalidValue } from '../execution/errors';

/** Formats an error for the client: subgraphs have masked theirs already, and everything else but the words of the executor is masked here. */
export function formatForClient(log: Log, hideSchema = false) {
  const maskUnknown = maskError(log);
  const mask = (formatted: GraphQLFormattedError, error: unknown) => {
    const masked = maskUnknown(formatted, error);
    return hideSchema ? { ...masked, message: masked.message.replace(/ ?Did you mean [^?]*\?/, '') } : masked;
  };
  return (formatted: GraphQLFormattedError, error: unknown): GraphQLFormattedError => {
    const { serviceName, code } = formatted.extensions ?? {};
    if (typeof serviceName !== 'string' && code !== invalidValue) return mask(formatted, error);
    const { message, path, locations } = formatted;
    return { message, ...(path && { path }), ...(locations && { locations }), extensions: plain(formatted.extensions ?? {}) };
  };
}

/** What a subgraph adds to an error, without what servers add for their developers. */
function plain({ stacktrace: _s, exception: _e, response: _r, ...rest }: Record<string, unknown>): Record<string, unknown> {
  return rest;
}
