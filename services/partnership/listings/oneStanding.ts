// What if several listings of one library are to stand at the same moment?
import type { EntityManager } from 'typeorm';

/**
 * Whoever publishes or renews a listing of a library does it after whoever else does, and sees what they did. To be taken before the
 * rows are locked: taken after them, two could wait for each other. The database has the last word by an index.
 */
export async function takeTurn(manager: EntityManager, libraryId: string): Promise<void> {
  await manager.query('SELECT pg_advisory_xact_lock(hashtextextended($1, 0))', [`listings of ${libraryId}`]);
}
