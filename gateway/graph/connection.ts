// One connection to a server for plain POSTs, one at a time, and how its answers of HTTP/1.1 (RFC 9112) are read; bytes that are none are refused.
import { connect, isIP, type Socket } from 'node:net';
import { connect as connectSafely } from 'node:tls';
import type { WaitingClient } from '../execution/run';
import { lookupInTurn } from './addresses';

/** How long a connection is kept unused where the server does not say how long it does, in milliseconds. */
const usualIdleMs = 30_000;

/** How long it may take until a connection is there, in milliseconds: a machine that is away says nothing. */
const connectMs = 3_000;

/** How often a call is sent, where its connections fail. */
const mostSent = 3;

/** One POST. It ends once; what arrives later is ignored. */
export class Call {
  connection: Connection | undefined;
  ended = false;
  readonly #deadline: NodeJS.Timeout;
  readonly #forget: (() => void) | undefined;
  /** The addresses it was sent to. */
  readonly tried: string[] = [];

  /** `bytes` are its own, from its length on. */
  constructor(
    readonly bytes: string,
    readonly encoding: 'latin1' | 'utf8',
    private readonly resolve: (response: PlainResponse) => void,
    private readonly reject: (error: Error) => void,
    deadlineMs: number,
    client: WaitingClient | undefined,
    private mayRepeat: boolean,
    private readonly onLate: (connection: Connection) => void,
  ) {
    this.#deadline = setTimeout(() => {
      if (this.connection) this.onLate(this.connection);
      this.giveUp(new NoAnswer('did not answer in time'));
    }, deadlineMs);
    this.#forget = client?.whenGone(() => this.giveUp(new NoAnswer('was no longer waited for')));
  }

  answered(response: PlainResponse): void {
    if (!this.#end()) return;
    this.resolve(response);
  }

  failed(error: Error): void {
    if (!this.#end()) return;
    this.reject(error);
  }

  /** Whether it is to be sent once more: twice where it was not sent at all, as there was no connection; else once, and only if it may be. */
  repeats(wasSent: boolean): boolean {
    if (this.ended || this.tried.length >= mostSent || (wasSent && !this.mayRepeat)) return false;
    if (wasSent) this.mayRepeat = false;
    return true;
  }

  /** Its connection ends with it, as the answer may still come. */
  giveUp(error: Error): void {
    this.failed(error);
    this.connection?.destroy();
  }

  /** One timer and one callback for a call: an AbortSignal with a time-out costs as much as a small query. */
  #end(): boolean {
    if (this.ended) return false;
    this.ended = true;
    clearTimeout(this.#deadline);
    this.#forget?.();
    return true;
  }
}

/** Where calls are sent. */
export interface Target {
  readonly address: string;
  readonly url: URL;
  /** What every request there begins with. */
  readonly head: string;
}

/** Where what arrives on any connection stands while it is read: one after the other, and no longer. */
const lent = Buffer.allocUnsafeSlow(65_536);

/** One connection, with at most one call on its way. */
export class Connection {
  readonly #socket: Socket;
  readonly #reader: ResponseReader;
  #call: Call | undefined;
  #isOpen = false;
  /** Whether anything of an answer to its call has come. */
  #isAnswering = false;
  readonly #endsAt: number;
  /** Until when it may be used again, in milliseconds of the process. */
  usableUntil = 0;

  /** `onClose` is given the call that is to be sent once more, if any, and told whether the server failed. */
  constructor(
    readonly to: Target,
    call: Call,
    maxAgeMs: number,
    private readonly onIdle: (connection: Connection) => void,
    onClose: (connection: Connection, repeated: Call | undefined, hasFailed: boolean) => void,
  ) {
    this.#endsAt = performance.now() + maxAgeMs * (0.5 + Math.random() / 2);
    const { url } = to;
    const host = url.hostname.replace(/^\[|\]$/g, '');
    const isSafe = url.protocol === 'https:';
    const at = { host, port: Number(url.port || (isSafe ? 443 : 80)), noDelay: true, lookup: lookupInTurn };
    // A buffer for each read, and the stream around it, would cost as much as reading the answer.
    const onread = {
      buffer: lent,
      callback: (size: number) => {
        this.#receive(lent.subarray(0, size), true);
        return true;
      },
    };
    this.#socket = isSafe ? connectSafely({ ...at, ...(isIP(host) === 0 && { servername: host }) }) : connect({ ...at, onread });
    const late = setTimeout(() => this.#socket.destroy(new Error('There was no connection in time.')), connectMs).unref();
    this.#socket.once(isSafe ? 'secureConnect' : 'connect', () => {
      this.#isOpen = true;
      clearTimeout(late);
    });
    this.#reader = new ResponseReader();
    if (isSafe) this.#socket.on('data', (chunk) => this.#receive(chunk, false));
    let [failure, hasEnded]: [Error | undefined, boolean] = [undefined, false];
    this.#socket.on('error', (error) => {
      failure = error;
    });
    this.#socket.on('end', () => {
      hasEnded = true;
      this.usableUntil = 0;
    });
    this.#socket.on('close', () => {
      clearTimeout(late);
      const [call, whole] = [this.#call, hasEnded && !failure ? this.#reader.ended() : undefined];
      this.#call = undefined;
      const hasFailed = call !== undefined && !whole && !this.#isAnswering && !call.ended;
      if (whole) call?.answered(whole);
      else if (hasFailed && call?.repeats(this.#isOpen)) return onClose(this, call, true);
      else call?.failed(failure ?? new Error('The connection was closed before the answer was complete.'));
      onClose(this, undefined, hasFailed);
    });
    this.send(call);
  }

  #receive(chunk: Buffer, isLent: boolean): void {
    const call = this.#call;
    if (!call) {
      this.destroy();
      return;
    }
    this.#isAnswering = true;
    try {
      if (!this.#reader.read(chunk, isLent)) return;
    } catch (error) {
      call.giveUp(error as Error);
      return;
    }
    const response = this.#reader.take();
    this.#call = undefined;
    const now = performance.now();
    this.usableUntil = Math.min(now + (response.keepMs ?? usualIdleMs), this.#endsAt);
    call.answered(response);
    if (this.usableUntil <= now) this.destroy();
    else this.onIdle(this);
  }

  send(call: Call): void {
    this.#call = call;
    this.#isAnswering = false;
    call.connection = this;
    call.tried.push(this.to.address);
    this.#socket.write(this.to.head + call.bytes, call.encoding);
  }

  destroy(): void {
    this.usableUntil = 0;
    this.#socket.destroy();
  }
}

/** What a server did instead of answering, in words for the client. */
export class NoAnswer extends Error {}

/** A response that has arrived. */
export interface PlainResponse {
  readonly status: number;
  readonly text: string;
  /** For how long the connection may be used again, in milliseconds: not at all, or undefined where the server does not say. */
  readonly keepMs: number | undefined;
}

/** Far more than a gateway sends on, and far less than would harm it. */
const maxAnswerBytes = 64_000_000;
const maxHeadBytes = 64_000;

/** How the end of a body is known: by its length, by its last chunk, or by the end of the connection. */
type Framing = { readonly kind: 'length'; left: number } | { readonly kind: 'chunked' } | { readonly kind: 'close' };

const nothing = Buffer.alloc(0);
const headEnd = Buffer.from('\r\n\r\n');
const lineEnd = Buffer.from('\r\n');

/** Reads one response after the other. */
export class ResponseReader {
  #status = 0;
  #keepMs: number | undefined;
  #framing: Framing | undefined;
  /** What has come of a head or of a line between chunks, and is not whole yet. */
  #rest: Buffer = nothing;
  #body: Buffer[] = [];
  #bytes = 0;
  /** Bytes of the current chunk that are still to come; with the line end behind it. */
  #chunkLeft = 0;
  #isTrailer = false;
  /** Of a body that came at once. */
  #text: string | undefined;
  #isLent = false;

  /** True when the response is complete. What is lent is copied where it has to be kept. @throws NoAnswer, or an Error for bytes that are no response */
  read(chunk: Buffer, isLent = false): boolean {
    this.#isLent = isLent && this.#rest.length === 0;
    let bytes = this.#rest.length > 0 ? Buffer.concat([this.#rest, chunk]) : chunk;
    this.#rest = nothing;
    while (!this.#framing) {
      const end = bytes.indexOf(headEnd);
      if ((end < 0 ? bytes.length : end) > maxHeadBytes) throw new Error('The head of a response is too large.');
      if (end < 0) {
        this.#rest = this.#kept(bytes);
        return false;
      }
      this.#readHead(bytes.toString('latin1', 0, end));
      bytes = bytes.subarray(end + headEnd.length);
    }
    if (this.#framing.kind === 'chunked') return this.#readChunks(bytes);
    if (this.#framing.kind === 'close') return this.#add(bytes);
    const { left } = this.#framing;
    if (this.#bytes === 0 && bytes.length === left) {
      this.#text = bytes.toString('utf8');
      return true;
    }
    this.#add(bytes.length > left ? bytes.subarray(0, left) : bytes);
    this.#framing.left = left - Math.min(bytes.length, left);
    // A server that says more than it was asked is not asked again on this connection.
    if (bytes.length > left) this.#keepMs = 0;
    return this.#framing.left === 0;
  }

  /** The response, when the connection has ended: undefined unless its end is what ends the response. */
  ended(): PlainResponse | undefined {
    return this.#framing?.kind === 'close' ? this.take() : undefined;
  }

  /** The response that is complete; the next one begins. */
  take(): PlainResponse {
    const text = this.#text ?? Buffer.concat(this.#body).toString('utf8');
    const response = { status: this.#status, text, keepMs: this.#keepMs };
    this.#text = undefined;
    this.#framing = undefined;
    this.#body = [];
    this.#bytes = 0;
    this.#isTrailer = false;
    return response;
  }

  #readHead(head: string): void {
    const [first = '', ...lines] = head.split('\r\n');
    const [, minor, status] = /^HTTP\/1\.([01]) (\d{3})(?: .*)?$/.exec(first) ?? [];
    if (status === undefined) throw new Error('The answer is no HTTP/1.1.');
    this.#status = Number(status);
    // Said before the response itself.
    if (this.#status >= 100 && this.#status < 200 && this.#status !== 101) return;
    let [length, coding, keeps, timeout]: [string | undefined, string | undefined, boolean, number | undefined] = [
      undefined,
      undefined,
      minor === '1',
      undefined,
    ];
    for (const line of lines) {
      const colon = line.indexOf(':');
      if (colon < 1) throw new Error('A header of the answer has no name.');
      switch (line.slice(0, colon).toLowerCase()) {
        case 'content-length': {
          const value = line.slice(colon + 1).trim();
          if (!/^\d{1,15}$/.test(value) || (length !== undefined && length !== value))
            throw new Error('The length of the answer cannot be read.');
          length = value;
          break;
        }
        case 'transfer-encoding':
          coding = `${coding === undefined ? '' : `${coding},`}${line
            .slice(colon + 1)
            .trim()
            .toLowerCase()}`;
          break;
        case 'connection': {
          const value = line.slice(colon + 1).toLowerCase();
          keeps = keeps ? !value.includes('close') : value.includes('keep-alive');
          break;
        }
        case 'keep-alive': {
          const [, seconds] = /timeout=(\d+)/i.exec(line) ?? [];
          if (seconds !== undefined) timeout = Number(seconds);
        }
      }
    }
    this.#frame(length, coding);
    // A second less than the server says, as a call may be on its way when it closes.
    this.#keepMs = keeps && this.#framing?.kind !== 'close' ? timeout && Math.max(0, timeout * 1_000 - 1_000) : 0;
    if (timeout === 0) this.#keepMs = 0;
    if (coding !== undefined && length !== undefined) this.#keepMs = 0;
  }

  #frame(length: string | undefined, coding: string | undefined): void {
    if (this.#status === 101) throw new Error('The server speaks another protocol.');
    if (this.#status === 204 || this.#status === 304) this.#framing = { kind: 'length', left: 0 };
    else if (coding === 'chunked') this.#framing = { kind: 'chunked' };
    else if (coding !== undefined) throw new Error('The answer is encoded.');
    else if (length === undefined) this.#framing = { kind: 'close' };
    else this.#framing = { kind: 'length', left: Number(length) };
    if (Number(length ?? 0) > maxAnswerBytes) throw new NoAnswer('sent too large an answer');
  }

  /** Always false, as there may be more. */
  #add(bytes: Buffer): false {
    this.#bytes += bytes.length;
    if (this.#bytes > maxAnswerBytes) throw new NoAnswer('sent too large an answer');
    if (bytes.length > 0) this.#body.push(this.#kept(bytes));
    return false;
  }

  #kept(bytes: Buffer): Buffer {
    return this.#isLent ? Buffer.from(bytes) : bytes;
  }

  #readChunks(given: Buffer): boolean {
    let bytes = given;
    while (bytes.length > 0) {
      if (this.#chunkLeft > 0) {
        const part = bytes.subarray(0, this.#chunkLeft);
        bytes = bytes.subarray(part.length);
        // The line end behind a chunk is no part of the answer.
        const ofAnswer = Math.max(0, Math.min(part.length, this.#chunkLeft - lineEnd.length));
        this.#add(part.subarray(0, ofAnswer));
        const end = lineEnd.subarray(lineEnd.length - Math.min(this.#chunkLeft, lineEnd.length));
        if (!part.subarray(ofAnswer).equals(end.subarray(0, part.length - ofAnswer)))
          throw new Error('A chunk of the answer does not end where it should.');
        this.#chunkLeft -= part.length;
        continue;
      }
      const end = bytes.indexOf(lineEnd);
      if (end < 0) {
        if (bytes.length > maxHeadBytes) throw new Error('A line between chunks of the answer is too long.');
        this.#rest = this.#kept(bytes);
        return false;
      }
      const line = bytes.toString('latin1', 0, end);
      bytes = bytes.subarray(end + lineEnd.length);
      if (!this.#isTrailer) this.#beginChunk(line);
      else if (line === '') {
        if (bytes.length > 0) this.#keepMs = 0;
        return true;
      }
    }
    return false;
  }

  #beginChunk(line: string): void {
    const [, size] = /^([0-9a-f]{1,8})[ \t]*(?:;.*)?$/i.exec(line) ?? [];
    if (size === undefined) throw new Error('The size of a chunk of the answer cannot be read.');
    const bytes = Number.parseInt(size, 16);
    if (bytes === 0) this.#isTrailer = true;
    else this.#chunkLeft = bytes + lineEnd.length;
  }
}
