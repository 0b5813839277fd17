// What does the HTTP server refuse or add, whatever a request is about?
import { createServer, type IncomingMessage, type RequestListener } from 'node:http';
import cors from '@fastify/cors';
import fastify, { type FastifyError, type FastifyInstance } from 'fastify';
import { GraphQLError, type GraphQLFormattedError } from 'graphql';
import helmet from 'helmet';
import { internalError } from '#kit/process/masking';
import type { Answered } from '#kit/process/plainPosts';
import type { Log } from '#kit/words/log';
import { Refusal } from '../refusal';
import { type ArrivalOptions, arriving } from './arrival';

export interface HardeningOptions extends ArrivalOptions {
  /** Origins whose pages may read answers, exactly as browsers write them. */
  readonly allowedOrigins: readonly string[];
  /** Only our own pages run scripts then, by a policy of their own. */
  readonly production: boolean;
  /** The largest request body, in bytes. */
  readonly maxBodyBytes: number;
  /** How long a connection may stay open without a byte in either direction: after an answer, or because nobody takes it. */
  readonly idleMs: number;
}

/** The answer to a request that is not answered otherwise. */
export type TurnAway = (error: FastifyError | GraphQLError, request: IncomingMessage) => Promise<Answered>;

/** Sent with every answer. */
export function securityHeaders(production: boolean): Readonly<Record<string, string>> {
  const headers: Record<string, string> = {};
  const response = {
    setHeader(name: string, value: string) {
      headers[name.toLowerCase()] = value;
    },
    removeHeader() {},
  };
  const add = helmet({
    contentSecurityPolicy: production && {
      useDefaults: false,
      directives: { defaultSrc: ["'none'"], frameAncestors: ["'none'"] },
    },
    crossOriginEmbedderPolicy: false,
    crossOriginResourcePolicy: { policy: 'cross-origin' },
    // Whoever terminates TLS in front of the gateway knows whether the whole site has it.
    strictTransportSecurity: production,
  });
  add({} as never, response as never, () => undefined);
  return headers;
}

/** A server that answers nothing yet. `listener` sees each request first, and gives those that it leaves alone to `next`. */
export async function hardenedServer(
  { allowedOrigins, production, maxBodyBytes, idleMs, ...arrival }: HardeningOptions,
  listener: (next: RequestListener) => RequestListener,
  turnAway: TurnAway,
): Promise<FastifyInstance> {
  const http = fastify({
    bodyLimit: maxBodyBytes,
    forceCloseConnections: 'idle',
    serverFactory(next) {
      const timing = { requestTimeout: 0, headersTimeout: arrival.arrivalMs, keepAliveTimeout: idleMs };
      const checking = { connectionsCheckingInterval: Math.min(1_000, arrival.arrivalMs) };
      const listen = arriving(arrival, listener(next as RequestListener));
      return createServer({ ...timing, ...checking, maxHeaderSize: 16_384 }, listen).setTimeout(idleMs);
    },
  });
  // Every other type could be sent by a form of a foreign page.
  http.removeContentTypeParser('text/plain');
  const fixed = securityHeaders(production);
  http.addHook('onRequest', async (_request, reply) => void reply.headers(fixed));
  await http.register(cors, {
    origin: allowedOrigins.length > 0 ? [...allowedOrigins] : false,
    methods: ['GET', 'POST'],
    allowedHeaders: ['content-type', 'authorization', 'apollo-require-preflight', 'x-apollo-operation-name', 'accept'],
    exposedHeaders: ['retry-after'],
    maxAge: 600,
    strictPreflight: false,
  });
  http.addHook('onRequest', async ({ headers }) => {
    const encoding = headers['content-encoding'];
    if (encoding !== undefined && encoding !== 'identity') throw new EncodedBody();
  });
  http.setErrorHandler(async (error: FastifyError | GraphQLError, { raw }, reply) => {
    const { status, headers, text } = await turnAway(error, raw);
    return reply.code(status).headers(headers).send(text);
  });
  http.setNotFoundHandler((_request, reply) =>
    reply
      .code(404)
      .send({ errors: [{ message: 'There is nothing here; the graph is at /graphql.', extensions: { code: 'NOT_FOUND' } }] }),
  );
  return http;
}

/** A body that is compressed: a small one can unfold to gigabytes, and a hundred kilobytes need no compression. */
class EncodedBody extends Refusal {
  constructor() {
    super(415, 'UNSUPPORTED_ENCODING', 'Send the body as it is, without Content-Encoding.');
  }
}

/**
 * Words the answer to a request that was refused, by the gateway or by the server under it, or that went wrong. What could not even be
 * read, so that nothing else counts it, is counted by `count`, which rejects with the refusal that takes the place of the first.
 */
export function turningAway(count: (request: IncomingMessage) => Promise<void>, log: Log): TurnAway {
  return async (error, request) => {
    const unread = error instanceof GraphQLError ? error instanceof EncodedBody : (error.statusCode ?? 500) < 500;
    const limited = unread ? await count(request).then(undefined, (refusal: GraphQLError) => refusal) : undefined;
    return worded(limited ?? error, request.headers.accept, log);
  };
}

function worded(error: FastifyError | GraphQLError, accept: string | undefined, log: Log): Answered {
  const { status, more, shown } = described(error, log);
  const type = `application/${accept?.includes('application/graphql-response+json') ? 'graphql-response+json' : 'json'}`;
  const headers = { ...more, 'content-type': `${type}; charset=utf-8` };
  const text = JSON.stringify({ errors: [shown] });
  return { status, headers, text, bytes: Buffer.byteLength(text) };
}

function described(
  error: FastifyError | GraphQLError,
  log: Log,
): { status: number; more: Readonly<Record<string, string>>; shown: GraphQLFormattedError } {
  if (error instanceof GraphQLError) {
    const { status, headers } = error instanceof Refusal ? error : { status: 400, headers: {} };
    return { status, more: headers, shown: { message: error.message, extensions: error.extensions } };
  }
  const { statusCode = 500, message } = error;
  if (statusCode >= 500) log.error({ err: error }, 'a request could not be answered');
  const code = { 400: 'BAD_REQUEST', 413: 'BODY_TOO_LARGE', 415: 'UNSUPPORTED_MEDIA_TYPE' }[statusCode];
  const shown =
    statusCode >= 500
      ? { message: internalError, extensions: { code: 'INTERNAL_SERVER_ERROR' } }
      : { message, extensions: { code: code ?? 'BAD_REQUEST' } };
  return { status: statusCode, more: {}, shown };
}
