// What subgraphs serve beside the graph, at the gateway's address: downloads, news feeds, calendars, and files to send in.
import type { IncomingMessage } from 'node:http';
import { Readable } from 'node:stream';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import type { GraphQLFormattedError } from 'graphql';
import type { Log } from '#kit/words/log';
import { largestFile, uploadDoors } from '#kit/words/uploadDoors';
import type { IdentifyAt } from '../access/identify';
import type { RateLimits } from '../operation/rates';
import { Refusal } from '../operation/refusals';
import type { Behind, SentFile } from '../site/behind';
import { compressing } from '../site/compression';
import { type Pages, wantsPage } from '../site/serveSite';

/** Which subgraph answers below a path. The gateway passes the answer on unchanged. */
const owners: Readonly<Record<string, string>> = {
  '/exports/': 'advocacy',
  '/exports/annual-report.csv': 'partnership',
  '/feeds/': 'advocacy',
  '/calendars/': 'partnership',
  '/agreements/': 'partnership',
};

const uploads = Object.values(uploadDoors);
const uploadPaths = uploads.map(({ path }) => new RegExp(`^${path.replace(/:\w+/g, '[^/]+')}$`));

/** Whether a request uploads a file. */
export const isUpload = ({ method, url = '' }: IncomingMessage): boolean =>
  method === 'POST' && uploadPaths.some((path) => path.test(url.split('?')[0] ?? ''));

export interface PassThroughOptions {
  readonly behind: Behind;
  readonly identify: IdentifyAt;
  readonly rates: RateLimits;
  readonly addressOf: (request: FastifyRequest['raw']) => string | undefined;
  readonly log: Log;
}

const passed = ['content-type', 'content-disposition', 'cache-control', 'x-robots-tag', 'content-security-policy', 'retry-after'];

/** What somebody asked for cannot be had; a page says so to people, JSON to programs. */
class Unreadable extends Refusal {
  constructor(status: number, { message, extensions: { code, ...details } = {} }: GraphQLFormattedError) {
    super(status, String(code ?? 'BAD_REQUEST'), message, details);
  }
}

/** A file of a type that nobody reads there, such as a form with a file in it. */
class NoSuchFile extends Refusal {
  constructor(type: string | undefined, allowed: readonly string[]) {
    const asked = type ? `The content type ${JSON.stringify(type.slice(0, 100))}` : 'A file without a content type';
    const works =
      "Send the file itself as text/csv, such as curl --data-binary @file.csv -H 'content-type: text/csv'; not within a form.";
    super(415, 'UNSUPPORTED_MEDIA_TYPE', `${asked} is not taken here. ${works}`, { field: 'content-type', allowed });
  }
}

/**
 * Adds the routes. Bodies stream in both directions, so that a long table is never held in memory. `pages` say what was refused to
 * people; without them it is told as JSON to everybody.
 */
export async function addPassThrough(http: FastifyInstance, options: PassThroughOptions, pages?: Pages): Promise<void> {
  const pass = passing(http, options);
  await http.register(async (scope) => {
    await compressing(scope);
    if (pages)
      scope.setErrorHandler((error: Error, request, reply) => {
        if (!wantsPage(request)) throw error;
        return pages.refuse(error, request, reply);
      });
    for (const [prefix, subgraph] of Object.entries(owners))
      scope.get(`${prefix}*`, (request, reply) =>
        pass(subgraph, request, reply, undefined, pages !== undefined && wantsPage(request)),
      );
  });
  await http.register(async (scope) => {
    scope.removeAllContentTypeParsers();
    for (const contentType of new Set(uploads.flatMap(({ contentTypes }) => contentTypes)))
      scope.addContentTypeParser(contentType, (_request, file, taken) => taken(null, file));
    scope.addContentTypeParser('*', ({ headers }, _file, taken) =>
      taken(new NoSuchFile(headers['content-type'], uploadDoors.paperSignatures.contentTypes)),
    );
    for (const { path, subgraph } of uploads) {
      scope.post(path, { bodyLimit: largestFile }, (request, reply) => {
        // With its charset.
        const headers = { 'content-type': request.headers['content-type'] ?? 'text/csv' };
        return pass(subgraph, request, reply, { body: request.body as Readable, headers });
      });
    }
  });
}

function nowhere(reply: FastifyReply, asPage: boolean) {
  if (asPage) throw new Unreadable(404, { message: 'There is nothing at this address.', extensions: { code: 'NOT_FOUND' } });
  return reply.callNotFound();
}

/** Passes a request on, on behalf of its sender, and the answer back. */
function passing(http: FastifyInstance, { behind, identify, rates, addressOf, log }: PassThroughOptions) {
  http.addHook('onClose', () => behind.close());
  /** A program reads a refusal as JSON. */
  const refuse = (reply: FastifyReply, status: number, error: GraphQLFormattedError, asPage: boolean) => {
    if (asPage) throw new Unreadable(status, error);
    return reply
      .code(status)
      .header('cache-control', 'no-store')
      .send({ errors: [error] });
  };
  const unavailable = (reply: FastifyReply, subgraph: string, why: object, asPage: boolean) => {
    log.warn({ subgraph, ...why }, 'subgraph page unavailable');
    const message = `The part of Shelfbridge that serves this page ("${subgraph}") cannot be reached at the moment. Please try again.`;
    return refuse(reply, 503, { message, extensions: { code: 'SUBGRAPH_UNAVAILABLE' } }, asPage);
  };
  return async (subgraph: string, request: FastifyRequest, reply: FastifyReply, sent?: SentFile, asPage = false) => {
    const address = addressOf(request.raw);
    const identity = await identify(request.headers, address);
    await rates.countOperation({ subject: identity.subject, address });
    try {
      const answer = await behind.ask(subgraph, request.url, identity, sent);
      if (!answer) return nowhere(reply, asPage);
      const { status, headers, body, refused } = answer;
      if (refused?.kind === 'not found') return nowhere(reply, asPage);
      if (refused?.kind === 'failed') return unavailable(reply, subgraph, { status }, asPage);
      const [error] = refused?.kind === 'worded' && asPage ? refused.errors : [];
      if (error) throw new Unreadable(status, error);
      for (const name of passed) if (headers[name]) reply.header(name, headers[name]);
      return reply
        .code(status)
        .send(refused?.kind === 'worded' ? refused.text : sent ? Readable.from(behind.telling(body)) : body);
    } catch (err) {
      if (err instanceof Unreadable) throw err;
      return unavailable(reply, subgraph, { err }, asPage);
    }
  };
}
