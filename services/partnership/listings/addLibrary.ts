// How does a library that was submitted join the list of libraries, under a readable id?
import type { EntityManager } from 'typeorm';
import { sqlState } from '#kit/data/database';
import { Confidence } from '#kit/words/facts';
import { BadInput } from '#kit/words/problem';
import { CoordinatePrecision, Library } from '#partnership/libraries/index';
import type { NewLibrary } from './newLibrary';

const uniqueViolation = '23505';

/** Adds it inside the caller's transaction and answers with its id. @throws BadInput when another library has its ISIL */
export async function addLibrary(manager: EntityManager, library: NewLibrary): Promise<string> {
  const { latitude = null, longitude = null } = library;
  const placed = latitude !== null && longitude !== null;
  const id = await freeId(manager, library);
  try {
    await manager.insert(Library, {
      ...library,
      id,
      ...(placed
        ? { coordinatePrecision: CoordinatePrecision.CITY, coordinateSource: 'given with the submission' }
        : { latitude: null, longitude: null }),
      demo: false,
      sourceIds: [],
      confidence: Confidence.MEDIUM,
    } as never);
  } catch (error) {
    if (sqlState(error) !== uniqueViolation) throw error;
    throw new BadInput('libraryId', `A library with the ISIL ${library.isil} is in the list; approve with its id as libraryId.`);
  }
  return id;
}

/** City and country, as `lodz-pl`, with a number where that is taken. One at a time, so that two are never given the same. */
async function freeId(manager: EntityManager, { city, country }: NewLibrary): Promise<string> {
  await manager.query(`SELECT pg_advisory_xact_lock(hashtextextended('new library id', 0))`);
  const [{ slug }] = await manager.query(`SELECT trim('-' FROM regexp_replace(plain($1), '[^a-z0-9]+', '-', 'g')) AS slug`, [
    city,
  ]);
  const base = `${slug || 'library'}-${country.toLowerCase()}`.slice(0, 80);
  const taken: { id: string }[] = await manager.query('SELECT id FROM library WHERE starts_with(id, $1)', [base]);
  const ids = new Set(taken.map(({ id }) => id));
  if (!ids.has(base)) return base;
  for (let number = 2; ; number++) if (!ids.has(`${base}-${number}`)) return `${base}-${number}`;
}
