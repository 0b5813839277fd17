// Which facts, and which demonstration, does a new database begin with?
import type { DataSource } from 'typeorm';
import { once } from '../kit/data/database';
import { addMissing, readFacts, Source } from '../kit/words/facts';
import { seedResources } from './campaigns';
import { seedLaws } from './laws';
import { seedDemoPetitions, seedPetitions } from './petitions';
import { seedPolicies } from './policies';
import { seedPublishers } from './publishers';
import { seedStatements } from './statements';

/** Adds what is missing, in one transaction; of several processes one does it at a time, and seeding again changes nothing. */
export async function seed(database: DataSource, what: 'none' | 'facts' | 'demo'): Promise<void> {
  if (what === 'none') return;
  await once(database, 'shelfbridge.seed', () =>
    database.transaction(async (manager) => {
      await addMissing(manager, Source, readFacts<{ sources: object[] }>('sources.json').sources);
      await seedPublishers(manager);
      await seedLaws(manager);
      await seedPolicies(manager);
      await seedPetitions(manager);
      await seedStatements(manager);
      await seedResources(manager);
      if (what === 'demo') await seedDemoPetitions(manager);
    }),
  );
}
