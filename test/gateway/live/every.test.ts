// Promises of a feed that is a log: every event in order to those who read when it came, bounded, and a word when some are lost.
import { SubscriptionHub } from '#gateway/live/hub';
import { SubscriptionPlanner } from '#gateway/live/plan';
import { backlog, type Output, OutputReader, type Snapshot } from '#gateway/live/reader';
import type { SubscriptionFailure } from '#gateway/live/refusals';
import type { UpstreamSink } from '#gateway/live/upstream';
import { readOptions } from '#gateway/options';
import { silentLog } from '#kit/words/log';
import { freshDocuments, supergraphOf } from './support/supergraph';

const link = 'extend schema @link(url: "https://specs.apollo.dev/federation/v2.9", import: ["@key", "@override"])\n';

/** A way to a client that is clear or not, as the test says. */
class Way implements Output {
  ready = true;
  #resume: (() => void)[] = [];
  whenReady(resume: () => void): void {
    this.#resume.push(resume);
  }
  open(): void {
    this.ready = true;
    for (const resume of this.#resume.splice(0)) resume();
  }
}

class Reading extends OutputReader {
  readonly seen: unknown[] = [];
  failure: SubscriptionFailure | undefined;
  isOver = false;
  constructor(readonly way = new Way()) {
    super(way);
    void this.ended().then(
      () => {
        this.isOver = true;
      },
      (failure) => {
        this.failure = failure;
      },
    );
  }
  protected write({ json }: Snapshot): void {
    const { data, errors } = JSON.parse(json);
    this.seen.push(data?.said ?? errors?.[0]?.extensions?.code);
  }
}

describe('a feed that is a log', () => {
  let sink: UpstreamSink;
  let hub: SubscriptionHub;
  let planner: SubscriptionPlanner;
  const everyone = { headers: {} };
  const open = (way?: Way, query = 'subscription { said }') => {
    const reading = new Reading(way);
    reading.onLeave = hub.subscribe({ query }, everyone, reading);
    return reading;
  };
  const say = (...numbers: number[]) => {
    for (const said of numbers) sink.next({ data: { said } });
  };
  const settled = () => new Promise((resolve) => setImmediate(resolve));
  const codes = ({ failure }: Reading) => failure?.errors.map(({ extensions }) => extensions.code);

  beforeAll(async () => {
    planner = new SubscriptionPlanner({
      documents: freshDocuments(),
      ask: () => Promise.reject(new Error('nobody is asked')),
    });
    planner.update(
      await supergraphOf({
        chat: `${link} type Query { a: Int } type Subscription { said: Int told: String } type T @key(fields: "id") { id: ID! }`,
      }),
    );
  });
  beforeEach(() => {
    hub = new SubscriptionHub({
      planner,
      upstream: {
        subscribe: (_service, _asked, _onBehalf, given) => {
          sink = given;
          return () => {};
        },
      },
      services: () => ({}),
      formatError: (error) => (error as { toJSON(): never }).toJSON(),
      log: silentLog,
      deliveryOf: (service) => (service === 'audit' ? 'latest' : 'every'),
    });
  });
  afterEach(() => hub.close());

  it('is sent whole and in order, without a pause, and completes after its last event', async () => {
    const reading = open();
    say(...Array.from({ length: 200 }, (_, i) => i));
    sink.complete();
    await settled();
    expect(reading.seen).toEqual(Array.from({ length: 200 }, (_, i) => i));
    expect(reading.isOver).toBe(true);
  });

  it('shows a later reader nothing from before, also of what was on its way then', async () => {
    const first = open();
    say(1);
    await settled();
    say(2, 3);
    const late = open();
    say(4);
    await settled();
    expect([first.seen, late.seen]).toEqual([[1, 2, 3, 4], [4]]);
  });

  it('waits for a reader whose way is not clear, and loses nothing', async () => {
    const reading = open();
    say(1);
    await settled();
    reading.way.ready = false;
    say(2, 3, 4);
    await settled();
    expect(reading.seen).toEqual([1]);
    reading.way.open();
    expect(reading.seen).toEqual([1, 2, 3, 4]);
  });

  it('ends in words for a reader for whom too much waits, after what waited, and goes on for the others', async () => {
    const [slow, quick] = [open(), open()];
    slow.way.ready = false;
    for (let i = 0; i < backlog.events + 5; i++) {
      say(i);
      if (i % 100 === 0) await settled();
    }
    await settled();
    expect(codes(slow)).toBeUndefined();
    slow.way.open();
    await settled();
    expect(slow.seen).toEqual(Array.from({ length: backlog.events }, (_, i) => i));
    expect(codes(slow)).toEqual(['TOO_MANY_EVENTS']);
    expect(quick.seen).toHaveLength(backlog.events + 5);
    expect([quick.failure, hub.readers]).toEqual([undefined, 1]);
  });

  it('ends in words for all when more events wait to be executed than may', async () => {
    const reading = open();
    say(...Array.from({ length: backlog.events + 10 }, (_, i) => i));
    await settled();
    expect(codes(reading)).toEqual(['TOO_MANY_EVENTS']);
    expect([hub.readers, hub.streams]).toEqual([0, 0]);
  });

  it('counts large events by what they hold, whether they wait for a reader or to be executed', async () => {
    const large = (data: object) => sink.next({ data: { told: JSON.stringify(data).padEnd(backlog.characters / 4) } });
    const slow = open(new Way(), 'subscription { told }');
    slow.way.ready = false;
    for (let i = 0; i < 4; i++) {
      large({ i });
      await settled();
    }
    expect(hub.readers).toBe(0);
    slow.way.open();
    await settled();
    expect([slow.seen.length, codes(slow)]).toEqual([3, ['TOO_MANY_EVENTS']]);
    const quick = open(new Way(), 'subscription { told }');
    for (let i = 0; i < 6; i++) large({ i });
    await settled();
    expect([quick.seen.length, codes(quick), hub.streams]).toEqual([0, ['TOO_MANY_EVENTS'], 0]);
  });

  it('says that events may be missing after a moment without its subgraph, once', async () => {
    const reading = open();
    say(1);
    await settled();
    sink.interrupted?.();
    say(2);
    await settled();
    sink.unavailable?.();
    const late = open();
    sink.interrupted?.();
    const later = open();
    say(3);
    await settled();
    expect(reading.seen).toEqual([1, 'EVENTS_MISSED', 2, 'SUBGRAPH_UNAVAILABLE', 3]);
    expect([late.seen, later.seen]).toEqual([['SUBGRAPH_UNAVAILABLE', 3], [3]]);
  });

  it('says that events may be missing when a reload changes what its subgraph is asked, and not when it does not', async () => {
    const reading = open();
    say(1);
    await settled();
    const former = sink;
    hub.replan();
    expect(sink).toBe(former);
    const other = `${link} type Query { a: Int } type Subscription { said: Int told: String } type T @key(fields: "id") { id: ID! }`;
    planner.update(await supergraphOf({ chat: other, more: `${link} type Subscription { said: Int @override(from: "chat") }` }));
    hub.replan();
    expect(sink).not.toBe(former);
    former.next({ data: { said: 2 } });
    say(3);
    await settled();
    expect([reading.seen, open().seen]).toEqual([[1, 'EVENTS_MISSED', 3], []]);
  });

  it('is named by the settings, and what they cannot mean is refused at the start', () => {
    const given = readOptions({
      FEED_DELIVERY: 'chat=every, audit=latest',
      FEED_URLS: 'chat=wss://chat.example/feeds?a=b,audit=http://[::1]:1/, chat=ws://10.0.0.2/feeds',
    });
    expect([[...given.feedDelivery], [...given.feedUrls]]).toEqual([
      [
        ['chat', 'every'],
        ['audit', 'latest'],
      ],
      [
        ['chat', ['wss://chat.example/feeds?a=b', 'ws://10.0.0.2/feeds']],
        ['audit', ['http://[::1]:1/']],
      ],
    ]);
    for (const wrong of [
      { FEED_DELIVERY: 'every' },
      { FEED_DELIVERY: 'chat=all' },
      { FEED_URLS: 'chat=ftp://x' },
      { FEED_URLS: 'chat' },
      { FEED_URLS: 'chat=ws://10.0.0.1/,chat=http://10.0.0.2/' },
    ])
      expect(() => readOptions(wrong)).toThrow(/must be name=/);
  });
});
