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

export class RateLimits {
  readonly #pool: Pool | undefined;
  readonly #operations: RateLimiterAbstract;
  readonly #mutations: ReadonlyMap<string, RateLimiterAbstract>;
  readonly #key: Buffer;

  constructor(private readonly options: RateOptions) {
    const { databaseUrl, operations, mutations, log, key = randomBytes(32) } = options;
    this.#key = key;
    if (databaseUrl) {
      this.#pool = new Pool({ connectionString: databaseUrl, max: 4, connectionTimeoutMillis: 2_000, query_timeout: 2_000 });
      this.#pool.on('error', (err) => log.warn({ err }, 'a connection for counting requests was lost'));
    }
    this.#operations = this.#limiter('operations', operations);
    this.#mutations = new Map([...mutations].map(([name, rate]) => [name, this.#limiter(name, rate)]));
  }

  /** @throws RateLimited */
  async countOperation({ subject, address }: Asking): Promise<void> {
    const name = subject ?? (address && this.#nameOf(address));
    if (name) await consume(this.#operations, name, 1, 'requests');
  }

  /** Counts each mutation field of a document, so that aliases gain nothing. @throws RateLimited */
  async countMutations(fields: readonly string[], { address }: Asking): Promise<void> {
    if (address === undefined) return;
    for (const field of new Set(fields)) {
      const limiter = this.#mutations.get(field);
      const times = fields.filter((each) => each === field).length;
      if (limiter) await consume(limiter, this.#nameOf(address), times, `requests for ${field}`);
    }
  }

  async close(): Promise<void> {
    await this.#pool?.end();
  }

  #nameOf(address: string): string {
    return addressName(this.#key, address, dayOf(this.options.clock()));
  }

  #limiter(keyPrefix: string, { points, seconds: duration }: Rate): RateLimiterAbstract {
    const memory = new RateLimiterMemory({ keyPrefix, points, duration });
    if (!this.#pool) return memory;
    // A database that is away must not stop readers: then each gateway counts for itself.
    return new RateLimiterPostgres({
      storeClient: this.#pool,
      tableName: 'gateway_rate',
      keyPrefix,
      points,
      duration,
      insuranceLimiter: memory,
    });
  }
}

async function consume(limiter: RateLimiterAbstract, name: string, points: number, what: string): Promise<void> {
  try {
    await limiter.consume(name, points);
  } catch (refused) {
    if (refused instanceof RateLimiterRes) throw new RateLimited(what, refused.msBeforeNext);
    throw refused;
  }
}
