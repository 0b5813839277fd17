// How is a WebSocket written to, so that a client that stops reading holds neither memory nor stale counts?
import type { Duplex } from 'node:stream';
import type { WebSocket } from 'ws';

export interface Pace {
  /** Every so many messages a ping goes along, whose pong shows how far the client has read. */
  readonly pingEvery: number;
  /** With so many messages that no pong has confirmed, nothing more is sent. */
  readonly maxUnread: number;
  /** A client that owes a pong for so long is cut off. */
  readonly pongWaitMs: number;
}

export const usualPace: Pace = { pingEvery: 8, maxUnread: 16, pongWaitMs: 15_000 };

/**
 * The writing side of one client. Waiting for the socket alone would not do: the kernel takes megabytes for a stuck client before
 * Node sees a byte waiting, and hands a client that wakes up half an hour of old counts.
 */
export class PacedSocket {
  #sent = 0;
  #read = 0;
  #pinged = 0;
  #overdue: NodeJS.Timeout | undefined;
  #waiting: (() => void)[] = [];

  constructor(
    private readonly ws: WebSocket,
    /** The connection under the WebSocket, which must have no compression: whole frames are written past `ws.send`. */
    private readonly socket: Duplex,
    private readonly pace: Pace = usualPace,
  ) {
    ws.on('pong', (payload) => this.#confirm(payload));
    ws.once('close', () => {
      clearTimeout(this.#overdue);
      this.#wake();
    });
  }

  get open(): boolean {
    return this.ws.readyState === this.ws.OPEN;
  }

  /** True when a message would reach the network at once and the client keeps up. */
  get clear(): boolean {
    return this.socket.writableLength === 0 && this.#sent - this.#read < this.pace.maxUnread;
  }

  /** Resolves when the way is clear, or the socket is closed. */
  async whenClear(): Promise<void> {
    while (this.open && !this.clear) await new Promise<void>((resolve) => this.#waiting.push(resolve));
  }

  /** Writes one text message made of parts that exist already, in one piece. Does nothing on a closed socket. */
  write(...parts: readonly Buffer[]): void {
    if (!this.open) return;
    this.#sent++;
    const ping = this.#sent % this.pace.pingEvery === 0 ? this.#pingPayload() : undefined;
    this.socket.write(frameBytes(parts, ping), this.#flushed);
  }

  /** Asks the client for a sign of life; without one it is cut off. */
  ping(): void {
    if (this.open) this.ws.ping(this.#pingPayload());
  }

  #flushed = () => {
    if (this.socket.writableLength === 0) this.#wake();
  };

  #pingPayload(): Buffer {
    this.#pinged = this.#sent;
    this.#overdue ??= setTimeout(() => this.ws.terminate(), this.pace.pongWaitMs);
    const payload = Buffer.allocUnsafe(6);
    payload.writeUIntBE(this.#sent, 0, 6);
    return payload;
  }

  /** A pong repeats the number of messages that were sent when its ping was. */
  #confirm(payload: Buffer): void {
    if (payload.length !== 6) return;
    const read = payload.readUIntBE(0, 6);
    if (read > this.#pinged) return;
    this.#read = Math.max(this.#read, read);
    if (read === this.#pinged) {
      clearTimeout(this.#overdue);
      this.#overdue = undefined;
    } else this.#overdue?.refresh();
    this.#wake();
  }

  #wake(): void {
    const waiting = this.#waiting;
    if (waiting.length === 0) return;
    this.#waiting = [];
    for (const resume of waiting) resume();
  }
}

const [finalText, finalPing] = [0x81, 0x89];

/** A WebSocket text frame (RFC 6455), unmasked as servers send it, followed by a ping if there is a payload for one. */
export function frameBytes(parts: readonly Buffer[], ping?: Buffer): Buffer {
  const length = parts.reduce((sum, part) => sum + part.length, 0);
  const header = length < 126 ? 2 : length < 65_536 ? 4 : 10;
  const bytes = Buffer.allocUnsafe(header + length + (ping ? 2 + ping.length : 0));
  bytes[0] = finalText;
  if (header === 2) bytes[1] = length;
  else if (header === 4) {
    bytes[1] = 126;
    bytes.writeUInt16BE(length, 2);
  } else {
    bytes[1] = 127;
    bytes.writeUIntBE(0, 2, 2);
    bytes.writeUIntBE(length, 4, 6);
  }
  let offset = header;
  for (const part of parts) offset += part.copy(bytes, offset);
  if (ping) {
    bytes[offset] = finalPing;
    bytes[offset + 1] = ping.length;
    ping.copy(bytes, offset + 2);
  }
  return bytes;
}
