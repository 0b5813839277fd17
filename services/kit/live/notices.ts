// What did another process of this subgraph just do? PostgreSQL NOTIFY, listened to on a connection of its own.
import { Client } from 'pg';
import { connectionSettings } from '../data/connection';
import type { Condition } from '../process/condition';
import type { Log } from '../words/log';

export interface Listening {
  readonly url: string;
  readonly channel: string;
  readonly log: Log;
  readonly onNotice: (payload: string) => void;
  /** Notices may have been missed before this moment, so the listener reads the state itself. Called after every (re)connect. */
  readonly onGap: () => void;
  /** Called once a second while notices are lost. */
  readonly whileLost?: () => void;
  readonly condition?: Condition;
}

export interface Notices {
  stop(): Promise<void>;
}

const heartbeatMs = 10_000;
const longestPauseMs = 5_000;
const lookEveryMs = 1_000;

/** Listens until stopped, reconnecting for ever; a notice is a hint, never the only carrier of a fact. */
export function listen(options: Listening): Notices {
  const { channel, log, condition, whileLost } = options;
  const trouble = `notices of ${channel}`;
  let looking: NodeJS.Timeout | undefined;
  const heard = () => {
    clearInterval(looking);
    looking = undefined;
    condition?.end(trouble);
  };
  const lost = () => {
    condition?.begin(trouble, 'What other processes change is heard of late: the connection that listens is lost.');
    if (whileLost) looking ??= setInterval(whileLost, lookEveryMs);
  };
  const state = { stopped: false, current: undefined as Client | undefined, wake: () => {} };
  const run = async () => {
    for (let failures = 0; !state.stopped; failures++) {
      const client = new Client(connectionSettings(options.url, `listen ${options.channel}`));
      state.current = client;
      try {
        await listenOnce(client, options, () => {
          failures = 0;
          heard();
        });
      } catch (err) {
        if (!state.stopped && failures === 0) log.warn({ err, channel }, 'the notice connection was lost; reconnecting');
      }
      if (!state.stopped) lost();
      await client.end().catch(() => undefined);
      if (!state.stopped) await pause(Math.min(50 * 2 ** failures, longestPauseMs) * (0.5 + Math.random() / 2), state);
    }
    heard();
  };
  const running = run();
  return {
    async stop() {
      state.stopped = true;
      state.wake();
      await state.current?.end().catch(() => undefined);
      await running;
    },
  };
}

/** Resolves never; rejects when the connection ends or its heartbeat stays unanswered. */
async function listenOnce(client: Client, { channel, onNotice, onGap }: Listening, onConnected: () => void): Promise<void> {
  const ended = new Promise<never>((_resolve, reject) => {
    client.on('error', reject);
    client.on('end', () => reject(new Error('connection ended')));
  });
  ended.catch(() => undefined);
  // A client that is ended while it connects answers its connect() never, so its end is waited for too.
  await Promise.race([client.connect(), ended]);
  client.on('notification', ({ payload }) => onNotice(payload ?? ''));
  await client.query(`LISTEN "${channel}"`);
  onConnected();
  onGap();
  const heartbeat = new Promise<never>((_resolve, reject) => {
    const timer = setInterval(() => client.query('SELECT 1').catch(reject), heartbeatMs);
    void ended.catch(() => clearInterval(timer));
  });
  heartbeat.catch(() => undefined);
  await Promise.race([ended, heartbeat]);
}

function pause(milliseconds: number, state: { wake: () => void }): Promise<void> {
  return new Promise((resolve) => {
    const timer = setTimeout(resolve, milliseconds);
    state.wake = () => {
      clearTimeout(timer);
      resolve();
    };
  });
}
