// What stands in for the advocacy subgraph: a feed of counts that the benchmark publishes, sent to our gateway as a subgraph would.
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { parse } from 'graphql';
import { useServer } from 'graphql-ws/use/ws';
import { WebSocketServer } from 'ws';
import { Latest } from '../../services/kit/live/latest';
import { stateOf } from './orders';

export interface Feed {
  readonly url: string;
  publish(count: number): void;
  close(): void;
}

export async function openFeed(): Promise<Feed> {
  const readers = new Set<Latest<object>>();
  const server = createServer();
  const sockets = new WebSocketServer({ server });
  useServer(
    {
      onSubscribe: () => ({ document: anySubscription, schema: undefined as never }) as never,
      subscribe: () => {
        const reader: Latest<object> = new Latest(() => readers.delete(reader));
        readers.add(reader);
        return reader as never;
      },
    },
    sockets,
  );
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/graphql`,
    publish(count) {
      for (const reader of readers) reader.push({ data: { petitionCount: stateOf(count) } });
    },
    close() {
      for (const client of sockets.clients) client.terminate();
      server.close();
    },
  };
}

const anySubscription = parse('subscription { any }');
