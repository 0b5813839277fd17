// What does the HTTP server refuse or add, whatever a request is about?
import cors from '@fastify/cors';
import helmet from '@fastify/helmet';
import fastify, { type FastifyError, type FastifyInstance } from 'fastify';
import { GraphQLError, type GraphQLFormattedError } from 'graphql';
import type { Log } from '#kit/log';
import { internalError } from '#kit/masking';
import { Refusal } from '../refusal';

export interface HardeningOptions {
  /** Origins whose pages may read answers, exactly as browsers write them. */
  readonly allowedOrigins: readonly string[];
  /** No page is served then, so no script may run. */
  readonly production: boolean;
  /** The largest request body, in bytes. */
  readonly maxBodyBytes: number;
  /** How long a request may take to arrive, head and body. */
  readonly arrivalMs: number;
  /** How long a connection may stay open without a byte in either direction: after an answer, or because nobody takes it. */
  readonly idleMs: number;
  readonly log: Log;
}

/** A server that answers nothing yet. */
export async function hardenedServer({
  allowedOrigins,
  production,
  maxBodyBytes,
  arrivalMs,
  idleMs,
  log,
}: HardeningOptions): Promise<FastifyInstance> {
  const http = fastify({
    bodyLimit: maxBodyBytes,
    forceCloseConnections: 'idle',
    requestTimeout: arrivalMs,
    keepAliveTimeout: idleMs,
    connectionTimeout: idleMs,
    http: { headersTimeout: arrivalMs, connectionsCheckingInterval: Math.min(1_000, arrivalMs), maxHeaderSize: 16_384 },
  });
  // Every other type could be sent by a form of a foreign page.
  http.removeContentTypeParser('text/plain');
  await http.register(helmet, {
    contentSecurityPolicy: production && {
      useDefaults: false,
      directives: { defaultSrc: ["'none'"], frameAncestors: ["'none'"] },
    },
    crossOriginEmbedderPolicy: false,
    crossOriginResourcePolicy: { policy: 'cross-origin' },
    // Whoever terminates TLS in front of the gateway knows whether the whole site has it.
    strictTransportSecurity: production,
  });
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
  http.setErrorHandler((error: FastifyError | GraphQLError, { headers }, reply) => {
    const { status, more, shown } = described(error, log);
    for (const [name, value] of Object.entries(more)) void reply.header(name, value);
    return reply
      .code(status)
      .type(errorType(headers.accept))
      .send(JSON.stringify({ errors: [shown] }));
  });
  http.setNotFoundHandler((_request, reply) =>
    reply
      .code(404)
      .send({ errors: [{ message: 'There is nothing here; the graph is at /graphql.', extensions: { code: 'NOT_FOUND' } }] }),
  );
  return http;
}

/** A small body can unfold to gigabytes, and a hundred kilobytes need no compression. */
class EncodedBody extends Refusal {
  constructor() {
    super(415, 'UNSUPPORTED_ENCODING', 'Send the body as it is, without Content-Encoding.');
  }
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

const errorType = (accept: string | undefined) =>
  `application/${accept?.includes('application/graphql-response+json') ? 'graphql-response+json' : 'json'}; charset=utf-8`;
