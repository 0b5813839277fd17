// How does a server that is measured take its orders from the benchmark, and what does it say it has used?
import { channel } from 'node:diagnostics_channel';
import type { Socket } from 'node:net';
import { pinSelf } from '../gateway/processes';

/** The first count that is published; all counts have as many digits. */
export const firstCount = 1_000_000;

/** One state of the feed, as every contender sends it. */
export const stateOf = (count: number) => ({ count, countedAt: '2026-11-25T10:00:00.000Z' });

export type Order = { readonly publish: number } | { readonly report: 'use' | 'memory' };

export interface Use {
  /** Processor time since its start, in microseconds. */
  readonly user: number;
  readonly system: number;
  /** After a collection of garbage when memory was asked for, in bytes. */
  readonly resident: number;
  readonly heap: number;
  /** What the kernel was handed for each client, in bytes, by the client's port. */
  readonly written: Readonly<Record<number, number>>;
}

/** Serves on a core of its own until the benchmark ends. `publish` is how a new count reaches it; undefined when not by order. */
export function obey(port: number, publish?: (count: number) => void): void {
  process.on('message', (order: Order) => {
    if ('publish' in order) publish?.(order.publish);
    else process.send?.(use(order.report === 'memory'));
  });
  process.once('disconnect', () => process.exit());
  pinSelf(0);
  process.send?.({ port });
}

const sockets = new Set<Socket>();
channel('net.server.socket').subscribe((message) => {
  const { socket } = message as { socket: Socket };
  sockets.add(socket);
  socket.once('close', () => sockets.delete(socket));
});

function use(collected: boolean): Use {
  if (collected) for (let i = 0; i < 4; i++) global.gc?.();
  const { rss, heapUsed, external } = process.memoryUsage();
  const handed = [...sockets].map((socket): [number, number] => [
    socket.remotePort ?? 0,
    socket.bytesWritten - socket.writableLength,
  ]);
  return { ...process.cpuUsage(), resident: rss, heap: heapUsed + external, written: Object.fromEntries(handed) };
}
