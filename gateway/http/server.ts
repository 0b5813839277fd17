// What the gateway listens to, and who answers what.
import { createServer, type IncomingMessage, type RequestListener, type ServerResponse } from 'node:http';
import cors from '@fastify/cors';
import fastify, {
  type FastifyBodyParser,
  type FastifyError,
  type FastifyInstance,
  type FastifyReply,
  type FastifyRequest,
} from 'fastify';
import { GraphQLError, type GraphQLFormattedError } from 'graphql';
import { type Leaving, takeLeave } from '#kit/process/leaving';
import { internalError } from '#kit/process/masking';
import { addReadiness } from '#kit/process/readiness';
import {
  type Answered,
  codeOf,
  type PlainPosts,
  plainPosts,
  type RequestRecord,
  responseType,
  type Tell,
  type Timing,
  type ToldRequest,
  tellingRequests,
  timings,
  traced,
} from '#kit/process/requests';
import { type Log, silentLog } from '#kit/words/log';
import { type Origins, securityHeaders } from '../access/origins';
import type { Subgraphs } from '../graph/subgraphs';
import { longNumber, parseExactly } from '../operation/digits';
import { EncodedBody, MethodNotAllowed, NothingHere, Refusal } from '../operation/refusals';
import { handOver } from '../site/embedding';
import { addExplorer, type ExplorerOptions, opensExplorer, sendExplorer } from '../site/explorer';
import { filesTo } from '../site/forms';
import { type Pages, pagesOf, type SiteOptions, wantsPage } from '../site/serveSite';
import { type AnswerOptions, type AnswerRequest, answerGraph, sentIn } from './answer';
import { addPassThrough, isUpload, type PassThroughOptions } from './passThrough';
import type { SharedQuestion } from './sharedAnswers';

interface HttpOptions extends AnswerOptions, HardeningOptions {
  readonly log: Log;
  /** Tells operators of an operation. */
  readonly tell: Tell;
  readonly host: string;
  readonly port: number;
  readonly pages: PassThroughOptions;
  /** The pages for people; none when not given. */
  readonly site: SiteOptions | false | undefined;
  /** For developers; never asked in production. */
  readonly explain: Explain;
  /** Asked anew for each readiness check. */
  readonly subgraphs: Pick<Subgraphs, 'readiness'>;
  readonly hasSchema: () => boolean;
  /** For developers; never shown in production. */
  readonly explorer: ExplorerOptions;
}

/** Listens and answers until stopped. @throws when the port is taken */
export async function serveHttp(options: HttpOptions) {
  const { live, host, port, log, tell, subgraphs, hasSchema, production, maxBodyBytes, admission, addressOf } = options;
  const state: Leaving = { leaving: false, stopping: false };
  const answer = answerGraph({ ...options, ...(!production && { explained: explaining(options.explain) }) });
  const { rates } = admission.options;
  const turnAway = turningAway(async (request) => rates.countOperation({ subject: null, address: addressOf(request) }), log);
  const direct: DirectOptions = {
    answer,
    parse: (): unknown => undefined,
    recall: (text) => (text.includes('":"mutation') ? undefined : options.answers.recall(text)),
    turnAway,
    headers: { ...securityHeaders(production), vary: 'Origin' },
    maxBodyBytes,
    state,
    told: tellingRequests(log, tell),
  };
  const isForm = options.site ? filesTo(options.site.site.pages) : () => false;
  const isFile = (request: IncomingMessage) => isUpload(request) || isForm(request);
  const pages = options.site ? pagesOf(options.site) : undefined;
  const http = await hardenedServer({ ...options, isFile }, (next) => directly(direct, next), turnAway, pages);
  direct.parse = reading(http.getDefaultJsonParser('error', 'error'));
  http.get('/health', async () => ({ alive: true }));
  addReadiness(http, async () => {
    if (state.leaving) return { ready: false, cause: 'It is stopping.' };
    if (!hasSchema()) return { ready: false, cause: 'It has no schema yet.' };
    const dependencies = await subgraphs.readiness();
    const ready = Object.values(dependencies).some((subgraph) => subgraph.ready);
    // A full gateway answers queries as before, and its readers would come back all at once if a balancer sent them away.
    const degraded = live.scarce();
    const isScarce = Object.keys(degraded).length > 0;
    return { ready, ...(!ready && { cause: 'No subgraph is ready.' }), ...(isScarce && { degraded }), dependencies };
  });
  http.route({
    method: ['GET', 'POST'],
    url: '/graphql',
    exposeHeadRoute: false,
    async handler(request: FastifyRequest, reply: FastifyReply) {
      if (!production && opensExplorer(request)) return sendExplorer(reply);
      const { method, url, headers: sent, query, body, raw } = request;
      const record = recordOf(raw);
      const asked = { method, url, headers: sent, query, body, raw, record };
      const answered = await traced(record, () => answer(asked, reply.raw, () => handOver(reply)), sent);
      if (!answered) return undefined;
      const { status, headers, content } = answered;
      return reply
        .code(status)
        .headers(headers)
        .send(status === 304 ? undefined : (content ?? answered.text));
    },
  });
  if (!production) addExplorer(http, options.explorer);
  await addPassThrough(http, options.pages, pages);
  if (pages) await http.register(pages.serve);
  // A connection kept alive after its last answer would keep the whole server from ending.
  http.addHook('onSend', async (_request, reply) => void (state.stopping && reply.header('connection', 'close')));
  http.addHook('onResponse', async ({ raw, routeOptions }, reply) => {
    const route = routeOptions.url ?? 'other';
    direct.told(raw, { route, status: reply.statusCode, ms: reply.elapsedTime, record: recordOf(raw) });
  });
  http.server.on('upgrade', live.upgrade);
  await http.listen({ host, port });
  return {
    port: (http.server.address() as { port: number }).port,
    /** From now on /ready answers 503, and after the notice nobody listens; requests are still answered. */
    leave: (noticeMs: number) => takeLeave(http.server, state, noticeMs),
    async stop() {
      state.stopping = true;
      const cut = setTimeout(() => http.server.closeAllConnections(), drainMs);
      await http.close();
      clearTimeout(cut);
    },
  };
}

/** A client that takes longer to send a request or to read its answer is cut off: one slow client must not keep the gateway from stopping. */
const drainMs = 3_000;

/** The query plan of a valid document as text. @throws when it cannot be planned */
type Explain = (text: string, operationName: string | undefined) => string;

/** Adds both to the answer of a request that asks for them. Noting times for everyone would cost as much as a small query. */
function explaining(explain: Explain): NonNullable<AnswerOptions['explained']> {
  return (answer) => async (request, response, handOver) => {
    const begun = performance.now();
    const noted: Timing[] = [];
    const answered = await timings.run(noted, () => answer(request, response, handOver));
    if (!answered) return undefined;
    const spent = serverTiming(noted, performance.now() - begun);
    const timed = { ...answered, headers: { ...answered.headers, 'server-timing': spent } };
    const { query, operationName } = request.question?.asked ?? sentIn(request) ?? {};
    return typeof query === 'string' ? withPlan(timed, () => explain(query, operationName as string | undefined)) : timed;
  };
}

const serverTiming = (noted: readonly Timing[], total: number) =>
  [...noted.map(entry), `total;dur=${total.toFixed(2)}`].join(', ');

/** The subgraph of a span becomes its description. Names of subgraphs need no quoting. */
function entry({ name, attributes: { subgraph }, ms }: Timing): string {
  return `${name.replace('gateway.', '')};${subgraph ? `desc="${subgraph}";` : ''}dur=${ms.toFixed(2)}`;
}

/** An answer without data was refused before it had a plan. */
function withPlan(answered: Answered, explain: () => string): Answered {
  const body = JSON.parse(answered.text) as { readonly data?: unknown; readonly extensions?: object };
  if (!('data' in body)) return answered;
  const text = JSON.stringify({ ...body, extensions: { ...body.extensions, queryPlan: explain() } });
  return { ...answered, text, bytes: Buffer.byteLength(text) };
}

export interface HardeningOptions extends ArrivalOptions {
  /** Whose pages may read answers. */
  readonly origins: Origins;
  /** Only our own pages run scripts then, by a policy of their own. */
  readonly production: boolean;
  /** The largest request body, in bytes. */
  readonly maxBodyBytes: number;
  /** How long a connection may stay open without a byte in either direction: after an answer, or because nobody takes it. */
  readonly idleMs: number;
}

/** Answers a request that was refused or failed. */
type TurnAway = (error: FastifyError | GraphQLError, request: IncomingMessage, record: RequestRecord) => Promise<Answered>;

const records = new WeakMap<IncomingMessage, RequestRecord>();

/** The record of a request that takes the long way, the same each time. */
function recordOf(request: IncomingMessage): RequestRecord {
  const record = records.get(request) ?? { subgraphs: new Set() };
  records.set(request, record);
  return record;
}

/** No route here is described by a JSON Schema, so that what would compile one is never loaded: it takes 4 MB. */
const noSchemas = () => () => {
  throw new Error('Routes of the gateway check what they are given themselves, and have no JSON Schema.');
};

/** A server that answers nothing yet. `listener` sees each request first, and gives those that it leaves alone to `next`. */
export async function hardenedServer(
  { origins, production, maxBodyBytes, idleMs, ...arrival }: HardeningOptions,
  listener: (next: RequestListener) => RequestListener,
  turnAway: TurnAway,
  pages: Pages | undefined,
): Promise<FastifyInstance> {
  const http = fastify({
    bodyLimit: maxBodyBytes,
    schemaController: { compilersFactory: { buildValidator: noSchemas, buildSerializer: noSchemas } },
    forceCloseConnections: 'idle',
    // What arrives on an open connection while it stops is answered like all else.
    return503OnClosing: false,
    rewriteUrl: ({ url = '/' }) => readable(url),
    serverFactory(next) {
      const timing = { requestTimeout: 0, headersTimeout: arrival.arrivalMs, keepAliveTimeout: idleMs };
      const checking = { connectionsCheckingInterval: Math.min(1_000, arrival.arrivalMs) };
      const listen = arriving(arrival, listener(next as RequestListener));
      return createServer({ ...timing, ...checking, maxHeaderSize: 16_384 }, listen).setTimeout(idleMs);
    },
  });
  const methodsAt = methodsOf(http);
  // Every other type could be sent by a form of a foreign page.
  http.removeContentTypeParser('text/plain');
  const parse = reading(http.getDefaultJsonParser('error', 'error'));
  http.addContentTypeParser('application/json', { parseAs: 'string' }, async (_: unknown, body: string) => parse(body));
  // What says nothing else of copies could be kept as long as anybody likes.
  const fixed = { ...securityHeaders(production), 'cache-control': 'no-store' };
  http.addHook('onRequest', async (_request, reply) => void reply.headers(fixed));
  http.setErrorHandler(async (error: FastifyError | GraphQLError, request, reply) => {
    const { raw } = request;
    const isNowhere = error instanceof NothingHere || error instanceof MethodNotAllowed;
    if (pages && isNowhere && wantsPage(request)) return pages.refuse(error, request, reply);
    const { status, headers, text } = await turnAway(error, raw, recordOf(raw));
    return reply.code(status).headers(headers).send(text);
  });
  http.addHook('onRequest', async ({ raw }) => origins.refuse(raw));
  await http.register(cors, { delegator: ({ raw }, done) => done(null, origins.cors(raw)) });
  http.addHook('onRequest', async ({ headers }) => {
    const encoding = headers['content-encoding'];
    if (encoding !== undefined && encoding !== 'identity') throw new EncodedBody();
  });
  http.setNotFoundHandler(async ({ method, url }) => {
    const allowed = methodsAt(url);
    throw allowed.length > 0 && !allowed.includes(method) ? new MethodNotAllowed(method, url, allowed) : new NothingHere();
  });
  return http;
}

/** Notes the routes that are added from now on, and answers by which methods one may ask at an address. */
function methodsOf(http: FastifyInstance): (url: string) => readonly string[] {
  const routes: { readonly at: RegExp; readonly fixed: number; readonly methods: readonly string[] }[] = [];
  http.addHook('onRoute', ({ url, method }) => {
    if (url === '*' || url === '/*') return;
    const at = new RegExp(`^${url.replaceAll('.', '\\.').replace('*', '.*').replace(/:\w+/g, '[^/]+')}$`);
    routes.push({ at, fixed: url.replace(/:\w+|\*/g, '').length, methods: [method].flat() });
  });
  return (url) => {
    const fitting = routes.filter(({ at }) => at.test(url.split('?', 1)[0] ?? ''));
    const most = Math.max(...fitting.map(({ fixed }) => fixed));
    return [...new Set(fitting.filter(({ fixed }) => fixed === most).flatMap(({ methods }) => methods))].sort();
  };
}

/** An address whose path has a lone percent sign, or bytes that are no UTF-8, is that of no page: the signs are then taken for what they are. */
function readable(url: string): string {
  if (!url.includes('%')) return url;
  const [path = '', ...query] = url.split(/(?=\?)/);
  try {
    decodeURIComponent(path);
    return url;
  } catch {
    return path.replaceAll('%', '%25') + query.join('');
  }
}

/**
 * Words the answer to a request that was refused, by the gateway or by the server under it, or that failed. A request that could not
 * even be read is counted here by `count`, since nothing else counts it; `count` rejects with the refusal that is sent instead.
 */
export function turningAway(count: (request: IncomingMessage) => Promise<void>, log: Log): TurnAway {
  return async (error, request, record) => {
    record.code ??= codeOf([described(error, silentLog).shown]);
    const unread = error instanceof GraphQLError ? error instanceof EncodedBody : (error.statusCode ?? 500) < 500;
    const limited = unread ? await count(request).then(undefined, (refusal: GraphQLError) => refusal) : undefined;
    return worded(limited ?? error, request.headers.accept, log);
  };
}

function worded(error: FastifyError | GraphQLError, accept: string | undefined, log: Log): Answered {
  const { status, more, shown } = described(error, log);
  const type = `application/${accept?.includes('application/graphql-response+json') ? 'graphql-response+json' : 'json'}`;
  const headers = { 'cache-control': 'no-store', ...more, 'content-type': `${type}; charset=utf-8` };
  const text = JSON.stringify({ errors: [shown] });
  return { status, headers, text, bytes: Buffer.byteLength(text) };
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
  if (statusCode >= 500) log.error({ err: error }, 'request failed');
  const code = { 400: 'BAD_REQUEST', 413: 'BODY_TOO_LARGE', 415: 'UNSUPPORTED_MEDIA_TYPE' }[statusCode];
  const shown =
    statusCode >= 500
      ? { message: internalError, extensions: { code: 'INTERNAL_SERVER_ERROR' } }
      : { message, extensions: { code: code ?? 'BAD_REQUEST' } };
  return { status: statusCode, more: {}, shown };
}

export interface DirectOptions extends Omit<PlainPosts<IncomingMessage>, 'take' | 'answer'> {
  readonly answer: AnswerRequest;
  /** Reads a body as those of all other requests are read. @throws what `turnAway` puts into words */
  parse: (text: string) => unknown;
  /** What a body asked the last time, which then need not be read; it need not know mutations, which are not shared. */
  readonly recall: (text: string) => SharedQuestion | undefined;
  readonly turnAway: TurnAway;
  readonly told: ToldRequest;
}

/** Reads JSON with the server's own parser, which words what is wrong with a body. */
export function reading(parser: FastifyBodyParser<string>): DirectOptions['parse'] {
  return (text) => {
    let read: unknown;
    void parser(undefined as never, text, (error, body) => {
      if (error) throw error;
      read = body;
    });
    // The server's parser refuses what could harm; the other one keeps all digits.
    return longNumber.test(text) ? parseExactly(text) : read;
  };
}

/** Takes plain JSON POSTs that come from no foreign web page; gives everything else to `next`. */
export function directly(options: DirectOptions, next: RequestListener): RequestListener {
  const { answer, turnAway, headers, told } = options;
  const answerTo: PlainPosts<IncomingMessage>['answer'] = async (text, raw, response, record) => {
    const begun = performance.now();
    response.once('finish', () => {
      told(raw, { route: '/graphql', status: response.statusCode, ms: performance.now() - begun, record });
    });
    try {
      const question = options.recall(text);
      const body = question ? undefined : options.parse(text);
      const request = { method: 'POST', url: '/graphql', headers: raw.headers, query: {}, body, raw, record, text, question };
      return await answer(request, response, () => response.setHeaders(new Map(Object.entries(headers))));
    } catch (error) {
      return turnAway(error as FastifyError | GraphQLError, raw, record);
    }
  };
  const take = (request: IncomingMessage) =>
    request.headers.origin === undefined && responseType(request.headers.accept) !== undefined ? request : undefined;
  return plainPosts({ ...options, take, answer: answerTo }, next);
}

interface ArrivalOptions {
  /** How long the head of a request may take, and from then on its body. */
  readonly arrivalMs: number;
  /** The same for the body of a file, which may be large. */
  readonly fileArrivalMs: number;
  /** Whether a request sends a file; those to subgraphs when not given. */
  readonly isFile?: (request: IncomingMessage) => boolean;
}

/** Cuts off clients that send a body too slowly. Node has one time-out for all requests, so it watches only their heads. */
export function arriving(
  { arrivalMs, fileArrivalMs, isFile = isUpload }: ArrivalOptions,
  next: RequestListener,
): RequestListener {
  const watch = (request: IncomingMessage, response: ServerResponse) => {
    // Nearly every body comes with its head.
    if (request.complete) return;
    const late = (ms: number) => setTimeout(() => cutOff(request, response), ms);
    const fileMs = fileArrivalMs - arrivalMs;
    const overdue = () => {
      if (fileMs > 0 && isFile(request)) timer = late(fileMs);
      else cutOff(request, response);
    };
    let timer = setTimeout(overdue, arrivalMs);
    // A request that was answered before its end was refused: there is no reason to go on sending it.
    response.once('finish', () => {
      clearTimeout(timer);
      if (!request.complete) timer = late(arrivalMs);
    });
    request.once('close', () => clearTimeout(timer));
  };
  return (request, response) => {
    process.nextTick(watch, request, response);
    next(request, response);
  };
}

function cutOff({ socket }: IncomingMessage, response: ServerResponse): void {
  if (response.headersSent) socket.destroy();
  else socket.end('HTTP/1.1 408 Request Timeout\r\nconnection: close\r\n\r\n', () => socket.destroy());
}
