// What the gateway listens to, and who answers what.
import type { FastifyReply, FastifyRequest } from 'fastify';
import { request as httpRequest } from 'undici';
import type { Answered } from '#kit/process/plainPosts';
import { addReadiness } from '#kit/process/readiness';
import type { Log } from '#kit/words/log';
import { type Timing, timings } from '../execution/executor';
import { type SiteOptions, serveSite } from '../site/serveSite';
import { type AnswerOptions, answerGraph, sentIn } from './answer';
import {
  type DirectOptions,
  directly,
  type HardeningOptions,
  hardenedServer,
  reading,
  securityHeaders,
  turningAway,
} from './listener';
import { addPassThrough, type PassThroughOptions } from './passThrough';

interface HttpOptions extends AnswerOptions, HardeningOptions {
  readonly log: Log;
  readonly host: string;
  readonly port: number;
  readonly pages: PassThroughOptions;
  /** The pages for people; none when not given. */
  readonly site?: SiteOptions;
  /** For developers; never asked in production. */
  readonly explain: Explain;
  /** Where the subgraphs listen, asked anew for each readiness check. */
  readonly subgraphUrls: () => readonly string[];
}

/** Listens and answers until stopped. @throws when the port is taken */
export async function serveHttp(options: HttpOptions) {
  const { live, host, port, log, subgraphUrls, production, allowedOrigins, maxBodyBytes, admission, addressOf } = options;
  const state = { stopping: false };
  const answer = answerGraph({ ...options, ...(!production && { explained: explaining(options.explain) }) });
  const { rates } = admission.options;
  const turnAway = turningAway((request) => rates.countOperation({ subject: null, address: addressOf(request) }), log);
  const direct: DirectOptions = {
    answer,
    parse: (): unknown => undefined,
    turnAway,
    headers: { ...securityHeaders(production), ...(allowedOrigins.length > 0 && { vary: 'Origin' }) },
    maxBodyBytes,
    state,
    log,
  };
  const http = await hardenedServer(options, (next) => directly(direct, next), turnAway);
  direct.parse = reading(http.getDefaultJsonParser('error', 'error'));
  http.get('/health', async () => ({ alive: true }));
  addReadiness(http, async () => {
    if (state.stopping) throw new Error('stopping');
    await Promise.all(subgraphUrls().map(isReady));
  });
  http.route({
    method: ['GET', 'POST'],
    url: '/graphql',
    async handler(request: FastifyRequest, reply: FastifyReply) {
      const answered = await answer(request, reply.raw, () => handOver(reply));
      return answered && reply.code(answered.status).headers(answered.headers).send(answered.text);
    },
  });
  addPassThrough(http, options.pages);
  const { site } = options;
  if (site) await http.register((scope) => serveSite(scope, site));
  // A connection kept alive after its last answer would keep the whole server from ending.
  http.addHook('onSend', async (_request, reply) => void (state.stopping && reply.header('connection', 'close')));
  http.addHook('onResponse', async ({ method, url }, { statusCode, elapsedTime }) => {
    log.info({ method, path: url.split('?')[0], status: statusCode, ms: Math.round(elapsedTime) }, 'request');
  });
  http.server.on('upgrade', live.upgrade);
  await http.listen({ host, port });
  return {
    port: (http.server.address() as { port: number }).port,
    /** From now on /ready answers 503, while requests are still answered. */
    refuseReadiness() {
      state.stopping = true;
    },
    async stop() {
      const cut = setTimeout(() => http.server.closeAllConnections(), drainMs);
      await http.close();
      clearTimeout(cut);
    },
  };
}

/** A client that takes longer to send a request or to read its answer is cut off: one slow client must not keep the gateway from stopping. */
const drainMs = 3_000;

/** Gives the socket to a live feed, with the headers already set for the answer: without those of CORS no web page could read it. */
function handOver(reply: FastifyReply): void {
  for (const [name, value] of Object.entries(reply.getHeaders())) if (value !== undefined) reply.raw.setHeader(name, value);
  reply.hijack();
}

/** A subgraph answers /ready with 200 once its database answers and its migrations are done. */
async function isReady(url: string): Promise<void> {
  const { statusCode, body } = await httpRequest(new URL('/ready', url), { signal: AbortSignal.timeout(4_000) });
  await body.dump();
  if (statusCode !== 200) throw new Error('A subgraph is not ready.');
}

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
    const { query, operationName } = sentIn(request) ?? {};
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
