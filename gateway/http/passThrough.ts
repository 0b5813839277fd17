// What subgraphs serve beside the graph, at the gateway's address: downloads, news feeds, calendars, and files to send in.
import type { IncomingMessage } from 'node:http';
import { Readable } from 'node:stream';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import type { GraphQLFormattedError } from 'graphql';
import { type Dispatcher, Pool } from 'undici';
import type { Log } from '#kit/words/log';
import type { Seal } from '#kit/words/secrets';
import { identityHeaders } from '#kit/words/secrets';
import { largestFile, uploadDoors } from '#kit/words/uploadDoors';
import type { IdentifyAt } from '../access/identify';
import { withoutSuggestions } from '../execution/errors';
import type { RateLimits } from '../operation/rates';
import { Refusal } from '../operation/refusals';
import { compressing, type Pages, wantsPage } from '../site/serveSite';

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
  /** Where a subgraph is; undefined when the supergraph has none of that name. */
  readonly urlOf: (subgraph: string) => string | undefined;
  readonly identify: IdentifyAt;
  readonly seal: Seal;
  readonly rates: RateLimits;
  readonly addressOf: (request: FastifyRequest['raw']) => string | undefined;
  readonly deadlineMs: number;
  /** How long a file may take to arrive; the answer to it may pause as long. */
  readonly fileArrivalMs: number;
  /** Whether refusals may suggest no names of the schema. */
  readonly hidesSchema: boolean;
  /** Called whenever a part of a file has been taken. */
  readonly changed: () => void;
  readonly log: Log;
}

const passed = ['content-type', 'content-disposition', 'cache-control', 'x-robots-tag', 'content-security-policy'];

/** What somebody asked for cannot be had; a page says so to people, JSON to programs. */
class Unreadable extends Refusal {
  constructor(status: number, { message, extensions: { code, ...details } = {} }: GraphQLFormattedError) {
    super(status, String(code ?? 'BAD_REQUEST'), message, details);
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
    for (const { path, subgraph } of uploads) {
      scope.post(path, { bodyLimit: largestFile }, (request, reply) => {
        // With its charset.
        const headers = { 'content-type': request.headers['content-type'] ?? 'text/csv' };
        return pass(subgraph, request, reply, { body: request.body as Readable, headers });
      });
    }
  });
}

interface Upload {
  readonly body: Readable;
  readonly headers: Readonly<Record<string, string>>;
}

function nowhere(reply: FastifyReply, asPage: boolean) {
  if (asPage) throw new Unreadable(404, { message: 'There is nothing at this address.', extensions: { code: 'NOT_FOUND' } });
  return reply.callNotFound();
}

/** Passes a request on, on behalf of its sender, and the answer back. */
function passing(
  http: FastifyInstance,
  { urlOf, identify, seal, rates, addressOf, deadlineMs, fileArrivalMs, hidesSchema, changed, log }: PassThroughOptions,
) {
  const pools = new Map<string, Pool>();
  http.addHook('onClose', async () => void (await Promise.all([...pools.values()].map((pool) => pool.destroy()))));
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
  return async (subgraph: string, request: FastifyRequest, reply: FastifyReply, sent?: Upload, asPage = false) => {
    const address = addressOf(request.raw);
    const identity = await identify(request.headers, address);
    await rates.countOperation({ subject: identity.subject, address });
    const url = urlOf(subgraph);
    if (!url) return nowhere(reply, asPage);
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
        ...(sent && { bodyTimeout: fileArrivalMs, headersTimeout: fileArrivalMs }),
      });
      const refused = await refusalIn(answer, hidesSchema);
      if (refused?.kind === 'not found') return nowhere(reply, asPage);
      if (refused?.kind === 'failed') return unavailable(reply, subgraph, { status: answer.statusCode }, asPage);
      const [error] = refused?.kind === 'worded' && asPage ? refused.errors : [];
      if (error) throw new Unreadable(answer.statusCode, error);
      for (const name of passed) if (answer.headers[name]) reply.header(name, answer.headers[name]);
      return reply
        .code(answer.statusCode)
        .send(refused?.kind === 'worded' ? refused.text : sent ? Readable.from(telling(answer.body, changed)) : answer.body);
    } catch (err) {
      if (err instanceof Unreadable) throw err;
      return unavailable(reply, subgraph, { err }, asPage);
    }
  };
}

/** The same body; `changed` is called before each part of it is passed on, since every part tells of rows that were written. */
async function* telling(body: AsyncIterable<Buffer>, changed: () => void) {
  for await (const chunk of body) {
    changed();
    yield chunk;
  }
}

/** The largest refusal that is read, in bytes: it is some sentences. */
const maxRefusalBytes = 64_000;

/** `worded` for its reader, `not found` by its server alone, or `failed` in a way that nobody outside reads. */
type Refused =
  | { readonly kind: 'worded'; readonly text: string; readonly errors: readonly GraphQLFormattedError[] }
  | { readonly kind: 'not found' | 'failed' };

/**
 * What a subgraph says in place of a page: the text of a refusal of its own, which is passed on. Undefined for a page, whatever its status.
 * Whatever its server says besides is not for clients.
 */
async function refusalIn(
  { statusCode: status, headers, body }: Dispatcher.ResponseData,
  hidesSchema: boolean,
): Promise<Refused | undefined> {
  if (status < 400) return undefined;
  if (status < 500 && !String(headers['content-type']).includes('json')) return undefined;
  const text = status < 500 ? await textOf(body) : undefined;
  if (text === undefined || text.includes('"GATEWAY_REQUIRED"')) {
    await body.dump();
    return { kind: 'failed' };
  }
  const errors = errorsIn(text);
  if (!errors) return { kind: status === 404 ? 'not found' : 'failed' };
  const worded = hidesSchema ? errors.map((error) => ({ ...error, message: withoutSuggestions(error.message) })) : errors;
  return { kind: 'worded', text: JSON.stringify({ errors: worded }), errors: worded };
}

/** Undefined for one that is too long. */
async function textOf(body: Dispatcher.ResponseData['body']): Promise<string | undefined> {
  const chunks: Buffer[] = [];
  let bytes = 0;
  for await (const chunk of body as AsyncIterable<Buffer>) {
    bytes += chunk.length;
    if (bytes > maxRefusalBytes) return undefined;
    chunks.push(chunk);
  }
  return Buffer.concat(chunks).toString();
}

function errorsIn(text: string): readonly GraphQLFormattedError[] | undefined {
  try {
    const { errors } = (JSON.parse(text) ?? {}) as { readonly errors?: unknown };
    return Array.isArray(errors) ? errors : undefined;
  } catch {
    return undefined;
  }
}
