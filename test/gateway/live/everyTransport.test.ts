// Promises of a federated live feed that hold alike over WebSocket, server-sent events and multipart.
import { afterwards } from '../../support/afterwards';
import { eventually } from '../../support/reader';
import { countOf, type Operation, read, type Transport, transports } from './support/clients';
import { type Federation, startFederation } from './support/federation';

const live = `subscription Live($id: ID!) { petitionCount(id: $id) { count petition { title libraries { name country } } } }`;
const count = { query: live, variables: { id: 'p1' } };

describe.each(transports)('over %s', (transport: Transport) => {
  let federation: Federation;
  const subscribe = (operation: Operation, token?: string) => {
    const reading = read(federation, transport, operation, token);
    afterwards(reading.stop);
    return reading;
  };

  beforeAll(async () => {
    federation = await startFederation();
  });
  beforeEach(() => {
    federation.world.brokenLibrary = '';
    afterwards(() => federation.idle());
  });
  afterAll(() => federation[Symbol.asyncDispose]());

  it('sends the current state at once and then each change, with names from the other subgraph', async () => {
    const { world } = federation;
    const now = world.count;
    const reading = subscribe(count);
    const expected = (count: number) => ({
      data: {
        petitionCount: expect.objectContaining({
          count,
          petition: expect.objectContaining({
            title: 'Open the stacks',
            libraries: [
              expect.objectContaining({ name: 'Library l1', country: 'BE' }),
              expect.objectContaining({ name: 'Library l2', country: 'AU' }),
            ],
          }),
        }),
      },
    });
    expect(await reading.frame(1)).toEqual(expected(now));
    world.bump();
    expect(await reading.frame(2)).toEqual(expected(now + 1));
    expect(reading.frames).toHaveLength(2);
  });

  it('understands aliases, fragments, defaults, enums, directives and several operations', async () => {
    const query = `query Other { petition(id: "x") { id } }
      subscription S($i: ID!, $with: Boolean!, $no: Boolean = true) {
        live: petitionCount(id: $i) { __typename n: count note(loud: true, tone: FIERCE) p: petition { ...F } }
      }
      fragment F on Petition {
        t: title
        libs: libraries { ...L }
        hidden: libraries @skip(if: $no) { name }
        strictLibraries @include(if: $with) { nick: nickname }
      }
      fragment L on Library { who: name ... on Library { country @include(if: $with) } }`;
    const seen = async (included: boolean) =>
      ((await subscribe({ query, operationName: 'S', variables: { i: 'p1', with: included } }).frame(1)).data as { live: object })
        .live;
    const without = { __typename: 'PetitionCount', n: federation.world.count, note: 'NOTEFIERCE' };
    expect(await seen(false)).toMatchObject({
      ...without,
      p: { t: 'Open the stacks', libs: [{ who: 'Library l1' }, { who: 'Library l2' }] },
    });
    expect(JSON.stringify(await seen(false))).not.toMatch(/country|hidden|strictLibraries/);
    expect(await seen(true)).toMatchObject({
      p: { libs: [{ country: 'BE' }, { country: 'AU' }], strictLibraries: [{ nick: 'Nick' }, { nick: 'Nick' }] },
    });
  });

  it('shows a partial failure as null at its place, with the path and code of the error', async () => {
    federation.world.brokenLibrary = 'l2';
    const frame = await subscribe(count).frame(1);
    expect(frame.data).toMatchObject({ petitionCount: { petition: { libraries: [{ name: 'Library l1' }, null] } } });
    expect(frame.errors).toEqual([
      expect.objectContaining({
        message: 'This library has no name.',
        path: ['petitionCount', 'petition', 'libraries', 1, 'name'],
        extensions: expect.objectContaining({ code: 'NAMELESS', serviceName: 'partnership' }),
      }),
    ]);
  });

  it('lets null rise through a list that may not hold it', async () => {
    federation.world.brokenLibrary = 'l2';
    const query = 'subscription { petitionCount(id: "p1") { count petition { strictLibraries { name } } } }';
    const frame = await subscribe({ query }).frame(1);
    expect(frame.data).toMatchObject({ petitionCount: { count: federation.world.count, petition: { strictLibraries: null } } });
  });

  it('keeps the feed going with nulls while the other subgraph is down, reveals no address, and recovers', async () => {
    await federation.partnership.stop({ abruptly: true });
    const reading = subscribe(count);
    const frame = await reading.frame(1);
    expect(frame.data).toMatchObject({ petitionCount: { count: federation.world.count, petition: { libraries: [null, null] } } });
    expect(frame.errors?.map(({ extensions }) => extensions?.code)).toEqual(['SUBGRAPH_UNAVAILABLE']);
    expect(JSON.stringify(frame)).not.toMatch(/127\.0\.0\.1|ECONNREFUSED|stack"|stacktrace|:\d{4,}/);
    await federation.partnership.start();
    const now = federation.world.bump();
    await reading.count(now);
    expect(reading.last?.errors).toBeUndefined();
  });

  it('says once that its subgraph cannot be reached, stays open, and goes on with the current state', async () => {
    const away = await startFederation({ unavailableAfterMs: 100 });
    afterwards(() => away[Symbol.asyncDispose]());
    const reading = read(away, transport, count);
    afterwards(reading.stop);
    await reading.count(away.world.count);
    const begun = reading.frames.length;
    await away.advocacy.stop({ abruptly: true });
    const told = await reading.frame(begun + 1);
    expect(told).toMatchObject({
      data: null,
      errors: [{ extensions: { code: 'SUBGRAPH_UNAVAILABLE', serviceName: 'advocacy' } }],
    });
    expect(JSON.stringify(told)).not.toMatch(/127\.0\.0\.1|ECONNREFUSED/);
    away.world.count += 3;
    await away.advocacy.start();
    expect(await reading.frame(begun + 2)).toMatchObject({ data: { petitionCount: { count: away.world.count } } });
  });

  it.each(['INTERNAL_SERVER_ERROR', 'SERVICE_UNAVAILABLE', 'SUBGRAPH_UNAVAILABLE', 'GATEWAY_REQUIRED'])(
    'waits while its subgraph refuses it by %s, says so once, and goes on with the current state',
    async (code) => {
      const away = await startFederation({ unavailableAfterMs: 100, longestPauseMs: 20 });
      afterwards(() => away[Symbol.asyncDispose]());
      const open = () => {
        const reading = read(away, transport, count);
        afterwards(reading.stop);
        return reading;
      };
      const before = open();
      await before.count(away.world.count);
      const begun = before.frames.length;
      away.world.refusal = code;
      away.advocacy.closeSockets(1001, 'going away');
      const told = { data: null, errors: [{ extensions: { code: 'SUBGRAPH_UNAVAILABLE', serviceName: 'advocacy' } }] };
      expect(await before.frame(begun + 1)).toMatchObject(told);
      const during = open();
      expect(await during.frame(1)).toMatchObject(told);
      const { subscribeExtensions } = away.world;
      const asked = subscribeExtensions.length;
      await eventually('it was asked again and again', () => subscribeExtensions.length > asked + 3);
      away.world.count += 3;
      away.world.refusal = undefined;
      expect(await before.frame(begun + 2)).toMatchObject({ data: { petitionCount: { count: away.world.count } } });
      expect(countOf(await during.frame(2))).toBe(away.world.count);
    },
  );

  it('passes on the errors with which a subgraph refuses a subscription', async () => {
    expect(await subscribe({ query: 'subscription { refusing }' }).refusal()).toEqual([
      expect.objectContaining({ message: 'Nothing to see here.', extensions: expect.objectContaining({ code: 'NOT_FOUND' }) }),
    ]);
  });

  it('completes when the subgraph completes', async () => {
    const reading = subscribe({ query: 'subscription { ending }' });
    await reading.completion();
    expect(reading.frames.map(({ data }) => data?.ending)).toEqual([1]);
    expect(reading.errors).toBeUndefined();
  });

  it.each([
    ['an unknown field', { query: 'subscription { nope }' }, 'GRAPHQL_VALIDATION_FAILED'],
    ['a missing variable', { query: live }, 'BAD_USER_INPUT'],
    ['two root fields', { query: 'subscription { refusing petitionCount(id: "p1") { count } }' }, 'GRAPHQL_VALIDATION_FAILED'],
    [
      'a conditional root field',
      { query: 'subscription S($b: Boolean!) { petitionCount(id: "p1") @include(if: $b) { count } }', variables: { b: true } },
      'GRAPHQL_VALIDATION_FAILED',
    ],
  ])('refuses %s with a code and opens nothing', async (_what, operation, code) => {
    const before = federation.world.subscriptions;
    const errors = await subscribe(operation).refusal();
    expect(errors.map(({ extensions }) => extensions?.code)).toEqual([code]);
    expect(federation.world.subscriptions).toBe(before);
  });

  it('unsubscribes from the subgraph as soon as the client leaves a quiet feed', async () => {
    const reading = subscribe(count);
    await reading.frame(1);
    expect(federation.world.feeds.size).toBe(1);
    reading.stop();
    await federation.idle();
  });

  it.each([false, true])('continues with a fresh state after a restart of the subgraph (abruptly: %s)', async (abruptly) => {
    const reading = subscribe(count);
    await reading.frame(1);
    await federation.advocacy.stop({ abruptly });
    federation.world.count += 7;
    await federation.advocacy.start();
    await reading.count(federation.world.count);
    expect(reading.ended).toBe(false);
  });

  it('ends a stream with SUBSCRIPTION_SOURCE_FAILED when its subgraph closes with a fatal code', async () => {
    const reading = subscribe(count);
    await reading.frame(1);
    federation.advocacy.closeSockets(4401, 'Unauthorized');
    expect((await reading.refusal()).map(({ extensions }) => extensions?.code)).toEqual(['SUBSCRIPTION_SOURCE_FAILED']);
  });
});
