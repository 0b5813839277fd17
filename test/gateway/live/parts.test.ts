// Promises of the small parts of live feeds: messages, snapshots, timers, addresses, and what errors tell.
import type { IncomingMessage } from 'node:http';
import type { Writable } from 'node:stream';
import { GraphQLError, type GraphQLFormattedError } from 'graphql';
import { AddressCount, at } from '#gateway/live/connections';
import { type LiveStats, reportToOperators } from '#gateway/live/live';
import { bytesOf, numberOf, pingMessage, textOpening } from '#gateway/live/pacedSocket';
import { Snapshot } from '#gateway/live/reader';
import { formatErrors, SubscriptionFailure, TokenExpired } from '#gateway/live/refusals';
import { type Log, silentLog } from '#kit/words/log';

/** The reading side of ws, which its types leave out. */
const { Receiver } = jest.requireActual<{ Receiver: new (options: object) => Writable }>('ws');

describe('a WebSocket message', () => {
  it.each([0, 1, 125, 126, 65_535, 65_536, 200_000])(
    'of %i bytes is read as it was written, with the ping behind it',
    async (length) => {
      const text = `${'ü'.repeat(length >> 1)}${'a'.repeat(length & 1)}`;
      const receiver = new Receiver({ isServer: false });
      const read: unknown[] = [];
      receiver.on('message', (data) => read.push(String(data))).on('ping', (data) => read.push(numberOf(data)));
      const message = textOpening(Buffer.byteLength(text)) + bytesOf(text.slice(0, 3)) + bytesOf(text.slice(3));
      receiver.write(Buffer.from(message + pingMessage(2 ** 47 + length), 'latin1'));
      await new Promise((resolve) => setImmediate(resolve));
      expect(read).toEqual([text, 2 ** 47 + length]);
    },
  );
});

describe('a snapshot', () => {
  it('is rendered once for all who read it, in each form', () => {
    const snapshot = new Snapshot('{}');
    const render = jest.fn((json: string) => Buffer.from(json));
    expect(snapshot.as(render)).toBe(snapshot.as(render));
    expect(render).toHaveBeenCalledTimes(1);
    expect(String(snapshot.as((json) => Buffer.from(`${json}!`)))).toBe('{}!');
  });
});

describe('a timer', () => {
  beforeEach(() => void jest.useFakeTimers({ now: 0 }));
  afterEach(() => void jest.useRealTimers());

  it.each([0, 1_000, 24 * 86_400_000, 25 * 86_400_000, 400 * 86_400_000])('of %i ms fires exactly then', (moment) => {
    const act = jest.fn();
    at(moment, act);
    if (moment > 0) {
      jest.advanceTimersByTime(moment - 1);
      expect(act).not.toHaveBeenCalled();
    }
    jest.advanceTimersByTime(1);
    expect(act).toHaveBeenCalledTimes(1);
  });

  it('for a moment that never comes, or that was cancelled, does nothing', () => {
    const act = jest.fn();
    at(null, act)();
    at(40 * 86_400_000, act)();
    jest.advanceTimersByTime(100 * 86_400_000);
    expect(act).not.toHaveBeenCalled();
    expect(jest.getTimerCount()).toBe(0);
  });
});

describe('an address', () => {
  it('holds so many connections and no more, and each is given back once', () => {
    const request = (address: string) => ({ socket: { remoteAddress: address } }) as IncomingMessage;
    const count = new AddressCount(2);
    const [first] = [count.take(request('a')), count.take(request('a'))];
    expect(count.take(request('a'))).toBeUndefined();
    expect(count.take(request('b'))).toBeDefined();
    first?.();
    first?.();
    expect(count.take(request('a'))).toBeDefined();
    expect(count.take(request('a'))).toBeUndefined();
  });
});

describe('the numbers of live feeds', () => {
  it('are logged once a minute while they change, and otherwise not', () => {
    jest.useFakeTimers();
    try {
      const info = jest.fn();
      const totals = { events: 0, executions: 0, conflated: 0, shown: 0, skipped: 0, refused: 0, cutOff: 0 };
      let stats: LiveStats = { ...totals, readers: 0, streams: 0, webSockets: 0, httpStreams: 0, connectedSubgraphs: [] };
      const stop = reportToOperators(() => stats, { ...silentLog, info } as Log);
      jest.advanceTimersByTime(120_000);
      expect(info).not.toHaveBeenCalled();
      stats = { ...stats, readers: 3, refused: 1 };
      jest.advanceTimersByTime(180_000);
      expect(info.mock.calls).toEqual([[expect.objectContaining({ readers: 3, refused: 1 }), 'live feeds']]);
      stop();
      expect(jest.getTimerCount()).toBe(0);
    } finally {
      jest.useRealTimers();
    }
  });
});

describe('what a client reads of an error', () => {
  const describeAll = (error: unknown) => formatErrors(error, (each) => (each as GraphQLError).toJSON() as GraphQLFormattedError);
  const secret = 'connect ECONNREFUSED 10.0.0.7:4001';

  it.each([
    ['a fault of the network', Object.assign(new Error(secret), { code: 'ECONNREFUSED', address: '10.0.0.7' })],
    ['something that is no error', { message: secret }],
    ['an error around a fault', new GraphQLError(secret, { originalError: new Error(secret) })],
    [
      'the answer of a proxy',
      new GraphQLError('502: Bad Gateway', { extensions: { response: { url: 'http://10.0.0.7:4001' } } }),
    ],
  ])('hides %s', (_what, error) => {
    const told = describeAll(error);
    expect(told).toEqual([expect.objectContaining({ extensions: { code: 'DOWNSTREAM_SERVICE_ERROR' } })]);
    expect(JSON.stringify(told)).not.toMatch(/10\.0\.0\.7|ECONNREFUSED|502/);
  });

  it('shows what a subgraph wrote for clients, without traces', () => {
    const extensions = { code: 'NOT_FOUND', serviceName: 'advocacy', stacktrace: ['at /srv/app.js:1'], exception: { a: 1 } };
    expect(describeAll(new GraphQLError('No such petition.', { path: ['a', 0], extensions }))).toEqual([
      { message: 'No such petition.', path: ['a', 0], extensions: { code: 'NOT_FOUND', serviceName: 'advocacy' } },
    ]);
  });

  it('shows every error of a failure, refusals with their codes', () => {
    expect(describeAll(new SubscriptionFailure([new TokenExpired(), new GraphQLError('b')]))).toEqual([
      expect.objectContaining({ extensions: { code: 'SUBSCRIPTION_TOKEN_EXPIRED' } }),
      { message: 'b' },
    ]);
  });
});
