// Tells load balancers at /ready whether this process can do its work at the moment.
import type { FastifyInstance } from 'fastify';

/**
 * `GET /ready` answers 200 when the check resolves and 503 when it rejects or takes longer than its deadline. A request that arrives while a
 * check runs shares its outcome: a check reaches as far as the databases, and anyone may ask.
 */
export function addReadiness(http: FastifyInstance, check: () => Promise<unknown>): void {
  let running: Promise<unknown> | undefined;
  const shared = () => {
    running ??= check().finally(() => {
      running = undefined;
    });
    return running;
  };
  http.get('/ready', async (_request, reply) => {
    try {
      await Promise.race([shared(), deadline(5_000)]);
      return { ready: true };
    } catch {
      return reply.code(503).send({ ready: false });
    }
  });
}

function deadline(milliseconds: number): Promise<never> {
  return new Promise((_resolve, reject) => {
    setTimeout(() => reject(new Error('too slow')), milliseconds).unref();
  });
}
