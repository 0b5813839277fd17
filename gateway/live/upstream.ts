// How does a stream get its events from a subgraph?
import { type ExecutionResult, GraphQLError, type GraphQLFormattedError } from 'graphql';
import type { Source, SourceRequest, SourceSink } from './source';
import { type Connection, type ConnectionOptions, close, connect, usable } from './subgraphSocket';

export interface SubgraphSocketOptions extends ConnectionOptions {
  /** What a subscription shows the subgraph, made anew each time it is sent, as what it shows may expire; the headers when not given. */
  readonly seal?: (service: string, headers: Readonly<Record<string, string>>) => Readonly<Record<string, string>>;
}

/**
 * Feeds over graphql-transport-ws: one connection per subgraph for all streams, opened with the first and closed after the last.
 * A connection that is refused, lost or silent is restored without end, at jittered intervals, and subscriptions are repeated on it.
 * Only close codes by which the subgraph says that repeating is useless (4400, 4401, 4406, 4409, 4429, 4500, 1002-1011) are failures.
 */
export class SubgraphSockets implements Source {
  readonly #connections = new Map<string, Connection>();
  readonly #closing = new AbortController();

  constructor(private readonly options: SubgraphSocketOptions) {}

  subscribe(service: string, { headers, ...request }: SourceRequest, sink: SourceSink): () => void {
    const { seal = (_service, shown) => shown } = this.options;
    const connection = this.#connectionTo(service);
    if (!connection) {
      let wanted = true;
      queueMicrotask(() => wanted && sink.failed(new Error(`no usable WebSocket address for the subgraph ${service}`)));
      return () => {
        wanted = false;
      };
    }
    let receiving = false;
    const leave = connection.client.subscribe(
      // graphql-ws writes the message again after a reconnect, and asks `toJSON` each time.
      { ...request, variables: { ...request.variables }, extensions: { toJSON: () => seal(service, headers) } },
      {
        next: (event) => {
          receiving = true;
          // graphql-ws servers send a subscription that could not begin as an answer without data.
          if (event.errors && event.data === undefined) sink.refused(event.errors.map((each) => refusalOf(each, service)));
          else sink.next(event as ExecutionResult);
          receiving = false;
        },
        complete: () => sink.complete(),
        error: (error) =>
          Array.isArray(error) && !error.some(isDisbelief)
            ? sink.refused(error.map((each: GraphQLFormattedError) => refusalOf(each, service)))
            : sink.failed(error),
      },
    );
    // Left from within `next`, with a `complete` of the subgraph right behind it, graphql-ws would count it as left twice, and
    // later take the loss of a connection in use for the end of an unused one.
    return () => (receiving ? void setImmediate(leave) : leave());
  }

  /** Which subgraphs are connected now. */
  get connected(): readonly string[] {
    return [...this.#connections].filter(([, { url }]) => url !== undefined).map(([service]) => service);
  }

  /** After a change of addresses: connections to a former one are moved to the new one, and their subscriptions with them. */
  refresh(): void {
    for (const [service, { client, url }] of this.#connections)
      if (url !== undefined && url !== usable(this.options.urlOf(service))) client.terminate();
  }

  /** Closes all connections. Streams must have ended before. */
  async close(): Promise<void> {
    this.#closing.abort();
    await Promise.all([...this.#connections.values()].map(close));
  }

  #connectionTo(service: string): Connection | undefined {
    const known = this.#connections.get(service);
    if (known) return known;
    if (!usable(this.options.urlOf(service))) return undefined;
    const connection = connect(service, this.options, this.#closing.signal);
    this.#connections.set(service, connection);
    return connection;
  }
}

/** The subgraph and this gateway hold different keys, about which clients can do nothing. */
const isDisbelief = ({ extensions }: GraphQLFormattedError) => extensions?.code === 'GATEWAY_REQUIRED';

function refusalOf({ message, path, extensions }: GraphQLFormattedError, serviceName: string): GraphQLError {
  return new GraphQLError(message, { path, extensions: { code: 'DOWNSTREAM_SERVICE_ERROR', ...extensions, serviceName } });
}
