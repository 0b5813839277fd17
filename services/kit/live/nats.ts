// Notices by NATS in place of NOTIFY: where so many processes listen that PostgreSQL can no longer tell all of them in time.
import { isIP } from 'node:net';
import { setTimeout as pause } from 'node:timers/promises';
import type { ConnectionOptions, NatsConnection } from '@nats-io/transport-node';
import { makeValidator } from '../words/config';
import type { Log } from '../words/log';

/** One who listens to a channel of notices. */
export interface NoticeListener {
  readonly heard: (payload: string) => void;
  /** From now on notices arrive; those before may have been missed. */
  readonly connected: () => void;
  readonly lost: () => void;
}

/** A way by which processes tell each other of changes, besides PostgreSQL's own. */
export interface Bus {
  /** Resolves when the server has it. Rejects when that is not known: then it has to be told again. */
  publish(channel: string, payload: string): Promise<void>;
  /** @returns what ends it */
  subscribe(channel: string, listener: NoticeListener): () => Promise<void> | void;
}

/** Where the servers are, and as whom they are entered: `nats://` or `tls://` addresses, several of one cluster separated by commas. */
export interface NatsAddress extends Pick<ConnectionOptions, 'user' | 'pass' | 'token' | 'tls'> {
  readonly servers: string[];
}

/** @throws Error in words that repeat nothing of the text, which may hold a password */
function natsAddress(text: string): NatsAddress {
  const urls = text.split(',').map((each) => (URL.canParse(each.trim()) ? new URL(each.trim()) : undefined));
  const [first] = urls;
  if (!first || urls.some((url) => !url?.hostname || !/^(nats|tls):$/.test(url.protocol) || !/^\/?$/.test(url.pathname)))
    throw new Error('must be addresses such as nats://host:4222 or tls://user:password@host:4222, several separated by commas');
  const known = urls as URL[];
  // The client (3.4.0) does not take a certificate that names its server by a number.
  if (first.protocol === 'tls:' && known.some(({ hostname }) => isIP(hostname.replace(/[[\]]/g, '')) > 0))
    throw new Error(
      'must name servers with tls:// as their certificates do, such as tls://nats.example:4222, and not by numbers',
    );
  if (
    known.some(
      ({ protocol, username, password }) =>
        `${protocol}${username}:${password}` !== `${first.protocol}${first.username}:${first.password}`,
    )
  )
    throw new Error(
      'must name the same scheme, user and password at each address, since any server of the cluster may be the next',
    );
  const [name, pass] = [first.username, first.password].map(decodeURIComponent);
  return {
    servers: known.map(({ hostname, port }) => `${hostname}:${port || 4222}`),
    ...(pass ? { user: name, pass } : name ? { token: name } : {}),
    ...(first.protocol === 'tls:' && { tls: {} }),
  };
}

const servers = makeValidator<NatsAddress | undefined>((text) => natsAddress(text));
const subject = makeValidator<string>((text) => {
  if (!/^[\w-]+(\.[\w-]+)*$/.test(text)) throw new Error('must be letters, digits, dashes and dots, such as shelfbridge.test');
  return text;
});
/** By which a subgraph is told where its NATS servers are. */
export const natsSettings = {
  NATS_URL: servers({
    default: undefined,
    desc: 'NATS servers by which the processes of this subgraph tell each other of new counts, as nats://host:4222 or tls://user:password@host:4222 (a token alone before the @), several of one cluster separated by commas; the same for all of them. Default: PostgreSQL, which does for about 20 processes',
  }),
  NATS_SUBJECT: subject({
    default: 'shelfbridge',
    desc: 'How the subjects of these notices begin at NATS; deployments that share servers have one each',
  }),
};

/** How long a server may be silent, and may take to confirm; how long to wait before another attempt, at most. */
const [silenceMs, confirmMs, longestPauseMs] = [5_000, 5_000, 2_000];

/**
 * NATS core: what is published while nobody is connected is lost without an error, and so is what is under way when a server ends. So a
 * notice counts as told when the server has answered for it, listeners read everything after each connection, and attempts to connect
 * never end.
 */
export class NatsBus implements Bus {
  readonly #listeners = new Map<string, Set<NoticeListener>>();
  readonly #stopping = new AbortController();
  readonly #running: Promise<void>;
  #connection: NatsConnection | undefined;
  #isConnected = false;

  /** Subjects are the prefix and the channel: deployments that share servers have prefixes of their own. */
  constructor(
    private readonly options: {
      readonly address: NatsAddress;
      readonly prefix: string;
      readonly name: string;
      readonly log: Log;
    },
  ) {
    this.#running = this.#run();
  }

  async publish(channel: string, payload: string): Promise<void> {
    const connection = this.#connection;
    if (!connection || !this.#isConnected) throw new Error('NATS is not connected');
    connection.publish(this.#subject(channel), payload);
    await confirmed(connection);
  }

  subscribe(channel: string, listener: NoticeListener): () => void {
    const listeners = this.#listeners.get(channel) ?? new Set();
    this.#listeners.set(channel, listeners.add(listener));
    if (this.#connection && listeners.size === 1) this.#listen(this.#connection, channel);
    if (this.#connection && this.#isConnected) void this.#welcome(this.#connection, [listener]);
    else listener.lost();
    return () => listeners.delete(listener);
  }

  async stop(): Promise<void> {
    this.#stopping.abort();
    await this.#connection?.close();
    await this.#running;
  }

  async #run(): Promise<void> {
    const { address, name, log } = this.options;
    const { signal } = this.#stopping;
    for (let failures = 0; !signal.aborted; failures++) {
      try {
        const { connect } = await import('@nats-io/transport-node');
        const connection = await connect({
          ...address,
          name,
          // Its own attempts last as long as the connection; what it gives up for good, such as a changed password, is begun anew here.
          maxReconnectAttempts: -1,
          reconnectTimeWait: 250,
          reconnectJitter: 500,
          pingInterval: silenceMs,
          maxPingOut: 1,
          timeout: confirmMs,
          noEcho: true,
        });
        if (signal.aborted) return void (await connection.close());
        this.#connection = connection;
        if (failures > 0) log.info('connected to NATS');
        failures = 0;
        await this.#follow(connection);
      } catch (err) {
        if (failures === 0) log.warn({ err }, 'NATS is away; trying again until it is there');
      }
      this.#connection = undefined;
      this.#lost();
      await pause(Math.min(100 * 2 ** failures, longestPauseMs) * (0.5 + Math.random() / 2), undefined, { signal }).catch(
        () => {},
      );
    }
  }

  /** Resolves when the connection was given up. */
  async #follow(connection: NatsConnection): Promise<void> {
    for (const channel of this.#listeners.keys()) this.#listen(connection, channel);
    await this.#connected(connection);
    const watching = async () => {
      for await (const { type } of connection.status()) {
        if (type === 'disconnect' || type === 'staleConnection') this.#lost();
        if (type === 'reconnect') await this.#connected(connection);
      }
    };
    const fault = await Promise.race([connection.closed(), watching()]);
    if (fault) throw fault;
  }

  #listen(connection: NatsConnection, channel: string): void {
    connection.subscribe(this.#subject(channel), {
      callback: (error, message) => {
        const listeners = this.#listeners.get(channel) ?? [];
        for (const { heard } of listeners) if (!error) heard(message.string());
      },
    });
  }

  /** Notices are had from the moment at which the server has answered for the subscriptions. */
  async #connected(connection: NatsConnection): Promise<void> {
    this.#isConnected = true;
    await this.#welcome(
      connection,
      [...this.#listeners.values()].flatMap((each) => [...each]),
    );
  }

  async #welcome(connection: NatsConnection, listeners: readonly NoticeListener[]): Promise<void> {
    try {
      await confirmed(connection);
      for (const { connected } of listeners) connected();
    } catch {
      // It was lost meanwhile, and will be told of again.
      this.#lost();
    }
  }

  #lost(): void {
    this.#isConnected = false;
    for (const listeners of this.#listeners.values()) for (const { lost } of listeners) lost();
  }

  #subject(channel: string): string {
    return `${this.options.prefix}.${channel}`;
  }
}

/** Resolves when the server has everything that was sent. */
async function confirmed(connection: NatsConnection): Promise<void> {
  const late = new AbortController();
  const lateness = pause(confirmMs, undefined, late).then(() => {
    throw new Error('NATS did not answer in time');
  });
  lateness.catch(() => {});
  try {
    await Promise.race([connection.flush(), lateness]);
  } finally {
    late.abort();
  }
}
