// How is one connection to a subgraph kept, through restarts, losses and silence?
import { setTimeout as pause } from 'node:timers/promises';
import { type Client, createClient } from 'graphql-ws';
import WebSocket from 'ws';
import type { Log } from '#kit/words/log';

export interface ConnectionOptions {
  /** The WebSocket address of a subgraph at this moment, undefined when there is none of that name. Asked at every connect. */
  readonly urlOf: (service: string) => string | undefined;
  readonly log: Log;
  /** How often an open connection is tested, and how long an answer to the test, a handshake or an acknowledgement may take. */
  readonly keepAliveMs?: number;
  readonly patienceMs?: number;
  /** The longest pause between two attempts to connect. */
  readonly longestPauseMs?: number;
}

export interface Connection {
  readonly client: Client;
  /** The address it is connected to; undefined while it is not. */
  readonly url: string | undefined;
}

/** A connection that opens with its first subscription, closes after the last, and is restored without end at jittered intervals. */
export function connect(service: string, options: ConnectionOptions, closing: AbortSignal): Connection {
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
export async function close({ client, url }: Connection): Promise<void> {
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

/** The address, if it is one of a WebSocket. */
export function usable(url: string | undefined): string | undefined {
  return url !== undefined && URL.canParse(url) && /^wss?:/.test(url) ? url : undefined;
}
