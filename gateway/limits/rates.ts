// How often may one account or one address ask, and how often may it sign or submit?
import { randomBytes } from 'node:crypto';
import { LRUCache } from 'lru-cache';
import { Pool } from 'pg';
import { type RateLimiterAbstract, RateLimiterMemory, RateLimiterPostgres, RateLimiterRes } from 'rate-limiter-flexible';
import { type Clock, dayMs, dayOf } from '#kit/words/clock';
import type { Log } from '#kit/words/log';
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
  /** Values that one account, or one address without an account, may ask for in all its operations; any number when not given. */
  readonly values?: Rate;
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

/** How long a request waits for the counting, and how long the database is left alone after it did not answer. */
const [patienceMs, awayMs] = [3_000, 10_000];

/** Counts in the database where there is one, and in this process while it is away: a reader must not wait for the counting. */
export class RateLimits {
  readonly #shared: SharedCounts | undefined;
  readonly #operations: Limiter;
  readonly #values: Limiter | undefined;
  readonly #mutations: ReadonlyMap<string, Limiter>;
  readonly #key: Buffer;
  /** Of those who asked last, with the days since 1970 on which they did. */
  readonly #names = new LRUCache<string, { readonly day: number; readonly name: string }>({ max: 1_000 });

  constructor(private readonly options: RateOptions) {
    const { databaseUrl, operations, values, mutations, key = randomBytes(32) } = options;
    this.#key = key;
    this.#shared = databaseUrl ? new SharedCounts(databaseUrl, options) : undefined;
    this.#operations = this.#limiter('operations', operations);
    this.#values = values && this.#limiter('values', values);
    this.#mutations = new Map([...mutations].map(([name, rate]) => [name, this.#limiter(name, rate)]));
  }

  /** @throws RateLimited */
  async countOperation(asking: Asking): Promise<void> {
    await this.#count(this.#operations, asking, 1, 'requests');
  }

  /** Counts what an operation may cost, so that few costly ones weigh as much as many cheap ones. @throws RateLimited */
  async countCost(cost: number, asking: Asking): Promise<void> {
    if (this.#values) await this.#count(this.#values, asking, cost, 'values asked for');
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

  async #count(limiter: Limiter, { subject, address }: Asking, points: number, what: string): Promise<void> {
    const name = subject ?? (address && this.#nameOf(address));
    if (name) await this.#consume(limiter, name, points, what);
  }

  #nameOf(address: string): string {
    const now = this.options.clock();
    const day = Math.floor(now.getTime() / dayMs);
    const known = this.#names.get(address);
    if (known?.day === day) return known.name;
    const name = addressName(this.#key, address, dayOf(now));
    this.#names.set(address, { day, name });
    return name;
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

/** Of two gateways that start at once, one would fail on the other's half-made table if they did not take turns. */
const createTable = `
  BEGIN;
  SELECT pg_advisory_xact_lock(hashtextextended('gateway_rate', 0));
  CREATE TABLE IF NOT EXISTS gateway_rate (key varchar(255) PRIMARY KEY, points integer NOT NULL DEFAULT 0, expire bigint);
  COMMIT`;

/** A table in which several gateways count, and whether it can be had at the moment. */
class SharedCounts {
  readonly #pool: Pool;
  #table: Promise<unknown> | undefined;
  #awayUntil = 0;

  constructor(
    connectionString: string,
    private readonly options: Pick<RateOptions, 'clock' | 'log'>,
  ) {
    this.#pool = new Pool({ connectionString, max: 4, connectionTimeoutMillis: patienceMs, query_timeout: patienceMs });
    this.#pool.on('error', (err) => options.log.warn({ err }, 'a connection for counting requests was lost'));
  }

  limiter(settings: { keyPrefix: string; points: number; duration: number }): RateLimiterAbstract {
    // Whoever has used up a budget is refused without asking the database again, so that a flood does not reach it.
    const flood = { inMemoryBlockOnConsumed: settings.points };
    const table = { storeClient: this.#pool, tableName: 'gateway_rate', tableCreated: true };
    return new RateLimiterPostgres({ ...settings, ...flood, ...table });
  }

  /** False when the database did not count; it is then left alone for a while. @throws RateLimiterRes when it counted too many */
  async attempt(count: () => Promise<unknown>): Promise<boolean> {
    const now = this.options.clock().getTime();
    if (now < this.#awayUntil) return false;
    try {
      this.#table ??= this.#pool.query(createTable);
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
