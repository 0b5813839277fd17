// What does the gateway listen to, and who answers what?
import type { FastifyReply, FastifyRequest } from 'fastify';
import { request as httpRequest } from 'undici';
import { addReadiness } from '#kit/subgraph/serving';
import type { Log } from '#kit/words/log';
import { type SiteOptions, serveSite } from '../site/serveSite';
import { type AnswerOptions, answering } from './answer';
import { directly, reading } from './direct';
import { type HardeningOptions, hardenedServer, securityHeaders, turningAway } from './hardening';
import { type Explain, insightful } from './insight';
import { addPages, type PageOptions } from './pages';

export interface HttpOptions extends AnswerOptions, HardeningOptions {
  readonly log: Log;
  readonly host: string;
  readonly port: number;
  readonly pages: PageOptions;
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
  const answer = production ? answering(options) : insightful(answering(options), options.explain);
  const { rates } = admission.options;
  const turnAway = turningAway((request) => rates.countOperation({ subject: null, address: addressOf(request) }), log);
  const direct = {
    answer,
    parse: (text: string) => parse(text),
    turnAway,
    headers: { ...securityHeaders(production), ...(allowedOrigins.length > 0 && { vary: 'Origin' }) },
    maxBodyBytes,
    state,
    log,
  };
  const http = await hardenedServer(options, (next) => directly(direct, next), turnAway);
  const parse = reading(http.getDefaultJsonParser('error', 'error'));
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
  addPages(http, options.pages);
  const { site } = options;
  if (site) await http.register((scope) => serveSite(scope, site));
  // A connection that is kept open after its last answer would keep the whole server from ending.
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

/** Whoever takes longer to send a request or to take its answer is cut off, or one slow client would keep the gateway from stopping in order. */
const drainMs = 3_000;

/** Gives the socket to a live feed, with the headers that were set for the answer: without those of CORS no page could read it. */
function handOver(reply: FastifyReply): void {
  for (const [name, value] of Object.entries(reply.getHeaders())) if (value !== undefined) reply.raw.setHeader(name, value);
  reply.hijack();
}

/** A subgraph of ours says at /ready whether its database answers and its migrations are done. */
async function isReady(url: string): Promise<void> {
  const { statusCode, body } = await httpRequest(new URL('/ready', url), { signal: AbortSignal.timeout(4_000) });
  await body.dump();
  if (statusCode !== 200) throw new Error('a subgraph is not ready');
}
