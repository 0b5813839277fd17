// Tells load balancers at /ready whether this process can do its work at the moment.
import { once } from 'node:events';
import { createServer } from 'node:http';
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

/**
 * Answers for a process that does not serve yet, and may not for long: /health with 200, so that nobody restarts it, and all else with 503.
 * @throws what the work throws, and when the port is taken
 */
export async function aliveDuring<T>(host: string, port: number, work: () => Promise<T>): Promise<T> {
  const server = createServer(({ url }, response) => {
    const isHealth = url === '/health';
    response.writeHead(isHealth ? 200 : 503, { 'content-type': 'application/json', connection: 'close' });
    response.end(JSON.stringify(isHealth ? { alive: true } : { ready: false }));
  });
  server.listen({ host, port });
  await once(server, 'listening');
  try {
    return await work();
  } finally {
    const closed = once(server, 'close');
    server.close();
    server.closeAllConnections();
    await closed;
  }
}
