// Can we listen on this port?
import { createServer } from 'node:net';

/** What keeps us from listening there right now: EADDRINUSE, EACCES, EADDRNOTAVAIL, … or null when nothing does. */
export function portFault(port: number, host = '127.0.0.1'): Promise<string | null> {
  return new Promise((resolve) => {
    const probe = createServer();
    probe.once('error', (fault: NodeJS.ErrnoException) => resolve(fault.code ?? fault.message));
    probe.listen({ port, host, exclusive: true }, () => probe.close(() => resolve(null)));
  });
}

/** A free port below those that systems hand to outgoing connections, so that it is still free a moment later. */
export async function freePort(): Promise<number> {
  for (;;) {
    const port = 20_000 + Math.floor(Math.random() * 12_000);
    if ((await portFault(port)) === null) return port;
  }
}
