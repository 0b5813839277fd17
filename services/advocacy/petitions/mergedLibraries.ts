// Which libraries were merged, as the partnership subgraph tells: asked again and again, kept for when it is away.
import { Column, type DataSource, Entity, Index, PrimaryColumn } from 'typeorm';
import type { Log } from '#kit/words/log';
import { type MergedId, MergedIds, mergedPath } from '#kit/words/mergedIds';

/** An id that answers as another one. */
@Entity()
export class MergedLibrary {
  @PrimaryColumn('text')
  id!: string;

  @Index('merged_library_by_into')
  @Column('text')
  intoId!: string;
}

/** SQL of the id that answers for one, which is SQL too and never input. */
export const standingId = (id: string): string =>
  `coalesce((SELECT into_id FROM merged_library WHERE merged_library.id = ${id}), ${id})`;

/** SQL of all ids that answer as some, themselves among them. The argument is SQL of an array, never input. */
export const idsOf = (standing: string): string =>
  `(SELECT unnest(${standing}) AS id UNION SELECT id FROM merged_library WHERE into_id = ANY(${standing}))`;

/** SQL of all ids that were merged or that others were merged into: PostgreSQL reads them once for a statement, and hashes them. */
export const everMerged = '(SELECT id FROM merged_library UNION ALL SELECT into_id FROM merged_library)';

/** How often is asked; an answer costs the other subgraph nothing. */
const everyMs = 1_000;
const patienceMs = 5_000;

/** The merged ids as they were kept last, which then follow those of the partnership subgraph at the address, unless it is null. */
export async function followMerged(
  database: DataSource,
  { partnershipUrl, log, closeWith }: { partnershipUrl: string | null; log: Log; closeWith: (close: () => unknown) => void },
): Promise<MergedIds> {
  const merged = new MergedIds();
  merged.replace(await database.getRepository(MergedLibrary).find());
  if (partnershipUrl === null) return merged;
  const address = new URL(mergedPath, partnershipUrl);
  const state = { known: JSON.stringify(sorted(merged.all)), isAway: false, asking: undefined as Promise<void> | undefined };
  const ask = async () => {
    try {
      const told = await read(address);
      const text = JSON.stringify(told);
      if (text !== state.known) {
        await keep(database, told);
        merged.replace(told);
        state.known = text;
      }
      state.isAway = false;
    } catch (err) {
      if (!state.isAway) log.warn({ err, address: address.href }, 'cannot learn which libraries were merged; asking on');
      state.isAway = true;
    }
  };
  const timer = setInterval(() => {
    state.asking ??= ask().finally(() => {
      state.asking = undefined;
    });
  }, everyMs);
  closeWith(async () => {
    clearInterval(timer);
    await state.asking;
  });
  return merged;
}

const sorted = (merged: readonly MergedId[]): MergedId[] =>
  merged.map(({ id, intoId }) => ({ id, intoId })).sort((a, b) => (a.id < b.id ? -1 : 1));

async function read(address: URL): Promise<MergedId[]> {
  const answer = await fetch(address, { signal: AbortSignal.timeout(patienceMs) });
  if (!answer.ok) throw new Error(`${address.href} answered ${answer.status}`);
  const { merged } = (await answer.json()) as { merged: MergedId[] };
  return sorted(merged);
}

/** Takes the place of what was kept. Several processes may do so at once; the same twice changes nothing. */
async function keep(database: DataSource, merged: readonly MergedId[]): Promise<void> {
  await database.transaction(async (manager) => {
    await manager.query(`SELECT pg_advisory_xact_lock(hashtextextended('library merges', 0))`);
    const [ids, intoIds] = [merged.map(({ id }) => id), merged.map(({ intoId }) => intoId)];
    await manager.query('DELETE FROM merged_library WHERE id <> ALL($1::text[])', [ids]);
    await manager.query(
      `INSERT INTO merged_library (id, into_id) SELECT * FROM unnest($1::text[], $2::text[])
       ON CONFLICT (id) DO UPDATE SET into_id = excluded.into_id WHERE merged_library.into_id <> excluded.into_id`,
      [ids, intoIds],
    );
  });
}
