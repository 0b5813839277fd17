// Who may open a WebSocket, how long does it stay open, and how is it closed?
import type { IncomingMessage } from 'node:http';
import type { Duplex } from 'node:stream';
import { CloseCode, handleProtocols } from 'graphql-ws';
import { type WebSocket, WebSocketServer } from 'ws';
import type { AddressCount } from './addresses';
import { type Pace, PacedSocket } from './pacedSocket';
import { at, jittered } from './until';
import { LiveClient, type ProtocolOptions, protocolFor } from './webSocketProtocol';

export interface WebSocketOptions extends ProtocolOptions {
  readonly addresses: AddressCount;
  /** Who is behind a connection, for those who admit its operations. */
  readonly addressOf?: (request: IncomingMessage) => string | undefined;
  /** Web pages of exactly these origins may connect; programs, which send no origin, always may. */
  readonly origins: readonly string[];
  readonly path?: string;
  /** How often a client is asked for a sign of life; one that gives none until the next time is cut off. */
  readonly keepAliveMs?: number;
  /** After which a socket is closed with 1001, so that its client connects again and is identified again; null for never. */
  readonly maxAgeMs?: number | null;
  readonly pace?: Pace;
}

/** What may wait to be sent besides updates: answers to a flood of requests whose sender does not read. */
const maxBacklogBytes = 1024 * 1024;
/** The type of ws does not know `closeTimeout` yet: how long a closed client may take to say that it heard. */
const serverOptions = {
  noServer: true,
  clientTracking: true,
  maxPayload: 64 * 1024,
  handleProtocols,
  perMessageDeflate: false,
  closeTimeout: 5_000,
};

/** The WebSocket side of a gateway; `upgrade` is for the `upgrade` event of its HTTP server. */
export class LiveSockets {
  readonly #sockets = new WebSocketServer(serverOptions);
  readonly #protocol: ReturnType<typeof protocolFor>;
  #closed = false;

  constructor(private readonly options: WebSocketOptions) {
    this.#protocol = protocolFor(options);
  }

  /** Sockets open now. */
  get size(): number {
    return this.#sockets.clients.size;
  }

  /** Takes over a request to upgrade, or refuses it: 404 elsewhere than at the path, 403 by origin, 429 by address, 503 when closed. */
  upgrade = (request: IncomingMessage, socket: Duplex, head: Buffer): void => {
    const refusal = this.#refusalOf(request);
    const free = refusal ? undefined : this.options.addresses.take(request);
    if (free) {
      const address = this.options.addressOf?.(request);
      socket.once('close', free);
      this.#sockets.handleUpgrade(request, socket, head, (ws) => this.#open(ws, socket, address));
    } else {
      if (!refusal) this.options.hub.counts.refused++;
      socket.on('error', () => socket.destroy());
      // A peer that never closes its side would keep the socket for ever.
      socket.once('finish', () => socket.destroy());
      socket.end(`HTTP/1.1 ${refusal ?? '429 Too Many Requests'}\r\nconnection: close\r\ncontent-length: 0\r\n\r\n`);
    }
  };

  /** Closes every socket with 1001, by which clients know to connect elsewhere, and cuts off those that do not answer. */
  async close(graceMs = 1_000): Promise<void> {
    this.#closed = true;
    const closed = new Promise<void>((resolve) => this.#sockets.close(() => resolve()));
    for (const ws of this.#sockets.clients) ws.close(1001, 'Going away');
    const cut = setTimeout(() => {
      for (const ws of this.#sockets.clients) ws.terminate();
    }, graceMs);
    await closed;
    clearTimeout(cut);
  }

  #refusalOf({ url, headers: { origin } }: IncomingMessage): string | undefined {
    const { origins, path = '/graphql' } = this.options;
    if (this.#closed) return '503 Service Unavailable';
    if (url?.split('?')[0] !== path) return '404 Not Found';
    return origin === undefined || origins.includes(origin) ? undefined : '403 Forbidden';
  }

  #open(ws: WebSocket, socket: Duplex, address: string | undefined): void {
    const { hub, keepAliveMs = 10_000, maxAgeMs = null, pace, log } = this.options;
    const client = new LiveClient(ws, new PacedSocket(ws, socket, pace), address);
    const cutOff = () => {
      hub.counts.cutOff++;
      ws.terminate();
    };
    const beat = setInterval(() => client.paced.beat() || cutOff(), keepAliveMs);
    const stopAging = at(jittered(maxAgeMs), () => ws.close(1001, 'Please reconnect'));
    const closed = this.#protocol.opened(
      {
        protocol: ws.protocol,
        send: (text) => (ws.bufferedAmount > maxBacklogBytes ? cutOff() : send(ws, text)),
        close: (code, reason) => ws.close(code, reason),
        onMessage: (receive) => {
          ws.on('message', (message) => {
            // A socket that was closed because its token expired still hears its client until that has answered.
            if (ws.readyState !== ws.OPEN) return;
            receive(String(message)).catch((err: unknown) => {
              log.error({ err }, 'a WebSocket message could not be handled');
              ws.close(CloseCode.InternalServerError, 'Internal server error');
            });
          });
        },
      },
      client,
    );
    ws.on('error', () => ws.terminate());
    ws.once('close', (code, reason) => {
      clearInterval(beat);
      stopAging();
      client.stopWatching();
      closed(code, String(reason)).catch((err: unknown) => log.error({ err }, 'a WebSocket was not closed in order'));
    });
  }
}

function send(ws: WebSocket, text: string): Promise<void> {
  if (ws.readyState !== ws.OPEN) return Promise.resolve();
  return new Promise((resolve) => ws.send(text, () => resolve()));
}
