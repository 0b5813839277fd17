// How is a WebSocket written to, so that a client that stops reading holds neither memory nor stale counts?
import type { Duplex } from 'node:stream';
import type { WebSocket } from 'ws';
import type { Way } from './reader';
import { type Bytes, numberOf, pingMessage, textMessage } from './webSocketBytes';

export interface Pace {
  /** Every so many messages a ping goes along, whose pong shows how far the client has read. */
  readonly pingEvery: number;
  /** With so many messages that no pong has confirmed, nothing more is sent. */
  readonly maxUnread: number;
}

export const usualPace: Pace = { pingEvery: 48, maxUnread: 64 };

/**
 * The writing side of one client. Waiting for the socket alone would not do: the kernel takes megabytes for a stuck client before
 * Node sees a byte waiting, and hands a client that wakes up half an hour of old counts.
 */
export class PacedSocket implements Way {
  #sent = 0;
  #read = 0;
  #alive = true;
  #flushing = false;
  #waiting: (() => void)[] = [];

  constructor(
    private readonly ws: WebSocket,
    /** The connection under the WebSocket, which must have no compression: whole frames are written past `ws.send`. */
    private readonly socket: Duplex,
    private readonly pace: Pace = usualPace,
  ) {
    ws.on('pong', (payload) => this.#confirm(payload));
  }

  get open(): boolean {
    return this.ws.readyState === this.ws.OPEN;
  }

  get clear(): boolean {
    return this.#sent - this.#read < this.pace.maxUnread && this.socket.writableLength === 0;
  }

  whenClear(resume: () => void): void {
    this.#waiting.push(resume);
    if (this.socket.writableLength === 0 || this.#flushing) return;
    this.#flushing = true;
    // Nothing, written behind everything else, says when all of it has gone; each message asking that would cost more than itself.
    this.socket.write('', () => {
      this.#flushing = false;
      this.#wake();
    });
  }

  /** Writes one text message, in one piece. Does nothing on a closed socket. */
  write(head: Bytes, tail: Bytes): void {
    if (!this.open) return;
    this.#sent++;
    const message = textMessage(head, tail);
    this.socket.write(this.#sent % this.pace.pingEvery === 0 ? message + pingMessage(this.#sent) : message, 'latin1');
  }

  /** To be called at regular times: asks for a sign of life. False when the client gave none since it was asked the last time. */
  beat(): boolean {
    if (!this.#alive) return false;
    this.#alive = false;
    if (this.open) this.socket.write(pingMessage(this.#sent), 'latin1');
    return true;
  }

  /** A pong repeats the number of messages that were sent when its ping was. */
  #confirm(payload: Buffer): void {
    const read = numberOf(payload);
    if (read === undefined || read > this.#sent) return;
    this.#alive = true;
    this.#read = Math.max(this.#read, read);
    this.#wake();
  }

  #wake(): void {
    const waiting = this.#waiting;
    if (waiting.length === 0) return;
    this.#waiting = [];
    for (const resume of waiting) resume();
  }
}
