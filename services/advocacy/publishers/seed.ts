// Which publishers does the record begin with?
import type { EntityManager } from 'typeorm';
import { addMissing, readFacts } from '#kit/words/facts';
import { Publisher } from './publisher';

/** Adds the publishers of the facts that are not there yet, parents before their children. */
export async function seedPublishers(manager: EntityManager): Promise<void> {
  const { publishers } = readFacts<{ publishers: (Publisher & { imprints: unknown })[] }>('publishers.json');
  const rows = publishers.map(({ imprints: _, ...row }) => row);
  for (const level of [rows.filter((row) => row.parentId === null), rows.filter((row) => row.parentId !== null)]) {
    await addMissing(manager, Publisher, level);
  }
}
