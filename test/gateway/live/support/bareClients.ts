// Clients on bare sockets, which read only when the test says so and do what no client library would.
import { connect, type Socket } from 'node:net';
import { eventually } from '../../../support/reader';
import type { Transport } from './clients';
import type { Federation } from './federation';

export const protocol = 'graphql-transport-ws';

/** A connection whose bytes a test writes and reads itself. */
export class BareClient {
  readonly #chunks: Buffer[] = [];

  private constructor(readonly socket: Socket) {
    socket.on('data', (chunk) => this.#chunks.push(chunk));
    socket.on('error', () => {});
  }

  /** Connects; `allowHalfOpen` keeps its side open when the other one has ended. */
  static to({ url }: Pick<Federation, 'url'>, { allowHalfOpen = false } = {}): BareClient {
    return new BareClient(connect({ port: Number(new URL(url).port), host: '127.0.0.1', allowHalfOpen }));
  }

  get bytes(): Buffer {
    return Buffer.concat(this.#chunks);
  }

  get text(): string {
    return String(this.bytes);
  }

  /** The counts in all messages that came, whatever lies between. */
  get counts(): number[] {
    return [...this.text.matchAll(/"count":(\d+)/g)].map(([, digits]) => Number(digits));
  }

  shows(text: string): Promise<void> {
    return eventually(`${text} came; ${this.text.slice(-300)}`, () => this.text.includes(text));
  }

  /** Asks to speak graphql-transport-ws, perhaps as a page of some origin. */
  askToUpgrade(more: readonly string[] = []): void {
    const head = ['GET /graphql HTTP/1.1', 'host: gateway', 'connection: upgrade', 'upgrade: websocket', ...more];
    const key = [
      'sec-websocket-version: 13',
      'sec-websocket-key: dGhlIHNhbXBsZSBub25jZQ==',
      `sec-websocket-protocol: ${protocol}`,
    ];
    this.socket.write(`${[...head, ...key].join('\r\n')}\r\n\r\n`);
  }

  /** A WebSocket that is admitted. */
  async open(payload?: object): Promise<this> {
    this.askToUpgrade();
    await this.shows('\r\n\r\n');
    this.send({ type: 'connection_init', payload });
    await this.shows('connection_ack');
    return this;
  }

  send(message: object): void {
    this.socket.write(masked(JSON.stringify(message)));
  }

  /** Subscribes over a transport and reads the first state. */
  async follow(transport: Transport, operation: object): Promise<this> {
    if (transport === 'WebSocket') (await this.open()).send({ type: 'subscribe', id: '1', payload: operation });
    else {
      const body = JSON.stringify(operation);
      const accept = transport === 'multipart' ? 'multipart/mixed;boundary=graphql;subscriptionSpec=1.0' : 'text/event-stream';
      const head = ['POST /graphql HTTP/1.1', 'host: gateway', `accept: ${accept}`, 'content-type: application/json'];
      this.socket.write(`${[...head, `content-length: ${Buffer.byteLength(body)}`].join('\r\n')}\r\n\r\n${body}`);
    }
    await eventually('the first state came', () => this.counts.length > 0);
    return this;
  }

  /** Answers the newest ping that came. */
  pong(): void {
    const { bytes } = this;
    const ping = bytes.lastIndexOf(Buffer.from([0x89, 6]));
    this.socket.write(Buffer.concat([Buffer.from([0x8a, 0x86, 0, 0, 0, 0]), bytes.subarray(ping + 2, ping + 8)]));
  }
}

/** A client's text frame; a mask of zeros leaves the text readable. */
export function masked(text: string): Buffer {
  const payload = Buffer.from(text);
  const header =
    payload.length < 126
      ? Buffer.from([0x81, 0x80 | payload.length])
      : Buffer.from([0x81, 0xfe, payload.length >> 8, payload.length & 255]);
  return Buffer.concat([header, Buffer.alloc(4), payload]);
}
