// One change to the record: a transaction under the name of its mutation, with what it locks, writes to the audit log and announces.
import type { EntityManager, EntityTarget, ObjectLiteral } from 'typeorm';
import type { Clock } from '../words/clock';
import { Unauthenticated } from '../words/identity';
import { NotFound } from '../words/problem';
import { audit } from './audit';
import type { Statements } from './queue';
import type { Request } from './request';

/** Something that readers of live fields wait for. A hint: a feature that hears it reads the rows. Features add what tells them apart. */
export interface Announcement {
  readonly kind: string;
  readonly id: string;
}

/** The channel of PostgreSQL NOTIFY; processes of two versions must agree on it. */
export const changesChannel = 'partnership_changes';

/** Hints at something to the processes that listen to a channel: at the commit, where a transaction sends it. At most 7,999 bytes. */
export async function notify(statements: Statements, channel: string, payload: string): Promise<void> {
  await statements.query('SELECT pg_notify($1, $2)', [channel, payload]);
}

/** Tells it with the caller's transaction: at its commit, and not at all when it fails. For acts of staff, which are rare. */
export async function announce<Told extends Announcement>(transaction: Statements, told: Told): Promise<void> {
  await notify(transaction, changesChannel, JSON.stringify(told));
}

/** What can be done within the transaction of a change. */
export class Change {
  #now: Date | undefined;

  constructor(
    readonly manager: EntityManager,
    /** The name of the mutation or command, as the audit log has it. */
    readonly action: string,
    /** The account that asks, or what stands for it. */
    readonly subject: string,
    private readonly clock: Clock,
  ) {}

  /** When it happens: as soon as it is asked for, so ask after waiting for a lock. */
  get now(): Date {
    this.#now ??= this.clock();
    return this.#now;
  }

  /** The same change within a savepoint of its transaction. */
  within(manager: EntityManager): Change {
    return new Change(manager, this.action, this.subject, () => this.now);
  }

  /** The row of an id, which nobody else changes until the end. @throws NotFound */
  async lock<T extends ObjectLiteral & { id: string }>(entity: EntityTarget<T>, kind: string, id: string): Promise<T> {
    const row = await this.manager.findOne(entity, { where: { id } as never, lock: { mode: 'pessimistic_write' } });
    if (!row) throw new NotFound(kind, id);
    return row;
  }

  /** Adds an entry to the audit log; `before` is null for something new, `after` for something removed. */
  record(recordId: string, before: object | null, after: object | null, at: Date = this.now): Promise<void> {
    const { manager, action, subject } = this;
    return audit(manager, { at, subject, action, recordId, before, after });
  }

  /** Tells live readers, at the commit. */
  announce<Told extends Announcement>(told: Told): Promise<void> {
    return announce(this.manager, told);
  }
}

/** Changes the record for the account that asks, all or nothing. @throws Unauthenticated, and what `work` throws */
export async function change<T>(
  { database, identity, clock }: Pick<Request, 'database' | 'identity' | 'clock'>,
  action: string,
  work: (change: Change) => Promise<T>,
  subject: string | null = identity.subject,
): Promise<T> {
  if (subject === null) throw new Unauthenticated();
  return database.transaction((manager) => work(new Change(manager, action, subject, clock)));
}
