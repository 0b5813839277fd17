// Which calls for partnerships does a new database begin with?
import type { EntityManager } from 'typeorm';
import { addMissing, readFacts } from '#kit/words/facts';
import { ProgrammeCall } from './programmeCall';

interface CallFacts extends Omit<ProgrammeCall, 'goals' | 'sourceIds'> {
  readonly sources: readonly string[];
}

/** Adds the documented calls; runs inside the caller's transaction. */
export async function seedProgramme(manager: EntityManager): Promise<void> {
  const { calls } = readFacts<{ calls: CallFacts[] }>('calls.json');
  const rows = calls.map(({ sources, ...call }) => ({ ...call, sourceIds: sources }));
  await addMissing(manager, ProgrammeCall, rows);
}
