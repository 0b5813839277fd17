// How many live connections may one client address hold?
import type { IncomingMessage } from 'node:http';

/** Counts connections by address; WebSockets and HTTP streams of one gateway share one count. */
export class AddressCount {
  readonly #held = new Map<string, number>();

  /** `addressOf` must not believe headers that a client can write: behind a proxy, read only what the proxy adds. Undefined is not counted. */
  constructor(
    private readonly max: number,
    private readonly addressOf: (request: IncomingMessage) => string | undefined = (request) =>
      request.socket.remoteAddress ?? '',
  ) {}

  /** Takes a place and returns what frees it, or undefined when the address holds as many as it may. */
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
