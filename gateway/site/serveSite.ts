// Pages with plain forms, by which people without an account read and change what the graph lets everyone.

import { createHash } from 'node:crypto';
import type { IncomingHttpHeaders } from 'node:http';
import { extname } from 'node:path';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import {
  GraphQLError,
  type GraphQLInputType,
  type GraphQLSchema,
  getNullableType,
  isInputObjectType,
  isInputType,
  isListType,
  isNonNullType,
  Kind,
  type OperationDefinitionNode,
  type TypeNode,
  typeFromAST,
} from 'graphql';
import Mustache from 'mustache';
import { v7 as uuid } from 'uuid';
import { internalError } from '#kit/process/masking';
import { anonymous } from '#kit/words/identity';
import type { Log } from '#kit/words/log';
import type { Admission } from '../operation/admission';
import type { Execute, Operation } from '../operation/document';
import { Refusal } from '../operation/refusals';
import type { PageFile, RefusalWords, SiteFiles } from './pageFiles';

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

/**
 * The variables that an operation takes, from fields of the same names, with a dot before each field of an input: `input.email`. An empty
 * field is left out where the schema allows that. A box that is not ticked is false. Text that is not a number stays text, so that the
 * executor says what is wrong with it. Fields that the operation does not take are ignored.
 */
export function variablesOf(
  { variableDefinitions = [] }: OperationDefinitionNode,
  schema: GraphQLSchema,
  fields: URLSearchParams,
): Record<string, unknown> {
  const variables = variableDefinitions.map(({ variable, type }): [string, unknown] => {
    const inputType = typeFromAST(schema, type as TypeNode);
    return [variable.name.value, isInputType(inputType) ? readValue(inputType, variable.name.value, fields) : undefined];
  });
  return Object.fromEntries(variables.filter(([, value]) => value !== undefined));
}

function readValue(type: GraphQLInputType, name: string, fields: URLSearchParams): unknown {
  const required = isNonNullType(type);
  const nullable = getNullableType(type) as GraphQLInputType;
  if (isListType(nullable)) {
    const items = fields.getAll(name).filter((text) => text !== '');
    return items.length > 0 || required ? items.map((text) => scalarOf(nullable.ofType, text)) : undefined;
  }
  if (isInputObjectType(nullable)) {
    if (!required && ![...fields].some(([each, text]) => each.startsWith(`${name}.`) && text !== '')) return undefined;
    const values = Object.values(nullable.getFields()).map((field): [string, unknown] => {
      const optional = isNonNullType(field.type) && field.defaultValue !== undefined ? field.type.ofType : field.type;
      return [field.name, readValue(optional, `${name}.${field.name}`, fields)];
    });
    return Object.fromEntries(values.filter(([, value]) => value !== undefined));
  }
  const text = fields.getAll(name).at(-1);
  if (String(nullable) === 'Boolean') return text === undefined && !required ? undefined : text !== undefined && text !== 'false';
  if (text === undefined || (text === '' && !required)) return undefined;
  return scalarOf(nullable, text);
}

function scalarOf(type: GraphQLInputType, text: string): unknown {
  const isNumber = /^(Int|Float)!?$/.test(String(type)) && text.trim() !== '' && Number.isFinite(Number(text));
  return isNumber ? Number(text) : text;
}

/** The fields as templates read them: `fields.input.email` is the last value of `input.email`. */
export function nestedFields(fields: URLSearchParams): Record<string, unknown> {
  const root: Record<string, unknown> = Object.create(null);
  for (const [name, text] of fields) {
    const parts = name.split('.');
    let place = root;
    for (const part of parts.slice(0, -1)) {
      if (typeof place[part] !== 'object') place[part] = Object.create(null);
      place = place[part] as Record<string, unknown>;
    }
    place[parts.at(-1) as string] = text;
  }
  return root;
}

/** What templates read. Mustache escapes all of it. */
export interface View {
  /** The answer to the page's query; parts may be null. */
  readonly asked?: unknown;
  /** The answer to the form, once it was accepted. */
  readonly done?: unknown;
  /** Why the form, or the page itself, was refused. */
  readonly refused?: { readonly code: string; readonly message: string } | undefined;
  /** What the form was sent with; `sent` is the text from which a script fills it in again. */
  readonly fields?: unknown;
  readonly sent?: string;
  /** A new value for each page that is shown, so that one form sent twice differs from two forms. */
  readonly unique?: string;
  /** Where its live feed is read. */
  readonly live?: string | undefined;
}

const refusalPage: Pick<PageFile, 'title' | 'done' | 'template' | 'indexed'> = {
  title: '',
  done: '',
  indexed: false,
  template: '{{#refused}}{{> refusal}}{{/refused}}',
};

type Lambda = () => (text: string, render: (template: string) => string) => string;

/** Sections that write for people: numbers, countries by their codes, and days, with how exactly they are known: `2019-10-01 MONTH`. */
const writing: Record<'number' | 'day' | 'countryName', Lambda> = {
  number: () => (text, render) => {
    const given = render(text);
    return given !== '' && Number.isFinite(Number(given)) ? Number(given).toLocaleString('en') : given;
  },
  day: () => (text, render) => {
    const given = render(text);
    const [, day, precision = ''] = /^(\d{4}-\d\d-\d\d)\S*(?: (\w+))?$/.exec(given.trim()) ?? [];
    if (!day) return given;
    const format = new Intl.DateTimeFormat('en-GB', { ...(exact[precision] ?? wholeDay), timeZone: 'UTC' });
    return `${{ APPROX: 'about ', AS_OF: 'as of ' }[precision] ?? ''}${format.format(new Date(day))}`;
  },
  countryName: () => (text, render) => {
    const given = render(text);
    return /^[A-Z]{2}$/.test(given) ? (countries.of(given) ?? given) : given;
  },
};
const wholeDay: Intl.DateTimeFormatOptions = { dateStyle: 'long' };
const exact: Readonly<Record<string, Intl.DateTimeFormatOptions>> = {
  MONTH: { month: 'long', year: 'numeric' },
  YEAR: { year: 'numeric' },
};
const countries = new Intl.DisplayNames('en', { type: 'region' });

/** Adds `stateIs.OPEN`, which is true, beside a `state` that is `OPEN`: Mustache has no comparison. */
function flagged(value: unknown): object {
  if (Array.isArray(value)) return value.map((each) => (isObject(each) ? flagged(each) : each));
  const fields = Object.entries(value as object).map(([name, each]) => [name, isObject(each) ? flagged(each) : each] as const);
  const enums = fields.filter(([, each]) => typeof each === 'string' && /^[A-Z][A-Z0-9_]*$/.test(each));
  return Object.fromEntries([...fields, ...enums.map(([name, each]) => [`${name}Is`, { [each as string]: true }] as const)]);
}

const isObject = (value: unknown): value is object => typeof value === 'object' && value !== null;

/** Writes pages from their templates. */
export class Renderer {
  constructor(private readonly files: SiteFiles) {}

  /** One page in its layout; that of the refusal alone when no page is given. */
  page(given: View, page: typeof refusalPage = refusalPage): string {
    const { refused, done, fields } = given;
    const words = refused && this.#words(refused);
    const form = done === undefined && (words === undefined || words.again === true);
    const view = { ...flagged({ ...given, fields: fields ?? {}, form, refused: words && { ...refused, ...words } }), ...writing };
    const title = words?.heading ?? this.#render(done === undefined ? page.title : page.done, view);
    const content = this.#render(page.template, view);
    return this.#render(this.files.layout, { title, content, indexed: page.indexed });
  }

  #render = (template: string, view: object): string => Mustache.render(template, view, this.files.partials);

  #words({ code, message }: NonNullable<View['refused']>): RefusalWords {
    const { heading = 'That did not work', text = message, again } = this.files.refusals[code] ?? {};
    return { heading, text, ...(again && { again }) };
  }
}
