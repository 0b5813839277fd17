// What does a stream ask of a subgraph, and what is it told?
import type { ExecutionResult, GraphQLError } from 'graphql';
import type { Variables } from '../operation/document';

/** A subscription as a subgraph is sent it. */
export interface SourceRequest {
  readonly query: string;
  readonly operationName?: string;
  readonly variables: Variables;
  /** On whose behalf; sent with this subscription, as one connection carries those of many. */
  readonly headers: Readonly<Record<string, string>>;
}

/** What becomes of it. After `refused`, `complete` or `failed` nothing more is called. */
export interface SourceSink {
  /** A state of the feed; the first is the current one, also after every reconnect. */
  next(event: ExecutionResult): void;
  /** The subgraph ended it with errors of its own. */
  refused(errors: readonly GraphQLError[]): void;
  complete(): void;
  /** It can not be had, and waiting would not help. */
  failed(cause: unknown): void;
}

/** Where streams get their events. */
export interface Source {
  /** Begins, and returns what ends it. Calls the sink only after it returned; a lost connection is restored without a call. */
  subscribe(service: string, request: SourceRequest, sink: SourceSink): () => void;
}
