// Which requests need none of the routing, parsing and hooks that odd ones do, and go from the socket to their answer and back?
import type { IncomingMessage, RequestListener, ServerResponse } from 'node:http';
import type { FastifyBodyParser, FastifyError } from 'fastify';
import type { GraphQLError } from 'graphql';
import type { Log } from '#kit/log';
import type { Answer, Answered } from './answer';
import { responseType } from './fastPath';
import type { TurnAway } from './hardening';

export interface DirectOptions {
  readonly answer: Answer;
  /** Reads a body as every other request's is read. @throws what `turnAway` puts into words */
  readonly parse: (text: string) => unknown;
  readonly turnAway: TurnAway;
  /** Sent with every answer. */
  readonly headers: Readonly<Record<string, string>>;
  readonly maxBodyBytes: number;
  /** Once it is, every connection ends with its answer. */
  readonly state: { readonly stopping: boolean };
  readonly log: Log;
}

/** Reads JSON with a parser of the server's, which says in its own words what is none. */
export function reading(parser: FastifyBodyParser<string>): DirectOptions['parse'] {
  return (text) => {
    let read: unknown;
    void parser(undefined as never, text, (error, body) => {
      if (error) throw error;
      read = body;
    });
    return read;
  };
}

/** Takes plain JSON POSTs of clients that are no web pages of another origin; gives everything else to `next`. */
export function directly(options: DirectOptions, next: RequestListener): RequestListener {
  const { answer, parse, turnAway, headers, state, log } = options;
  const fixed = Object.entries(headers).flat();
  const write = (response: ServerResponse, { status, headers, text, bytes }: Answered) => {
    const own = fixed.slice();
    for (const name in headers) own.push(name, headers[name] as string);
    own.push('content-length', String(bytes));
    if (state.stopping) own.push('connection', 'close');
    // Text of one byte each is handed on as it is.
    response.writeHead(status, own).end(text, bytes === text.length ? 'latin1' : 'utf8');
  };
  const answerTo = async (raw: IncomingMessage, response: ServerResponse, text: string) => {
    try {
      const request = { method: 'POST', url: '/graphql', headers: raw.headers, query: {}, body: parse(text), raw };
      return await answer(request, response, () => response.setHeaders(new Map(Object.entries(headers))));
    } catch (error) {
      return turnAway(error as FastifyError | GraphQLError, raw);
    }
  };
  return (request, response) => {
    if (state.stopping || !isPlain(request, options.maxBodyBytes)) return next(request, response);
    const begun = performance.now();
    response.once('finish', () => {
      log.info(
        { method: 'POST', path: '/graphql', status: response.statusCode, ms: Math.round(performance.now() - begun) },
        'request',
      );
    });
    const chunks: Buffer[] = [];
    request.on('data', (chunk: Buffer) => void chunks.push(chunk));
    request.on('end', () => {
      const [first] = chunks;
      const text = (first && chunks.length === 1 ? first : Buffer.concat(chunks)).toString('utf8');
      void answerTo(request, response, text).then((answered) => answered && write(response, answered));
    });
  };
}

function isPlain({ method, url, headers }: IncomingMessage, maxBodyBytes: number): boolean {
  if (method !== 'POST' || url !== '/graphql' || headers.origin !== undefined) return false;
  if (headers['content-encoding'] !== undefined || headers.expect !== undefined) return false;
  const { 'content-type': type, 'content-length': length } = headers;
  if (type !== 'application/json' && type?.toLowerCase() !== 'application/json; charset=utf-8') return false;
  return length !== undefined && Number(length) <= maxBodyBytes && responseType(headers.accept) !== undefined;
}
