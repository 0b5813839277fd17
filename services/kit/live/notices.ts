// What did another process of this subgraph just do? Hints at changes come by PostgreSQL NOTIFY, or by a bus where there is one.
import { randomUUID } from 'node:crypto';
import type { Counter } from '@opentelemetry/api';
import type { Client } from 'pg';
import { connectionSettings } from '../data/connection';
import { clientOf } from '../data/hosts';
import type { Condition } from '../process/condition';
import { counter } from '../process/measuring';
import type { Log } from '../words/log';
import type { Bus, NoticeListener } from './nats';

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

/** How often notices are handed on, and how often a process sends them at most. */
export const noticeIntervalMs = 200;
/** With as many processes that tell, or more, each tells once a second; and how long one is thought of that tells nothing more. */
const [mostTelling, rememberedMs] = [8, 10_000];
const heartbeatMs = 10_000;
const longestPauseMs = 5_000;
const againMs = 1_000;
const warnAgainMs = 60_000;
/** With more of them it costs less to read everything. */
const mostWaiting = 1_000;

/** Listens until stopped, reconnecting for ever; a notice is a hint, never the only carrier of a fact. */
export function listen<Notice>(options: Listening<Notice>): Notices {
  const { url, channel, log, condition, readsWhileLost, bus } = options;
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
  const gathered = new Gathered(options);
  const leave = (bus ?? sessionAt(url, log)).subscribe(channel, {
    heard: (payload) => gathered.take(payload),
    connected() {
      heard();
      gathered.gap();
    },
    lost() {
      reconnects.add(1, { channel });
      condition?.begin(trouble, 'What other processes change is heard of late: the connection that listens is lost.');
      if (readsWhileLost) looking ??= setInterval(() => gathered.gap(), againMs);
    },
  });
  return {
    async stop() {
      gathered.stop();
      await leave();
      heard();
    },
  };
}

/**
 * How often a process tells the others by PostgreSQL, where each notice wakes all connections that listen, those of the job queue too:
 * so seldom that all of them together send about eight a second, however many they are up to eight; beyond that each sends one.
 */
export class Pace {
  readonly #heard = new Map<string, number>();

  /** Another process told something. */
  hear(from: string): void {
    this.#heard.delete(from);
    this.#heard.set(from, performance.now());
    for (const longest of this.#heard.keys()) if (this.#heard.size >= mostTelling) this.#heard.delete(longest);
  }

  get intervalMs(): number {
    for (const [from, at] of this.#heard) if (performance.now() - at > rememberedMs) this.#heard.delete(from);
    return Math.max(noticeIntervalMs, (1_000 / mostTelling) * (1 + this.#heard.size));
  }
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

/** Those of this process, by the address of their database. */
const sessions = new Map<string, NoticeSession>();

function sessionAt(url: string, log: Log): NoticeSession {
  const session = sessions.get(url) ?? new NoticeSession(url, log);
  sessions.set(url, session);
  return session;
}

/**
 * The one connection of a process that listens at a database, for all who listen there: PostgreSQL wakes each one at each notice, of
 * whatever channel, and each wake is a transaction. It ends with the last of them.
 */
class NoticeSession implements Pick<Bus, 'subscribe'> {
  readonly #listeners = new Map<NoticeListener, string>();
  #isStopped = false;
  #client: Client | undefined;
  #wake = () => {};
  /** Begins to listen for those who came since it last did; undefined while there is no connection. */
  #prove: (() => void) | undefined;
  #newcomers: NoticeListener[] = [];
  #isLost = false;
  readonly #running: Promise<void>;

  constructor(
    private readonly url: string,
    private readonly log: Log,
  ) {
    this.#running = this.#run();
  }

  subscribe(channel: string, listener: NoticeListener): () => Promise<void> {
    this.#listeners.set(listener, channel);
    this.#newcomers.push(listener);
    this.#prove?.();
    if (this.#isLost) listener.lost();
    return async () => {
      this.#listeners.delete(listener);
      if (this.#listeners.size > 0) return;
      this.#isStopped = true;
      if (sessions.get(this.url) === this) sessions.delete(this.url);
      this.#wake();
      await this.#client?.end().catch(() => undefined);
      await this.#running;
    };
  }

  async #run(): Promise<void> {
    for (let failures = 0; !this.#isStopped; failures++) {
      const client = clientOf(connectionSettings(this.url, 'listen notices'));
      this.#client = client;
      this.#newcomers = [...this.#listeners.keys()];
      try {
        await this.#follow(client, () => {
          failures = 0;
          this.#isLost = false;
        });
      } catch (err) {
        if (!this.#isStopped && failures === 0) this.log.warn({ err }, 'the notice connection was lost; reconnecting');
      }
      this.#prove = undefined;
      this.#isLost = true;
      if (!this.#isStopped) for (const listener of this.#listeners.keys()) listener.lost();
      await client.end().catch(() => undefined);
      if (!this.#isStopped)
        await pause(Math.min(50 * 2 ** failures, longestPauseMs) * (0.5 + Math.random() / 2), (wake) => {
          this.#wake = wake;
        });
    }
  }

  /** Resolves never; rejects when the connection ends, or a notice to itself does not arrive. */
  async #follow(client: Client, onProof: () => void): Promise<void> {
    const ended = new Promise<never>((_resolve, reject) => {
      client.on('error', reject);
      client.on('end', () => reject(new Error('connection ended')));
    });
    ended.catch(() => undefined);
    // A client that is ended while it connects answers its connect() never, so its end is waited for too.
    await Promise.race([client.connect(), ended]);
    const own = `proof ${randomUUID()}`;
    let arrived = () => {};
    client.on('notification', ({ channel: of, payload }) => {
      if (of === own) arrived();
      else for (const [listener, channel] of this.#listeners) if (channel === of) listener.heard(payload ?? '');
    });
    /** A connection can answer and hear nothing, as through a pooler. */
    const prove = async () => {
      const newcomers = this.#newcomers.splice(0).filter((listener) => this.#listeners.has(listener));
      const channels = new Set([own, ...newcomers.flatMap((listener) => this.#listeners.get(listener) ?? [])]);
      if (newcomers.length > 0) await client.query([...channels].map((channel) => `LISTEN "${channel}"`).join('; '));
      const proof = new Promise<void>((resolve) => {
        arrived = resolve;
      });
      await client.query('SELECT pg_notify($1, $2)', [own, '']);
      const late = new AbortController();
      try {
        await Promise.race([proof, ended, lateness(late.signal)]);
      } finally {
        late.abort();
      }
      onProof();
      for (const listener of newcomers) if (this.#listeners.has(listener)) listener.connected();
    };
    let proving = prove();
    await new Promise<never>((_resolve, reject) => {
      /** One after the other, since a connection takes one statement at a time. */
      const again = () => {
        proving = proving.then(prove);
        proving.catch(reject);
      };
      this.#prove = again;
      const heartbeat = setInterval(again, heartbeatMs);
      proving.catch(reject);
      ended.catch((fault: unknown) => {
        clearInterval(heartbeat);
        reject(fault);
      });
    });
  }
}

function lateness(signal: AbortSignal): Promise<never> {
  return new Promise((_resolve, reject) => {
    const timer = setTimeout(() => reject(new Error('this connection hears no notices')), heartbeatMs / 2);
    signal.addEventListener('abort', () => clearTimeout(timer), { once: true });
  });
}

function pause(milliseconds: number, wakes: (wake: () => void) => void): Promise<void> {
  return new Promise((resolve) => {
    const timer = setTimeout(resolve, milliseconds);
    wakes(() => {
      clearTimeout(timer);
      resolve();
    });
  });
}
