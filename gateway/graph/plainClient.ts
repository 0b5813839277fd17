// A client for plain POSTs over connections that are kept: two thirds of the work of a general client.
import { connect, isIP, type Socket } from 'node:net';
import { connect as connectSafely } from 'node:tls';
import type { WaitingClient } from '../execution/run';
import { NoAnswer, type PlainResponse, ResponseReader } from './responseReader';

interface Posting {
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
  readonly deadlineMs: number;
  /** It changes nothing, so it is sent once more when its connection fails before a word of the answer. */
  readonly repeatable?: boolean;
}

/** Connections at once, and how long one is kept unused where the server does not say how long it does, in milliseconds. */
const [maxConnections, usualIdleMs] = [64, 30_000];

/**
 * A connection is used for a minute at most, and down to half of that, so that not all end together: behind a balancer of connections,
 * or a name of several addresses, a new replica gets its share.
 */
const usualAgeMs = 60_000;

/** One POST. It ends once; what arrives later is ignored. */
class Call {
  connection: Connection | undefined;
  ended = false;
  readonly #deadline: NodeJS.Timeout;
  readonly #forget: (() => void) | undefined;

  constructor(
    readonly bytes: string,
    readonly encoding: 'latin1' | 'utf8',
    private readonly resolve: (response: PlainResponse) => void,
    private readonly reject: (error: Error) => void,
    deadlineMs: number,
    client: WaitingClient | undefined,
    private mayRepeat: boolean,
  ) {
    this.#deadline = setTimeout(() => this.giveUp(new NoAnswer('did not answer in time')), deadlineMs);
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

  /** Whether it is to be sent once more; true once. */
  repeats(): boolean {
    const repeats = this.mayRepeat && !this.ended;
    this.mayRepeat = false;
    return repeats;
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

/** One connection, with at most one call on its way. */
class Connection {
  readonly #socket: Socket;
  readonly #reader: ResponseReader;
  #call: Call | undefined;
  /** Whether anything of an answer to its call has come. */
  #isAnswering = false;
  readonly #endsAt: number;
  /** Until when it may be used again, in milliseconds of the process. */
  usableUntil = 0;

  /** `onClose` is given the call that is to be sent once more, if any. */
  constructor(
    url: URL,
    call: Call,
    maxAgeMs: number,
    onIdle: (connection: Connection) => void,
    onClose: (connection: Connection, repeated: Call | undefined) => void,
  ) {
    this.#endsAt = performance.now() + maxAgeMs * (0.5 + Math.random() / 2);
    const host = url.hostname.replace(/^\[|\]$/g, '');
    const at = { host, port: Number(url.port || (url.protocol === 'https:' ? 443 : 80)), noDelay: true };
    this.#socket =
      url.protocol === 'https:' ? connectSafely({ ...at, ...(isIP(host) === 0 && { servername: host }) }) : connect(at);
    this.#reader = new ResponseReader();
    this.#socket.on('data', (chunk) => {
      if (!this.#call) return this.destroy();
      this.#isAnswering = true;
      try {
        if (!this.#reader.read(chunk)) return;
      } catch (error) {
        this.#call.giveUp(error as Error);
        return;
      }
      const answered = this.#call;
      const response = this.#reader.take();
      this.#call = undefined;
      const now = performance.now();
      this.usableUntil = Math.min(now + (response.keepMs ?? usualIdleMs), this.#endsAt);
      answered.answered(response);
      if (this.usableUntil <= now) this.destroy();
      else onIdle(this);
    });
    let [failure, hasEnded]: [Error | undefined, boolean] = [undefined, false];
    this.#socket.on('error', (error) => {
      failure = error;
    });
    this.#socket.on('end', () => {
      hasEnded = true;
      this.usableUntil = 0;
    });
    this.#socket.on('close', () => {
      const [call, whole] = [this.#call, hasEnded && !failure ? this.#reader.ended() : undefined];
      this.#call = undefined;
      if (whole) call?.answered(whole);
      else if (call && !this.#isAnswering && call.repeats()) return onClose(this, call);
      else call?.failed(failure ?? new Error('The connection was closed before the answer was complete.'));
      onClose(this, undefined);
    });
    this.send(call);
  }

  send(call: Call): void {
    this.#call = call;
    this.#isAnswering = false;
    call.connection = this;
    this.#socket.write(call.bytes, call.encoding);
  }

  destroy(): void {
    this.usableUntil = 0;
    this.#socket.destroy();
  }
}

/** A call is never sent twice unless it may be: it may have been a mutation. */
export class PlainClient {
  readonly #url: URL;
  readonly #head: string;
  readonly #open = new Set<Connection>();
  /** The one used last stands last, and is used first. */
  readonly #idle: Connection[] = [];
  readonly #waiting: Call[] = [];
  readonly #sweep: NodeJS.Timeout;
  #isClosed = false;

  /** `fixed` are headers of every call. */
  constructor(
    url: string,
    fixed: Readonly<Record<string, string>>,
    private readonly maxAgeMs = usualAgeMs,
  ) {
    this.#url = new URL(url);
    const { pathname, search, host } = this.#url;
    this.#head = `POST ${pathname}${search} HTTP/1.1\r\nhost: ${host}\r\nconnection: keep-alive\r\n${linesOf(fixed)}`;
    this.#sweep = setInterval(() => this.#closeUnused(), 5_000).unref();
  }

  /** Rejects at once when the deadline has passed or the client leaves; the connection is then free or closed. @throws NoAnswer, and errors of the network */
  post({ headers, body, deadlineMs, repeatable = false }: Posting, client: WaitingClient | undefined): Promise<PlainResponse> {
    return new Promise((resolve, reject) => {
      if (client?.gone) return reject(new NoAnswer('was not asked, since the client has left'));
      if (this.#isClosed) return reject(new NoAnswer('is no longer there'));
      const length = Buffer.byteLength(body);
      const bytes = `${this.#head}${linesOf(headers)}content-length: ${length}\r\n\r\n${body}`;
      const encoding = length === body.length ? 'latin1' : 'utf8';
      const call = new Call(bytes, encoding, resolve, reject, deadlineMs, client, repeatable);
      const idle = this.#takeIdle();
      if (idle) idle.send(call);
      else if (this.#open.size < maxConnections) this.#connect(call);
      else this.#waiting.push(call);
    });
  }

  close(): void {
    this.#isClosed = true;
    clearInterval(this.#sweep);
    for (const call of this.#waiting.splice(0)) call.failed(new NoAnswer('is no longer there'));
    for (const connection of this.#open) connection.destroy();
  }

  #connect(call: Call): void {
    const connection = new Connection(
      this.#url,
      call,
      this.maxAgeMs,
      (free) => {
        const next = this.#nextWaiting();
        if (next) free.send(next);
        else this.#idle.push(free);
      },
      (closed, repeated) => {
        this.#open.delete(closed);
        const place = this.#idle.indexOf(closed);
        if (place >= 0) this.#idle.splice(place, 1);
        if (this.#isClosed) return repeated?.failed(new NoAnswer('is no longer there'));
        // On a new connection: the others may lead to the same replica.
        const next = repeated ?? this.#nextWaiting();
        if (next) this.#connect(next);
      },
    );
    this.#open.add(connection);
  }

  #nextWaiting(): Call | undefined {
    for (let call = this.#waiting.shift(); call; call = this.#waiting.shift()) if (!call.ended) return call;
    return undefined;
  }

  #takeIdle(): Connection | undefined {
    const connection = this.#idle.pop();
    if (!connection || connection.usableUntil > performance.now()) return connection;
    // Those below were used even longer ago.
    this.#idle.push(connection);
    this.#closeUnused();
    return undefined;
  }

  #closeUnused(): void {
    const now = performance.now();
    for (const connection of [...this.#idle].filter(({ usableUntil }) => usableUntil <= now)) {
      this.#idle.splice(this.#idle.indexOf(connection), 1);
      connection.destroy();
    }
  }
}

const safe = /^[\t\x20-\x7e]*$/;

/** @throws Error for what is no value of a header */
function linesOf(headers: Readonly<Record<string, string>>): string {
  let lines = '';
  for (const name in headers) {
    const value = headers[name] as string;
    if (!safe.test(value)) throw new Error(`The header ${name} has a value that no header can have.`);
    lines += `${name}: ${value}\r\n`;
  }
  return lines;
}
