// Which requests of clients go from the socket to their answer and back, past the routes and hooks of the server?
import type { IncomingMessage, RequestListener } from 'node:http';
import type { FastifyBodyParser, FastifyError } from 'fastify';
import type { GraphQLError } from 'graphql';
import { type PlainPosts, plainPosts } from '#kit/process/plainPosts';
import type { Log } from '#kit/words/log';
import type { Answer } from './answer';
import { responseType } from './fastPath';
import type { TurnAway } from './hardening';

export interface DirectOptions extends Omit<PlainPosts<IncomingMessage>, 'take' | 'answer'> {
  readonly answer: Answer;
  /** Reads a body as every other request's is read. @throws what `turnAway` puts into words */
  readonly parse: (text: string) => unknown;
  readonly turnAway: TurnAway;
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
  const { answer, parse, turnAway, headers, log } = options;
  const answerTo: PlainPosts<IncomingMessage>['answer'] = async (text, raw, response) => {
    const begun = performance.now();
    response.once('finish', () => {
      const ms = Math.round(performance.now() - begun);
      log.info({ method: 'POST', path: '/graphql', status: response.statusCode, ms }, 'request');
    });
    try {
      const request = { method: 'POST', url: '/graphql', headers: raw.headers, query: {}, body: parse(text), raw };
      return await answer(request, response, () => response.setHeaders(new Map(Object.entries(headers))));
    } catch (error) {
      return turnAway(error as FastifyError | GraphQLError, raw);
    }
  };
  const take = (request: IncomingMessage) =>
    request.headers.origin === undefined && responseType(request.headers.accept) !== undefined ? request : undefined;
  return plainPosts({ ...options, take, answer: answerTo }, next);
}
