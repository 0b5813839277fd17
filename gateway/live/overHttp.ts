// Live feeds over HTTP, by server-sent events or by Apollo's multipart protocol.
import type { IncomingMessage, ServerResponse } from 'node:http';
import { setTimeout as wait } from 'node:timers/promises';
import { GraphQLError } from 'graphql';
import type { Identity } from '#kit/words/identity';
import { identityHeaders } from '#kit/words/secrets';
import type { Asked } from '../operation/admission';
import { Refusal } from '../operation/refusals';
import { at, endOfLife, letGo, type TransportOptions } from './connections';
import { type Output, OutputReader, Snapshot } from './reader';
import {
  type FormatError,
  formatErrors,
  NotASubscription,
  NotServing,
  StreamNotAcceptable,
  SubscriptionFailure,
  SubscriptionLimit,
  TokenExpired,
} from './refusals';
import { type StreamFormat, streamFormatFor } from './streamFormats';

export interface HttpStreamOptions extends TransportOptions {
  readonly heartbeatMs?: number;
  /** A client that takes nothing for this time is cut off. */
  readonly stallMs?: number;
}

/** The HTTP side of live feeds. The caller reads the request and its identity, and cares for CORS and body limits. */
export class HttpStreams {
  readonly #open = new Map<ServerResponse, Stream>();
  #closed = false;

  constructor(private readonly options: HttpStreamOptions) {}

  /** Streams open now. */
  get size(): number {
    return this.#open.size;
  }

  /**
   * Answers one request completely, in the format its Accept header asks for; resolves when the response has ended. Never rejects.
   * Refusals before the stream are 4xx (503 for limits) with `application/graphql-response+json`; with server-sent events they are the stream.
   */
  async serve(request: IncomingMessage, response: ServerResponse, asked: Asked, identity: Identity): Promise<void> {
    response.on('error', () => response.destroy());
    const { addresses, hub, formatError, log } = this.options;
    const format = streamFormatFor(request.headers.accept);
    if (!format) return refuse(response, undefined, new StreamNotAcceptable(), formatError);
    const free = addresses.take(request);
    const { counts } = hub;
    if (!free) {
      counts.refused++;
      const refusal = new SubscriptionLimit(
        'This address already holds as many live connections as it may. Close one first.',
        'MAX_CONNECTIONS_PER_ADDRESS',
      );
      return refuse(response, format, refusal, formatError);
    }
    const output = new ResponseOutput(response, this.options.stallMs ?? 30_000, () => {
      counts.cutOff++;
    });
    const stream = new Stream(output, format);
    try {
      if (this.#closed) throw new NotServing();
      await this.#begin(stream, request, asked, identity);
      this.#open.set(response, stream);
      response.once('close', () => stream.leave());
      if (response.destroyed) stream.leave();
      await this.#run(stream, response, identity);
    } catch (error) {
      if (!(error instanceof SubscriptionFailure || error instanceof GraphQLError))
        log.error({ err: error }, 'live stream failed to start');
      refuse(response, format, error, formatError);
    } finally {
      free();
      this.#open.delete(response);
    }
  }

  /** Answers a request that was refused before it came here, in the format its Accept header asks for. */
  refuse(request: IncomingMessage, response: ServerResponse, error: unknown): void {
    response.on('error', () => response.destroy());
    refuse(response, streamFormatFor(request.headers.accept), error, this.options.formatError);
  }

  /** Ends every stream with its completion; a client that does not take it is cut off. */
  async close(graceMs = 1_000): Promise<void> {
    this.#closed = true;
    const open = [...this.#open];
    const ended = open.map(([response]) => {
      return new Promise<void>((resolve) => {
        if (response.destroyed) resolve();
        else response.once('close', resolve);
      });
    });
    await letGo(open, this.options.stoppingSpreadMs ?? 2_000, ([, stream]) => stream.end());
    const cut = setTimeout(() => {
      for (const response of this.#open.keys()) response.destroy();
    }, graceMs);
    await Promise.all(ended);
    clearTimeout(cut);
  }

  /** States wait in the stream until the response has begun. @throws what refuses the operation */
  async #begin(stream: Stream, { method }: IncomingMessage, asked: Asked, identity: Identity): Promise<void> {
    const { hub, executeOperation, headersOf = identityHeaders } = this.options;
    try {
      await hub.prepare(asked);
      stream.onLeave = hub.subscribe(asked, { headers: headersOf(identity) }, stream);
    } catch (error) {
      // Any web page can send a GET, so it must not change anything.
      const safe = error instanceof NotASubscription && (error.kind === 'query' || method === 'POST');
      if (!safe || !executeOperation) throw error;
      // A query is a stream of one state.
      stream.show(new Snapshot(JSON.stringify(await executeOperation(asked, identity))));
      stream.end();
    }
  }

  async #run(stream: Stream, response: ServerResponse, identity: Identity): Promise<void> {
    const { heartbeatMs = 10_000, maxAgeMs = null, formatError } = this.options;
    const { target: output, format } = stream;
    const ended = stream.ended();
    if (response.req.method === 'GET' && !format.refusesByStatus) {
      const patience = new AbortController();
      const later = wait(patienceMs, undefined, { signal: patience.signal }).catch(() => undefined);
      try {
        await Promise.race([ended, output.wanted, later]);
      } catch (refusal) {
        stream.leave();
        throw refusal;
      } finally {
        patience.abort();
      }
    }
    response.writeHead(200, {
      'content-type': format.contentType,
      'cache-control': 'no-cache, no-transform',
      'x-accel-buffering': 'no',
      connection: 'keep-alive',
    });
    output.write(format.opening);
    const beat = setInterval(() => output.ready && output.write(format.heartbeat), heartbeatMs);
    const stopAging = at(endOfLife(maxAgeMs), () => stream.end());
    const stopWatching = at(identity.expiresAt, () => stream.end(new SubscriptionFailure([new TokenExpired()])));
    try {
      await ended;
    } catch (error) {
      output.write(format.fatal(JSON.stringify(formatErrors(error, formatError))));
    } finally {
      clearInterval(beat);
      stopAging();
      stopWatching();
      stream.leave();
    }
    await output.end(format.closing);
  }
}

/**
 * Refuses by a status and `application/graphql-response+json`. Readers of server-sent events who POST are refused within the stream, as
 * their protocol has it. One who GETs is an `EventSource`: at a status it stops, after a stream it comes back. So it gets a status for what it
 * could only ask again in vain, and a stream that ends for what may pass. A response that has begun is cut off.
 */
function refuse(response: ServerResponse, format: StreamFormat | undefined, error: unknown, formatError: FormatError): void {
  if (response.destroyed || response.headersSent) return void response.destroy();
  const formatted = formatErrors(error, formatError);
  const errors = JSON.stringify(formatted);
  const isFinal =
    error instanceof Refusal ? error.status < 500 : formatted.every(({ extensions }) => !passing.has(extensions?.code));
  if (format?.refusesByStatus === false && !(response.req.method === 'GET' && isFinal)) {
    response.writeHead(200, { 'content-type': format.contentType, 'cache-control': 'no-cache, no-transform' });
    response.end(Buffer.concat([format.fatal(errors), format.closing]));
    return;
  }
  const { status, headers } = error instanceof Refusal ? error : { status: 400, headers: {} };
  response.writeHead(status, { ...headers, 'content-type': 'application/graphql-response+json; charset=utf-8' });
  response.end(`{"errors":${errors}}`);
}

/** Codes of what is no fault of the client, and may be over when it comes back. */
const passing: ReadonlySet<unknown> = new Set([
  'INTERNAL_SERVER_ERROR',
  'SERVICE_UNAVAILABLE',
  'SUBGRAPH_UNAVAILABLE',
  'DOWNSTREAM_SERVICE_ERROR',
  'SUBSCRIPTION_SOURCE_FAILED',
  'TOO_MANY_EVENTS',
]);

/** How long an `EventSource` waits for its first state, or for a refusal by the subgraph, before it is told that it is connected. */
const patienceMs = 1_000;

/** One stream on its way to a client. */
class Stream extends OutputReader {
  constructor(
    readonly target: ResponseOutput,
    readonly format: StreamFormat,
  ) {
    super(target);
  }

  protected write(state: Snapshot): void {
    if (this.target.takesChunks) this.target.writeChunk(state.as(this.format.nextChunk));
    else this.target.write(state.as(this.format.next));
  }
}

/** Writes to one response. A client that takes nothing for `stallMs` while something waits is cut off, after `onStall`. */
class ResponseOutput implements Output {
  #waiting: (() => void)[] = [];
  #want: () => void = () => {};
  /** Resolves when something waits to be written that came before the response began. */
  readonly wanted = new Promise<void>((resolve) => {
    this.#want = resolve;
  });
  #stalled: NodeJS.Timeout | undefined;

  constructor(
    private readonly response: ServerResponse,
    private readonly stallMs: number,
    private readonly onStall: () => void,
  ) {
    response.once('close', () => clearTimeout(this.#stalled));
  }

  /** True when everything written so far has been handed to the network. */
  get ready(): boolean {
    return this.response.headersSent && this.response.writableLength === 0;
  }

  whenReady(resume: () => void): void {
    this.#waiting.push(resume);
    this.#want();
    this.#watch();
    // An empty write behind everything else reports when all of it has gone. Before the response has begun, its opening does so.
    if (this.response.headersSent) this.response.socket?.write('', this.#flushed);
  }

  /** False for clients of HTTP/1.0, whose bodies have no chunks. */
  get takesChunks(): boolean {
    return this.response.chunkedEncoding;
  }

  /**
   * Writes a chunk that all readers share, past the response, which would copy it piece by piece. Only while the output is ready, so
   * that nothing of the response itself waits. Does nothing once the client is gone or the response ended.
   */
  writeChunk(chunk: Buffer): void {
    if (!this.response.writableEnded) this.response.socket?.write(chunk);
  }

  /** Does nothing once the client is gone or the response ended. */
  write(bytes: Buffer): void {
    if (!this.response.destroyed && !this.response.writableEnded) this.response.write(bytes, this.#flushed);
  }

  /** Ends the response and resolves when the client has it, is gone or was cut off. */
  async end(bytes: Buffer): Promise<void> {
    if (this.response.destroyed) return;
    this.#watch();
    await new Promise<void>((resolve) => {
      this.response.once('close', resolve);
      this.response.end(bytes, resolve);
    });
    clearTimeout(this.#stalled);
  }

  #watch(): void {
    this.#stalled ??= setTimeout(() => {
      this.onStall();
      this.response.destroy();
    }, this.stallMs);
  }

  #flushed = () => {
    if (!this.ready) return;
    clearTimeout(this.#stalled);
    this.#stalled = undefined;
    const waiting = this.#waiting;
    if (waiting.length === 0) return;
    this.#waiting = [];
    for (const resume of waiting) resume();
  };
}
