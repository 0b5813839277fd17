// The reading lists that a new database begins with.
import type { EntityManager } from 'typeorm';
import { addMissing, type DatePrecision, readFacts } from '#kit/words/facts';
import { Resource, type ResourceKind } from './resource';

interface SeedResource {
  readonly subjectId: string;
  readonly sourceId: string;
  readonly kind: ResourceKind;
  readonly publisher: string;
  readonly publishedOn: string | null;
  readonly precision: DatePrecision | null;
}

/** Adds what is missing; runs inside the caller's transaction. */
export async function seedResources(manager: EntityManager): Promise<void> {
  const { resources } = readFacts<{ resources: SeedResource[] }>('resources.json');
  const rows = resources.map(({ publishedOn, precision, ...rest }) => ({
    ...rest,
    publishedDay: publishedOn,
    publishedPrecision: precision,
  }));
  await addMissing(manager, Resource, rows);
}
