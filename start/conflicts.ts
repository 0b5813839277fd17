// Can we start beside what runs already? Everything is asked before anything is touched.
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import type { Listener } from './config';
import { FolderInUse, ownerOf } from './dataFolder';
import { isFree } from './ports';
import { runningPostmaster } from './postmaster';
import type { Say } from './programs';

/** How long the processes of a killed start may take to notice and leave their ports, in milliseconds. */
const leavingDeadline = 8_000;

/**
 * What stands in the way, in words: the living owner of the data folder, and ports that something else listens on. After a killed
 * start its remains are waited for; its PostgreSQL may keep the port, since it is going to be taken over.
 */
export async function conflicts(listeners: readonly Listener[], folder: string | null, say: Say): Promise<string[]> {
  const owner = folder === null ? null : ownerOf(folder);
  const leftover = folder === null || owner?.alive ? null : runningPostmaster(join(folder, 'postgres'));
  const contested = listeners.filter(({ setting, port }) => !(setting === 'POSTGRES_PORT' && port === leftover?.port));
  const deadline = Date.now() + (owner && !owner.alive ? leavingDeadline : 0);
  let taken = await takenOf(contested);
  if (taken.length > 0 && Date.now() < deadline) say(`Waiting for an earlier start, which was killed, to leave ${ports(taken)}.`);
  while (taken.length > 0 && Date.now() < deadline) {
    await pause(50);
    taken = await takenOf(taken);
  }
  return [
    ...(folder !== null && owner?.alive ? [new FolderInUse(folder, owner.pid).message] : []),
    ...taken.map(
      ({ setting, host, port }) => `Port ${port} on ${host} is in use: end what listens there, or set ${setting} to a free port.`,
    ),
  ];
}

async function takenOf(listeners: readonly Listener[]): Promise<Listener[]> {
  const free = await Promise.all(listeners.map(({ port, host }) => isFree(port, host)));
  return listeners.filter((_, index) => !free[index]);
}

function ports(listeners: readonly Listener[]): string {
  return listeners.map(({ setting, port }) => `port ${port} (${setting})`).join(', ');
}
