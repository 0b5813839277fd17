// Why a live feed is refused or ended, and which words about it a client may read.
import { GraphQLError, type GraphQLFormattedError } from 'graphql';
import { Problem } from '#kit/words/problem';
import { Refusal } from '../operation/refusals';

/** A subscription document that this gateway cannot serve. */
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
      `This is a ${kind}, and only subscriptions are answered here. Send it as an ordinary HTTP request.`,
    );
  }
}

/** A limit of this process or of one client is reached. */
export class SubscriptionLimit extends Refusal {
  constructor(message: string, setting: string, limit?: number) {
    super(503, 'SUBSCRIPTION_LIMIT', message, { setting, ...(limit !== undefined && { limit }) });
  }
}

/** The gateway has no schema yet, or is stopping. */
export class NotServing extends Refusal {
  constructor() {
    super(
      503,
      'SERVICE_UNAVAILABLE',
      'This gateway is starting or stopping and takes no subscriptions now. Connect again in a moment.',
    );
  }
}

/** The subgraph that feeds a stream ended it for good. */
export class SourceFailed extends Problem {
  constructor() {
    super(
      'SUBSCRIPTION_SOURCE_FAILED',
      'The part of the graph that feeds these live updates ended them. Subscribe again in a moment.',
    );
  }
}

/** The subgraph that feeds a stream cannot be reached. The stream stays open. */
export class SourceUnavailable extends Problem {
  constructor(serviceName: string, losesEvents = false) {
    super(
      'SUBGRAPH_UNAVAILABLE',
      `The part of the graph that feeds these live updates ("${serviceName}") cannot be reached. ${
        losesEvents
          ? 'Events of this time will be missing; those that follow are sent as soon as it is back.'
          : 'They go on with the current state as soon as it is back.'
      }`,
      { serviceName },
    );
  }
}

/** The subgraph behind a feed of which every event counts was lost for a moment. The stream stays open. */
export class EventsMissed extends Problem {
  constructor(serviceName: string) {
    super(
      'EVENTS_MISSED',
      `The part of the graph that feeds these live updates ("${serviceName}") was out of reach for a moment. Events of that time may be missing; query for them.`,
      { serviceName },
    );
  }
}

/** More events of a feed of which each counts wait than may. */
export class TooManyEvents extends Problem {
  constructor({ events: limit, characters }: { readonly events: number; readonly characters: number }) {
    super(
      'TOO_MANY_EVENTS',
      `These live updates hold every event, and more wait to be sent than the ${limit}, or the ${characters} characters, that may. Subscribe again, and query for what came meanwhile.`,
      { limit, characters },
    );
  }
}

/** The schema changed, and the subscription no longer fits it. */
export class SchemaReload extends Problem {
  constructor() {
    super(
      'SUBSCRIPTION_SCHEMA_RELOAD',
      'The schema has changed and this subscription no longer fits it. Reload the client, or fetch the new schema.',
    );
  }
}

/** The client's token expired while its stream was open. */
export class TokenExpired extends Problem {
  constructor() {
    super('SUBSCRIPTION_TOKEN_EXPIRED', 'The token behind this subscription has expired. Subscribe again with a fresh token.');
  }
}

/** The request accepts no format in which a stream can be sent. */
export class StreamNotAcceptable extends Refusal {
  constructor() {
    super(
      406,
      'NOT_ACCEPTABLE',
      'A subscription is answered by a stream, and this request accepts none. Accept text/event-stream or ' +
        'multipart/mixed;subscriptionSpec=1.0, or use a WebSocket with the protocol graphql-transport-ws.',
    );
  }
}

/** A subgraph did not deliver its part of an event. The cause is logged, not shown. */
class DownstreamUnavailable extends Problem {
  constructor() {
    super('DOWNSTREAM_SERVICE_ERROR', 'A part of this answer could not be fetched. The next update may hold it.');
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

/** What a client reads about anything that was thrown: never an address, a stack or the message of an unexpected fault. */
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
