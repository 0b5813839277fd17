// Which facts, and which demonstration, does a new database begin with?
import type { DataSource } from 'typeorm';
import { once } from '../kit/data/database';
import { addMissing, readFacts, Source } from '../kit/words/facts';
import { seedLibraries } from './libraries';
import { seedListings } from './listings';
import { seedDemoPartnerships, seedPartnerships } from './partnerships';
import { seedProgramme } from './programme';
import { seedDemoStories, seedStories } from './stories';

/**
 * Adds what is missing, in one transaction; of several processes one does it at a time, and seeding again changes nothing.
 * Demonstration listings are published at the moment `now`, so that they are open however late a demonstration begins.
 */
export async function seed(database: DataSource, what: 'none' | 'facts' | 'demo', now: Date): Promise<void> {
  if (what === 'none') return;
  const demo = what === 'demo';
  await once(database, 'shelfbridge.seed', () =>
    database.transaction(async (manager) => {
      await addMissing(manager, Source, readFacts<{ sources: object[] }>('sources.json').sources);
      await seedProgramme(manager);
      await seedLibraries(manager, { demo });
      await seedListings(manager, { demo, now });
      await seedPartnerships(manager);
      await seedStories(manager);
      if (demo) {
        await seedDemoPartnerships(manager);
        await seedDemoStories(manager);
      }
    }),
  );
}
