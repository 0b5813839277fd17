// What happens to a request, step by step, from the socket to the executor and back?
import type { ApolloServer } from '@apollo/server';
import { fastifyApolloHandler } from '@as-integrations/fastify';
import fastify from 'fastify';
import { request as httpRequest } from 'undici';
import type { Log } from '#kit/log';
import { addReadiness } from '#kit/serving';
import type { RequestIdentity } from '../federation/subgraphSource';
import { identify } from './identify';

export interface HttpOptions {
  readonly apollo: ApolloServer<RequestIdentity>;
  readonly host: string;
  readonly port: number;
  readonly log: Log;
  /** Where the subgraphs listen, asked anew for each readiness check. */
  readonly subgraphUrls: () => readonly string[];
}

/** The largest request body, in bytes. */
const bodyLimit = 100_000;

/** Listens and answers until stopped. @throws when the port is taken */
export async function serveHttp({ apollo, host, port, log, subgraphUrls }: HttpOptions) {
  const http = fastify({ bodyLimit, forceCloseConnections: 'idle', requestTimeout: 30_000 });
  const state = { stopping: false };
  http.get('/health', async () => ({ alive: true }));
  addReadiness(http, async () => {
    if (state.stopping) throw new Error('stopping');
    await Promise.all(subgraphUrls().map(isReady));
  });
  http.route({
    method: ['GET', 'POST'],
    url: '/graphql',
    handler: fastifyApolloHandler(apollo, { context: async ({ headers }) => ({ identity: await identify(headers) }) }),
  });
  http.addHook('onResponse', async (request, reply) => {
    log.info(
      { method: request.method, path: request.url.split('?')[0], status: reply.statusCode, ms: Math.round(reply.elapsedTime) },
      'request',
    );
  });
  await http.listen({ host, port });
  return {
    port: (http.server.address() as { port: number }).port,
    server: http.server,
    async stop() {
      state.stopping = true;
      await http.close();
    },
  };
}

/** A subgraph of ours says at /ready whether its database answers and its migrations are done. */
async function isReady(url: string): Promise<void> {
  const { statusCode, body } = await httpRequest(new URL('/ready', url), { signal: AbortSignal.timeout(4_000) });
  await body.dump();
  if (statusCode !== 200) throw new Error('a subgraph is not ready');
}
