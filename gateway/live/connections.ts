// What live connections of every transport share: how many one address may hold, and timers that may be months long.
import type { IncomingMessage } from 'node:http';
import { setTimeout as wait } from 'node:timers/promises';
import type { Identity } from '#kit/words/identity';
import type { Log } from '#kit/words/log';
import type { OnBehalf } from '../execution/run';
import type { Execute } from '../operation/admission';
import type { SubscriptionHub } from './hub';
import type { FormatError } from './refusals';

/** What each transport is given. */
export interface TransportOptions {
  readonly hub: SubscriptionHub;
  readonly addresses: AddressCount;
  readonly formatError: FormatError;
  readonly log: Log;
  /** The headers that subgraphs are sent for an identity; those who have the same headers may share a stream. */
  readonly headersOf?: (identity: Identity) => OnBehalf['headers'];
  /** Without it, queries and mutations are refused with a code. */
  readonly executeOperation?: Execute;
  /** After this time a connection ends normally, so that its client connects again; null for never. */
  readonly maxAgeMs?: number | null;
  /** Over how long clients are let go when the gateway stops, where they are many. */
  readonly stoppingSpreadMs?: number;
}

/** Counts connections by address. WebSockets and HTTP streams of one gateway share one count. */
export class AddressCount {
  readonly #held = new Map<string, number>();

  /** `addressOf` must not trust headers that a client can write: behind a proxy, read only what the proxy adds. Undefined is not counted. */
  constructor(
    private readonly max: number,
    private readonly addressOf: (request: IncomingMessage) => string | undefined = (request) =>
      request.socket.remoteAddress ?? '',
  ) {}

  /** Takes a place and returns what frees it; undefined when the address already holds as many as it may. */
  take(request: IncomingMessage): (() => void) | undefined {
    const address = this.addressOf(request);
    if (address === undefined) return () => {};
    const held = this.#held.get(address) ?? 0;
    if (held >= this.max) return undefined;
    this.#held.set(address, held + 1);
    let free = false;
    return () => {
      if (free) return;
      free = true;
      const left = (this.#held.get(address) ?? 1) - 1;
      if (left > 0) this.#held.set(address, left);
      else this.#held.delete(address);
    };
  }
}

/** So many are let go together at the least, every ten milliseconds. */
const [fewest, everyMs] = [10, 10];

/** Lets clients go when the gateway stops: of thousands not all at once, as another gateway takes them over. */
export async function letGo<Client>(clients: readonly Client[], spreadMs: number, end: (client: Client) => void): Promise<void> {
  const together = Math.max(fewest, Math.ceil(clients.length / Math.max(1, spreadMs / everyMs)));
  for (let gone = 0; gone < clients.length; gone += together) {
    if (gone > 0) await wait(everyMs);
    for (const client of clients.slice(gone, gone + together)) end(client);
  }
}

const longestTimer = 2 ** 31 - 1;

/** Calls `act` at a moment (milliseconds since 1970), soon if it has passed, never for null. Returns what cancels it. */
export function at(moment: number | null, act: () => void): () => void {
  if (moment === null) return () => {};
  let timer: NodeJS.Timeout;
  const arm = () => {
    const wait = Math.max(0, moment - Date.now());
    // Node fires a longer timer at once.
    timer = wait > longestTimer ? setTimeout(arm, longestTimer) : setTimeout(act, wait);
    timer.unref();
  };
  arm();
  return () => clearTimeout(timer);
}

/** When a connection of this greatest age ends: up to a tenth earlier, so that not all end together. Null for never. */
export const endOfLife = (maxAgeMs: number | null): number | null =>
  maxAgeMs === null ? null : Date.now() + maxAgeMs * (0.9 + Math.random() / 10);
