// Promises of: feeds in which everybody reads the same are followed and executed once for all, and which feeds these are.
import { buildSchema, type ExecutionResult, parse } from 'graphql';
import { Beats, SharedFeeds, Turns } from '#kit/live/events';
import { Latest } from '#kit/live/latest';
import { everybodyReadsAlike } from '#kit/words/audience';
import { eventually } from '../support/reader';

describe('a shared feed', () => {
  /** What sources know, and what was done. */
  let [count, isAway]: [number, boolean] = [0, false];
  let sources: Set<Latest<number>>;
  let opened: number;
  let contexts: Set<unknown>;
  let executed: number;
  let feeds: SharedFeeds;
  const schema = buildSchema('type Query { a: Int } type Subscription { count: Int changed: Int }');
  for (const [name, tells] of [['count', 'states'] as const, ['changed', 'changes'] as const])
    Object.assign(schema.getSubscriptionType()?.getFields()[name] ?? {}, {
      async subscribe() {
        opened++;
        await Promise.resolve();
        if (isAway) throw new Error('the database is away');
        const source: Latest<number> = new Latest(() => sources.delete(source), tells);
        sources.add(source);
        source.push(count);
        return source;
      },
      resolve(value: number, _args: object, context: unknown) {
        executed++;
        contexts.add(context);
        return value;
      },
    });
  const bump = () => {
    count++;
    for (const source of sources) source.push(count);
  };
  const join = async (field = 'count', alias = 'n') => {
    const text = `subscription { ${alias}: ${field} }`;
    const results = await feeds.subscribe(text, { schema, document: parse(text) });
    if (!(Symbol.asyncIterator in results)) throw new Error(results.errors?.[0]?.message);
    return results;
  };
  const next = async (results: AsyncGenerator<ExecutionResult, void>) => {
    const { value } = await results.next();
    return value ? Object.values(value.data ?? {})[0] : undefined;
  };

  beforeEach(() => {
    [count, isAway, opened, executed] = [0, false, 0, 0];
    [sources, contexts] = [new Set(), new Set()];
    feeds = new SharedFeeds(() => ({}), new Turns());
  });

  it('has one source and one execution of each state for fifty who come together, and ends with the last of them', async () => {
    const readers = await Promise.all(Array.from({ length: 50 }, () => join()));
    expect(await Promise.all(readers.map(next))).toEqual(Array(50).fill(0));
    expect([opened, sources.size]).toEqual([2, 1]);
    const before = executed;
    bump();
    expect(await Promise.all(readers.map(next))).toEqual(Array(50).fill(1));
    expect(executed - before).toBe(1);
    for (const reader of readers) await reader.return();
    expect([sources.size, feeds.size]).toEqual([0, 0]);
  });

  it('first shows who comes later what is true then, and nobody the same twice', async () => {
    const first = await join();
    expect(await next(first)).toBe(0);
    // Committed elsewhere, and not heard of yet.
    count = 7;
    const late = await join();
    expect([await next(late), await next(first)]).toEqual([7, 7]);
    const third = await join();
    expect(await next(third)).toBe(7);
    bump();
    expect(await Promise.all([first, late, third].map(next))).toEqual([8, 8, 8]);
    expect(sources.size).toBe(1);
  });

  it('executes what comes at one moment in one context, so that what lies below is read once', async () => {
    const readers = await Promise.all(Array.from({ length: 40 }, (_, i) => join('count', `n${i}`)));
    await Promise.all(readers.map(next));
    contexts.clear();
    bump();
    expect(await Promise.all(readers.map(next))).toEqual(Array(40).fill(1));
    expect(contexts.size).toBe(1);
  });

  it('leaves each reader a source of its own where events are what changed since it looked last', async () => {
    const readers = await Promise.all(Array.from({ length: 3 }, () => join('changed')));
    expect(sources.size).toBe(3);
    expect(await Promise.all(readers.map(next))).toEqual([0, 0, 0]);
    for (const reader of readers) await reader.return();
    expect([sources.size, feeds.size]).toEqual([0, 0]);
  });

  it('refuses who comes while it cannot be read, and goes on for the others', async () => {
    const first = await join();
    expect(await next(first)).toBe(0);
    isAway = true;
    await expect(join()).rejects.toThrow('the database is away');
    bump();
    expect(await next(first)).toBe(1);
    isAway = false;
    expect(await next(await join())).toBe(1);
  });

  it('ends for all when its source ends, and begins anew for the next', async () => {
    const readers = await Promise.all([join(), join()]);
    await Promise.all(readers.map(next));
    await eventually('one source is left', () => sources.size === 1);
    for (const source of sources) source.end();
    expect(await Promise.all(readers.map(next))).toEqual([undefined, undefined]);
    expect(feeds.size).toBe(0);
    expect(await next(await join())).toBe(0);
  });
});

it('what is shown again and again is shown together, and no sooner than the interval after the last time', () => {
  jest.useFakeTimers({ now: 0 });
  try {
    const beats = new Beats(200);
    const shown: (readonly [number, number])[] = [];
    const show = (moment: number) => void shown.push([moment, performance.now()]);
    jest.advanceTimersByTime(1_250);
    const now = performance.now();
    expect(now % 200).toBe(50);
    beats.after(Number.NEGATIVE_INFINITY, show);
    for (const before of [now - 150, now - 50, now - 40]) beats.after(before, show);
    jest.advanceTimersByTime(1_000);
    // At once; a whole interval after the last beat and after what was shown between beats.
    expect(shown.map(([moment]) => moment - now)).toEqual([0, 150, 150, 350]);
    expect(shown.every(([moment, at]) => at === moment)).toBe(true);
    beats.after(now + 900, show);
    beats.stop();
    jest.advanceTimersByTime(1_000);
    expect(shown).toHaveLength(4);
  } finally {
    jest.useRealTimers();
  }
});

describe('everybody reads alike in', () => {
  const schema = buildSchema(`
    directive @tag(name: String!) repeatable on FIELD_DEFINITION
    type Query { a: Int @tag(name: "audience-anyone") }
    type Subscription {
      open: Thing @tag(name: "audience-anyone") staff: Thing @tag(name: "audience-staff") plain: Int
      both: Int @tag(name: "audience-anyone") @tag(name: "audience-staff")
    }
    interface Thing { name: String price: Int }
    type Book implements Thing { name: String price: Int @tag(name: "audience-staff") notes: [Note] @tag(name: "beta") }
    type Note { text: String @tag(name: "audience-staff") }`);

  it.each([
    ['subscription { open { name __typename } }', true],
    ['subscription { open { ...F } } fragment F on Book { name notes { __typename } }', true],
    ['subscription { open { price } }', false],
    ['subscription { open { ... on Book { notes { text } } } }', false],
    ['subscription { open { ...F } } fragment F on Book { price }', false],
    ['subscription { staff { name } }', false],
    ['subscription { plain }', false],
    ['subscription { both }', false],
  ])('%s: %s', (text, expected) => {
    expect(everybodyReadsAlike(schema, parse(text))).toBe(expected);
  });
});
