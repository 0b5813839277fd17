// Which ports are free, and what stands in the way of a start.
import { createServer } from 'node:net';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import type { Say } from './cluster';
import type { Listener } from './config';
import { FolderInUse, ownerOf } from './dataFolder';
import { runningPostmaster } from './postmaster';

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
  for (let tries = 0; tries < 1_000; tries++) {
    const port = 20_000 + Math.floor(Math.random() * 12_000);
    if ((await portFault(port)) === null) return port;
  }
  throw new Error('No port between 20000 and 32000 can be used: 1,000 were tried.');
}

/** How long the processes of a killed start may take to notice and leave their ports, in milliseconds. */
const leavingDeadline = 8_000;

/**
 * What stands in the way, in words: the living owner of the data folder, and ports that cannot be used. After a killed
 * start its remains are waited for; its PostgreSQL may keep the port, since it is going to be taken over.
 */
export async function conflicts(listeners: readonly Listener[], folder: string | null, say: Say): Promise<string[]> {
  const owner = folder === null ? null : ownerOf(folder);
  const leftover = folder === null || owner?.alive ? null : runningPostmaster(join(folder, 'postgres'));
  const ours = listeners.filter(({ setting, port }) => !(setting === 'POSTGRES_PORT' && port === leftover?.port));
  const deadline = Date.now() + (owner && !owner.alive ? leavingDeadline : 0);
  let faults = await faultsOf(ours);
  if (faults.length > 0 && Date.now() < deadline) {
    say(
      `Waiting for processes of an earlier start, which was killed, to leave ${faults.map(({ port }) => `port ${port}`).join(', ')}.`,
    );
  }
  while (faults.length > 0 && Date.now() < deadline) {
    await pause(50);
    faults = await faultsOf(faults);
  }
  const inUse = folder !== null && owner?.alive ? [new FolderInUse(folder, owner.pid).message] : [];
  return [...inUse, ...faults.map(inWords)];
}

async function faultsOf(listeners: readonly Listener[]): Promise<(Listener & { fault: string })[]> {
  const faults = await Promise.all(listeners.map(({ port, host }) => portFault(port, host)));
  return listeners.flatMap((listener, index) => (faults[index] ? [{ ...listener, fault: faults[index] }] : []));
}

function inWords({ setting, host, port, fault }: Listener & { fault: string }): string {
  if (fault === 'EADDRINUSE')
    return `Port ${port} on ${host} is in use: stop the program that listens there, or set ${setting} to a free port.`;
  return `Port ${port} on ${host} cannot be used (${fault}): set ${setting === 'PORT' ? 'PORT or HOST' : setting} to another value.`;
}
