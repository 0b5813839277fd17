// What changed in the partnership subgraph, told to every process of it at the commit?
import type { Statements } from '../kit/data/queue';

/** The channel of PostgreSQL NOTIFY. */
export const changesChannel = 'partnership_changes';

/** Something that readers of live feeds wait for. A hint: whoever hears it reads the rows. */
export type Change =
  | { readonly kind: 'partnership'; readonly id: string; readonly libraryIds: readonly string[] }
  | { readonly kind: 'listing'; readonly id: string };

/** Tells it with the caller's transaction: at its commit, and not at all when it fails. For acts of staff, which are rare. */
export async function announceChange(transaction: Statements, change: Change): Promise<void> {
  await transaction.query('SELECT pg_notify($1, $2)', [changesChannel, JSON.stringify(change)]);
}
