// Which libraries does a new database begin with?
import type { EntityManager } from 'typeorm';
import { addMissing, readFacts } from '#kit/words/facts';
import { Library } from './library';

/** A library of the facts; what it seeks is read by the listings. */
type LibraryFacts = Omit<Library, 'sourceIds' | 'meetingHours' | 'coordinates' | 'isilConfidence'> & {
  readonly sources: readonly string[];
  readonly isilConfidence: string | null;
};

/** Adds the documented libraries, and the invented ones when `demo`; runs inside the caller's transaction. */
export async function seedLibraries(manager: EntityManager, { demo }: { demo: boolean }): Promise<void> {
  const { libraries } = readFacts<{ libraries: LibraryFacts[] }>('libraries.json');
  const rows = libraries
    .filter((library) => demo || !library.demo)
    .map((library) => ({
      ...library,
      sourceIds: library.sources,
      isilConfidence: library.isilConfidence?.toUpperCase() ?? null,
    }));
  await addMissing(manager, Library, rows);
}
