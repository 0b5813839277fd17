// Who reads? Thousands of clients of one server, on bare sockets in this process, which together cost less than the server.
import { Client, type Transport } from './client';

export class Crowd {
  readonly #clients: Client[] = [];
  /** How many clients have seen a count, or a newer one. */
  readonly #seen = new Map<number, number>();
  readonly #waiting = new Map<number, () => void>();
  /** Messages that arrived. */
  delivered = 0;
  /** Told of each message, when given: its count, and when it came. */
  onMessage: ((count: number, at: number) => void) | undefined;

  constructor(
    readonly port: number,
    readonly transport: Transport,
  ) {}

  get size(): number {
    return this.#clients.length;
  }

  /** Connects so many more, some dozens at a time. */
  async grow(count: number): Promise<void> {
    for (let left = count; left > 0; left -= 50)
      await Promise.all(
        Array.from({ length: Math.min(left, 50) }, () => {
          const client: Client = new Client(this.port, this.transport, (counts) => this.#hear(client, counts));
          this.#clients.push(client);
          return client.subscribed;
        }),
      );
  }

  /** Adds clients that subscribe, and read nothing from then on. */
  async addStuck(count: number): Promise<readonly Client[]> {
    const stuck = Array.from({ length: count }, () => new Client(this.port, this.transport, () => 'stop'));
    await Promise.all(stuck.map(({ subscribed }) => subscribed));
    return stuck;
  }

  /** Resolves when everyone who reads has seen this count or a newer one. */
  async everyoneSees(count: number): Promise<void> {
    if ((this.#seen.get(count) ?? 0) < this.size) await new Promise<void>((resolve) => this.#waiting.set(count, resolve));
  }

  close(): void {
    for (const { socket } of this.#clients) socket.destroy();
  }

  #hear(client: Client, count: number): undefined {
    this.delivered++;
    this.onMessage?.(count, performance.now());
    for (let each = client.last + 1; each <= count; each++) {
      const seen = (this.#seen.get(each) ?? 0) + 1;
      this.#seen.set(each, seen);
      if (seen < this.size) continue;
      this.#waiting.get(each)?.();
      this.#waiting.delete(each);
    }
    client.last = Math.max(client.last, count);
  }
}
