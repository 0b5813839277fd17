// Facts that we delivered and that changed since: which stored rows may follow, and which did an editor make their own?
import { isDeepStrictEqual } from 'node:util';
import type { EntityManager, EntityTarget, ObjectLiteral } from 'typeorm';
import { readFacts } from '../words/facts';
import type { Log } from '../words/log';
import { AuditEntry } from './audit';
import type { Change } from './change';

/** Who the audit log names for facts that come with a release. */
export const factsSubject = 'facts of the release';

/** How a record read when it was delivered before, in the fields that differ now, and why it changed. */
export interface Revised<Fact> {
  readonly on: string;
  readonly reason: string;
  readonly before: Partial<Fact>;
}

/** By id, the records of a kind that changed since they were delivered. */
export function revisionsOf<Fact>(kind: string): ReadonlyMap<string, Revised<Fact>> {
  const { [kind]: changed = {} } = readFacts<Record<string, Record<string, Revised<Fact>>>>('revisions.json');
  return new Map(Object.entries(changed));
}

/** A line of the log names so many records. */
const mostNamed = 100;

/** What became of the facts that changed, so that the log can tell it. */
export class Revisions {
  revised = 0;
  /** The ids of those that stay as editors left them: they may want to look at them. */
  readonly kept: string[] = [];

  /** Says what happened, and nothing when nothing did. */
  tell(log: Log): void {
    if (this.revised > 0) log.info({ revised: this.revised }, 'facts that changed were brought up to date');
    const { length } = this.kept;
    if (length === 0) return;
    const records = this.kept.slice(0, mostNamed);
    log.info({ kept: length, records }, 'facts that changed were left out where editors recorded something else');
  }
}

/** Whether the log holds a change of this record by anybody but a release. `others` are actions that leave it as it is. */
export async function isEdited(manager: EntityManager, recordId: string, others: readonly string[] = []): Promise<boolean> {
  return manager
    .createQueryBuilder(AuditEntry, 'entry')
    .where('entry.recordId = :recordId AND entry.subject <> :factsSubject AND entry.action <> ALL(:others)', {
      recordId,
      factsSubject,
      others,
    })
    .getExists();
}

/** What a stored record may become: what we deliver now, where it is still what we delivered before. */
type RowState = 'UP_TO_DATE' | 'AS_DELIVERED' | 'OF_AN_EDITOR';

/** Compares the columns that changed. Amounts that are written with more or fewer zeros are the same. */
export function rowStateOf(stored: object, before: object, after: object): RowState {
  const columns = Object.keys(after);
  const holds = (wanted: object) => columns.every((column) => isSame(columnOf(stored, column), columnOf(wanted, column)));
  if (holds(after)) return 'UP_TO_DATE';
  return holds(before) ? 'AS_DELIVERED' : 'OF_AN_EDITOR';
}

/**
 * Brings the row of an entity up to what is delivered now, in the transaction of the caller and with an entry in the audit log that
 * gives the reason; a row that is not as it was delivered stays.
 */
export async function reviseRow<T extends ObjectLiteral & { id: string }>(
  writing: Change,
  entity: EntityTarget<T>,
  id: string,
  change: {
    readonly before: Partial<T>;
    readonly after: Partial<T>;
    readonly reason: string;
    readonly others?: readonly string[];
  },
  tally: Revisions,
): Promise<void> {
  const { manager } = writing;
  const stored = await manager.findOne(entity, { where: { id } as never, lock: { mode: 'pessimistic_write' } });
  if (!stored) return;
  const standing = rowStateOf(stored, change.before, change.after);
  if (standing === 'UP_TO_DATE') return;
  if (standing === 'OF_AN_EDITOR' || (await isEdited(manager, id, change.others))) {
    tally.kept.push(id);
    return;
  }
  await manager.update(entity, { id } as never, change.after as never);
  await writing.record(id, { id, ...change.before }, { id, ...change.after, reason: change.reason });
  tally.revised++;
}

const columnOf = (row: object, column: string): unknown => (row as Readonly<Record<string, unknown>>)[column] ?? null;

/** As JSON says it, whatever the order of keys and the zeros after a decimal point. */
function isSame(a: unknown, b: unknown): boolean {
  const plain = (value: unknown) =>
    JSON.parse(JSON.stringify(value), (_key, part) =>
      typeof part === 'string' && /^\d+\.\d*0$/.test(part) ? part.replace(/\.?0+$/, '') : part,
    );
  return isDeepStrictEqual(plain(a), plain(b));
}
