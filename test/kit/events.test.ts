// Promises of the events of a live field.
import { buildSchema, parse } from 'graphql';
import { subscribeWithFreshContext, Turns } from '#kit/live/events';
import { Latest } from '#kit/live/latest';

const away = Object.assign(new Error('connect ECONNREFUSED'), { code: 'ECONNREFUSED' });

/** The events of a field whose names are read by `read`. */
async function follow(read: () => string) {
  const feed = new Latest<{ count: number }>();
  const events = await subscribeWithFreshContext(
    {
      schema: buildSchema('type Query { a: Int } type Subscription { now: Now } type Now { count: Int! name: String }'),
      document: parse('subscription { now { count name } }'),
      rootValue: { now: () => feed },
    },
    () => ({}),
    new Turns(),
  );
  if (!(Symbol.asyncIterator in events)) throw new Error(JSON.stringify(events));
  const tell = (count: number) => feed.push({ now: { count, name: read } } as never);
  const next = async () => (await events.next()).value?.data?.now;
  return { events, tell, next };
}

describe('an event that cannot be read for an outage of the database', () => {
  it('is shown without what is missing once, and whole as soon as it can be read', async () => {
    let outages = 3;
    const { tell, next } = await follow(() => {
      if (outages-- > 0) throw away;
      return 'Fair terms';
    });
    tell(1);
    expect(await next()).toEqual({ count: 1, name: null });
    expect(await next()).toEqual({ count: 1, name: 'Fair terms' });
    tell(2);
    expect(await next()).toEqual({ count: 2, name: 'Fair terms' });
  });

  it('gives way to a newer one', async () => {
    const { tell, next } = await follow(() => {
      throw away;
    });
    tell(1);
    expect(await next()).toEqual({ count: 1, name: null });
    const newer = next();
    tell(2);
    expect(await newer).toEqual({ count: 2, name: null });
  });

  it('is left at once', async () => {
    const { events, tell, next } = await follow(() => {
      throw away;
    });
    tell(1);
    await next();
    const last = events.next();
    await events.return();
    expect(await last).toEqual({ done: true, value: undefined });
  });

  it('is not asked for again when the fault is no outage', async () => {
    let asked = 0;
    const { tell, next } = await follow(() => {
      asked++;
      throw new Error('no name');
    });
    tell(1);
    expect(await next()).toEqual({ count: 1, name: null });
    const newer = next();
    tell(2);
    expect(await newer).toEqual({ count: 2, name: null });
    expect(asked).toBe(2);
  });
});
