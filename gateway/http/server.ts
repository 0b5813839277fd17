// What happens to a request, step by step, from the socket to the executor and back?
import type { ApolloServer } from '@apollo/server';
import { fastifyApolloHandler } from '@as-integrations/fastify';
import fastify from 'fastify';
import { request as httpRequest } from 'undici';
import { identityHeaders } from '#kit/identity';
import type { Log } from '#kit/log';
import { addReadiness } from '#kit/serving';
import type { Identify } from '../access/identify';
import type { RequestContext } from '../federation/subgraphSource';
import type { Live } from '../live/live';
import { liveRequestOf } from './liveRequest';

export interface HttpOptions {
  readonly apollo: ApolloServer<RequestContext>;
  readonly live: Live;
  readonly identify: Identify;
  readonly host: string;
  readonly port: number;
  readonly log: Log;
  /** Where the subgraphs listen, asked anew for each readiness check. */
  readonly subgraphUrls: () => readonly string[];
}

/** The largest request body, in bytes. */
const bodyLimit = 100_000;

/** Listens and answers until stopped. @throws when the port is taken */
export async function serveHttp({ apollo, live, identify, host, port, log, subgraphUrls }: HttpOptions) {
  const http = fastify({ bodyLimit, forceCloseConnections: 'idle', requestTimeout: 30_000 });
  const state = { stopping: false };
  http.get('/health', async () => ({ alive: true }));
  addReadiness(http, async () => {
    if (state.stopping) throw new Error('stopping');
    await Promise.all(subgraphUrls().map(isReady));
  });
  const execute = fastifyApolloHandler(apollo, {
    context: async ({ headers }) => ({ headers: identityHeaders(await identify(headers)) }),
  });
  http.route({
    method: ['GET', 'POST'],
    url: '/graphql',
    async handler(request, reply) {
      const operation = liveRequestOf(request, live);
      if (!operation) return execute.call(this, request, reply);
      reply.hijack();
      await live.stream(request.raw, reply.raw, operation, await identify(request.headers));
    },
  });
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
    stop: () => http.close(),
  };
}

/** A subgraph of ours says at /ready whether its database answers and its migrations are done. */
async function isReady(url: string): Promise<void> {
  const { statusCode, body } = await httpRequest(new URL('/ready', url), { signal: AbortSignal.timeout(4_000) });
  await body.dump();
  if (statusCode !== 200) throw new Error('a subgraph is not ready');
}
