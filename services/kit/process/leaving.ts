// How does a server that stops let go of those who ask it, so that none of their requests is lost on its way?
import { Server } from 'node:net';
import { setImmediate, setTimeout as wait } from 'node:timers/promises';

/** Read by whatever answers. */
export interface Leaving {
  /** /ready says no. */
  leaving: boolean;
  /** Every connection ends with its next answer. */
  stopping: boolean;
}

/** For so long before the door closes, in milliseconds, connections are kept. */
const keptMs = 500;

/**
 * Tells for `noticeMs` that the server stops, while it answers all the same; then takes no more connections, and answers on those
 * that are open for a moment longer. Without notice it ends at once.
 */
export async function takeLeave(server: Server, state: Leaving, noticeMs: number): Promise<void> {
  state.leaving = true;
  if (noticeMs <= 0) return;
  // Balancers that ask /ready lead the next connection elsewhere.
  state.stopping = true;
  await wait(Math.max(0, noticeMs - keptMs));
  // Others, such as nginx, only notice that nobody listens. A request on a connection that was not yet accepted then would be lost, so
  // those that they have are kept, and need no new ones at this moment.
  state.stopping = false;
  await wait(Math.min(noticeMs, keptMs));
  // Behind all that has just been accepted.
  await setImmediate();
  // Not as the server of HTTP does it, which also closes connections on which a request may be on its way.
  Server.prototype.close.call(server);
  state.stopping = true;
  await wait(Math.min(noticeMs, keptMs) / 2);
}

/** How much longer than usual a stop takes by it, in milliseconds. */
export const leaveMs = (noticeMs: number): number => (noticeMs > 0 ? noticeMs + keptMs / 2 : 0);
