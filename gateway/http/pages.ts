// How do people without GraphQL reach what a subgraph offers them: downloads and news feeds at the gateway's address?
import type { FastifyInstance, FastifyRequest } from 'fastify';
import { Pool } from 'undici';
import { identityHeaders } from '#kit/identity';
import type { Log } from '#kit/log';
import type { Seal } from '#kit/passport';
import type { IdentifyAt } from '../access/countRefused';
import type { RateLimits } from '../limits/rates';

/** Which subgraph answers what is below a path. A page is the subgraph's; the gateway passes it on as it is. */
const owners: Readonly<Record<string, string>> = {
  '/exports/': 'advocacy',
  '/feeds/': 'advocacy',
  '/calendars/': 'partnership',
  '/agreements/': 'partnership',
};

export interface PageOptions {
  /** Where a subgraph is; undefined when the supergraph has none of that name. */
  readonly urlOf: (subgraph: string) => string | undefined;
  readonly identify: IdentifyAt;
  readonly seal: Seal;
  readonly rates: RateLimits;
  readonly addressOf: (request: FastifyRequest['raw']) => string | undefined;
  readonly deadlineMs: number;
  readonly log: Log;
}

const passed = ['content-type', 'content-disposition', 'cache-control', 'x-robots-tag', 'content-security-policy'];

/** Adds the routes. The body streams through, so that a long table is never held in memory. */
export function addPages(http: FastifyInstance, { urlOf, identify, seal, rates, addressOf, deadlineMs, log }: PageOptions): void {
  const pools = new Map<string, Pool>();
  http.addHook('onClose', async () => void (await Promise.all([...pools.values()].map((pool) => pool.destroy()))));
  for (const [prefix, subgraph] of Object.entries(owners)) {
    http.get(`${prefix}*`, async (request, reply) => {
      const address = addressOf(request.raw);
      const identity = await identify(request.headers, address);
      await rates.countOperation({ subject: identity.subject, address });
      const url = urlOf(subgraph);
      if (!url) return reply.callNotFound();
      const { origin } = new URL(url);
      const pool = pools.get(origin) ?? new Pool(origin, { headersTimeout: deadlineMs, bodyTimeout: deadlineMs });
      pools.set(origin, pool);
      try {
        const headers = seal(subgraph, identityHeaders(identity));
        const answer = await pool.request({ path: request.url, method: 'GET', headers });
        for (const name of passed) if (answer.headers[name]) reply.header(name, answer.headers[name]);
        return reply.code(answer.statusCode).send(answer.body);
      } catch (err) {
        log.warn({ subgraph, err }, 'a page could not be had');
        const message = `The part of Shelfbridge served by "${subgraph}" can not be reached. Please try again.`;
        return reply.code(503).send({ errors: [{ message, extensions: { code: 'SUBGRAPH_UNAVAILABLE' } }] });
      }
    });
  }
}
