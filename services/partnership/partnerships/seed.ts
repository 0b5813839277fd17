// Which partnerships does a new database begin with?
import { type EntityManager, In } from 'typeorm';
import { addMissing, Confidence, type DatePrecision, readFacts, undated, wholeDay } from '#kit/words/facts';
import { Library } from '#partnership/libraries/index';
import type { ActivityKind, MeetingRhythm, PartnershipGoal } from '#partnership/programme/index';
import { Activity } from './activity';
import { pairOf } from './pair';
import { Partnership } from './partnership';
import { type Formality, PartnershipState } from './partnershipStates';

interface PartnershipFacts {
  readonly id: string;
  readonly libraryIds: readonly [string, string];
  readonly programme: string | null;
  readonly startedOn: string | null;
  readonly startedPrecision: DatePrecision | null;
  readonly agreement: Formality;
  readonly activities: readonly ActivityKind[];
  readonly goals?: readonly PartnershipGoal[];
  readonly meetingRhythm?: MeetingRhythm;
  readonly sources: readonly string[];
  readonly confidence: Confidence;
}

interface ActivityFacts {
  readonly id: string;
  readonly partnershipId: string;
  readonly kind: ActivityKind;
  readonly on: string;
  readonly hours: number | null;
  readonly items: number | null;
  readonly summary: string;
  readonly sources: readonly string[];
}

/** Adds the documented partnerships and what is known of their activities; runs inside the caller's transaction. */
export async function seedPartnerships(manager: EntityManager): Promise<void> {
  await addPartnerships(manager, readFacts<{ partnerships: PartnershipFacts[] }>('partnerships.json').partnerships);
  await addActivities(manager, readFacts<{ activities: ActivityFacts[] }>('activities.json').activities);
}

/** Adds the invented partnerships and activities; runs inside the caller's transaction. */
export async function seedDemoPartnerships(manager: EntityManager): Promise<void> {
  const facts = readFacts<{ partnerships: PartnershipFacts[]; activities: ActivityFacts[] }>('demo-partnerships.json');
  await addPartnerships(manager, facts.partnerships);
  await addActivities(manager, facts.activities);
}

async function addPartnerships(manager: EntityManager, facts: readonly PartnershipFacts[]) {
  const libraries = await manager.findBy(Library, { id: In(facts.flatMap(({ libraryIds }) => libraryIds)) });
  const byId = new Map(libraries.map((library) => [library.id, library]));
  const rows = facts.map(({ libraryIds: [a, b], startedOn, startedPrecision, agreement, activities, sources, ...rest }) => {
    const { day, precision } = wholeDay(startedOn, startedPrecision);
    const demo = rest.confidence === Confidence.DEMO;
    return {
      goals: [],
      ...rest,
      ...pairOf(byId.get(a)!, byId.get(b)!),
      state: PartnershipState.ACTIVE,
      formality: agreement,
      startedDay: day,
      startedPrecision: precision,
      listedOn: day ?? undated,
      activityKinds: activities,
      historical: !demo,
      demo,
      sourceIds: sources,
    };
  });
  await addMissing(manager, Partnership, rows);
}

async function addActivities(manager: EntityManager, facts: readonly ActivityFacts[]) {
  const rows = facts.map(({ on, sources, ...rest }) => ({ ...rest, ...wholeDay(on), sourceIds: sources }));
  await addMissing(manager, Activity, rows);
}
