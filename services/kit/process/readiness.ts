// Tells load balancers at /ready whether this process can do its work at the moment, and operators why not.
import { once } from 'node:events';
import { createServer } from 'node:http';
import type { FastifyInstance } from 'fastify';

/** The body of /ready. What stands beside `ready` is for operators: no address, no secret. */
export interface Readiness {
  readonly ready: boolean;
  /** Why it is not ready, in words. */
  readonly cause?: string;
  /** What is wrong although it answers, with its causes. */
  readonly degraded?: Readonly<Record<string, string>>;
  /** What it depends on, by name. */
  readonly dependencies?: Readonly<Record<string, Readiness>>;
}

const patienceMs = 5_000;

/**
 * `GET /ready` answers 200 or 503 with what the check says, and 503 when it rejects or takes longer than its deadline. A request that
 * arrives while a check runs shares its outcome: a check reaches as far as the databases, and anyone may ask. `refusal` says of each
 * request why this process is of no use to the one who sent it, although it is ready for others.
 */
export function addReadiness(
  http: FastifyInstance,
  check: () => Promise<Readiness>,
  refusal: (headers: Readonly<Record<string, unknown>>) => string | undefined = () => undefined,
): void {
  let running: Promise<Readiness> | undefined;
  const shared = () => {
    running ??= check()
      .catch(() => ({ ready: false, cause: 'The check of readiness failed.' }))
      .finally(() => {
        running = undefined;
      });
    return running;
  };
  http.get('/ready', async ({ headers }, reply) => {
    const cause = refusal(headers);
    const found = await Promise.race([shared(), late()]);
    const readiness = found.ready && cause !== undefined ? { ready: false, cause } : found;
    return reply.code(readiness.ready ? 200 : 503).send(readiness);
  });
}

function late(): Promise<Readiness> {
  return new Promise((resolve) => {
    setTimeout(
      () => resolve({ ready: false, cause: `No answer came within ${patienceMs / 1_000} seconds.` }),
      patienceMs,
    ).unref();
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
