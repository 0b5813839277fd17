// How streams get their events: one WebSocket to each subgraph for all of them, restored after restarts, losses and silence.
import { setTimeout as pause } from 'node:timers/promises';
import { type ExecutionResult, GraphQLError, type GraphQLFormattedError } from 'graphql';
import { type Client, createClient } from 'graphql-ws';
import WebSocket from 'ws';
import type { Log } from '#kit/words/log';
import type { OnBehalf } from '../execution/run';
import type { Asked } from '../operation/admission';

/** What a stream hears about its subscription. After `refused`, `complete` or `failed` nothing more is called. */
export interface UpstreamSink {
  /** A state of the feed. The first is the current one, also after every reconnect. */
  next(event: ExecutionResult): void;
  /** The subgraph ended it with errors of its own. */
  refused(errors: readonly GraphQLError[]): void;
  complete(): void;
  /** The subgraph cannot be reached for a while: called once in each outage. The next state says that it is back. */
  unavailable?(): void;
  /** The subgraph does not serve it, and waiting would not help. */
  failed(cause: unknown): void;
}

/** Where streams get their events. */
export interface Upstream {
  /** Begins, and returns what ends it. Calls the sink only after it returned; a lost connection is restored without a call. */
  subscribe(service: string, asked: Asked, onBehalf: OnBehalf, sink: UpstreamSink): () => void;
}

export interface SubgraphSocketOptions {
  /** The WebSocket address of a subgraph at this moment, undefined when there is none of that name. Asked at every connect. */
  readonly urlOf: (service: string) => string | undefined;
  readonly log: Log;
  /** How often an open connection is tested. */
  readonly keepAliveMs?: number;
  /** How long an answer to the test, a handshake or an acknowledgement may take. */
  readonly patienceMs?: number;
  /** The longest pause between two attempts to connect. */
  readonly longestPauseMs?: number;
  /** How long a subgraph may be away before its readers are told. */
  readonly unavailableAfterMs?: number;
  /** What a subscription shows the subgraph, made again each time it is sent, because a signature expires; the headers when not given. */
  readonly seal?: (service: string, headers: OnBehalf['headers']) => Readonly<Record<string, string>>;
}

/**
 * Feeds over graphql-transport-ws: one connection per subgraph for all streams, opened with the first and closed after the last.
 * A connection that is refused, lost or silent is restored without end, at jittered intervals, and subscriptions are repeated on it.
 * Only close codes by which the subgraph says that repeating is useless (4400, 4401, 4406, 4409, 4429, 4500, 1002-1011) are failures.
 */
export class SubgraphSockets implements Upstream {
  readonly #connections = new Map<string, Connection>();
  /** Connections that carry one stream each, of subgraphs that end all streams of a connection for the fault of one. */
  readonly #alone = new Set<Connection>();
  readonly #closing = new AbortController();

  constructor(private readonly options: SubgraphSocketOptions) {}

  subscribe(service: string, asked: Asked, { headers }: OnBehalf, sink: UpstreamSink): () => void {
    const connection = this.#connectionTo(service);
    if (!connection) {
      let wanted = true;
      queueMicrotask(() => wanted && sink.failed(new Error(`no usable WebSocket address for the subgraph ${service}`)));
      return () => {
        wanted = false;
      };
    }
    const follow = (on: Connection): (() => void) => {
      const stop = this.#follow(on, service, asked, headers, sink, () => {
        // Several streams ended together, and only one of them erred: each begins again on a connection of its own.
        const own = connect(service, this.options, this.#closing.signal);
        this.#alone.add(own);
        const leaveOwn = follow(own);
        leave = () => {
          this.#alone.delete(own);
          leaveOwn();
        };
      });
      return stop;
    };
    let leave = follow(connection);
    return () => leave();
  }

  /** Follows a feed on a connection. `again` is called in place of the end when the connection ended for the fault of some other feed. */
  #follow(
    connection: Connection,
    service: string,
    { query, operationName, variables }: Asked,
    headers: OnBehalf['headers'],
    sink: UpstreamSink,
    again: () => void,
  ): () => void {
    const { seal = (_service, shown) => shown } = this.options;
    let receiving = false;
    const beginning = new Beginning(service, sink);
    const unwatch = connection.watch(() => sink.unavailable?.());
    const leave = connection.client.subscribe(
      {
        query,
        ...(operationName && { operationName }),
        variables: { ...variables },
        // graphql-ws writes the message again after a reconnect, and calls `toJSON` each time.
        extensions: { toJSON: () => seal(service, headers) },
      },
      {
        next: (event) => {
          receiving = true;
          beginning.next(event as ExecutionResult);
          receiving = false;
        },
        complete: () => {
          unwatch();
          beginning.complete();
        },
        error: (error) => {
          const wasShared = connection.endedTogether && (error as { code?: unknown })?.code === sourceFailed;
          unwatch();
          if (wasShared) again();
          else if (Array.isArray(error) && !error.some(isKeyMismatch))
            sink.refused(error.map((each: GraphQLFormattedError) => refusalOf(each, service)));
          else sink.failed(error);
        },
      },
    );
    // When a stream leaves within `next` and the subgraph's `complete` follows at once, graphql-ws would count it as left twice, and
    // later mistake the loss of a connection in use for the end of an unused one.
    return () => {
      unwatch();
      beginning.forget();
      if (receiving) setImmediate(leave);
      else leave();
    };
  }

  /** Which subgraphs are connected now. */
  get connected(): readonly string[] {
    return [...this.#connections].filter(([, { url }]) => url !== undefined).map(([service]) => service);
  }

  /** After a change of addresses: moves connections from a former address to the new one, with their subscriptions. */
  refresh(): void {
    for (const [service, { client, url }] of this.#connections)
      if (url !== undefined && url !== usable(this.options.urlOf(service))) client.terminate();
  }

  /** Closes all connections. Streams must have ended before. */
  async close(): Promise<void> {
    this.#closing.abort();
    await Promise.all([...this.#connections.values(), ...this.#alone].map(close));
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

/** The subgraph and this gateway hold different keys. Clients can do nothing about that. */
const isKeyMismatch = ({ extensions }: GraphQLFormattedError) => extensions?.code === 'GATEWAY_REQUIRED';

function refusalOf({ message, path, extensions }: GraphQLFormattedError, serviceName: string): GraphQLError {
  return new GraphQLError(message, { path, extensions: { code: 'DOWNSTREAM_SERVICE_ERROR', ...extensions, serviceName } });
}

interface Connection {
  readonly client: Client;
  /** The address it is connected to; undefined while it is not. */
  readonly url: string | undefined;
  /** Whether it was lost while it carried several feeds. */
  readonly endedTogether: boolean;
  /** Counts a feed, which is told of an outage; returns what ends that. */
  watch(told: () => void): () => void;
}

/** The close code by which graphql-ws 5 ends a connection when one of its sources throws. */
const sourceFailed = 4500;

/** How long an answer without data, the first of a feed, waits for the completion that would make it a refusal. */
const refusalMs = 50;

/**
 * Tells a refusal from a state that has errors only. graphql-ws servers send a subscription that could not begin as an answer without data,
 * and complete it at once; a feed that goes on had a state that failed.
 */
class Beginning {
  #begun = false;
  #held: ExecutionResult | undefined;
  #timer: NodeJS.Timeout | undefined;

  constructor(
    private readonly service: string,
    private readonly sink: UpstreamSink,
  ) {}

  next(event: ExecutionResult): void {
    this.#release();
    const isWhole = !event.errors || event.data !== undefined;
    if (!isWhole && !this.#begun) {
      this.#held = event;
      this.#timer = setTimeout(() => this.#release(), refusalMs);
    } else this.sink.next(isWhole ? event : { ...event, data: null });
    this.#begun = true;
  }

  complete(): void {
    const held = this.#held;
    this.forget();
    if (held) this.sink.refused((held.errors ?? []).map((each) => refusalOf(each, this.service)));
    else this.sink.complete();
  }

  forget(): void {
    clearTimeout(this.#timer);
    this.#held = undefined;
  }

  #release(): void {
    const held = this.#held;
    this.forget();
    if (held) this.sink.next({ ...held, data: null });
  }
}

/** Whether a connection is away for so long that its readers have to be told, once in each outage. */
class Outage {
  readonly #watchers = new Set<() => void>();
  #timer: NodeJS.Timeout | undefined;
  #isTold = false;

  constructor(private readonly afterMs: number) {}

  get watchers(): number {
    return this.#watchers.size;
  }

  watch(told: () => void): () => void {
    this.#watchers.add(told);
    if (this.#isTold) queueMicrotask(() => this.#watchers.has(told) && told());
    return () => {
      this.#watchers.delete(told);
      if (this.#watchers.size === 0) this.end();
    };
  }

  /** Begins with the first failure, and goes on with those that follow. */
  begin(): void {
    if (this.#isTold || this.#watchers.size === 0) return;
    this.#timer ??= setTimeout(() => {
      this.#isTold = true;
      for (const told of [...this.#watchers]) told();
    }, this.afterMs);
  }

  end(): void {
    clearTimeout(this.#timer);
    this.#timer = undefined;
    this.#isTold = false;
  }
}

/** A connection that opens with its first subscription, closes after the last, and is restored without end at jittered intervals. */
function connect(service: string, options: SubgraphSocketOptions, closing: AbortSignal): Connection {
  const { urlOf, log, keepAliveMs = 10_000, patienceMs = 5_000, longestPauseMs = 5_000, unavailableAfterMs = 8_000 } = options;
  const outage = new Outage(unavailableAfterMs);
  let endedTogether = false;
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
      connecting: () => outage.begin(),
      connected: () => {
        outage.end();
        if (reported) log.info({ service }, 'live feeds of a subgraph restored');
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
        endedTogether = outage.watchers > 1;
        if (code !== 1000) outage.begin();
        if (!reported && !closing.aborted && code !== 1000) {
          reported = true;
          log.warn({ service, code }, 'live feeds of a subgraph lost; reconnecting');
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
    get endedTogether() {
      return endedTogether;
    },
    watch: (told) => outage.watch(told),
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

/** A WebSocket whose handshake is limited in time, and which graphql-ws' `terminate` really ends. */
function patientSocket(handshakeTimeout: number) {
  return class extends WebSocket {
    constructor(url: string, protocol: string) {
      super(url, protocol, { handshakeTimeout, perMessageDeflate: false });
      // graphql-ws removes its listener before it closes a socket that may still be connecting, which then emits an error.
      this.on('error', () => {});
    }

    override close(code?: number, reason?: string): void {
      if (code === terminated) this.terminate();
      else super.close(code, reason);
    }
  };
}

const terminated = 4499;

/** The address, if it is one of a WebSocket. */
const usable = (url: string | undefined): string | undefined =>
  url !== undefined && URL.canParse(url) && /^wss?:/.test(url) ? url : undefined;
