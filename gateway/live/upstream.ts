// How does a stream get its events from a subgraph, through restarts and lost connections?
import { setTimeout as pause } from 'node:timers/promises';
import { type ExecutionResult, GraphQLError, type GraphQLFormattedError } from 'graphql';
import { type Client, createClient } from 'graphql-ws';
import WebSocket from 'ws';
import type { Log } from '#kit/log';
import type { Variables } from './plan';

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

export interface SubgraphSocketOptions {
  /** The WebSocket address of a subgraph at this moment, undefined when there is none of that name. Asked at every connect. */
  readonly urlOf: (service: string) => string | undefined;
  readonly log: Log;
  /** What a subscription shows the subgraph, made anew each time it is sent, as what it shows may expire; the headers when not given. */
  readonly seal?: (service: string, headers: Readonly<Record<string, string>>) => Readonly<Record<string, string>>;
  /** How often an open connection is tested, and how long an answer to the test, a handshake or an acknowledgement may take. */
  readonly keepAliveMs?: number;
  readonly patienceMs?: number;
  /** The longest pause between two attempts to connect. */
  readonly longestPauseMs?: number;
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

interface Connection {
  readonly client: Client;
  /** The address it is connected to; undefined while it is not. */
  readonly url: string | undefined;
}

function connect(service: string, options: SubgraphSocketOptions, closing: AbortSignal): Connection {
  const { urlOf, log, keepAliveMs = 10_000, patienceMs = 5_000, longestPauseMs = 5_000 } = options;
  let target = usable(urlOf(service)) ?? '';
  let [connected, reported] = [false, false];
  let silence: NodeJS.Timeout | undefined;
  const client = createClient({
    // A throw from here would be an unhandled rejection in graphql-ws, so a vanished address is tried again as it was.
    url: () => {
      target = usable(urlOf(service)) ?? target;
      return target;
    },
    webSocketImpl: patientSocket(patienceMs),
    connectionAckWaitTimeout: patienceMs,
    keepAlive: keepAliveMs,
    retryAttempts: Number.POSITIVE_INFINITY,
    shouldRetry: () => true,
    retryWait: async (attempt) => {
      const wait = Math.min(50 * 2 ** attempt, longestPauseMs) * (0.5 + Math.random() / 2);
      await pause(wait, undefined, { signal: closing }).catch(() => undefined);
    },
    on: {
      connected: () => {
        if (reported) log.info({ service }, 'the live feeds of a subgraph are back');
        [connected, reported] = [true, false];
      },
      ping: (received) => {
        if (received) return;
        clearTimeout(silence);
        silence = setTimeout(() => client.terminate(), patienceMs);
      },
      pong: (received) => received && clearTimeout(silence),
      closed: (event) => {
        clearTimeout(silence);
        const { code } = event as { code?: number };
        if (!reported && !closing.aborted && code !== 1000) {
          reported = true;
          log.warn({ service, code }, 'the live feeds of a subgraph are out of reach; connecting again until they are back');
        }
        connected = false;
      },
    },
  });
  return {
    client,
    get url() {
      return connected ? target : undefined;
    },
  };
}

/** Closes one connection, and waits for the end of one that is open. */
async function close({ client, url }: Connection): Promise<void> {
  if (url === undefined) {
    Promise.resolve(client.dispose()).catch(() => undefined);
    client.terminate();
    return;
  }
  const closed = new Promise<void>((resolve) => {
    client.on('closed', () => resolve());
  });
  const cut = setTimeout(() => client.terminate(), 1_000);
  await client.dispose();
  await closed;
  clearTimeout(cut);
}

/** A WebSocket whose handshake can not take for ever, and which graphql-ws' `terminate` really ends. */
function patientSocket(handshakeTimeout: number) {
  return class extends WebSocket {
    constructor(url: string, protocol: string) {
      super(url, protocol, { handshakeTimeout, perMessageDeflate: false });
      // graphql-ws takes its listener off before it closes a socket that may still be connecting, which then emits an error.
      this.on('error', () => {});
    }

    override close(code?: number, reason?: string): void {
      if (code === terminated) this.terminate();
      else super.close(code, reason);
    }
  };
}

const terminated = 4499;

function usable(url: string | undefined): string | undefined {
  return url !== undefined && URL.canParse(url) && /^wss?:/.test(url) ? url : undefined;
}

/** The subgraph and this gateway hold different keys, about which clients can do nothing. */
const isDisbelief = ({ extensions }: GraphQLFormattedError) => extensions?.code === 'GATEWAY_REQUIRED';

function refusalOf({ message, path, extensions }: GraphQLFormattedError, serviceName: string): GraphQLError {
  return new GraphQLError(message, { path, extensions: { code: 'DOWNSTREAM_SERVICE_ERROR', ...extensions, serviceName } });
}
