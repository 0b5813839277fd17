// What does one client say on its bare socket, and what does it find in the bytes that come?
import { randomUUID } from 'node:crypto';
import { connect, type Socket } from 'node:net';
import { firstCount } from './orders';

export type Transport = 'WebSocket' | 'server-sent events';

const subscription = { query: 'subscription { petitionCount(id: "hot") { count countedAt } }' };
const marker = Buffer.from('"count":');
const digits = String(firstCount).length;
/** All clients read into the same memory, one after the other. */
const memory = Buffer.alloc(65_536);
const [textFrame, pingFrame, pongFrame] = [0x81, 0x89, 0x8a];

export class Client {
  /** The newest count it has seen. */
  last = firstCount;
  readonly socket: Socket;
  /** Resolves when the server has taken the subscription. */
  readonly subscribed: Promise<void>;
  #subscribed = () => {};
  #stage: 'connecting' | 'introduced' | 'reading' = 'connecting';

  /** `hear` is told each count; a client that is told to stop reads no byte more. */
  constructor(
    port: number,
    private readonly transport: Transport,
    private readonly hear: (count: number) => 'stop' | undefined,
  ) {
    this.socket = connect({
      port,
      host: '127.0.0.1',
      noDelay: true,
      onread: { buffer: memory, callback: (length) => this.#read(memory.subarray(0, length)) },
    });
    this.subscribed = new Promise((resolve, reject) => {
      this.#subscribed = resolve;
      this.socket.once('error', reject);
    });
    this.socket.on('error', () => {});
    this.socket.write(transport === 'WebSocket' ? upgrade : streamRequest);
  }

  /** The port by which the server knows it. */
  get port(): number {
    return this.socket.localPort ?? 0;
  }

  /** False stops reading. */
  #read(bytes: Buffer): boolean {
    if (this.#stage === 'reading') return this.transport === 'WebSocket' ? this.#readFrames(bytes) : this.#readEvents(bytes);
    const said = bytes.toString('latin1');
    if (this.#stage === 'connecting') {
      if (!/^HTTP\/1\.1 (101|200)/.test(said)) throw new Error(`refused: ${said.slice(0, 300)}`);
      this.#stage = 'introduced';
      if (this.transport === 'WebSocket') this.socket.write(masked('{"type":"connection_init"}'));
      else this.#begin();
    } else if (said.includes('connection_ack')) {
      this.socket.write(masked(JSON.stringify({ id: randomUUID(), type: 'subscribe', payload: subscription })));
      this.#begin();
    }
    return true;
  }

  #begin(): void {
    this.#stage = 'reading';
    this.#subscribed();
  }

  #readEvents(bytes: Buffer): boolean {
    for (let at = bytes.indexOf(marker); at >= 0; at = bytes.indexOf(marker, at + marker.length))
      if (this.hear(countAt(bytes, at)) === 'stop') return false;
    return true;
  }

  #readFrames(bytes: Buffer): boolean {
    for (let at = 0; at + 2 <= bytes.length; ) {
      const kind = bytes[at];
      const short = bytes[at + 1] ?? 0;
      const begin = short === 126 ? at + 4 : at + 2;
      const end = begin + (short === 126 ? bytes.readUInt16BE(at + 2) : short);
      if (kind === pingFrame) this.#pong(bytes.subarray(begin, end));
      else if (kind === textFrame) {
        const found = bytes.indexOf(marker, begin);
        if (found >= 0 && found < end && this.hear(countAt(bytes, found)) === 'stop') return false;
      }
      at = end;
    }
    return true;
  }

  #pong(payload: Buffer): void {
    this.socket.write(Buffer.concat([Buffer.from([pongFrame, 0x80 | payload.length, 0, 0, 0, 0]), payload]));
  }
}

function countAt(bytes: Buffer, at: number): number {
  let count = 0;
  for (let i = at + marker.length; i < at + marker.length + digits; i++) count = count * 10 + (bytes[i] ?? 48) - 48;
  return count;
}

const head = ['host: gateway', 'sec-websocket-version: 13', 'sec-websocket-key: dGhlIHNhbXBsZSBub25jZQ=='];
const upgrade = [
  'GET /graphql HTTP/1.1',
  ...head,
  'connection: upgrade',
  'upgrade: websocket',
  'sec-websocket-protocol: graphql-transport-ws',
  '',
  '',
].join('\r\n');
const body = JSON.stringify(subscription);
const streamRequest = [
  'POST /graphql HTTP/1.1',
  'host: gateway',
  'accept: text/event-stream',
  'content-type: application/json',
  `content-length: ${body.length}`,
  '',
  body,
].join('\r\n');

/** A text frame of a client; a mask of zeros leaves the text as it is. */
function masked(text: string): Buffer {
  const length = text.length < 126 ? [0x80 | text.length] : [0xfe, text.length >> 8, text.length & 255];
  return Buffer.concat([Buffer.from([textFrame, ...length, 0, 0, 0, 0]), Buffer.from(text)]);
}
