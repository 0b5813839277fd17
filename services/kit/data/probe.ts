// Does the database answer, and does it take changes? Asked on a connection of its own, so that a busy pool is no outage.
import type { Client, Pool, PoolClient } from 'pg';
import type { DataSource } from 'typeorm';
import type { Condition } from '../process/condition';
import { observePool } from '../process/measuring';
import { sqlState } from '../process/outage';
import { BadConfiguration } from '../words/config';
import { connectionSettings } from './connection';
import { clientOf } from './hosts';
import { refuseNewer } from './migrations';

/** Shorter than the patience of those who ask whether a process is ready. */
const patienceMs = 3_000;

/** How long a fault that statements met stands, unless it is met again. */
const rememberedMs = 30_000;

/** What statements meet while the database still answers, by SQLSTATE: the name of the trouble and its cause. */
const troubles: Readonly<Record<string, readonly [string, string]>> = {
  '25006': ['read-only', 'The database takes no changes: it is a standby, or was made read-only (25006).'],
  '53100': ['disk full', 'The disk of the database is full (53100).'],
};
const readOnly = troubles['25006'] as readonly [string, string];

/** Why no connection is had, by the code of the fault. The rest is in the log of the process that asks for one. */
const reasons: readonly (readonly [RegExp, string])[] = [
  [/^(ENOTFOUND|EAI_AGAIN)$/, 'its name has no address'],
  [/^ECONNREFUSED$/, 'nothing listens at its port'],
  [/^(28P01|28000)$/, 'it refuses the role or its password'],
  [/^3D000$/, 'it has no database of that name'],
  [/^53300$/, 'max_connections of it are taken'],
  [/^57P0[123]$/, 'it starts or stops'],
  [/CERT|SIGNATURE|ALTNAME/, 'its certificate is not believed'],
];

/** In words that hold no address, since anybody may read them. */
function awayBy(error: unknown): string {
  const { code, errors } = error as { readonly code?: unknown; readonly errors?: readonly unknown[] };
  // A name with several addresses fails by each of them.
  if (code === undefined && errors?.[0] !== undefined) return awayBy(errors[0]);
  if (typeof code !== 'string') return 'The database cannot be reached: it does not answer in time.';
  const reason = reasons.find(([codes]) => codes.test(code))?.[1];
  return `The database cannot be reached${reason ? `: ${reason}` : ''} (${code}).`;
}

const away = 'database away';

/** Asks a database, one question at a time. */
export class DatabaseProbe {
  #client: Client | undefined;
  #stopped = false;

  constructor(
    private readonly url: string,
    private readonly name: string,
    private readonly condition: Condition,
  ) {}

  /** Why nothing can be done with the database, in words; undefined while it answers. Notes whether it takes changes. */
  async unready(): Promise<string | undefined> {
    if (this.#stopped) return 'It is stopping.';
    try {
      const client = this.#client ?? (await this.#connect());
      await refuseNewer({ query: async (sql, values) => (await client.query(sql, values)).rows });
      const { rows } = await client.query('SHOW transaction_read_only');
      if (rows[0]?.transaction_read_only === 'on') {
        this.condition.begin(...readOnly);
        // A new connection may reach another server, or learn of a new setting.
        await this.#close();
      } else this.condition.end(readOnly[0]);
      this.condition.end(away);
      return undefined;
    } catch (error) {
      await this.#close();
      if (error instanceof BadConfiguration) return error.message;
      const cause = sqlState(error) === '25006' ? (error as Error).message : awayBy(error);
      this.condition.begin(away, cause);
      return cause;
    }
  }

  async stop(): Promise<void> {
    this.#stopped = true;
    await this.#close();
  }

  async #connect(): Promise<Client> {
    const bounds = { connectionTimeoutMillis: patienceMs, query_timeout: patienceMs };
    const client = clientOf({ ...connectionSettings(this.url, `${this.name} readiness`), ...bounds });
    client.on('error', () => {
      if (this.#client === client) this.#client = undefined;
    });
    await client.connect();
    this.#client = client;
    return client;
  }

  async #close(): Promise<void> {
    const client = this.#client;
    this.#client = undefined;
    await client?.end().catch(() => undefined);
  }
}

/**
 * Notes what the statements of a pool meet, whoever sent them. A connection to a server that takes no changes any more leaves the pool:
 * after a switchover a new one may reach the server that does. Tells how busy the pool is. @returns what ends that
 */
export function watchPool(database: DataSource, condition?: Condition): () => void {
  const { master: pool } = database.driver as unknown as { readonly master: Pool };
  const watched = new WeakSet<PoolClient>();
  const leaving = new WeakSet<PoolClient>();
  const letGo = (_error: Error | undefined, released: PoolClient) => {
    if (leaving.delete(released)) void (released as unknown as Client).end();
  };
  const watch = (client: PoolClient) => {
    if (watched.has(client)) return;
    watched.add(client);
    const { connection } = client as unknown as { readonly connection: NodeJS.EventEmitter };
    connection.on('errorMessage', ({ code }: { readonly code?: string }) => {
      const trouble = troubles[code ?? ''];
      if (trouble) condition?.begin(...trouble, rememberedMs);
      if (code !== '25006') return;
      leaving.add(client);
      // Listened for once, however many leave, and not before: a release is met by each statement.
      pool.off('release', letGo).on('release', letGo);
    });
  };
  pool.on('connect', watch);
  // The one connection of the start, which waits in the pool, is the first to be used.
  pool.once('acquire', watch);
  return observePool('statements', pool);
}
