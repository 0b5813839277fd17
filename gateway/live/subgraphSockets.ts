// Feeds over WebSockets: one connection to each subgraph for all streams, restored after restarts, losses and silence.

import { randomUUID } from 'node:crypto';
import type { ExecutionResult } from 'graphql';
import { type Client, createClient } from 'graphql-ws';
import WebSocket from 'ws';
import type { OnBehalf } from '../execution/run';
import { lookupInTurn } from '../graph/addresses';
import type { Asked } from '../operation/admission';
import { longNumber, parseExactly } from '../operation/digits';
import {
  FeedBeginning,
  Outage,
  pauseBefore,
  refuse,
  someAge,
  type Upstream,
  type UpstreamOptions,
  type UpstreamSink,
  usual,
  type Watcher,
} from './upstream';

export interface SubgraphSocketOptions extends UpstreamOptions {
  /** How often an open connection is tested. */
  readonly keepAliveMs?: number;
}

/**
 * Feeds over graphql-transport-ws: one connection per subgraph for all streams, opened with the first and closed after the last.
 * A connection that is refused, lost or silent is restored without end, at jittered intervals, and subscriptions are repeated on it.
 * Only close codes by which the subgraph says that repeating is useless (4400, 4401, 4406, 4409, 4429, 4500, 1002-1011) are failures; of
 * several feeds, one may have been the reason, so each begins again on a connection of its own.
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
    let [receiving, hasLeft] = [false, false];
    const beginning = new FeedBeginning(service, sink);
    let hasBegun = connection.url !== undefined;
    const unwatch = connection.watch({
      unavailable: () => sink.unavailable?.(),
      notSpoken: () => sink.notSpoken?.(),
      interrupted: () => {
        beginning.again();
        if (hasBegun) sink.interrupted?.();
      },
      spoken: () => {
        hasBegun = true;
        sink.spoken?.();
      },
    });
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
          connection.heard();
          beginning.next(event as ExecutionResult);
          receiving = false;
        },
        // graphql-ws also says so to who has left.
        complete: () => {
          unwatch();
          if (!hasLeft) beginning.complete();
        },
        error: (error) => {
          const wasShared = connection.endedTogether && mayBeOfOne(error);
          unwatch();
          if (wasShared) {
            again();
            sink.interrupted?.();
          } else if (Array.isArray(error)) refuse(sink, error, service);
          else sink.failed(error);
        },
      },
    );
    // When a stream leaves within `next` and the subgraph's `complete` follows at once, graphql-ws would count it as left twice, and
    // later mistake the loss of a connection in use for the end of an unused one.
    return () => {
      hasLeft = true;
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
    const { urlOf, isAt = (service, url) => url === usable(urlOf(service)) } = this.options;
    for (const [service, { client, url }] of this.#connections) if (url !== undefined && !isAt(service, url)) client.terminate();
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

interface Connection {
  readonly client: Client;
  /** The address it is connected to; undefined while it is not. */
  readonly url: string | undefined;
  /** Whether it was lost while it carried several feeds. */
  readonly endedTogether: boolean;
  /** Something came of a feed: what was away is back. */
  heard(): void;
  /** Counts a feed, which is told of an outage; returns what ends that. */
  watch(watcher: Watcher): () => void;
}

/**
 * Whether one feed may be why its connection was closed for good: graphql-ws 5 does so by 4500 when a source throws, others by 1011, and
 * either side for a message that it cannot read or that is too large. The other codes are about the connection.
 */
const mayBeOfOne = (error: unknown): boolean =>
  !Array.isArray(error) && ![4401, 4406, 4429].includes((error as { readonly code?: number } | undefined)?.code ?? 4401);

/** A connection that opens with its first subscription, closes after the last, and is restored without end at jittered intervals. */
function connect(service: string, options: SubgraphSocketOptions, closing: AbortSignal): Connection {
  const { urlOf, log, keepAliveMs = 10_000, maxConnectionAgeMs = usual.maxConnectionAgeMs, deliveryOf } = options;
  const {
    patienceMs = usual.patienceMs,
    longestPauseMs = usual.longestPauseMs,
    unavailableAfterMs = usual.unavailableAfterMs,
  } = options;
  const outage = new Outage(unavailableAfterMs);
  let endedTogether = false;
  let target = usable(urlOf(service)) ?? '';
  let [connected, reported] = [false, false];
  let [silence, renewal]: (NodeJS.Timeout | undefined)[] = [];
  let isRenewed = false;
  const client = createClient({
    // A throw from here would be an unhandled rejection in graphql-ws, so a vanished address is tried again as it was.
    url: () => {
      target = usable(urlOf(service)) ?? target;
      return target;
    },
    webSocketImpl: patientSocket(patienceMs, () => outage.tell('notSpoken')),
    connectionAckWaitTimeout: patienceMs,
    keepAlive: keepAliveMs,
    jsonMessageReplacer: (_key, value) => (typeof value === 'bigint' ? `${digitsMark}${value}` : value),
    retryAttempts: Number.POSITIVE_INFINITY,
    shouldRetry: () => true,
    retryWait: (attempt) => pauseBefore(attempt, longestPauseMs, closing),
    on: {
      connecting: () => outage.begin(),
      connected: (_socket, _payload, wasRetrying) => {
        outage.pause();
        if (wasRetrying) outage.tell('interrupted');
        outage.tell('spoken');
        if (reported) log.info({ service }, 'live feeds of a subgraph restored');
        [connected, reported, isRenewed] = [true, false, false];
        if (deliveryOf?.(service) === 'every') return;
        renewal = setTimeout(() => {
          isRenewed = true;
          client.terminate();
        }, someAge(maxConnectionAgeMs));
        renewal.unref();
      },
      ping: (received) => {
        if (received) return;
        clearTimeout(silence);
        silence = setTimeout(() => client.terminate(), patienceMs);
      },
      pong: (received) => received && clearTimeout(silence),
      closed: (event) => {
        clearTimeout(silence);
        clearTimeout(renewal);
        const { code } = event as { code?: number };
        endedTogether = outage.watchers > 1;
        if (code !== 1000) outage.begin();
        if (!isRenewed && !closing.aborted && code !== 1000) options.onLost?.(service, target);
        if (!reported && !isRenewed && !closing.aborted && code !== 1000) {
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
    heard: () => outage.end(),
    watch: (watcher) => outage.watch(watcher),
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

/**
 * A WebSocket whose handshake is limited in time, and which graphql-ws' `terminate` really ends. `onAnswer` is called when the handshake
 * is answered by anything but a WebSocket of the protocol, or ended without an answer by somebody who took the connection.
 */
function patientSocket(handshakeTimeout: number, onAnswer: () => void) {
  return class extends WebSocket {
    #isEnded = false;

    constructor(url: string, protocol: string) {
      super(url, protocol, { handshakeTimeout, perMessageDeflate: false, lookup: lookupInTurn });
      let isOpen = false;
      this.on('open', () => {
        isOpen = true;
      });
      // graphql-ws removes its listener before it closes a socket that may still be connecting, which then emits an error.
      this.on('error', ({ syscall }: NodeJS.ErrnoException) => {
        if (!isOpen && !this.#isEnded && syscall !== 'connect' && syscall !== 'getaddrinfo') onAnswer();
      });
      this.on('unexpected-response', () => {
        this.terminate();
        onAnswer();
      });
    }

    /** Large whole numbers keep their digits, which `JSON` would lose. */
    override addEventListener(...given: never[]): void {
      const [type, listener, ...more] = given as unknown as [string, (event: { readonly data: unknown }) => void];
      const heard =
        type === 'message' ? ({ data }: { readonly data: unknown }) => listener({ data: messageIn(String(data)) }) : listener;
      super.addEventListener(...([type, heard, ...more] as never as [never, never]));
    }

    override send(...given: never[]): void {
      const [text, ...more] = given as unknown as [string];
      super.send(...([text.replaceAll(markedDigits, '$1'), ...more] as never as [never]));
    }

    override terminate(): void {
      this.#isEnded = true;
      super.terminate();
    }

    override close(code?: number, reason?: string): void {
      this.#isEnded = true;
      if (code === terminated) this.terminate();
      else super.close(code, reason);
    }
  };
}

const terminated = 4499;

/** Marks whole numbers in messages that JSON.stringify would refuse. Nobody else knows it. */
const digitsMark = `${randomUUID()}:`;
const markedDigits = new RegExp(`"${digitsMark}(-?\\d+)"`, 'g');

/** A message for graphql-ws, which takes it parsed as well. */
function messageIn(text: string): unknown {
  if (!longNumber.test(text)) return text;
  try {
    const plain = JSON.parse(text) as { readonly type?: unknown; readonly payload?: { readonly errors?: unknown } };
    if (plain.type !== 'next') return plain;
    const { payload, ...exact } = parseExactly(text) as { readonly payload?: object };
    return { ...exact, payload: { ...payload, ...(plain.payload?.errors !== undefined && { errors: plain.payload.errors }) } };
  } catch {
    return text;
  }
}

/** The address, if it is one of a WebSocket. */
const usable = (url: string | undefined): string | undefined =>
  url !== undefined && URL.canParse(url) && /^wss?:/.test(url) ? url : undefined;
