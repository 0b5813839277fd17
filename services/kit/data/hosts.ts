// Which of several hosts of an address takes changes now? The driver knows one host (pg 8.23), so each new connection is led to the primary.
import type { Socket } from 'node:net';
import { setTimeout as pause } from 'node:timers/promises';
import { Client, type ClientConfig } from 'pg';

/** One server of an address. */
interface Host {
  readonly host: string;
  readonly port: number;
  /** The address with this host alone. */
  readonly url: string;
}

/** What an address says to the driver: one host, and where there are several, or target_session_attrs, who finds the one that takes changes. */
export interface Lead {
  readonly connectionString: string;
  readonly Client?: typeof Client;
}

const address = /^(postgres(?:ql)?:\/\/(?:[^/?#]*@)?)([^/?#@]*)([^?]*)(?:\?(.*))?$/;
const hostAndPort = /^(\[[0-9a-f:.]+\]|[^:[\]]*)(?::(\d{1,5}))?$/i;
const usualPort = 5432;
/** Of libpq's words those that mean the server that takes changes; a subgraph can work with no other. */
const followed = ['read-write', 'primary'];

const leads = new Map<string, Lead>();

/** @throws Error in words without the address, when it cannot be read */
export function leadOf(url: string): Lead {
  const known = leads.get(url) ?? readLead(url);
  leads.set(url, known);
  return known;
}

function readLead(url: string): Lead {
  const [, before = '', hosts = '', path = '', query = ''] = address.exec(url) ?? [];
  const asked = new URLSearchParams(query);
  const attributes = asked.get('target_session_attrs');
  if (!hosts.includes(',') && attributes === null) return { connectionString: url };
  if (attributes !== null && !followed.includes(attributes))
    throw new Error(
      `target_session_attrs cannot be ${JSON.stringify(attributes)}: changes are made here. Write target_session_attrs=read-write, or leave it out`,
    );
  asked.delete('target_session_attrs');
  const rest = `${path}${asked.size > 0 ? `?${asked}` : ''}`;
  const all = hosts.split(',').map((each): Host => {
    const [, host = '', digits = String(usualPort)] = hostAndPort.exec(each) ?? [];
    if (host === '' || Number(digits) > 65_535)
      throw new Error('one of its hosts cannot be read. Write several as postgres://user:password@one:5432,two:5432/name');
    return { host: host.replace(/^\[|\]$/g, ''), port: Number(digits), url: `${before}${host}:${digits}${rest}` };
  });
  return { connectionString: (all[0] as Host).url, Client: following(all) };
}

/** A client that is not connected yet. */
export const clientOf = ({ Client: Own = Client, ...settings }: ClientConfig & Partial<Pick<Lead, 'Client'>>): Client =>
  new Own(settings);

/** No host takes changes: all that answer are standbys, or read-only. It counts as PostgreSQL's refusal of a change. */
class NoPrimary extends Error {
  readonly code = '25006';
  constructor() {
    super('None of the hosts of the database takes changes.');
  }
}

/** Those who connect at the same moment share one look. */
const sharedMs = 250;
/** How long one host is waited for before another one may be taken. */
const headStartMs = 1_000;
/** Shorter than the time-out of a caller that waits for a connection. */
const lookMs = 3_000;

/** A client of whichever host takes changes. The one that did last, and then the order of the address, decide between two that say so. */
function following(hosts: readonly Host[]): typeof Client {
  let [looking, last]: [Promise<Host> | undefined, Host | undefined] = [undefined, undefined];
  const look = (settings: ClientConfig) => {
    looking ??= primaryOf(last ? [last, ...hosts.filter((each) => each !== last)] : hosts, settings)
      .then((found) => {
        last = found;
        return found;
      })
      .finally(() => {
        setTimeout(() => {
          looking = undefined;
        }, sharedMs).unref();
      });
    return looking;
  };
  return class extends Client {
    readonly #settings: ClientConfig;
    #hasEnded = false;

    constructor(settings: ClientConfig = {}) {
      super(settings);
      this.#settings = settings;
    }

    override connect(): Promise<Client>;
    override connect(callback: ((error: Error) => void) | ((error: null, client: Client) => void)): void;
    override connect(callback?: (error: never, client: never) => void): Promise<Client> | undefined {
      const connecting = this.#connect();
      if (!callback) return connecting;
      const tell = callback as (error: unknown, client?: Client) => void;
      connecting.then((client) => tell(null, client), tell);
      return undefined;
    }

    override end(): Promise<void>;
    override end(callback: (error: Error) => void): void;
    override end(callback?: (error: Error) => void): Promise<void> | undefined {
      this.#hasEnded = true;
      if (!callback) return super.end();
      super.end(callback);
      return undefined;
    }

    async #connect(): Promise<Client> {
      const { host, port } = await look(this.#settings);
      const { connection } = this as unknown as { readonly connection: { readonly stream: { readonly destroyed: boolean } } };
      // Nobody waits for it any more.
      if (this.#hasEnded || connection.stream.destroyed)
        throw new Error('Connection terminated while the primary was looked for');
      Object.assign(this, { host, port });
      return super.connect();
    }
  };
}

/** Asks all at once. @throws NoPrimary, or what the first host said */
async function primaryOf(hosts: readonly Host[], settings: ClientConfig): Promise<Host> {
  const late = new AbortController();
  const asked = hosts.map((host) => asksForChanges(host, settings, late.signal));
  // Hosts that we no longer wait for may fail.
  for (const each of asked) each.catch(() => undefined);
  try {
    for (const each of asked) {
      const found = await Promise.race([each.catch(() => undefined), pause(headStartMs, undefined, { signal: late.signal })]);
      if (found) return found;
    }
    return await Promise.any(asked);
  } catch (error) {
    const { errors } = error as AggregateError;
    throw errors.find((each) => each instanceof NoPrimary) ?? errors[0];
  } finally {
    late.abort();
  }
}

/** The host, when it takes changes; given up when it is late. @throws NoPrimary, or what keeps it from answering */
async function asksForChanges(host: Host, settings: ClientConfig, late: AbortSignal): Promise<Host> {
  const bounds = {
    connectionTimeoutMillis: lookMs,
    query_timeout: lookMs,
    application_name: 'shelfbridge looks for the primary',
  };
  const client = new Client({ ...settings, connectionString: host.url, ...bounds });
  client.on('error', () => undefined);
  const { connection } = client as unknown as { readonly connection: { readonly stream: Socket } };
  const giveUp = () => void connection.stream.destroy(new Error('Connection terminated, as another host takes changes'));
  late.addEventListener('abort', giveUp, { once: true });
  try {
    await client.connect();
    const { rows } = await client.query('SHOW transaction_read_only');
    if (rows[0]?.transaction_read_only !== 'off') throw new NoPrimary();
    return host;
  } finally {
    late.removeEventListener('abort', giveUp);
    await client.end().catch(() => undefined);
  }
}
