// The petitions that a new database begins with.

import { type DataSource, type EntityManager, IsNull } from 'typeorm';
import { v7 as uuid } from 'uuid';
import { type Change } from '#kit/data/change';
import { alone } from '#kit/data/database';
import { type Revised, type Revisions, reviseRow, revisionsOf } from '#kit/data/revise';
import { dayMs } from '#kit/words/clock';
import { addMissing, type Confidence, DatePrecision, readFacts } from '#kit/words/facts';
import { inUse } from '#kit/words/secrets';
import { Endorsement } from './endorsement.resolver';
import { Milestone, Petition, type PetitionOutcome } from './petition';
import { type CountMetric, type CountQualifier, Delivery, ReportedCount } from './reportedCount';
import { domainHash, hashesOf } from './signing/emailHash';
import { type SignatureSecrets } from './signing/secrets';
import { type Signature } from './signing/signature';
import { commitTogether } from './signing/signatureBatch';
import { PetitionState } from './states';

export interface SeedCount {
  readonly on: string;
  readonly precision: DatePrecision;
  readonly count: number;
  readonly qualifier: CountQualifier;
  readonly metric: CountMetric;
  readonly sources: readonly string[];
  readonly confidence: Confidence;
  readonly note: string | null;
}

interface SeedPetition {
  readonly id: string;
  readonly title: string;
  readonly hashtag: string | null;
  readonly organizers: readonly string[];
  readonly target: string;
  readonly targetPublisherId: string | null;
  readonly ask: string;
  readonly relatedPolicyIds: readonly string[];
  readonly launchedOn: string;
  readonly launchedPrecision: DatePrecision;
  readonly launchConfidence: Confidence;
  readonly launchNote: string | null;
  /** Left out, it follows from the deliveries. */
  readonly state?: PetitionState;
  readonly goal?: number | null;
  readonly closedOn: string | null;
  readonly outcome: PetitionOutcome;
  readonly outcomeOn: string | null;
  readonly counts: readonly SeedCount[];
  readonly deliveries: readonly {
    on: string;
    to: string;
    count: number;
    qualifier: CountQualifier;
    sources: readonly string[];
  }[];
  readonly sources: readonly string[];
}

interface DemoPetition
  extends Pick<SeedPetition, 'id' | 'title' | 'hashtag' | 'organizers' | 'target' | 'ask' | 'relatedPolicyIds' | 'launchedOn'> {
  readonly goal: number;
  readonly language?: string;
  readonly milestones?: readonly number[];
  /** Whom it belongs to: whoever chooses to be an organizer on their own computer. */
  readonly ownerSubject?: string;
  readonly endorsements: readonly { libraryId: string; on: string }[];
}

/** Adds the petitions of the past, which carry reported counts only; runs inside the caller's transaction. */
export async function seedPetitions(writing: Change, tally: Revisions): Promise<void> {
  const { manager } = writing;
  const { petitions } = readFacts<{ petitions: SeedPetition[] }>('petitions.json');
  await addMissing(
    manager,
    Petition,
    petitions.map((petition) => ({ ...petition, ...columnsOf(petition), launchedOn: undefined, historical: true, demo: false })),
  );
  const revised = revisionsOf<SeedPetition>('petitions');
  for (const petition of petitions) {
    await judgeLaunch(manager, petition);
    const changed = revised.get(petition.id);
    if (changed) await revise(writing, petition, changed, tally);
  }
  await addReportedCounts(manager, petitions);
  const deliveries = petitions.flatMap(({ id, deliveries }) =>
    deliveries.map(({ sources, ...rest }) => ({ ...rest, petitionId: id, sourceIds: sources })),
  );
  await addMissing(manager, Delivery, deliveries);
}

/** The columns of a petition of the past that are not named as in the file. */
function columnsOf(petition: SeedPetition) {
  return {
    state: petition.state ?? (petition.deliveries.length > 0 ? PetitionState.DELIVERED : PetitionState.CLOSED),
    launchedDay: petition.launchedOn,
    listedOn: petition.launchedOn,
    note: petition.launchNote,
    goal: petition.goal ?? null,
    sourceIds: [...petition.sources],
  };
}

/** Tells how well the launch is supported, where the column is younger than the row. */
async function judgeLaunch(manager: EntityManager, { id, launchConfidence }: SeedPetition): Promise<void> {
  await manager.update(Petition, { id, historical: true, launchConfidence: IsNull() }, { launchConfidence });
}

function revise(writing: Change, petition: SeedPetition, { reason, before }: Revised<SeedPetition>, tally: Revisions) {
  const after = columnsOf(petition);
  return reviseRow(
    writing,
    Petition,
    petition.id,
    { before: columnsOf({ ...petition, ...before }), after, reason, others: ['recordPetitionCount', 'removePetitionCount'] },
    tally,
  );
}

/** Adds petitions that can be signed, marked as demonstration everywhere; runs inside the caller's transaction. */
export async function seedDemoPetitions(manager: EntityManager): Promise<void> {
  const { petitions } = readFacts<{ petitions: DemoPetition[] }>('demo-petitions.json');
  await addMissing(
    manager,
    Petition,
    petitions.map((petition) => ({
      ...petition,
      state: PetitionState.OPEN,
      historical: false,
      demo: true,
      launchedDay: petition.launchedOn,
      launchedPrecision: DatePrecision.DAY,
      listedOn: petition.launchedOn,
      launchedOn: undefined,
    })),
  );
  await addMissing(
    manager,
    Milestone,
    petitions.flatMap(({ id, goal, milestones = [] }) => [...milestones, goal].map((target) => ({ petitionId: id, target }))),
  );
  const rows = petitions.flatMap(({ id, endorsements }) =>
    endorsements.map(({ libraryId, on }) => ({ petitionId: id, libraryId, endorsedOn: on, demo: true })),
  );
  await addMissing(manager, Endorsement, rows);
}

/** Adds the dated numbers of petitions or boycotts. */
export async function addReportedCounts(
  manager: EntityManager,
  subjects: readonly { id: string; counts: readonly SeedCount[] }[],
): Promise<void> {
  const rows = subjects.flatMap(({ id, counts }) =>
    counts.map(({ sources, ...count }) => ({ ...count, subjectId: id, sourceIds: sources })),
  );
  await addMissing(manager, ReportedCount, rows);
}

interface DemoSignatures {
  /** How many people have signed. */
  readonly count: number;
  /** From so many days ago until now. */
  readonly days: number;
  /** Their share of all, by country or region. */
  readonly from: Readonly<Record<string, number>>;
  readonly language: string;
}

interface DemoPetition {
  readonly id: string;
  readonly signatures: DemoSignatures;
}

const givenNames = [
  ...['Ann', 'Ben', 'Carmen', 'Daniel', 'Esi', 'Fatima', 'Grace', 'Hana', 'Ines', 'Jonas', 'Kofi', 'Lucía', 'Mateo', 'Nora'],
  ...['Olivia', 'Pekka', 'Rosa', 'Samuel', 'Teresa', 'Uma', 'Wanjiru', 'Ximena', 'Yuki', 'Zoë'],
];
const domains = ['example.org', 'example.com', 'example.net', 'readers.example', 'library.example', 'school.example'];

/**
 * Signs the petitions of a demonstration, each once: those that anybody has signed before are left as they are. Of several processes one
 * does it at a time. The addresses are reserved for examples, so that nobody is written to.
 */
export const signDemoPetitions = (database: DataSource, secrets: SignatureSecrets, now: Date): Promise<void> =>
  alone(database, 'shelfbridge.seed', async () => {
    const { petitions } = readFacts<{ petitions: DemoPetition[] }>('demo-petitions.json');
    const unsigned: { id: string }[] = await database.query(
      `SELECT id FROM petition WHERE demo AND state = 'OPEN' AND count = 0 AND revision = 0`,
    );
    for (const { id, signatures } of petitions) {
      if (!unsigned.some((petition) => petition.id === id)) continue;
      const signed = invented(id, signatures, secrets, now);
      // Week by week, so that each milestone is reached in the week in which it was.
      for (let week = Math.ceil(signatures.days / 7); week >= 0; week--) {
        const [from, to] = [now.getTime() - (week + 1) * 7 * dayMs, now.getTime() - week * 7 * dayMs];
        const those = signed.filter(({ signedAt }) => from < signedAt.getTime() && signedAt.getTime() <= to);
        if (those.length > 0) await commitTogether(database, those, those.at(-1)?.signedAt ?? now);
      }
    }
  });

/** In the order in which they signed; the same people with every first start. */
function invented(petitionId: string, { count, days, from, language }: DemoSignatures, secrets: SignatureSecrets, now: Date) {
  const chance = chances(petitionId);
  const places = Object.entries(from);
  const all = places.reduce((sum, [, share]) => sum + share, 0);
  const place = () => {
    let left = chance() * all;
    for (const [where, share] of places) {
      left -= share;
      if (left < 0) return where;
    }
    return 'US';
  };
  const moments = Array.from({ length: count }, () => now.getTime() - age(chance) * days * dayMs).sort(
    (one, other) => one - other,
  );
  return moments.map((moment, index): Signature => {
    const where = place();
    const email = `reader-${index + 1}@${domains[Math.floor(chance() ** 2 * domains.length)]}`;
    return {
      petitionId,
      emailHash: inUse(hashesOf(secrets, email)),
      id: uuid({ msecs: Math.floor(moment) }),
      name: `${givenNames[Math.floor(chance() * givenNames.length)]} Example`,
      country: where.slice(0, 2),
      region: where.length > 2 ? where : null,
      consentToShowName: chance() < 0.3,
      updatesConsent: false,
      consentVersion: 1,
      address: null,
      clientMutationId: null,
      domainHash: domainHash(secrets, email),
      strikeId: null,
      language,
      linksMailedAt: null,
      signedAt: new Date(Math.floor(moment)),
    };
  });
}

/** How long ago, from 0 (now) to 1 (the beginning): many at first, many after the news of the fifth week, some on every other day. */
function age(chance: () => number): number {
  const kind = chance();
  if (kind < 0.35) return 1 - 0.15 * chance() ** 2;
  if (kind < 0.6) return 0.62 - 0.12 * chance() ** 1.5;
  return chance();
}

/** Numbers from 0 to 1 that look as if by chance and are the same for the same text. */
function chances(text: string): () => number {
  let state = 2_166_136_261;
  for (const letter of text) state = Math.imul(state ^ letter.charCodeAt(0), 16_777_619);
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}
