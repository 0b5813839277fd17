// Pages with plain forms, by which people without an account read and change what the graph lets everyone.
import type { IncomingHttpHeaders } from 'node:http';
import { constants } from 'node:zlib';
import compress from '@fastify/compress';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { v7 as uuid } from 'uuid';
import type { Log } from '#kit/words/log';
import type { Answer, Page, Place, Refused, SiteFile } from '../../dashboard/page';
import { Refusal } from '../operation/refusals';
import { type Asker, type AskingOptions, askingFor, fault, refusedBy, registered, variablesOf } from './asking';
import { addAssets, addRobots, naming, readAssets, type ServedSite } from './assets';

export interface SiteOptions extends AskingOptions {
  readonly site: ServedSite;
  /** The address at which people reach the pages, without a trailing slash; what each request says when not given. */
  readonly publicUrl?: string | undefined;
  readonly addressOf: (request: FastifyRequest['raw']) => string | undefined;
  readonly log: Log;
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

/** What pages show as files may stand on other sites. A picture brings its style, and can load or run nothing. */
const fileHeaders = {
  'cache-control': 'public, max-age=300',
  'cross-origin-resource-policy': 'cross-origin',
  'content-security-policy': "default-src 'none'; style-src 'unsafe-inline'; frame-ancestors 'none'",
};

const fileTypes: Readonly<Record<string, string>> = {
  svg: 'image/svg+xml; charset=utf-8',
  csv: 'text/csv; charset=utf-8',
  json: 'application/json; charset=utf-8',
};

/** A table is saved under the name that its address ends with; browsers show the others. */
function fileHeadersOf({ address }: SiteFile) {
  const [name, kind = ''] = address.split('/').at(-1)?.split('.') ?? [];
  const saved = kind === 'csv' && { 'content-disposition': `attachment; filename="${name?.replace(/^:/, '')}.csv"` };
  return { ...fileHeaders, ...saved, 'content-type': fileTypes[kind] ?? 'text/plain; charset=utf-8' };
}

/** Small texts do not get smaller. Brotli's slowest level would take longer than it saves. */
const compression = {
  threshold: 1_000,
  encodings: ['br', 'gzip'],
  brotliOptions: { params: { [constants.BROTLI_PARAM_QUALITY]: 5 } },
} as const;

export interface Pages {
  /** Adds a route for each page and asset. */
  serve(http: FastifyInstance): Promise<void>;
  /** Answers a request that was refused, or that failed, by a page. */
  refuse(error: Error, request: FastifyRequest, reply: FastifyReply): FastifyReply;
}

/** Whether a request is that of a person, who reads pages, and not of a program. */
export const wantsPage = ({ headers: { accept } }: FastifyRequest): boolean => accept?.includes('text/html') === true;

/** Text is compressed in the scope in which this is registered. */
export const compressing = (http: FastifyInstance) =>
  http.register(compress, { ...compression, encodings: [...compression.encodings] });

/**
 * The pages of a site. Mail scanners open every link, so a GET changes nothing: admission refuses mutations there.
 * The query of an address fills in the form, so that a link also takes the one-click POST of RFC 8058.
 */
export function pagesOf({ site, addressOf, log, publicUrl, ...asking }: SiteOptions): Pages {
  const asker = askingFor(asking);
  const originOf = ({ host, protocol }: FastifyRequest) => publicUrl ?? `${protocol}://${host}`;
  const assets = readAssets(site.assetsFolder, site.made);
  const asset = naming(assets);
  const placeOf = (request: FastifyRequest): Place => ({
    origin: originOf(request),
    path: request.url.split('?')[0] ?? '/',
    asset,
    readAsset: (name) => assets.get(name)?.().content.toString() ?? '',
  });

  const show = async (page: Page, request: FastifyRequest, reply: FastifyReply) => {
    refuseUnknown(page, request.params as Record<string, string>);
    const fields = fieldsOf(request);
    const address = addressOf(request.raw);
    if (request.method === 'POST' && !sentFromHere(request.headers)) throw new ForeignForm();
    const isSent = request.method === 'POST' && (!page.sendsWith || fields.has(page.sendsWith));
    const outcome = isSent && page.sends ? await asker.send(page.sends, fields, address) : {};
    const answers = await answersTo(page, fields, address, asker);
    const missing = missingFrom(page, answers);
    const refused = outcome.data ? undefined : (outcome.refused ?? missing);
    const given = {
      answers,
      done: outcome.data,
      form: { fields, refused, unique: uuid() },
      live: page.live && liveUrl(registered(page.live), variablesOf(registered(page.live).definition, asking.schema(), fields)),
    };
    if (!page.indexed || refused) void reply.header('x-robots-tag', 'noindex');
    return reply
      .code(refused?.status ?? 200)
      .headers({ ...pageHeaders, ...refused?.headers })
      .send(site.write(missing && !outcome.data && !page.sendsWith ? undefined : page, given, placeOf(request)));
  };

  const sendFile = async (page: Page, file: SiteFile, request: FastifyRequest, reply: FastifyReply) => {
    refuseUnknown(page, request.params as Record<string, string>);
    const fields = fieldsOf(request);
    const asks = Object.fromEntries(Object.entries(page.asks ?? {}).filter(([name]) => file.of.includes(name)));
    const answers = await answersTo({ asks }, fields, addressOf(request.raw), asker);
    const missing = Object.values(answers).find(({ data, refused }) => refused !== undefined || data === undefined);
    const refused = missing && (missing.refused ?? refusedBy(new NoPage()));
    void reply.header('x-robots-tag', 'noindex');
    if (refused && wantsPage(request)) return sendRefusal(refused, request, reply);
    if (refused) {
      const { status, headers, code, message, field, details } = refused;
      return reply
        .code(status)
        .headers(headers)
        .send({ errors: [{ message, extensions: { ...details, code, ...(field && { field }) } }] });
    }
    const given = { answers, done: undefined, live: undefined, form: { fields, unique: uuid() } };
    return reply.headers(fileHeadersOf(file)).send(site.writeFile(file, given, placeOf(request)));
  };

  const refuse: Pages['refuse'] = (error, request, reply) => sendRefusal(refusalOf(error, log), request, reply);

  const sendRefusal = (refused: Refused, request: FastifyRequest, reply: FastifyReply) => {
    const form = { fields: new URLSearchParams(), refused, unique: uuid() };
    return reply
      .code(refused.status)
      .headers({ ...pageHeaders, ...refused.headers, 'x-robots-tag': 'noindex' })
      .send(site.write(undefined, { answers: {}, done: undefined, form, live: undefined }, placeOf(request)));
  };

  return {
    refuse,
    async serve(http) {
      await compressing(http);
      http.addContentTypeParser('application/x-www-form-urlencoded', { parseAs: 'string' }, (_request, body, done) =>
        done(null, new URLSearchParams(body as string)),
      );
      // RFC 8058 allows its POST in this format too. It says nothing that the address does not.
      http.addContentTypeParser('multipart/form-data', { parseAs: 'string' }, (_request, _body, done) => done(null, undefined));
      http.setErrorHandler(refuse);
      for (const page of site.pages)
        http.route({
          method: page.sends ? ['GET', 'POST'] : ['GET'],
          url: page.address,
          handler: (request, reply) => show(page, request, reply),
        });
      for (const page of site.pages)
        for (const file of page.files ?? []) http.get(file.address, (request, reply) => sendFile(page, file, request, reply));
      addAssets(http, assets);
      addRobots(http, site, asker, originOf);
      http.get('/*', async (request, reply) => {
        if (!wantsPage(request)) return reply.callNotFound();
        throw new NoPage();
      });
    },
  };
}

/** No id holds a control character, and PostgreSQL takes no U+0000 at all. @throws NoPage */
function refuseUnknown({ where = {} }: Page, parts: Readonly<Record<string, string>>): void {
  for (const [name, part] of Object.entries(parts))
    if (/\p{Cc}/u.test(part) || where[name]?.test(part) === false) throw new NoPage();
}

/** What each document of a page was answered; all are asked at the same time. */
async function answersTo(
  { asks = {} }: Pick<Page, 'asks'>,
  fields: URLSearchParams,
  address: string | undefined,
  asker: Asker,
): Promise<Readonly<Record<string, Answer<unknown>>>> {
  const named = Object.entries(asks).map(async ([name, ask]) => [name, await asker.show(ask, fields, address)] as const);
  return Object.fromEntries(await Promise.all(named));
}

/** Why there is no page at all: what it needs was refused, or there is no such thing. */
function missingFrom({ needs, sendsWith }: Page, answers: Readonly<Record<string, Answer<unknown>>>): Refused | undefined {
  if (needs === undefined) return undefined;
  const { data, refused } = answers[needs] ?? {};
  if (data !== undefined && !['NOT_FOUND', 'BAD_USER_INPUT'].includes(refused?.code ?? '')) return undefined;
  // A page that shows what a token opens stands before there is a token.
  return refused ?? (sendsWith ? undefined : refusedBy(new NoPage()));
}

/** Says why a request could not be read. A fault of ours is logged, and its cause is not shown. */
function refusalOf(error: Error & { readonly statusCode?: number }, log: Log): Refused {
  if (error instanceof Refusal) return refusedBy(error);
  const { statusCode: status = 500, message } = error;
  if (status < 500) return { ...refusedBy({ message, extensions: { code: 'BAD_REQUEST' } }), status };
  log.error({ err: error }, 'page failed');
  return fault();
}

/** Of a field that is given several times the path counts before the form, and the form before the query. A person who pastes a whole link means what is behind its #. */
function fieldsOf({ url, body, params }: FastifyRequest): URLSearchParams {
  const query = new URLSearchParams(url.split('?').slice(1).join('?'));
  const form = body instanceof URLSearchParams ? body : new URLSearchParams();
  const fields = new URLSearchParams();
  for (const each of [new URLSearchParams(params as Record<string, string>), form, query]) {
    const known = new Set(fields.keys());
    for (const [name, text] of each) if (!known.has(name)) fields.append(name, text);
  }
  const token = fields.get('token');
  if (token !== null) fields.set('token', token.replace(/^.*#/, '').trim());
  return fields;
}

const liveUrl = ({ hash }: { readonly hash: string }, variables: object) =>
  `/graphql?${new URLSearchParams({
    variables: JSON.stringify(variables),
    extensions: JSON.stringify({ persistedQuery: { version: 1, sha256Hash: hash } }),
  })}`;

/**
 * True for our own pages, and for programs, which carry no rights of a visitor. Browsers say where a form stood by Sec-Fetch-Site on
 * secure connections, and by Origin on all.
 */
function sentFromHere({ host, origin, 'sec-fetch-site': site }: IncomingHttpHeaders): boolean {
  if (site !== undefined) return site === 'same-origin' || site === 'none';
  return origin === undefined || (URL.canParse(origin) && new URL(origin).host === host);
}
