// The parts of the advocacy subgraph, and how it starts.

import type { DataSource } from 'typeorm';
import { Change } from '#kit/data/change';
import { alone } from '#kit/data/database';
import { factsSubject, Revisions } from '#kit/data/revise';
import { federate, type Subgraph } from '#kit/subgraph/federate';
import { type Started, type SubgraphOptions, startSubgraph } from '#kit/subgraph/startSubgraph';
import { commonYear } from '#kit/words/days';
import { seedSources } from '#kit/words/facts';
import { type Log, silentLog } from '#kit/words/log';
import type { KeyRing } from '#kit/words/secrets';
import { seedResources } from './campaigns';
import { type AdvocacyApp, entities, features, migrations } from './features';
import { seedLaws } from './laws';
import {
  followMerged,
  openPetitions,
  petitionJobs,
  secretsOf,
  seedDemoPetitions,
  seedPetitions,
  signDemoPetitions,
} from './petitions';
import { openPolicyFeed, seedPolicies } from './policies';
import { seedPublishers } from './publishers';
import { openStatementFeed, seedStatements } from './statements';

/** The schema, without a database. */
export const buildAdvocacy = (): Promise<Subgraph> => federate(features);

export interface AdvocacyOptions extends SubgraphOptions {
  /** Of the hash that tells whether an address has signed: the first is used, all are known. */
  readonly signatureKeys: KeyRing;
  /** Signs the links in mails; derived from the signature key when not given. */
  readonly linkKeys?: KeyRing | undefined;
  /** Where the partnership subgraph tells which libraries were merged; without it none are learned of. */
  readonly partnershipUrl?: string;
  /** From so many days on what we know of a policy is marked STALE. */
  readonly policyStaleDays?: number;
  /** How often the live count of a petition shows a new state, at most, in milliseconds. */
  readonly countIntervalMs?: number;
}

/** The running subgraph. */
export type Advocacy = Started<AdvocacyApp>;

/** Opens the database, brings it up to date, seeds it and answers until stopped. */
export const startAdvocacy = (options: AdvocacyOptions): Promise<Advocacy> =>
  startSubgraph(
    {
      name: 'advocacy',
      features,
      entities,
      migrations,
      seed,
      async open(opening) {
        const { database, databaseUrl, publicUrl, log, closeWith } = opening;
        const petitions = openPetitions(opening, {
          secrets: secretsOf(options.signatureKeys, options.linkKeys),
          intervalMs: options.countIntervalMs,
        });
        if (options.seed === 'demo') await signDemoPetitions(database, petitions.secrets, opening.clock());
        const policyFeed = openPolicyFeed(database, databaseUrl, log);
        closeWith(() => policyFeed.stop());
        const statementFeed = openStatementFeed(database, databaseUrl, log);
        closeWith(() => statementFeed.stop());
        const policyStaleDays = options.policyStaleDays ?? commonYear;
        const merged = await followMerged(database, { partnershipUrl: options.partnershipUrl ?? null, log, closeWith });
        return {
          merged,
          app: { ...petitions, policyFeed, policyStaleDays, statementFeed, publicUrl },
          ...petitionJobs(opening, petitions),
        };
      },
    },
    options,
  );

/**
 * Adds what is missing, and brings facts that a newer release knows better up to date where they are still as they were delivered, in
 * one transaction; of several processes one does it at a time, and seeding again changes nothing.
 */
export async function seed(
  database: DataSource,
  what: 'none' | 'facts' | 'demo',
  now: Date = new Date(),
  log: Log = silentLog,
): Promise<void> {
  if (what === 'none') return;
  const tally = new Revisions();
  await alone(database, 'shelfbridge.seed', async (manager) => {
    const writing = new Change(manager, 'seed', factsSubject, () => now);
    await seedSources(manager);
    await seedPublishers(manager);
    await seedLaws(manager);
    await seedPolicies(writing, tally);
    await seedPetitions(writing, tally);
    await seedStatements(writing, tally);
    await seedResources(manager);
    if (what === 'demo') await seedDemoPetitions(manager);
  });
  tally.tell(log);
}
