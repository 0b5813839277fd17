// How often may one account or one address ask, and how often may it sign or submit?
import { randomBytes } from 'node:crypto';
import { Pool } from 'pg';
import { type RateLimiterAbstract, RateLimiterMemory, RateLimiterPostgres, RateLimiterRes } from 'rate-limiter-flexible';
import { type Clock, dayOf } from '#kit/clock';
import type { Log } from '#kit/log';
import { addressName } from './clientAddress';
import { RateLimited } from './refusals';

/** So many in so many seconds. */
export interface Rate {
  readonly points: number;
  readonly seconds: number;
}

export interface RateOptions {
  /** Operations of one account, or of one address without an account. */
  readonly operations: Rate;
  /** By the name of a mutation, how often one address may ask for it. */
  readonly mutations: ReadonlyMap<string, Rate>;
  /** A PostgreSQL database in which several gateways count together; each counts for itself without it. */
  readonly databaseUrl?: string | undefined;
  /** Names addresses; the same in all gateways that count together, and new at each start when not given. */
  readonly key?: Buffer | undefined;
  readonly clock: Clock;
  readonly log: Log;
}

/** Who asks: an account, an address, both, or neither, as this machine itself does, whose requests are not counted. */
export interface Asking {
  readonly subject: string | null;
  readonly address: string | undefined;
}

const awayMs = 10_000;

/** Counts in the database where there is one, and in this process while it is away: a reader must not wait for the counting. */
export class RateLimits {
  readonly #shared: SharedCounts | undefined;
  readonly #operations: Limiter;
  readonly #mutations: ReadonlyMap<string, Limiter>;
  readonly #key: Buffer;

  constructor(private readonly options: RateOptions) {
    const { databaseUrl, operations, mutations, key = randomBytes(32) } = options;
    this.#key = key;
    this.#shared = databaseUrl ? new SharedCounts(databaseUrl, options) : undefined;
    this.#operations = this.#limiter('operations', operations);
    this.#mutations = new Map([...mutations].map(([name, rate]) => [name, this.#limiter(name, rate)]));
  }

  /** @throws RateLimited */
  async countOperation({ subject, address }: Asking): Promise<void> {
    const name = subject ?? (address && this.#nameOf(address));
    if (name) await this.#consume(this.#operations, name, 1, 'requests');
  }

  /** Counts each mutation field of a document, so that aliases gain nothing. @throws RateLimited */
  async countMutations(fields: readonly string[], { address }: Asking): Promise<void> {
    if (address === undefined) return;
    for (const field of new Set(fields)) {
      const limiter = this.#mutations.get(field);
      const times = fields.filter((each) => each === field).length;
      if (limiter) await this.#consume(limiter, this.#nameOf(address), times, `requests for ${field}`);
    }
  }

  async close(): Promise<void> {
    await this.#shared?.close();
  }

  #nameOf(address: string): string {
    return addressName(this.#key, address, dayOf(this.options.clock()));
  }

  #limiter(keyPrefix: string, { points, seconds: duration }: Rate): Limiter {
    const settings = { keyPrefix, points, duration };
    return { own: new RateLimiterMemory(settings), shared: this.#shared?.limiter(settings) };
  }

  async #consume({ own, shared }: Limiter, name: string, points: number, what: string): Promise<void> {
    try {
      const counted = shared && (await this.#shared?.attempt(() => shared.consume(name, points)));
      if (!counted) await own.consume(name, points);
    } catch (refused) {
      if (refused instanceof RateLimiterRes) throw new RateLimited(what, refused.msBeforeNext);
      throw refused;
    }
  }
}

interface Limiter {
  readonly own: RateLimiterAbstract;
  readonly shared: RateLimiterAbstract | undefined;
}

/** A table in which several gateways count, and whether it can be had at the moment. */
class SharedCounts {
  readonly #pool: Pool;
  #table: Promise<unknown> | undefined;
  #awayUntil = 0;

  constructor(
    connectionString: string,
    private readonly options: Pick<RateOptions, 'clock' | 'log'>,
  ) {
    this.#pool = new Pool({ connectionString, max: 4, connectionTimeoutMillis: 1_000, query_timeout: 1_000 });
    this.#pool.on('error', (err) => options.log.warn({ err }, 'a connection for counting requests was lost'));
  }

  limiter(settings: { keyPrefix: string; points: number; duration: number }): RateLimiterAbstract {
    return new RateLimiterPostgres({ ...settings, storeClient: this.#pool, tableName: 'gateway_rate', tableCreated: true });
  }

  /** False when the database did not count; it is then left alone for a while. @throws RateLimiterRes when it counted too many */
  async attempt(count: () => Promise<unknown>): Promise<boolean> {
    const now = this.options.clock().getTime();
    if (now < this.#awayUntil) return false;
    try {
      this.#table ??= this.#pool.query(
        'CREATE TABLE IF NOT EXISTS gateway_rate (key varchar(255) PRIMARY KEY, points integer NOT NULL DEFAULT 0, expire bigint)',
      );
      await this.#table;
      await count();
      return true;
    } catch (err) {
      if (err instanceof RateLimiterRes) throw err;
      this.options.log.warn({ err }, 'requests are counted by each gateway alone, as the database for them does not answer');
      this.#table = undefined;
      this.#awayUntil = now + awayMs;
      return false;
    }
  }

  close(): Promise<void> {
    return this.#pool.end();
  }
}
