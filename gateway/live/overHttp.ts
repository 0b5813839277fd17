// How are live feeds read over HTTP, by server-sent events or by Apollo's multipart protocol?
import type { IncomingMessage, ServerResponse } from 'node:http';
import { GraphQLError } from 'graphql';
import type { Identity } from '#kit/words/identity';
import type { Log } from '#kit/words/log';
import type { Asked, Execute } from '../operation/document';
import type { AddressCount } from './addresses';
import { Frame } from './frame';
import { type Framing, framingFor } from './framing';
import type { SubscriptionHub } from './hub';
import { NewestOnly } from './reader';
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
import { refuse } from './refuseStream';
import { ResponseWriter } from './responseWriter';
import { Scope } from './scope';
import { at, jittered } from './until';

export interface HttpStreamOptions {
  readonly hub: SubscriptionHub;
  readonly addresses: AddressCount;
  readonly formatError: FormatError;
  readonly log: Log;
  /** Who may share streams; those for whom subgraphs are sent the same headers, when not given. */
  readonly scopeOf?: (identity: Identity) => Scope;
  /** Without it queries and mutations are refused with a code. */
  readonly executeOperation?: Execute;
  readonly heartbeatMs?: number;
  /** After which a stream ends normally; null for never. HTTP readers give no sign of life, so this is their only check. */
  readonly maxAgeMs?: number | null;
  /** A client that takes nothing for so long is cut off. */
  readonly stallMs?: number;
}

/** One stream on its way to a client. */
class Stream extends NewestOnly {
  constructor(
    readonly writer: ResponseWriter,
    readonly framing: Framing,
  ) {
    super(writer);
  }

  protected write(frame: Frame): void {
    if (this.writer.takesChunks) this.writer.writeChunk(frame.as(this.framing.chunk));
    else this.writer.write(frame.as(this.framing.frame));
  }
}

/** The HTTP side of live feeds. Reading the request, its identity, CORS and body limits are the business of the caller. */
export class HttpStreams {
  readonly #open = new Map<ServerResponse, Stream>();
  #closed = false;

  constructor(private readonly options: HttpStreamOptions) {}

  /** Streams open now. */
  get size(): number {
    return this.#open.size;
  }

  /**
   * Answers one request completely, in the form its Accept header asks for; resolves when the response has ended. Never rejects.
   * Refusals before the stream are 4xx (503 for caps) with `application/graphql-response+json`; server-sent events tell them in-stream.
   */
  async serve(request: IncomingMessage, response: ServerResponse, operation: Asked, identity: Identity): Promise<void> {
    response.on('error', () => response.destroy());
    const { addresses, hub, formatError, log } = this.options;
    const framing = framingFor(request.headers.accept);
    if (!framing) return refuse(response, undefined, new StreamNotAcceptable(), formatError);
    const free = addresses.take(request);
    const { counts } = hub;
    if (!free) {
      counts.refused++;
      return refuse(
        response,
        framing,
        new SubscriptionLimit('This address already holds as many streams as it may.'),
        formatError,
      );
    }
    const writer = new ResponseWriter(response, this.options.stallMs ?? 30_000, () => {
      counts.cutOff++;
    });
    const stream = new Stream(writer, framing);
    try {
      if (this.#closed) throw new NotServing();
      await this.#begin(stream, request, operation, identity);
      this.#open.set(response, stream);
      response.once('close', () => stream.leave());
      if (response.destroyed) stream.leave();
      await this.#run(stream, response, identity);
    } catch (error) {
      if (!(error instanceof SubscriptionFailure || error instanceof GraphQLError))
        log.error({ err: error }, 'a live stream could not be served');
      refuse(response, framing, error, formatError);
    } finally {
      free();
      this.#open.delete(response);
    }
  }

  /** Answers a request that was refused before it came here, in the form its Accept header asks for. */
  refuse(request: IncomingMessage, response: ServerResponse, error: unknown): void {
    response.on('error', () => response.destroy());
    refuse(response, framingFor(request.headers.accept), error, this.options.formatError);
  }

  /** Ends every stream with its completion; those whose clients do not take it are cut off. */
  async close(graceMs = 1_000): Promise<void> {
    this.#closed = true;
    const ended = [...this.#open].map(([response, stream]) => {
      stream.end();
      return new Promise<void>((resolve) => {
        if (response.destroyed) resolve();
        else response.once('close', resolve);
      });
    });
    const cut = setTimeout(() => {
      for (const response of this.#open.keys()) response.destroy();
    }, graceMs);
    await Promise.all(ended);
    clearTimeout(cut);
  }

  /** What the stream is shown waits in it until the response has begun. @throws what refuses it */
  async #begin(stream: Stream, { method }: IncomingMessage, operation: Asked, identity: Identity): Promise<void> {
    const { hub, executeOperation, scopeOf = Scope.of } = this.options;
    try {
      stream.onLeave = hub.subscribe(operation, scopeOf(identity), stream);
    } catch (error) {
      // A GET is sent by any web page that likes to, so it must not change anything.
      const safe = error instanceof NotASubscription && (error.kind === 'query' || method === 'POST');
      if (!safe || !executeOperation) throw error;
      // A query is a stream of one state.
      stream.show(new Frame(JSON.stringify(await executeOperation(operation, identity))));
      stream.end();
    }
  }

  async #run(stream: Stream, response: ServerResponse, identity: Identity): Promise<void> {
    const { heartbeatMs = 10_000, maxAgeMs = null, formatError } = this.options;
    const { writer, framing } = stream;
    response.writeHead(200, {
      'content-type': framing.contentType,
      'cache-control': 'no-cache, no-transform',
      'x-accel-buffering': 'no',
      connection: 'keep-alive',
    });
    writer.write(framing.opening);
    const beat = setInterval(() => writer.clear && writer.write(framing.heartbeat), heartbeatMs);
    const stopAging = at(jittered(maxAgeMs), () => stream.end());
    const stopWatching = at(identity.expiresAt, () => stream.end(new SubscriptionFailure([new TokenExpired()])));
    try {
      await stream.ended();
    } catch (error) {
      writer.write(framing.fatal(JSON.stringify(formatErrors(error, formatError))));
    } finally {
      clearInterval(beat);
      stopAging();
      stopWatching();
      stream.leave();
    }
    await writer.end(framing.closing);
  }
}
