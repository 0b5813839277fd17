// How a WebSocket is written to, so that a client that stops reading holds neither memory nor stale states.
import type { Duplex } from 'node:stream';
import type { WebSocket } from 'ws';
import { type Output, OutputReader, type Snapshot } from './reader';

export interface Pace {
  /** A ping follows every so many messages. Its pong shows how far the client has read. */
  readonly pingEvery: number;
  /** With so many messages that no pong has confirmed, nothing more is sent. */
  readonly maxUnread: number;
}

const usualPace: Pace = { pingEvery: 48, maxUnread: 64 };

/**
 * The writing side of one client. Waiting for the socket alone is not enough: the kernel takes megabytes for a stuck client before Node
 * sees a byte waiting, and gives a client that wakes up half an hour of old states.
 */
export class PacedSocket implements Output {
  #sent = 0;
  #read = 0;
  #alive = true;
  #flushing = false;
  #waiting: (() => void)[] = [];

  constructor(
    private readonly ws: WebSocket,
    /** The connection under the WebSocket, which must have no compression: whole messages are written past `ws.send`. */
    private readonly socket: Duplex,
    private readonly pace: Pace = usualPace,
  ) {
    ws.on('pong', (payload) => this.#confirm(payload));
  }

  get open(): boolean {
    return this.ws.readyState === this.ws.OPEN;
  }

  get ready(): boolean {
    return this.#sent - this.#read < this.pace.maxUnread && this.socket.writableLength === 0;
  }

  whenReady(resume: () => void): void {
    this.#waiting.push(resume);
    if (this.socket.writableLength === 0 || this.#flushing) return;
    this.#flushing = true;
    // An empty write behind everything else reports when all of it has gone. A callback for each message would cost more than the message.
    this.socket.write('', () => {
      this.#flushing = false;
      this.#wake();
    });
  }

  /** Writes one message, in one piece. Does nothing on a closed socket. */
  write(message: Bytes): void {
    if (!this.open) return;
    this.#sent++;
    this.socket.write(this.#sent % this.pace.pingEvery === 0 ? message + pingMessage(this.#sent) : message, 'latin1');
  }

  /** Pings the client; to be called at regular times. False when the client has answered nothing since the last call. */
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

/**
 * One subscription of a WebSocket client. It writes every state itself, as bytes that all readers share except for their ids, and yields
 * nothing: graphql-ws waits for its end only.
 */
export class WebSocketReader extends OutputReader implements AsyncGenerator<never, void, void> {
  readonly #head: Bytes;
  /** How messages of the last length begin, since most states are as long as the one before. */
  #beginning: Bytes = '';
  #length = 0;

  constructor(
    id: string,
    private readonly socket: PacedSocket,
  ) {
    super(socket);
    this.#head = bytesOf(`{"id":${JSON.stringify(id)},"type":"next","payload":`);
  }

  async next(): Promise<IteratorResult<never, void>> {
    await this.ended();
    return { done: true, value: undefined };
  }

  async return(): Promise<IteratorResult<never, void>> {
    this.leave();
    return { done: true, value: undefined };
  }

  throw(): Promise<IteratorResult<never, void>> {
    return this.return();
  }

  [Symbol.asyncIterator](): this {
    return this;
  }

  async [Symbol.asyncDispose](): Promise<void> {
    this.leave();
  }

  protected write(state: Snapshot): void {
    const shared = state.as(tail);
    const length = this.#head.length + shared.length;
    if (length !== this.#length) {
      this.#beginning = inOnePiece(textOpening(length) + this.#head);
      this.#length = length;
    }
    this.socket.write(this.#beginning + shared);
  }
}

const tail = (json: string) => bytesOf(`${json}}`);

/**
 * Bytes of a message (RFC 6455, unmasked as servers send it), kept in a string of one character each: joining a reader's own head with
 * what all readers share, and writing the result as latin1, costs half of copying both into a new buffer, and no memory outside the heap.
 */
type Bytes = string;

/** A text as UTF-8. */
export const bytesOf = (text: string): Bytes => Buffer.from(text).toString('latin1');

/** How a text message of so many bytes begins. */
export const textOpening = (length: number): Bytes => opening(0x81, length);

/** The same bytes; V8 keeps what was joined in pieces, and would walk through all of them for each message. */
const inOnePiece = (bytes: Bytes): Bytes => Buffer.from(bytes, 'latin1').toString('latin1');

/** A ping whose payload is a number, six bytes long. */
export function pingMessage(number: number): Bytes {
  return opening(0x89, 6) + sixBytes(number);
}

/** The number that a pong repeats; undefined when it answers no ping of ours. */
export function numberOf(payload: Buffer): number | undefined {
  return payload.length === 6 ? payload.readUIntBE(0, 6) : undefined;
}

function opening(kind: number, length: number): Bytes {
  if (length < 126) return String.fromCharCode(kind, length);
  if (length < 65_536) return String.fromCharCode(kind, 126, length >> 8, length & 255);
  return String.fromCharCode(kind, 127, 0, 0) + sixBytes(length);
}

function sixBytes(number: number): Bytes {
  const [high, low] = [Math.floor(number / 2 ** 32), number >>> 0];
  return String.fromCharCode(high >>> 8, high & 255, low >>> 24, (low >>> 16) & 255, (low >>> 8) & 255, low & 255);
}
