// A reader whose machine vanished without closing is cut off: its connection stays open and carries nothing.
import { connect, createServer, type Socket } from 'node:net';
import { afterwards } from '../../support/afterwards';
import { eventually } from '../../support/reader';
import { read, type Transport, transports } from './support/clients';
import { type Federation, startFederation } from './support/federation';

const count = { query: 'subscription { petitionCount(id: "p1") { count petition { title } } }' };

/** A network between clients and gateway that can stop to carry anything, in either direction, and closes nothing. */
async function openNetwork({ url }: Federation) {
  const sockets = new Set<Socket>();
  const server = createServer((client) => {
    const gateway = connect(Number(new URL(url).port), '127.0.0.1');
    for (const socket of [client, gateway]) sockets.add(socket.on('error', () => {}));
    client.pipe(gateway).pipe(client);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as { port: number };
  return {
    url: `http://127.0.0.1:${port}/graphql`,
    webSocketUrl: `ws://127.0.0.1:${port}/graphql`,
    vanish() {
      for (const socket of sockets) socket.unpipe().pause();
    },
    async close() {
      for (const socket of sockets) socket.destroy();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}

describe.each(transports)('a reader over %s whose network vanishes', (transport: Transport) => {
  let federation: Federation;

  const begin = async (overrides: Parameters<typeof startFederation>[0]) => {
    federation = await startFederation(overrides);
    afterwards(() => federation[Symbol.asyncDispose]());
    const network = await openNetwork(federation);
    afterwards(() => network.close());
    const reading = read(network, transport, count);
    afterwards(reading.stop);
    await reading.frame(1);
    network.vanish();
  };

  it('is cut off while nothing happens, when it misses a ping or at its greatest age', async () => {
    await begin(transport === 'WebSocket' ? { keepAliveMs: 300 } : { maxAgeMs: 1_500, stallMs: 100 });
    await federation.idle();
  });

  it('is cut off while much happens, once the network takes no more', async () => {
    await begin({ keepAliveMs: 300, stallMs: 100 });
    federation.world.title = 'x'.repeat(900_000);
    const bumping = setInterval(() => federation.world.bump(), 5);
    afterwards(() => clearInterval(bumping));
    await eventually('nobody reads', () => federation.live.stats().readers === 0, 10_000);
    expect(federation.live.stats().cutOff).toBe(1);
    await federation.idle();
  });
});
