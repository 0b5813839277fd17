// How do people without an account or a program read and change what the graph lets everyone: by pages with plain forms?
import { createHash } from 'node:crypto';
import { extname } from 'node:path';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { v7 as uuid } from 'uuid';
import { internalError } from '#kit/process/masking';
import type { Log } from '#kit/words/log';
import { hashOf } from '../operation/document';
import { Refusal } from '../operation/refusals';
import { type AskingOptions, askFor, type Refused, refusedBy } from './asking';
import { nestedFields, variablesOf } from './formVariables';
import type { PageFile, SiteFiles } from './pageFiles';
import { Renderer } from './render';
import { sentFromHere } from './sentFromHere';

export interface SiteOptions extends AskingOptions {
  readonly files: SiteFiles;
  readonly addressOf: (request: FastifyRequest['raw']) => string | undefined;
  readonly log: Log;
}

/** A form that a page of somebody else sent in its visitor's name. */
class ForeignForm extends Refusal {
  constructor() {
    super(403, 'UNSAFE_REQUEST', 'This form was sent by a page of another site. Open the page here and send it from here.');
  }
}

/** Nothing is at that address. */
class NoPage extends Refusal {
  constructor() {
    super(404, 'NOT_FOUND', 'There is no page at this address.');
  }
}

/** Pages hold tokens: they are kept nowhere, tell no other site where their reader came from, and run our scripts alone. */
const pageHeaders = {
  'content-type': 'text/html; charset=utf-8',
  'cache-control': 'no-store',
  'referrer-policy': 'same-origin',
  'content-security-policy':
    "default-src 'none'; style-src 'self'; script-src 'self'; img-src 'self'; connect-src 'self'; form-action 'self'; " +
    "frame-ancestors 'none'; base-uri 'none'",
};

/**
 * Adds a route for each page and asset. Programs that look into mails open every link, so a GET changes nothing: admission refuses
 * mutations there. The query of an address fills in the form, so that a link also takes the one-click POST of RFC 8058.
 */
export async function serveSite(http: FastifyInstance, { files, addressOf, log, ...asking }: SiteOptions): Promise<void> {
  const renderer = new Renderer(files);
  const ask = askFor(asking);

  const show = async (page: PageFile, request: FastifyRequest, reply: FastifyReply) => {
    const fields = fieldsOf(request);
    const address = addressOf(request.raw);
    if (request.method === 'POST' && !sentFromHere(request.headers)) throw new ForeignForm();
    const outcome = request.method === 'POST' && page.sends ? await ask(page.sends, fields, { mayChange: true, address }) : {};
    const shown = page.asks ? await ask(page.asks, fields, { mayChange: false, address }) : { data: {} };
    const isMissing = !page.optional && (!shown.data || shown.refused?.code === 'NOT_FOUND');
    const missing = isMissing ? shown.refused : undefined;
    const refused = outcome.data ? undefined : (outcome.refused ?? missing);
    const view = {
      asked: shown.data,
      done: outcome.data,
      refused,
      fields: nestedFields(fields),
      sent: fields.toString(),
      unique: uuid(),
      live: page.live && liveUrl(page.live.text, variablesOf(page.live.definition, asking.schema(), fields)),
    };
    if (!page.indexed) void reply.header('x-robots-tag', 'noindex');
    return reply
      .code(refused?.status ?? 200)
      .headers({ ...pageHeaders, ...refused?.headers })
      .send(renderer.page(view, missing && !outcome.data ? undefined : page));
  };

  http.addContentTypeParser('application/x-www-form-urlencoded', { parseAs: 'string' }, (_request, body, done) =>
    done(null, new URLSearchParams(body as string)),
  );
  // Of the two forms in which RFC 8058 lets its POST come, this one says nothing that the address does not.
  http.addContentTypeParser('multipart/form-data', { parseAs: 'string' }, (_request, _body, done) => done(null, undefined));
  http.setErrorHandler((error: Error, _request, reply) => {
    const refused = told(error, log);
    return reply
      .code(refused.status)
      .headers({ ...pageHeaders, ...refused.headers, 'x-robots-tag': 'noindex' })
      .send(renderer.page({ refused }));
  });
  for (const page of files.pages)
    http.route({
      method: page.sends ? ['GET', 'POST'] : ['GET'],
      url: page.path,
      handler: (request, reply) => show(page, request, reply),
    });
  for (const [name, content] of files.assets) addAsset(http, name, content);
  http.get('/*', async ({ headers }, reply) => {
    if (!headers.accept?.includes('text/html')) return reply.callNotFound();
    throw new NoPage();
  });
}

/** A request that could not even be read is told why; a fault of ours is logged, and told without its cause. */
function told(error: Error & { readonly statusCode?: number }, log: Log): Refused {
  if (error instanceof Refusal) return refusedBy(error);
  const { statusCode: status = 500, message } = error;
  if (status < 500) return { ...refusedBy({ message, extensions: { code: 'BAD_REQUEST' } }), status };
  log.error({ err: error }, 'a page could not be shown');
  return refusedBy({ message: internalError });
}

/** The last of what the form, the address and its path say of each field. Whoever pastes a whole link means what is behind its #. */
function fieldsOf({ query, body, params }: FastifyRequest): URLSearchParams {
  const given = [query as Record<string, string>, body instanceof URLSearchParams ? body : {}, params as Record<string, string>];
  const fields = new URLSearchParams(given.flatMap((each) => [...new URLSearchParams(each)]));
  const token = fields.getAll('token').at(-1);
  if (token !== undefined) fields.set('token', token.replace(/^.*#/, '').trim());
  return fields;
}

const liveUrl = (text: string, variables: object) =>
  `/graphql?${new URLSearchParams({
    variables: JSON.stringify(variables),
    extensions: JSON.stringify({ persistedQuery: { version: 1, sha256Hash: hashOf(text) } }),
  })}`;

const types: Readonly<Record<string, string>> = { '.css': 'text/css', '.js': 'text/javascript', '.svg': 'image/svg+xml' };

function addAsset(http: FastifyInstance, name: string, content: string): void {
  const etag = `"${createHash('sha256').update(content).digest('base64url')}"`;
  http.get(`/assets/${name}`, async ({ headers }, reply) => {
    void reply.headers({ 'content-type': `${types[extname(name)]}; charset=utf-8`, 'cache-control': 'no-cache', etag });
    return headers['if-none-match'] === etag ? reply.code(304).send() : reply.send(content);
  });
}
