// What happens to a request, step by step, from the socket to the executor and back?
import type { ApolloServer } from '@apollo/server';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { request as httpRequest } from 'undici';
import { anonymous, type Identity, identityHeaders } from '#kit/identity';
import { addReadiness } from '#kit/serving';
import type { IdentifyAt } from '../access/countRefused';
import type { Admission, Admitted } from '../admission';
import type { RequestContext } from '../federation/subgraphSource';
import { ResponseTooLarge } from '../limits/refusals';
import type { Live } from '../live/live';
import type { LiveRequest } from '../live/request';
import { executeByApollo } from './execute';
import { type FastPathOptions, fastPath } from './fastPath';
import { type HardeningOptions, hardenedServer } from './hardening';
import { addPages, type PageOptions } from './pages';
import { isSimple, sentOperation, wantsStream } from './sentOperation';

export interface HttpOptions extends Omit<FastPathOptions, 'headersOf'>, HardeningOptions {
  readonly apollo: ApolloServer<RequestContext>;
  readonly live: Live;
  readonly identify: IdentifyAt;
  readonly admission: Admission;
  readonly addressOf: (request: FastifyRequest['raw']) => string | undefined;
  readonly host: string;
  readonly port: number;
  /** The largest answer to a query or mutation, in bytes. */
  readonly maxResponseBytes: number;
  readonly pages: PageOptions;
  /** How long caches may keep the answer to a registered query of nobody in particular, in seconds. */
  readonly registeredMaxAgeS: number;
  /** Where the subgraphs listen, asked anew for each readiness check. */
  readonly subgraphUrls: () => readonly string[];
}

/** Listens and answers until stopped. @throws when the port is taken */
export async function serveHttp(options: HttpOptions) {
  const { apollo, live, identify, admission, addressOf, host, port, log, subgraphUrls } = options;
  const http = await hardenedServer(options);
  const state = { stopping: false };
  http.get('/health', async () => ({ alive: true }));
  addReadiness(http, async () => {
    if (state.stopping) throw new Error('stopping');
    await Promise.all(subgraphUrls().map(isReady));
  });

  const callers = new WeakMap<FastifyRequest, Identity>();
  const callerOf = (request: FastifyRequest) => callers.get(request) ?? anonymous;
  const answerFast = fastPath({ ...options, headersOf: async (request) => identityHeaders(callerOf(request)) });

  /** From the socket to the executor. Each step may refuse, and the first refusal is the answer. */
  const answer = async (request: FastifyRequest, reply: FastifyReply): Promise<string | undefined> => {
    const address = addressOf(request.raw);
    const identity = await identify(request.headers, address);
    callers.set(request, identity);
    const context: RequestContext = { headers: identityHeaders(identity) };
    const sent = sentOperation(request);
    const safeMethod = request.method === 'GET';
    const asking = { transport: 'http', simple: isSimple(request), safeMethod, identity, address } as const;
    const admitted = await admission.admit({ ...asking, sent });
    if (!sent || !admitted) return executeByApollo(apollo, request, reply, context);
    const { query, kind } = admitted;
    const { operationName, variables } = sent;
    const operation = { query, ...(operationName != null && { operationName }), ...(variables != null && { variables }) };
    if (kind === 'subscription' || wantsStream(request.headers.accept)) {
      handOver(reply);
      await live.stream(request.raw, reply.raw, operation as LiveRequest, identity);
      return undefined;
    }
    const text =
      (await answerFast(request, reply, operation)) ?? (await executeByApollo(apollo, request, reply, context, operation));
    if (safeMethod) allowCaching(reply, admitted, identity, text, options.registeredMaxAgeS);
    if (Buffer.byteLength(text) > options.maxResponseBytes) throw new ResponseTooLarge(options.maxResponseBytes);
    return text;
  };

  http.route({
    method: ['GET', 'POST'],
    url: '/graphql',
    async handler(request, reply) {
      try {
        return await answer(request, reply);
      } catch (refusal) {
        if (!wantsStream(request.headers.accept)) throw refusal;
        handOver(reply);
        live.refuse(request.raw, reply.raw, refusal);
      }
    },
  });
  addPages(http, options.pages);
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

/** The answer to one of our own documents is the same for everybody who shows no token, as long as nothing in it failed. */
function allowCaching(reply: FastifyReply, { registered }: Admitted, { subject }: Identity, text: string, maxAge: number): void {
  void reply.header('vary', 'authorization, accept, origin');
  if (!registered || subject !== null || reply.statusCode !== 200 || /^\{"errors"|"errors":\[/.test(text)) return;
  void reply.header('cache-control', `public, max-age=${maxAge}, stale-while-revalidate=${maxAge * 6}`);
}

/** A subgraph of ours says at /ready whether its database answers and its migrations are done. */
async function isReady(url: string): Promise<void> {
  const { statusCode, body } = await httpRequest(new URL('/ready', url), { signal: AbortSignal.timeout(4_000) });
  await body.dump();
  if (statusCode !== 200) throw new Error('a subgraph is not ready');
}
