// Promises of shared streams: one subscription and one execution for all readers, whoever comes, goes or is slow.
import { afterwards } from '../../support/afterwards';
import { eventually } from '../../support/reader';
import { BareClient } from './support/bareClients';
import { type Operation, read, readWith, transports, webSocketClient } from './support/clients';
import { type Federation, startFederation } from './support/federation';
import { advocacySchema } from './support/subgraphs';

/** With the names of types that Apollo Client adds to whatever it sends, so that all transports ask for the same. */
const live = `subscription($id: ID!) {
  petitionCount(id: $id) { count petition { title libraries { name country __typename } __typename } __typename }
}`;
const count = { query: live, variables: { id: 'p1' } };

describe('a shared stream', () => {
  let federation: Federation;
  const subscribe = (operation: Operation, token?: string, transport = transports[0] as (typeof transports)[number]) => {
    const reading = read(federation, transport, operation, token);
    afterwards(reading.stop);
    return reading;
  };
  const bareClient = () => {
    const client = BareClient.to(federation);
    afterwards(() => client.socket.destroy());
    return client;
  };
  const start = async (overrides: Parameters<typeof startFederation>[0] = {}) => {
    await federation[Symbol.asyncDispose]();
    federation = await startFederation(overrides);
  };

  beforeEach(async () => {
    federation = await startFederation();
    afterwards(() => federation[Symbol.asyncDispose]());
    afterwards(() => federation.idle());
  });

  it('serves 60 readers on all transports by one subscription and one fetch per event', async () => {
    const { world, live: feeds } = federation;
    const spaced = { ...count, query: live.replaceAll(' {', '\n  {') };
    const readings = Array.from({ length: 60 }, (_, i) => subscribe(i % 2 ? count : spaced, undefined, transports[i % 3]));
    await Promise.all(readings.map((reading) => reading.frame(1)));
    expect(world.subscriptions).toBe(1);
    const fetches = world.partnershipFetches;
    const now = world.bump();
    await Promise.all(readings.map((reading) => reading.count(now)));
    expect(world.partnershipFetches - fetches).toBe(1);
    expect(feeds.stats()).toMatchObject({ readers: 60, streams: 1 });
  });

  it('gives a late reader the current state without any work', async () => {
    const first = subscribe(count);
    await first.frame(1);
    const { subscriptions, partnershipFetches } = federation.world;
    const late = subscribe(count);
    expect(await late.frame(1)).toEqual(first.last);
    expect(federation.world).toMatchObject({ subscriptions, partnershipFetches });
  });

  it.each(transports)(
    'is not shared by readers with different rights, and each fetch carries the rights of its own readers (%s)',
    async (transport) => {
      const { world } = federation;
      const everybody = [undefined, 'ana', 'ben'].map((token) => subscribe(count, token, transport));
      await Promise.all(everybody.map((reading) => reading.frame(1)));
      expect(federation.live.stats().streams).toBe(3);
      expect(world.subscribeExtensions).toEqual(expect.arrayContaining([{}, { 'x-subject': 'ana' }, { 'x-subject': 'ben' }]));
      expect(new Set(world.fetchHeaders.map((headers) => headers['x-subject']))).toEqual(new Set([undefined, 'ana', 'ben']));
      expect(world.sockets).toBe(1);
    },
  );

  it('is shared by one person whose token comes in a header and in connection_init', async () => {
    await Promise.all(transports.map((transport) => subscribe(count, 'ana', transport).frame(1)));
    expect(federation.world.subscribeExtensions).toEqual([{ 'x-subject': 'ana' }]);
    expect(federation.live.stats()).toMatchObject({ readers: 3, streams: 1 });
  });

  it.each(transports)(
    'continues for the others when one reader leaves, is cut off or its token expires (%s)',
    async (transport) => {
      await start({ headersOf: () => ({}) });
      const { world } = federation;
      const others = transports.map((each) => subscribe(count, undefined, each));
      const cut = await bareClient().follow(transport, count);
      const leavingNow = subscribe(count, undefined, transport);
      const expiring = subscribe(count, 'brief', transport);
      await Promise.all([...others, leavingNow, expiring].map((reading) => reading.frame(1)));
      expect(federation.live.stats()).toMatchObject({ readers: 6, streams: 1 });
      leavingNow.stop();
      cut.socket.resetAndDestroy();
      expect(JSON.stringify(await expiring.refusal())).toMatch(/4403 Token expired|SUBSCRIPTION_TOKEN_EXPIRED/);
      await eventually('three readers are left', () => federation.live.stats().readers === 3);
      const now = world.bump();
      await Promise.all(others.map((reading) => reading.count(now)));
      expect(world.subscriptions).toBe(1);
    },
  );

  it.each(transports)('shows each change at once to those who read while others read nothing (%s)', async (transport) => {
    const { world } = federation;
    world.title = 'x'.repeat(250_000);
    const stuck = await Promise.all(transports.map((each) => bareClient().follow(each, count)));
    for (const { socket } of stuck) socket.pause();
    const reading = subscribe(count, undefined, transport);
    await reading.frame(1);
    for (let i = 0; i < 60; i++) await reading.count(world.bump());
    expect(reading.frames).toHaveLength(61);
    expect(federation.live.stats().skipped).toBeGreaterThan(60);
    expect(federation.live.stats()).toMatchObject({ readers: 4, streams: 1 });
    for (const { socket } of stuck) socket.resume();
    await eventually('all are at the newest', () => stuck.every(({ counts }) => counts.at(-1) === world.count));
  });

  it('executes the newest of the events that came during an execution, and shows the last', async () => {
    const { world } = federation;
    const reading = subscribe(count);
    await reading.frame(1);
    const fetches = world.partnershipFetches;
    let open = () => {};
    world.partnershipGate = new Promise((resolve) => {
      open = resolve;
    });
    const { events } = federation.live.stats();
    for (let i = 1; i <= 100; i++) {
      world.bump();
      await eventually('the event came', () => federation.live.stats().events >= events + i);
    }
    open();
    await reading.count(world.count);
    expect(world.partnershipFetches - fetches).toBe(2);
    expect(federation.live.stats()).toMatchObject({ events: events + 100, conflated: 98 });
  });

  it('executes the first event at once and the next no earlier than its interval', async () => {
    await start({ intervalMs: 250 });
    const reading = subscribe(count);
    await reading.frame(1);
    const begin = performance.now();
    for (let i = 0; i < 5; i++) federation.world.bump();
    await reading.count(federation.world.count);
    expect(performance.now() - begin).toBeGreaterThan(150);
    expect(reading.frames).toHaveLength(2);
  });

  it('refuses readers beyond the limit of the process, and streams beyond theirs, with a code', async () => {
    await start({ maxReaders: 3, maxStreams: 2 });
    await subscribe(count).frame(1);
    await subscribe({ ...count, variables: { id: 'p2' } }).frame(1);
    const refused = [await subscribe({ ...count, variables: { id: 'p3' } }).refusal()];
    const third = subscribe(count);
    await third.frame(1);
    for (const transport of transports) refused.push(await subscribe(count, undefined, transport).refusal());
    const code = 'SUBSCRIPTION_LIMIT';
    expect(refused.flat().map(({ extensions }) => extensions)).toEqual([
      { code, setting: 'MAX_STREAMS', limit: 2 },
      ...Array(3).fill({ code, setting: 'MAX_READERS', limit: 3 }),
    ]);
    expect(federation.live.stats().refused).toBe(4);
    expect(federation.live.scarce()).toEqual({
      'live readers': expect.stringMatching(/^3 of 3 live feeds .*MAX_READERS.* Start another gateway\.$/),
      'live streams': expect.stringMatching(/^2 of 2 different live feeds .*MAX_STREAMS/),
    });
    third.stop();
    await eventually('a place is free', () => federation.live.stats().readers === 2);
    expect(federation.live.scarce()).not.toHaveProperty('live readers');
    await subscribe(count).frame(1);
  });

  it.each(transports)(
    'waits for a subgraph that is not up yet, and is released when its reader leaves before (%s)',
    async (transport) => {
      await federation.advocacy.stop();
      const leavingNow = subscribe({ ...count, variables: { id: 'p9' } }, undefined, transport);
      const waiting = subscribe(count, undefined, transport);
      await eventually('the streams wait', () => federation.live.stats().streams === 2);
      leavingNow.stop();
      await eventually('one stream is gone', () => federation.live.stats().streams === 1);
      await federation.advocacy.start();
      await waiting.frame(1);
      expect(federation.world.subscriptions).toBe(1);
    },
  );

  it('survives 300 readers who come for one frame, leaving nothing behind', async () => {
    const client = webSocketClient(federation);
    afterwards(() => client.dispose());
    const once = async (i: number) => {
      const reading = readWith(client, { query: live, variables: { id: `p${i % 7}` } });
      await reading.frame(1);
      reading.stop();
    };
    for (let round = 0; round < 30; round++) await Promise.all(Array.from({ length: 10 }, (_, i) => once(round + i)));
    await eventually('nothing is left', () => federation.live.stats().readers + federation.world.feeds.size === 0);
    expect(federation.world.sockets).toBeLessThan(40);
  });
});

describe('a change of the supergraph', () => {
  let federation: Federation;
  const subscribe = (operation: Operation, transport = transports[0] as (typeof transports)[number]) => {
    const reading = read(federation, transport, operation);
    afterwards(reading.stop);
    return reading;
  };
  beforeEach(async () => {
    federation = await startFederation();
    afterwards(() => federation[Symbol.asyncDispose]());
    afterwards(() => federation.idle());
  });

  it.each(transports)(
    'keeps streams that still fit, serves new fields and ends what no longer fits, over %s',
    async (transport) => {
      const { world, advocacy } = federation;
      const kept = subscribe(count, transport);
      await kept.frame(1);
      const { subscriptions } = world;
      advocacy.schema = advocacySchema(world, { extra: 'goal: Int' });
      federation.changeAdvocacy({ extra: 'goal: Int' });
      expect(world.subscriptions).toBe(subscriptions);
      await kept.count(world.bump());
      // The subgraph itself learns the new field by a restart.
      await advocacy.stop({ abruptly: true });
      await advocacy.start();
      const fresh = subscribe({ query: 'subscription { petitionCount(id: "p1") { count petition { goal } } }' }, transport);
      expect((await fresh.frame(1)).data).toMatchObject({ petitionCount: { petition: { goal: 99 } } });
      federation.changeAdvocacy({});
      expect((await fresh.refusal()).map(({ extensions }) => extensions?.code)).toEqual(['SUBSCRIPTION_SCHEMA_RELOAD']);
      await kept.count(world.bump());
      expect(kept.ended).toBe(false);
    },
  );

  it('finishes an event that was in flight with the schema it began with', async () => {
    const { world } = federation;
    const reading = subscribe(count);
    await reading.frame(1);
    let open = () => {};
    world.partnershipGate = new Promise((resolve) => {
      open = resolve;
    });
    const { partnershipFetches } = world;
    const now = world.bump();
    await eventually('the fetch is in flight', () => world.partnershipFetches > partnershipFetches);
    federation.changeAdvocacy({ extra: 'goal: Int' });
    open();
    await reading.count(now);
    expect(reading.last?.errors).toBeUndefined();
  });

  it('ends every stream of a graph that no longer has subscriptions', async () => {
    const reading = subscribe(count);
    await reading.frame(1);
    federation.changeAdvocacy({ live: false });
    expect((await reading.refusal()).map(({ extensions }) => extensions?.code)).toEqual(['SUBSCRIPTION_SCHEMA_RELOAD']);
    expect((await subscribe(count).refusal()).map(({ extensions }) => extensions?.code)).toEqual(['GRAPHQL_VALIDATION_FAILED']);
  });

  it('stays usable over 30 reloads with a stream open', async () => {
    const reading = subscribe(count);
    await reading.frame(1);
    for (let i = 0; i < 30; i++) federation.changeAdvocacy(i % 2 ? {} : { extra: 'goal: Int' });
    await reading.count(federation.world.bump());
    expect(federation.world.subscriptions).toBe(1);
  });
});
