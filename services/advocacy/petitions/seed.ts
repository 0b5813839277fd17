// The petitions that a new database begins with.
import { type EntityManager, IsNull } from 'typeorm';
import type { Change } from '#kit/data/change';
import { type Revised, type Revisions, reviseRow, revisionsOf } from '#kit/data/revise';
import { addMissing, type Confidence, DatePrecision, readFacts } from '#kit/words/facts';
import { Endorsement } from './endorsement.resolver';
import { Milestone, Petition, type PetitionOutcome } from './petition';
import { type CountMetric, type CountQualifier, Delivery, ReportedCount } from './reportedCount';
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
