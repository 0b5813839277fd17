// How does a test put a reverse proxy in front of a gateway: one that appends to X-Forwarded-For and passes WebSockets on?
import { once } from 'node:events';
import { createServer, request as httpRequest, type IncomingMessage, type OutgoingHttpHeaders } from 'node:http';
import type { AddressInfo, Socket } from 'node:net';

export interface FrontProxy {
  readonly url: string;
  close(): Promise<void>;
}

/** Passes everything on to an address, and says whom it spoke to. */
export async function startProxy(target: string): Promise<FrontProxy> {
  const forward = ({ method, url, headers, socket }: IncomingMessage) => {
    const told = headers['x-forwarded-for'];
    const chain = [told, socket.remoteAddress].flat().filter((part) => part !== undefined);
    return httpRequest(new URL(url ?? '/', target), { method, headers: { ...headers, 'x-forwarded-for': chain.join(', ') } });
  };
  const sockets = new Set<Socket>();
  const server = createServer((request, response) => {
    const onward = forward(request);
    onward.on('error', () => response.destroy());
    onward.on('response', (answer) => {
      response.writeHead(answer.statusCode ?? 502, answer.headers as OutgoingHttpHeaders);
      answer.pipe(response);
    });
    request.pipe(onward);
  });
  server.on('upgrade', (request, socket: Socket, head) => {
    const onward = forward(request);
    onward.on('error', () => socket.destroy());
    onward.on('response', () => socket.destroy());
    onward.on('upgrade', ({ headers }, upstream, first) => {
      const lines = Object.entries(headers).map(([name, value]) => `${name}: ${value}`);
      socket.write(`HTTP/1.1 101 Switching Protocols\r\n${lines.join('\r\n')}\r\n\r\n`);
      socket.write(first);
      upstream.write(head);
      socket.pipe(upstream).pipe(socket);
      for (const [one, other] of [
        [socket, upstream],
        [upstream, socket],
      ] as const)
        one.on('error', () => one.destroy()).on('close', () => other.destroy());
    });
    onward.end();
  });
  server.on('connection', (socket) => {
    sockets.add(socket);
    socket.once('close', () => sockets.delete(socket));
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/graphql`,
    async close() {
      for (const socket of sockets) socket.destroy();
      server.close();
      await once(server, 'close');
    },
  };
}
