// Promises of the order of a stream's events, reloads and ends, with an upstream and subgraphs that the test controls.
import { GraphQLError, type GraphQLFormattedError } from 'graphql';
import type { OnBehalf } from '#gateway/execution/run';
import { graphOf, type SupergraphUpdate } from '#gateway/graph/supergraph';
import { SubscriptionHub } from '#gateway/live/hub';
import { SubscriptionPlanner } from '#gateway/live/plan';
import type { Snapshot } from '#gateway/live/reader';
import type { Upstream, UpstreamSink } from '#gateway/live/upstream';
import type { Asked, Documents } from '#gateway/operation/admission';
import { Latest } from '#kit/live/latest';
import { type Log, silentLog } from '#kit/words/log';
import { freshDocuments, supergraphOf } from './support/supergraph';

const link = 'extend schema @link(url: "https://specs.apollo.dev/federation/v2.9", import: ["@key"])';
const feeds = (title: string) => `${link}
  type Petition @key(fields: "id") { id: ID! ${title} }
  type Query { a: Int }
  type Subscription { petition: Petition }`;
const partners = (title: string) =>
  `${link} type Petition @key(fields: "id") { id: ID! ${title} state: String } type Query { b: Int }`;

interface Subscription {
  readonly asked: Asked;
  readonly onBehalf: OnBehalf;
  readonly sink: UpstreamSink;
  left: boolean;
}

describe('a stream', () => {
  let whole: SupergraphUpdate;
  let moved: SupergraphUpdate;
  let planner: SubscriptionPlanner;
  let documents: Documents;
  let upstreams: Subscription[];
  let fetches: { answer(title: string): void; fail(error: Error): void }[];
  let now: number;
  const query = 'subscription { petition { title state } }';
  const onlyTitle = 'subscription { petition { title } }';
  const warn = jest.fn();

  const make = (intervalMs = 0) => {
    const upstream: Upstream = {
      subscribe(_service, asked, onBehalf, sink) {
        const upstream = { asked, onBehalf, sink, left: false };
        upstreams.push(upstream);
        return () => {
          upstream.left = true;
        };
      },
    };
    const partnership = {
      process: ({ request }: { request: { query?: string } }) =>
        new Promise((resolve, reject) => {
          fetches.push({
            answer: (text) => {
              const title = request.query?.includes('title') ? { title: text } : {};
              resolve({ data: { _entities: [{ __typename: 'Petition', state: text, ...title }] } });
            },
            fail: reject,
          });
        }),
    };
    return new SubscriptionHub({
      planner,
      upstream,
      services: () => ({ partnership, advocacy: partnership }) as never,
      formatError: (error) => (error as GraphQLError).toJSON() as GraphQLFormattedError,
      log: { ...silentLog, warn } as Log,
      intervalMs,
      monotonic: () => now,
    });
  };
  const event = (title: string) => ({ data: { petition: { __typename: 'Petition', id: 'p', title } } });
  const next = async (reader: Latest<Snapshot>) => {
    const { value } = await reader.next();
    return value ? JSON.parse(value.json) : undefined;
  };
  /** A reader that can be asked for one frame after the other. */
  const join = (hub: SubscriptionHub, asked: string, onBehalf: OnBehalf = everyone): Latest<Snapshot> => {
    const reader: Latest<Snapshot> = new Latest(() => leave());
    const leave = hub.subscribe({ query: asked }, onBehalf, {
      show: (state) => reader.push(state),
      add: () => false,
      end: (failure) => (failure ? reader.fail(failure) : reader.end()),
    });
    return reader;
  };
  const settled = () => new Promise((resolve) => setImmediate(resolve));
  const everyone = { headers: {} };

  beforeAll(async () => {
    whole = await supergraphOf({ advocacy: feeds('title: String'), partnership: partners('') });
    moved = await supergraphOf({ advocacy: feeds(''), partnership: partners('title: String') });
  });
  beforeEach(() => {
    [upstreams, fetches, now] = [[], [], 0];
    documents = freshDocuments();
    planner = new SubscriptionPlanner({ documents });
    planner.update(whole);
    warn.mockClear();
  });

  const feedsFor = (audience: string) =>
    feeds('title: String')
      .replace('"@key"', '"@key", "@tag"')
      .replace('petition: Petition }', `petition: Petition @tag(name: "audience-${audience}") }`);
  const read = async (advocacy: string) => {
    const update = await supergraphOf({ advocacy, partnership: partners('') });
    documents.supergraphChanged(graphOf(update));
    planner.update(update);
  };
  const account = (i: number) => ({ headers: { 'x-identity': `account ${i}` } });

  it('is one for 10,000 readers with 10,000 accounts, asked for as nobody, where everybody reads the same', async () => {
    await read(feedsFor('anyone'));
    const hub = make();
    const readers = Array.from({ length: 10_000 }, (_, i) => join(hub, onlyTitle, account(i)));
    expect(upstreams.map(({ onBehalf }) => onBehalf)).toEqual([{ headers: {} }]);
    upstreams[0]?.sink.next(event('everyone'));
    const shown = await Promise.all(readers.map(next));
    expect(shown.filter((frame) => frame?.data.petition.title === 'everyone')).toHaveLength(10_000);
    expect(hub).toMatchObject({ readers: 10_000, streams: 1 });
    hub.close();
  });

  it('is one for each account where the schema does not say that everybody reads the same', () => {
    const hub = make();
    for (const i of [1, 2]) join(hub, onlyTitle, account(i));
    expect(upstreams.map(({ onBehalf }) => onBehalf)).toEqual([account(1), account(2)]);
    hub.close();
  });

  it('that accounts shared ends when a reload says that they read different things; one of nobody but visitors goes on', async () => {
    await read(feedsFor('anyone'));
    const hub = make();
    const shared = join(hub, onlyTitle, account(1));
    const visitor = join(hub, 'subscription { petition { id } }');
    await read(feedsFor('staff'));
    hub.replan();
    await expect(shared.next()).rejects.toMatchObject({ errors: [{ extensions: { code: 'SUBSCRIPTION_SCHEMA_RELOAD' } }] });
    expect(hub).toMatchObject({ readers: 1, streams: 1 });
    await visitor.return();
  });

  it('begins again, and never shows an older state, when a reload changes what its subgraph is asked', async () => {
    const hub = make();
    const reader = join(hub, query);
    upstreams[0]?.sink.next(event('old'));
    await settled();
    expect(fetches).toHaveLength(1);
    planner.update(moved);
    hub.replan();
    expect(upstreams.map(({ left }) => left)).toEqual([true, false]);
    expect(upstreams[1]?.asked.query).not.toContain('title');
    fetches[0]?.answer('old');
    upstreams[0]?.sink.next(event('old'));
    upstreams[1]?.sink.next(event('new'));
    await settled();
    await new Promise((resolve) => setTimeout(resolve, 1));
    await settled();
    expect(fetches).toHaveLength(2);
    fetches[1]?.answer('new');
    expect(await next(reader)).toEqual({ data: { petition: { title: 'new', state: 'new' } } });
    hub.close();
  });

  it('shows what it was executing when its subgraph completed, and then completes', async () => {
    const hub = make();
    const reader = join(hub, query);
    upstreams[0]?.sink.next(event('a'));
    upstreams[0]?.sink.next(event('b'));
    upstreams[0]?.sink.complete();
    await settled();
    fetches[0]?.answer('x');
    expect(await next(reader)).toMatchObject({ data: { petition: { title: 'a' } } });
    await new Promise((resolve) => setTimeout(resolve, 1));
    await settled();
    fetches[1]?.answer('y');
    expect(await next(reader)).toMatchObject({ data: { petition: { title: 'b', state: 'y' } } });
    expect(await next(reader)).toBeUndefined();
    expect(hub).toMatchObject({ readers: 0, streams: 0 });
  });

  it('ignores what its subgraph says after it has ended', async () => {
    const hub = make();
    const reader = join(hub, onlyTitle);
    await reader.return();
    expect(upstreams[0]?.left).toBe(true);
    for (const late of ['complete', 'failed'] as const) upstreams[0]?.sink[late](undefined);
    upstreams[0]?.sink.next(event('late'));
    await settled();
    expect(hub).toMatchObject({ readers: 0, streams: 0, counts: { events: 0 } });
  });

  it('frees itself when it is left while an event is executed', async () => {
    const hub = make();
    const reader = join(hub, query);
    upstreams[0]?.sink.next(event('a'));
    await settled();
    await reader.return();
    expect(upstreams[0]?.left).toBe(true);
    fetches[0]?.answer('x');
    await settled();
    expect(hub).toMatchObject({ readers: 0, streams: 0 });
  });

  it('executes at once after a pause, and waits out its interval otherwise', async () => {
    jest.useFakeTimers({ doNotFake: ['setImmediate', 'nextTick', 'queueMicrotask', 'performance'] });
    try {
      const hub = make(100);
      const reader = join(hub, onlyTitle);
      const say = async (title: string, at: number) => {
        jest.advanceTimersByTime(at - now);
        now = at;
        upstreams[0]?.sink.next(event(title));
        await settled();
      };
      const titles = async (until: number) => {
        jest.advanceTimersByTime(until - now);
        now = until;
        await settled();
        return JSON.parse(reader.take()?.json ?? 'null')?.data.petition.title;
      };
      await say('a', 0);
      expect(await titles(1)).toBe('a');
      await say('b', 10);
      await say('c', 20);
      expect(await titles(99)).toBeUndefined();
      expect(await titles(100)).toBe('c');
      await say('d', 300);
      expect(await titles(300)).toBe('d');
      hub.close();
    } finally {
      jest.useRealTimers();
    }
  });

  it('logs what it hides once while it lasts, and again when it comes back', async () => {
    const hub = make();
    const reader = join(hub, query);
    const turn = async (finish: (fetch: (typeof fetches)[number] | undefined) => void) => {
      upstreams[0]?.sink.next(event('a'));
      const { length } = fetches;
      for (let i = 0; i < 20 && fetches.length === length; i++) await new Promise((resolve) => setTimeout(resolve, 1));
      finish(fetches.at(-1));
      return next(reader);
    };
    for (let i = 0; i < 3; i++) {
      expect(await turn((fetch) => fetch?.fail(new Error('ECONNREFUSED 10.0.0.7')))).toMatchObject({
        data: { petition: { title: 'a', state: null } },
        errors: [{ extensions: { code: 'DOWNSTREAM_SERVICE_ERROR' } }],
      });
    }
    expect(warn).toHaveBeenCalledTimes(1);
    await turn((fetch) => fetch?.answer('x'));
    await turn((fetch) => fetch?.fail(new Error('again')));
    expect(warn).toHaveBeenCalledTimes(2);
    hub.close();
  });

  it('ends every reader with the same code when its upstream fails', async () => {
    const hub = make();
    const readers = [join(hub, query), join(hub, query)];
    upstreams[0]?.sink.failed(new Error('4401'));
    for (const reader of readers)
      await expect(reader.next()).rejects.toMatchObject({ errors: [{ extensions: { code: 'SUBSCRIPTION_SOURCE_FAILED' } }] });
    expect(hub).toMatchObject({ readers: 0, streams: 0 });
    join(hub, query);
    expect(upstreams).toHaveLength(2);
    hub.close();
  });

  it('refuses subscriptions once it is closed', () => {
    const hub = make();
    hub.close();
    expect(() => join(hub, query)).toThrow(expect.objectContaining({ extensions: { code: 'SERVICE_UNAVAILABLE' } }));
  });
});
