// Pages with plain forms, by which people without an account read and change what the graph lets everyone.
import { createHash } from 'node:crypto';
import type { IncomingHttpHeaders } from 'node:http';
import { extname } from 'node:path';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { GraphQLError, type GraphQLSchema, Kind } from 'graphql';
import { v7 as uuid } from 'uuid';
import { internalError } from '#kit/process/masking';
import { anonymous } from '#kit/words/identity';
import type { Log } from '#kit/words/log';
import type { Admission } from '../operation/admission';
import type { Execute, Operation } from '../operation/document';
import { Refusal } from '../operation/refusals';
import { nestedFields, variablesOf } from './formVariables';
import type { PageFile, SiteFiles } from './pageFiles';
import { Renderer } from './render';

export interface SiteOptions extends AskingOptions {
  readonly files: SiteFiles;
  readonly addressOf: (request: FastifyRequest['raw']) => string | undefined;
  readonly log: Log;
}

interface AskingOptions {
  readonly schema: () => GraphQLSchema;
  readonly admission: Admission;
  readonly execute: Execute;
}

/** A page of another site sent this form in its visitor's name. */
class ForeignForm extends Refusal {
  constructor() {
    super(
      403,
      'UNSAFE_REQUEST',
      'This form was sent by a page of another site. Open the page on this site and send it from there.',
    );
  }
}

/** No page has this address. */
class NoPage extends Refusal {
  constructor() {
    super(404, 'NOT_FOUND', 'There is no page at this address. Start from the front page.');
  }
}

/** Pages hold tokens: browsers keep no copy, tell no other site where their reader came from, and run only our scripts. */
const pageHeaders = {
  'content-type': 'text/html; charset=utf-8',
  'cache-control': 'no-store',
  'referrer-policy': 'same-origin',
  'cross-origin-resource-policy': 'same-origin',
  'content-security-policy':
    "default-src 'none'; style-src 'self'; script-src 'self'; img-src 'self'; connect-src 'self'; form-action 'self'; " +
    "frame-ancestors 'none'; base-uri 'none'",
};

/**
 * Adds a route for each page and asset. Mail scanners open every link, so a GET changes nothing: admission refuses mutations there.
 * The query of an address fills in the form, so that a link also takes the one-click POST of RFC 8058.
 */
export async function serveSite(http: FastifyInstance, { files, addressOf, log, ...asking }: SiteOptions): Promise<void> {
  const renderer = new Renderer(files);
  const ask = askFor(asking);

  const show = async (page: PageFile, request: FastifyRequest, reply: FastifyReply) => {
    // No id holds a control character, and PostgreSQL takes no U+0000 at all.
    if (Object.values(request.params as Record<string, string>).some((part) => /\p{Cc}/u.test(part))) throw new NoPage();
    const fields = fieldsOf(request);
    const address = addressOf(request.raw);
    if (request.method === 'POST' && !sentFromHere(request.headers)) throw new ForeignForm();
    const isSent = request.method === 'POST' && (!page.sendsWith || fields.has(page.sendsWith));
    const outcome = isSent && page.sends ? await ask(page.sends, fields, { mayChange: true, address }) : {};
    const shown =
      page.asks && canAsk(page.asks, fields) ? await ask(page.asks, fields, { mayChange: false, address }) : { data: {} };
    const isMissing = !page.optional && (!shown.data || ['NOT_FOUND', 'BAD_USER_INPUT'].includes(shown.refused?.code ?? ''));
    const missing = isMissing ? shown.refused : undefined;
    const refused = outcome.data ? undefined : (outcome.refused ?? missing);
    const view = {
      asked: shown.data,
      done: outcome.data,
      refused,
      fields: nestedFields(fields),
      sent: fields.toString(),
      unique: uuid(),
      live: page.live && liveUrl(page.live, variablesOf(page.live.definition, asking.schema(), fields)),
    };
    if (!page.indexed || refused) void reply.header('x-robots-tag', 'noindex');
    return reply
      .code(refused?.status ?? 200)
      .headers({ ...pageHeaders, ...refused?.headers })
      .send(renderer.page(view, missing && !outcome.data && !page.sendsWith ? undefined : page));
  };

  http.addContentTypeParser('application/x-www-form-urlencoded', { parseAs: 'string' }, (_request, body, done) =>
    done(null, new URLSearchParams(body as string)),
  );
  // RFC 8058 allows its POST in this format too. It says nothing that the address does not.
  http.addContentTypeParser('multipart/form-data', { parseAs: 'string' }, (_request, _body, done) => done(null, undefined));
  http.setErrorHandler((error: Error, _request, reply) => {
    const refused = refusalOf(error, log);
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

/** Says why a request could not be read. A fault of ours is logged, and its cause is not shown. */
function refusalOf(error: Error & { readonly statusCode?: number }, log: Log): Refused {
  if (error instanceof Refusal) return refusedBy(error);
  const { statusCode: status = 500, message } = error;
  if (status < 500) return { ...refusedBy({ message, extensions: { code: 'BAD_REQUEST' } }), status };
  log.error({ err: error }, 'page failed');
  return refusedBy({ message: internalError });
}

/** Of a field that is given several times the path counts before the form, and the form before the query. A person who pastes a whole link means what is behind its #. */
function fieldsOf({ query, body, params }: FastifyRequest): URLSearchParams {
  const given = [query as Record<string, string>, body instanceof URLSearchParams ? body : {}, params as Record<string, string>];
  const fields = new URLSearchParams(given.flatMap((each) => [...new URLSearchParams(each)]));
  const token = fields.getAll('token').at(-1);
  if (token !== undefined) fields.set('token', token.replace(/^.*#/, '').trim());
  return fields;
}

/** A page that a link in a mail opens has nothing to ask about until its reader sends the token. */
const canAsk = ({ definition: { variableDefinitions = [] } }: Operation, fields: URLSearchParams): boolean =>
  variableDefinitions.every(
    ({ variable, type }) => type.kind !== Kind.NON_NULL_TYPE || variable.name.value !== 'token' || fields.has('token'),
  );

const liveUrl = ({ hash }: Operation, variables: object) =>
  `/graphql?${new URLSearchParams({
    variables: JSON.stringify(variables),
    extensions: JSON.stringify({ persistedQuery: { version: 1, sha256Hash: hash } }),
  })}`;

const types: Readonly<Record<string, string>> = { '.css': 'text/css', '.js': 'text/javascript', '.svg': 'image/svg+xml' };

function addAsset(http: FastifyInstance, name: string, content: string): void {
  const etag = `"${createHash('sha256').update(content).digest('base64url')}"`;
  http.get(`/assets/${name}`, async ({ headers }, reply) => {
    void reply.headers({ 'content-type': `${types[extname(name)]}; charset=utf-8`, 'cache-control': 'no-cache', etag });
    return headers['if-none-match'] === etag ? reply.code(304).send() : reply.send(content);
  });
}

/**
 * True for our own pages, and for programs, which carry no rights of a visitor. Browsers say where a form stood by Sec-Fetch-Site on
 * secure connections, and by Origin on all.
 */
function sentFromHere({ host, origin, 'sec-fetch-site': site }: IncomingHttpHeaders): boolean {
  if (site !== undefined) return site === 'same-origin' || site === 'none';
  return origin === undefined || (URL.canParse(origin) && new URL(origin).host === host);
}

/** Why there is no answer, in words, by a code and by an HTTP status. */
interface Refused {
  readonly code: string;
  readonly message: string;
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
}

/** What the graph answered: data unless all of it is null, and the first error. */
interface Outcome {
  readonly data?: Readonly<Record<string, unknown>>;
  readonly refused?: Refused;
}

/** Asks the graph for a visitor without an account, by the same admission and executor as every client. */
function askFor({ schema, admission, execute }: AskingOptions) {
  return async (
    { text, definition }: Operation,
    fields: URLSearchParams,
    { mayChange, address }: { readonly mayChange: boolean; readonly address: string | undefined },
  ): Promise<Outcome> => {
    const sent = { query: text, variables: variablesOf(definition, schema(), fields) };
    const caller = { transport: 'http', simple: false, safeMethod: !mayChange, identity: anonymous, address } as const;
    try {
      const asked = await admission.admit(sent, caller);
      const { data, errors = [] } = await execute(asked ?? sent, anonymous);
      const there = data && Object.values(data).some((part) => part !== null);
      return { ...(there && { data }), ...(errors[0] && { refused: refusedBy(errors[0]) }) };
    } catch (error) {
      if (error instanceof GraphQLError) return { refused: refusedBy(error) };
      throw error;
    }
  };
}

/** A refusal as a page shows it. */
function refusedBy(
  error: Pick<GraphQLError, 'message' | 'extensions'> | { message: string; extensions?: Record<string, unknown> },
): Refused {
  const { code = 'INTERNAL_SERVER_ERROR', retryable } = error.extensions ?? {};
  const words = { code: String(code), message: error.message };
  if (error instanceof Refusal) return { ...words, status: error.status, headers: error.headers };
  const again = retryable === true || code === 'SUBGRAPH_UNAVAILABLE';
  return { ...words, status: again ? 503 : (statuses[words.code] ?? 400), headers: {} };
}

const statuses: Readonly<Record<string, number>> = { NOT_FOUND: 404, INTERNAL_SERVER_ERROR: 500 };
