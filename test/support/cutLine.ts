// How does a test lose the answer of a database whose commit was done?
import { once } from 'node:events';
import { type AddressInfo, connect, createServer, type Socket } from 'node:net';

export interface CutLine {
  /** Leads to the same database. */
  readonly url: string;
  /** How many answers were lost. */
  readonly cuts: number;
  /** The answer to the next statement of that prepared name is lost, together with its connection. */
  cutAfter(statement: string): void;
  close(): Promise<void>;
}

/** PostgreSQL says that it is ready for the next statement in these last bytes, after it has committed. */
const ready = Buffer.from([0x5a, 0, 0, 0, 5]);
const endsReady = (chunk: Buffer) => chunk.subarray(-ready.length - 1, -1).equals(ready);

/** A line to a database that is cut at the worst moment: when all is written, and nobody knows. */
export async function cutLine(url: string): Promise<CutLine> {
  const target = new URL(url);
  const state = { statement: undefined as string | undefined, cuts: 0 };
  const open = new Set<Socket>();
  const server = createServer((client) => {
    const upstream = connect(Number(target.port), target.hostname);
    let doomed = false;
    client.on('data', (chunk) => {
      if (state.statement && chunk.includes(state.statement)) {
        doomed = true;
        state.statement = undefined;
      }
      upstream.write(chunk);
    });
    upstream.on('data', (chunk) => {
      if (!doomed) client.write(chunk);
      else if (endsReady(chunk)) {
        state.cuts++;
        client.destroy();
      }
    });
    for (const [one, other] of [
      [client, upstream],
      [upstream, client],
    ] as const) {
      open.add(one);
      one.on('error', () => undefined);
      one.on('close', () => {
        open.delete(one);
        other.destroy();
      });
    }
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const through = new URL(url);
  through.hostname = '127.0.0.1';
  through.port = String((server.address() as AddressInfo).port);
  return {
    url: through.href,
    get cuts() {
      return state.cuts;
    },
    cutAfter(statement) {
      state.statement = statement;
    },
    async close() {
      for (const socket of open) socket.destroy();
      server.close();
      await once(server, 'close');
    },
  };
}
