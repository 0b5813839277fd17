// Why is a live feed refused or ended, and which of these words may the client read?
import { GraphQLError, type GraphQLFormattedError } from 'graphql';
import { Problem } from '#kit/words/problem';

/** A subscription document that this gateway can not serve. */
export class BadSubscription extends Problem {
  constructor(message: string) {
    super('GRAPHQL_VALIDATION_FAILED', message);
  }
}

/** The document holds a query or a mutation where a subscription was expected. */
export class NotASubscription extends Problem {
  constructor(readonly kind: 'query' | 'mutation') {
    super(
      'OPERATION_NOT_SUPPORTED',
      `This is a ${kind}; only subscriptions are answered here. Send it as an ordinary HTTP request instead.`,
    );
  }
}

/** A cap of this process or of one client is reached. */
export class SubscriptionLimit extends Problem {
  constructor(message: string) {
    super('SUBSCRIPTION_LIMIT', message);
  }
}

/** The gateway has no schema yet, or is on its way down. */
export class NotServing extends Problem {
  constructor() {
    super('SERVICE_UNAVAILABLE', 'This gateway takes no subscriptions now, as it starts or stops; connect again in a moment.');
  }
}

/** The subgraph that feeds a stream ended it for good. */
export class SourceFailed extends Problem {
  constructor() {
    super('SUBSCRIPTION_SOURCE_FAILED', 'The source of these live updates has failed. Subscribe again in a moment.');
  }
}

/** The graph changed, and the subscription does not fit it any more. */
export class SchemaReload extends Problem {
  constructor() {
    super('SUBSCRIPTION_SCHEMA_RELOAD', 'The schema has changed and this subscription no longer fits it; fetch the new schema.');
  }
}

/** The proof of the client's identity ended while its stream was open. */
export class TokenExpired extends Problem {
  constructor() {
    super('SUBSCRIPTION_TOKEN_EXPIRED', 'The token behind this subscription has expired. Subscribe again with a fresh token.');
  }
}

/** A stream can be sent in no form that the request accepts. */
export class StreamNotAcceptable extends Problem {
  constructor() {
    super(
      'NOT_ACCEPTABLE',
      'A subscription needs a stream: accept text/event-stream or multipart/mixed;subscriptionSpec=1.0, or use a WebSocket ' +
        'with the protocol graphql-transport-ws.',
    );
  }
}

/** A part of an event could not be had from its subgraph; the cause is logged, not shown. */
export class DownstreamUnavailable extends Problem {
  constructor() {
    super('DOWNSTREAM_SERVICE_ERROR', 'A part of this answer could not be fetched. It may be there with the next update.');
  }
}

/** One or more errors that refuse or end a subscription. */
export class SubscriptionFailure extends Error {
  constructor(readonly errors: readonly GraphQLError[]) {
    super(errors[0]?.message ?? 'The subscription failed.');
  }
}

/** How an error is worded for clients; the gateway's own formatter. */
export type FormatError = (error: unknown) => GraphQLFormattedError;

/** True for errors whose words were written for clients: ours, and those subgraphs sent in a GraphQL answer. */
export function isReadable(error: unknown): error is GraphQLError {
  if (!(error instanceof GraphQLError) || error.extensions.response !== undefined) return false;
  return !(error.originalError instanceof Error) || isReadable(error.originalError);
}

/** What a client reads about anything that was thrown: never an address, a stack or the words of an unexpected fault. */
export function formatErrors(thrown: unknown, formatError: FormatError): readonly GraphQLFormattedError[] {
  const errors = thrown instanceof SubscriptionFailure ? thrown.errors : [thrown];
  return errors.map((error) => formatError(isReadable(error) ? withoutTraces(error) : new DownstreamUnavailable()));
}

function withoutTraces(error: GraphQLError): GraphQLError {
  if (!('stacktrace' in error.extensions || 'exception' in error.extensions)) return error;
  const { stacktrace: _s, exception: _e, ...extensions } = error.extensions;
  const { message, nodes, source, positions, path } = error;
  return new GraphQLError(message, { nodes, source, positions, path, extensions });
}
