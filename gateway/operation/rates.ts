// How often one account or one address may ask, sign or submit.
import { createHash, createHmac, randomBytes } from 'node:crypto';
import { LRUCache } from 'lru-cache';
import { DatabaseError, Pool } from 'pg';
import { type RateLimiterAbstract, RateLimiterPostgres, RateLimiterRes } from 'rate-limiter-flexible';
import { observePool } from '#kit/process/measuring';
import { type Clock, dayMs, dayOf } from '#kit/words/clock';
import type { Log } from '#kit/words/log';
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

/** Whom a request counts against: an account, an address, or both. */
export interface Requester {
  readonly subject: string | null;
  readonly address: string | undefined;
}

/** How long a request waits to be counted, and how long the database is left alone after it did not answer. */
const [patienceMs, awayMs] = [3_000, 10_000];

/** Counts in the database if there is one, and in this process while it is away: a reader must not wait to be counted. */
export class RateLimits {
  readonly #shared: SharedCounts | undefined;
  readonly #operations: Limiter;
  readonly #values: Limiter | undefined;
  readonly #mutations: ReadonlyMap<string, Limiter>;
  readonly #key: Buffer;
  // These are counted by size: for a number of entries, room would be taken at once for all of them.
  /** Names of the addresses seen last, with the days since 1970 for which they hold. */
  readonly #names = new LRUCache<string, { readonly day: number; readonly name: string }>({ max: 1_000 });
  /** Names of the accounts seen last: a hash costs as much as all else that is done for an answer that is shared. */
  readonly #accounts = new LRUCache<string, string>({
    maxSize: 2_000_000,
    sizeCalculation: (name, subject) => Math.max(name.length + subject.length, 200),
  });

  /** What has ended, as far as this process knows. Nothing is noted that cannot be forgotten at its end. */
  readonly #ended = new LRUCache<string, true>({ maxSize: 100_000, sizeCalculation: () => 1 });
  readonly #endedEverywhere: RateLimiterAbstract | undefined;

  constructor(private readonly options: RateOptions) {
    const { databaseUrl, operations, values, mutations, key = randomBytes(32) } = options;
    this.#key = key;
    this.#shared = databaseUrl ? new SharedCounts(databaseUrl, options) : undefined;
    this.#endedEverywhere = this.#shared?.limiter({ keyPrefix: 'ended', points: 1, duration: 0 });
    this.#operations = this.#limiter('operations', operations);
    this.#values = values && this.#limiter('values', values);
    this.#mutations = new Map([...mutations].map(([name, rate]) => [name, this.#limiter(name, rate)]));
  }

  /** Rejects with RateLimited. */
  countOperation(requester: Requester): Counted {
    return this.#count(this.#operations, requester, 1, 'requests');
  }

  /** Counts what an operation may cost, so that a few costly ones weigh as much as many cheap ones. Rejects with RateLimited. */
  countCost(cost: number, requester: Requester): Counted {
    return this.#values && this.#count(this.#values, requester, cost, 'values asked for');
  }

  /** Counts each mutation field of a document, so that aliases gain nothing. Rejects with RateLimited. */
  countMutations(fields: readonly string[], { address }: Requester): Counted {
    if (address === undefined) return undefined;
    const name = this.#nameOf(address);
    const count = (field: string, times: number): Counted => {
      const limiter = this.#mutations.get(field);
      return limiter && this.#consume(limiter, name, times, `requests for ${field}`, field);
    };
    const [only] = fields;
    if (fields.length === 1) return count(only as string, 1);
    const each = async () => {
      for (const field of new Set(fields)) await count(field, fields.filter((other) => other === field).length);
    };
    return each();
  }

  /**
   * Lets every gateway that counts in the same database know that something, such as a session, has ended before its time, which is over
   * in so many seconds. While the database is away this gateway alone knows it.
   */
  async end(id: string, seconds: number): Promise<void> {
    this.#ended.set(id, true, { ttl: seconds * 1_000 });
    const everywhere = this.#endedEverywhere;
    if (everywhere) await this.#shared?.attempt(() => everywhere.set(id, 1, seconds));
  }

  /** Whether it has ended, as far as this gateway can tell. */
  async hasEnded(id: string): Promise<boolean> {
    const everywhere = this.#endedEverywhere;
    if (!everywhere || this.#ended.has(id)) return this.#ended.has(id);
    let found: RateLimiterRes | null = null;
    await this.#shared?.attempt(async () => {
      found = await everywhere.get(id);
    });
    return found !== null;
  }

  async close(): Promise<void> {
    await this.#shared?.close();
  }

  #count(limiter: Limiter, { subject, address }: Requester, points: number, what: string): Counted {
    const name = subject === null ? address && this.#nameOf(address) : this.#accountOf(subject);
    return name ? this.#consume(limiter, name, points, what) : undefined;
  }

  #accountOf(subject: string): string {
    let name = this.#accounts.get(subject);
    if (name === undefined) {
      name = accountName(subject);
      this.#accounts.set(subject, name);
    }
    return name;
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
    const shared = this.#shared?.counting({ keyPrefix, points, duration });
    return { points, own: new OwnCount(points, duration * 1_000), shared };
  }

  #consume(limiter: Limiter, name: string, points: number, what: string, field?: string): Counted {
    const { own, shared, points: limit } = limiter;
    const refusal = (waitMs: number) => new RateLimited(what, waitMs, { limit, ...(field !== undefined && { field }) });
    const countAlone = (): Counted => {
      const waitMs = own.consume(name, points);
      return waitMs === undefined ? undefined : Promise.reject(refusal(waitMs));
    };
    const counted = shared?.consume(name, points) ?? false;
    if (typeof counted === 'boolean') return counted ? undefined : countAlone();
    return counted.then(
      (isCounted) => (isCounted ? undefined : countAlone()),
      (refused) => {
        throw refused instanceof RateLimiterRes ? refusal(refused.msBeforeNext) : refused;
      },
    );
  }
}

/** Undefined where it was counted at once, as nearly always: a promise for each count would cost more than the count. */
export type Counted = Promise<void> | undefined;

interface Limiter {
  readonly points: number;
  readonly own: OwnCount;
  readonly shared: SharedCount | undefined;
}

/** One budget that this process keeps alone. */
class OwnCount {
  /** In the order in which their times end, as all last equally long. */
  readonly #times = new Map<string, { points: number; readonly until: number }>();

  constructor(
    private readonly most: number,
    private readonly lastsMs: number,
  ) {}

  /** Undefined when there were not too many; otherwise how long to wait, in milliseconds. */
  consume(name: string, points: number): number | undefined {
    const now = performance.now();
    let time = this.#times.get(name);
    if (!time || time.until <= now) {
      for (const [ended, { until }] of this.#times) {
        if (until > now) break;
        this.#times.delete(ended);
      }
      time = { points: 0, until: now + this.lastsMs };
      this.#times.set(name, time);
    }
    time.points += points;
    return time.points > this.most ? time.until - now : undefined;
  }
}

/** What the database knew of a name when it was asked last, with what is on its way, and what it was not told yet. */
interface Tally {
  known: number;
  unwritten: number;
  /** The end of the time for which it counts. */
  until: number;
  writing: Promise<unknown> | undefined;
  timer: NodeJS.Timeout | undefined;
}

/** From so many points on, counts are gathered and written once a second; smaller budgets are counted one by one. */
const gatheredFrom = 200;
const gatherMs = 1_000;
/** The share of a budget of which the others may not know yet, and that from which on each request is counted before it is answered. */
const [unwrittenShare, exactFrom] = [1 / 20, 1 / 2];

/**
 * One budget that several gateways keep together. While a name has used less than half of it, its requests wait for nobody and are told to
 * the database once a second, or when they are a twentieth of the budget. From then on they are counted there one by one. So a name that asks
 * every gateway at once may get up to a tenth of the budget more at each.
 */
class SharedCount {
  readonly #tallies = new LRUCache<string, Tally>({ maxSize: 20_000, sizeCalculation: () => 1 });
  readonly #limiter: RateLimiterAbstract;

  constructor(
    private readonly counts: SharedCounts,
    private readonly budget: { readonly keyPrefix: string; readonly points: number; readonly duration: number },
  ) {
    this.#limiter = counts.limiter(budget);
  }

  /** False when the database did not count. @throws RateLimiterRes when it counted too many */
  consume(name: string, points: number): boolean | Promise<boolean> {
    const { points: budget } = this.budget;
    const tally = this.#tallyOf(name);
    if (budget < gatheredFrom || tally.known + tally.unwritten + points > budget * exactFrom)
      return this.#tell(name, tally, points);
    if (this.counts.isAway) return false;
    tally.unwritten += points;
    const write = () => {
      clearTimeout(tally.timer);
      tally.timer = undefined;
      tally.writing ??= this.#tell(name, tally, 0)
        .catch(() => undefined)
        .finally(() => {
          tally.writing = undefined;
        });
    };
    if (tally.unwritten >= budget * unwrittenShare) {
      if (tally.writing) return this.#tell(name, tally, 0);
      write();
    }
    // What others counted is asked for at once.
    else tally.timer ??= setTimeout(write, tally.known === 0 ? 0 : gatherMs).unref();
    return true;
  }

  /** Tells the database everything that it does not know yet. */
  async close(): Promise<void> {
    const telling = [...this.#tallies.entries()].map(async ([name, tally]) => {
      clearTimeout(tally.timer);
      await tally.writing;
      if (tally.unwritten > 0) await this.#tell(name, tally, 0).catch(() => undefined);
    });
    await Promise.all(telling);
  }

  #tallyOf(name: string): Tally {
    const now = this.counts.now;
    const known = this.#tallies.get(name);
    const tally: Tally = known ?? { known: 0, unwritten: 0, until: 0, writing: undefined, timer: undefined };
    if (!known) this.#tallies.set(name, tally);
    if (tally.until <= now) [tally.known, tally.until] = [0, now + this.budget.duration * 1_000];
    return tally;
  }

  async #tell(name: string, tally: Tally, more: number): Promise<boolean> {
    const points = tally.unwritten + more;
    if (points === 0) return true;
    tally.unwritten = 0;
    tally.known += points;
    const learn = ({ consumedPoints, msBeforeNext }: RateLimiterRes) => {
      [tally.known, tally.until] = [consumedPoints, this.counts.now + msBeforeNext];
    };
    try {
      return await this.counts.attempt(async () => learn(await this.#limiter.consume(name, points)));
    } catch (refused) {
      if (refused instanceof RateLimiterRes) learn(refused);
      throw refused;
    }
  }
}

/** Two gateways that start at once take turns: otherwise one would fail on the other's half-made table. */
const createTable = `
  BEGIN;
  SELECT pg_advisory_xact_lock(hashtextextended('gateway_rate', 0));
  CREATE TABLE IF NOT EXISTS gateway_rate (key varchar(255) PRIMARY KEY, points integer NOT NULL DEFAULT 0, expire bigint);
  COMMIT`;

/** A table in which several gateways count, and whether it can be reached at the moment. */
class SharedCounts {
  readonly #pool: Pool;
  readonly #stopObserving: () => void;
  readonly #countings: SharedCount[] = [];
  #table: Promise<unknown> | undefined;
  #awayUntil = 0;

  constructor(
    connectionString: string,
    private readonly options: Pick<RateOptions, 'clock' | 'log'>,
  ) {
    this.#pool = new Pool({ connectionString, max: 4, connectionTimeoutMillis: patienceMs, query_timeout: patienceMs });
    this.#stopObserving = observePool('rates', this.#pool);
    this.#pool.on('error', (err) => options.log.warn({ err }, 'lost a database connection for counting requests'));
  }

  get now(): number {
    return this.options.clock().getTime();
  }

  /** Whether the database is left alone for a while. */
  get isAway(): boolean {
    return this.now < this.#awayUntil;
  }

  counting(budget: ConstructorParameters<typeof SharedCount>[1]): SharedCount {
    const count = new SharedCount(this, budget);
    this.#countings.push(count);
    return count;
  }

  limiter(settings: { keyPrefix: string; points: number; duration: number }): RateLimiterAbstract {
    // A client that has used up its budget is refused without asking the database again, so that a flood does not reach it.
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
      this.#table = undefined;
      if (!isAway(err)) {
        this.options.log.error(
          { err },
          'the rate limit database refused to count one request; this gateway counts it on its own',
        );
        return false;
      }
      this.options.log.warn({ err }, 'rate limit database unavailable; each gateway counts on its own');
      this.#awayUntil = now + awayMs;
      return false;
    }
  }

  async close(): Promise<void> {
    await Promise.all(this.#countings.map((count) => count.close()));
    this.#stopObserving();
    await this.#pool.end();
  }
}

/** Whether the database could not be reached, was lost or took too long: what it refuses to do says nothing about the next request. */
function isAway(error: unknown): boolean {
  if (!(error instanceof DatabaseError)) return true;
  return error.severity === 'FATAL' || error.severity === 'PANIC' || error.code === cancelled;
}

/** SQLSTATE of a statement that took longer than it may. */
const cancelled = '57014';

/** Names an account in counts. Subjects come from providers: they can be longer than a key may be, or tell who somebody is. */
export const accountName = (subject: string): string => createHash('sha256').update(`account\n${subject}`).digest('base64url');

/** Names an address for one day: equal names for equal addresses, and nobody without the key finds the address behind a name. */
export function addressName(key: Buffer, address: string, day: string): string {
  return createHmac('sha256', key).update(`address\n${day}\n${address}`).digest('base64url').slice(0, 22);
}
