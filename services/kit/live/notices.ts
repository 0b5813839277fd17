// What did another process of this subgraph just do? Hints at changes come by PostgreSQL NOTIFY, or by a bus where there is one.
import { randomUUID } from 'node:crypto';
import type { Counter } from '@opentelemetry/api';
import type { Client } from 'pg';
import { connectionSettings } from '../data/connection';
import { clientOf } from '../data/hosts';
import type { Condition } from '../process/condition';
import { counter } from '../process/measuring';
import type { Log } from '../words/log';
import type { Bus } from './nats';

export interface Listening<Notice> {
  readonly url: string;
  readonly channel: string;
  readonly log: Log;
  /** What a payload says; undefined for one that says nothing new here. @throws when it cannot be read: then anything may have changed */
  readonly read: (payload: string) => Notice | undefined;
  /** Takes what arrived since the last time: at once, then at most five times a second, one after the other. When it rejects, a gap follows. */
  readonly onNotices: (notices: readonly Notice[]) => unknown;
  /** Notices may have been missed before this moment, so the listener reads the state itself. Called after every (re)connect. */
  readonly onGap: () => unknown;
  /** Once a second while notices are lost, as if there were a gap each time. */
  readonly readsWhileLost?: boolean;
  readonly condition?: Condition;
  /** What carries them in place of the database. */
  readonly bus?: Bus | undefined;
}

export interface Notices {
  stop(): Promise<void>;
}

/** How often notices are handed on, and how often a process should send them. */
export const noticeIntervalMs = 200;
const heartbeatMs = 10_000;
const longestPauseMs = 5_000;
const againMs = 1_000;
const warnAgainMs = 60_000;
/** With more of them it costs less to read everything. */
const mostWaiting = 1_000;

/** Listens until stopped, reconnecting for ever; a notice is a hint, never the only carrier of a fact. */
export function listen<Notice>(options: Listening<Notice>): Notices {
  const { channel, log, condition, readsWhileLost, bus } = options;
  const trouble = `notices of ${channel}`;
  const reconnects = counter('shelfbridge.notices.reconnects', 'Connections for notices that were lost, by channel', [
    { channel },
  ]);
  let looking: NodeJS.Timeout | undefined;
  const heard = () => {
    clearInterval(looking);
    looking = undefined;
    condition?.end(trouble);
  };
  const lost = () => {
    condition?.begin(trouble, 'What other processes change is heard of late: the connection that listens is lost.');
    if (readsWhileLost) looking ??= setInterval(() => gathered.gap(), againMs);
  };
  const state = { stopped: false, current: undefined as Client | undefined, wake: () => {} };
  const gathered = new Gathered(options);
  if (bus) {
    const leave = bus.subscribe(channel, {
      heard: (payload) => gathered.take(payload),
      connected() {
        heard();
        gathered.gap();
      },
      lost() {
        reconnects.add(1, { channel });
        lost();
      },
    });
    return {
      async stop() {
        leave();
        gathered.stop();
        heard();
      },
    };
  }
  const run = async () => {
    for (let failures = 0; !state.stopped; failures++) {
      const client = clientOf(connectionSettings(options.url, `listen ${channel}`));
      state.current = client;
      try {
        await listenOnce(client, channel, gathered, () => {
          failures = 0;
          heard();
        });
      } catch (err) {
        if (!state.stopped && failures === 0) log.warn({ err, channel }, 'the notice connection was lost; reconnecting');
      }
      if (!state.stopped) {
        reconnects.add(1, { channel });
        lost();
      }
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
      gathered.stop();
      await state.current?.end().catch(() => undefined);
      await running;
    },
  };
}

/** Hands on together what arrives while the last is being dealt with, so that work grows with what changed and not with who tells of it. */
class Gathered<Notice> {
  #waiting: Notice[] = [];
  #hasGap = false;
  #isBusy = false;
  #isStopped = false;
  #isFailing = false;
  #timer: NodeJS.Timeout | undefined;
  #notBefore = 0;
  #unreadable = 0;
  #warnedAt = Number.NEGATIVE_INFINITY;

  readonly #notices: Counter;

  constructor(private readonly options: Listening<Notice>) {
    const { channel } = options;
    this.#notices = counter('shelfbridge.notices', 'Notices of other processes, by channel and what came of them', [
      ...['heard', 'unreadable', 'gap'].map((outcome) => ({ channel, outcome })),
    ]);
  }

  take(payload: string): void {
    try {
      const notice = this.options.read(payload);
      if (notice === undefined) return;
      this.#notices.add(1, { channel: this.options.channel, outcome: 'heard' });
      if (this.#waiting.length === mostWaiting) this.gap();
      else if (!this.#hasGap) this.#waiting.push(notice);
      this.#plan();
    } catch {
      this.#warn();
      this.gap();
    }
  }

  gap(): void {
    this.#notices.add(1, { channel: this.options.channel, outcome: 'gap' });
    this.#hasGap = true;
    this.#waiting = [];
    this.#plan();
  }

  stop(): void {
    this.#isStopped = true;
    clearTimeout(this.#timer);
  }

  #plan(): void {
    if (this.#isBusy || this.#isStopped) return;
    this.#timer ??= setTimeout(() => void this.#handOn(), this.#notBefore - performance.now());
  }

  async #handOn(): Promise<void> {
    const [waiting, hasGap] = [this.#waiting, this.#hasGap];
    [this.#waiting, this.#hasGap, this.#timer, this.#isBusy] = [[], false, undefined, true];
    this.#notBefore = performance.now() + noticeIntervalMs;
    const { log, channel, onGap, onNotices } = this.options;
    try {
      await (hasGap ? onGap() : onNotices(waiting));
      this.#isFailing = false;
    } catch (err) {
      if (!this.#isFailing)
        log.warn({ err, channel }, 'what other processes changed could not be read; trying again until it can');
      this.#isFailing = true;
      this.#notBefore = performance.now() + againMs;
      this.#hasGap = true;
      this.#waiting = [];
    }
    this.#isBusy = false;
    if (this.#hasGap || this.#waiting.length > 0) this.#plan();
  }

  /** Says nothing of what stood in it: anyone who may connect may send. Once, then with how many there were in the last minute. */
  #warn(): void {
    this.#unreadable++;
    this.#notices.add(1, { channel: this.options.channel, outcome: 'unreadable' });
    if (performance.now() - this.#warnedAt < warnAgainMs) return;
    const { log, channel } = this.options;
    log.warn(
      { channel, unreadable: this.#unreadable },
      'a notice could not be read, as from another release; reading everything again',
    );
    this.#unreadable = 0;
    this.#warnedAt = performance.now();
  }
}

/** Resolves never; rejects when the connection ends, or a notice to itself does not arrive. */
async function listenOnce(
  client: Client,
  channel: string,
  gathered: Pick<Gathered<unknown>, 'take' | 'gap'>,
  onConnected: () => void,
): Promise<void> {
  const ended = new Promise<never>((_resolve, reject) => {
    client.on('error', reject);
    client.on('end', () => reject(new Error('connection ended')));
  });
  ended.catch(() => undefined);
  // A client that is ended while it connects answers its connect() never, so its end is waited for too.
  await Promise.race([client.connect(), ended]);
  const own = `proof ${randomUUID()}`;
  let heard = () => {};
  client.on('notification', ({ channel: of, payload }) => (of === own ? heard() : gathered.take(payload ?? '')));
  /** A connection can answer and hear nothing, as through a pooler. */
  const prove = async () => {
    const proof = new Promise<void>((resolve) => {
      heard = resolve;
    });
    await client.query('SELECT pg_notify($1, $2)', [own, '']);
    const late = new AbortController();
    try {
      await Promise.race([proof, ended, lateness(late.signal)]);
    } finally {
      late.abort();
    }
  };
  await client.query(`LISTEN "${channel}"; LISTEN "${own}"`);
  await prove();
  onConnected();
  gathered.gap();
  const heartbeat = new Promise<never>((_resolve, reject) => {
    const timer = setInterval(() => prove().catch(reject), heartbeatMs);
    void ended.catch(() => clearInterval(timer));
  });
  heartbeat.catch(() => undefined);
  await Promise.race([ended, heartbeat]);
}

function lateness(signal: AbortSignal): Promise<never> {
  return new Promise((_resolve, reject) => {
    const timer = setTimeout(() => reject(new Error('this connection hears no notices')), heartbeatMs / 2);
    signal.addEventListener('abort', () => clearTimeout(timer), { once: true });
  });
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
