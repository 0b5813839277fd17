// What subgraphs serve beside the graph, at the gateway's address: downloads, news feeds, calendars, and files to send in.
import type { IncomingMessage } from 'node:http';
import type { Readable } from 'node:stream';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { Pool } from 'undici';
import type { Log } from '#kit/words/log';
import type { Seal } from '#kit/words/passport';
import { identityHeaders } from '#kit/words/passport';
import type { IdentifyAt } from '../access/identify';
import type { RateLimits } from '../operation/rates';

/** Which subgraph answers below a path. The gateway passes the answer on unchanged. */
const owners: Readonly<Record<string, string>> = {
  '/exports/': 'advocacy',
  '/feeds/': 'advocacy',
  '/calendars/': 'partnership',
  '/agreements/': 'partnership',
};

/** Where files are sent, of which type, and to which subgraph, which reads a file as it arrives and answers as it goes. */
const uploads = [{ path: '/petitions/:id/paper-signatures', contentType: 'text/csv', subgraph: 'advocacy' }] as const;
const largestFile = 1_000_000_000;
const uploadPaths = uploads.map(({ path }) => new RegExp(`^${path.replace(/:\w+/g, '[^/]+')}$`));

/** Whether a request uploads a file. */
export const isUpload = ({ method, url = '' }: IncomingMessage): boolean =>
  method === 'POST' && uploadPaths.some((path) => path.test(url.split('?')[0] ?? ''));

export interface PassThroughOptions {
  /** Where a subgraph is; undefined when the supergraph has none of that name. */
  readonly urlOf: (subgraph: string) => string | undefined;
  readonly identify: IdentifyAt;
  readonly seal: Seal;
  readonly rates: RateLimits;
  readonly addressOf: (request: FastifyRequest['raw']) => string | undefined;
  readonly deadlineMs: number;
  /** How long a file may take to arrive; the answer to it may pause as long. */
  readonly fileArrivalMs: number;
  readonly log: Log;
}

const passed = ['content-type', 'content-disposition', 'cache-control', 'x-robots-tag', 'content-security-policy'];

/** Adds the routes. Bodies stream in both directions, so that a long table is never held in memory. */
export function addPassThrough(http: FastifyInstance, options: PassThroughOptions): void {
  const pass = passing(http, options);
  for (const [prefix, subgraph] of Object.entries(owners))
    http.get(`${prefix}*`, (request, reply) => pass(subgraph, request, reply));
  void http.register(async (scope) => {
    scope.removeAllContentTypeParsers();
    for (const { path, contentType, subgraph } of uploads) {
      scope.addContentTypeParser(contentType, (_request, file, taken) => taken(null, file));
      scope.post(path, { bodyLimit: largestFile }, (request, reply) =>
        pass(subgraph, request, reply, { body: request.body as Readable, headers: { 'content-type': contentType } }),
      );
    }
  });
}

interface Upload {
  readonly body: Readable;
  readonly headers: Readonly<Record<string, string>>;
}

/** Passes a request on, on behalf of its sender, and the answer back. */
function passing(
  http: FastifyInstance,
  { urlOf, identify, seal, rates, addressOf, deadlineMs, fileArrivalMs, log }: PassThroughOptions,
) {
  const pools = new Map<string, Pool>();
  http.addHook('onClose', async () => void (await Promise.all([...pools.values()].map((pool) => pool.destroy()))));
  return async (subgraph: string, request: FastifyRequest, reply: FastifyReply, sent?: Upload) => {
    const address = addressOf(request.raw);
    const identity = await identify(request.headers, address);
    await rates.countOperation({ subject: identity.subject, address });
    const url = urlOf(subgraph);
    if (!url) return reply.callNotFound();
    const { origin } = new URL(url);
    const pool = pools.get(origin) ?? new Pool(origin, { headersTimeout: deadlineMs, bodyTimeout: deadlineMs });
    pools.set(origin, pool);
    try {
      const headers = { ...sent?.headers, ...seal(subgraph, identityHeaders(identity)) };
      const method = sent ? 'POST' : 'GET';
      const answer = await pool.request({
        path: request.url,
        method,
        headers,
        body: sent?.body ?? null,
        ...(sent && { bodyTimeout: fileArrivalMs }),
      });
      for (const name of passed) if (answer.headers[name]) reply.header(name, answer.headers[name]);
      return reply.code(answer.statusCode).send(answer.body);
    } catch (err) {
      log.warn({ subgraph, err }, 'subgraph page unavailable');
      const message = `The part of Shelfbridge that serves this page ("${subgraph}") cannot be reached at the moment. Please try again.`;
      return reply.code(503).send({ errors: [{ message, extensions: { code: 'SUBGRAPH_UNAVAILABLE' } }] });
    }
  };
}
