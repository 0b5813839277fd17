// Which facts, and which demonstration, a new database begins with.
import { DateTime } from 'luxon';
import { type DataSource, type EntityManager, In } from 'typeorm';
import { alone } from '../kit/data/database';
import { dayOf } from '../kit/words/clock';
import { addMissing, Confidence, type DatePrecision, readFacts, seedSources, undated, wholeDay } from '../kit/words/facts';
import { Library } from './libraries';
import { type Commitment, expiryOf, Listing, ListingState } from './listings';
import { Meeting, MeetingState } from './meetings';
import { Activity, type Formality, Partnership, PartnershipState, pairOf } from './partnerships';
import { type ActivityKind, type MeetingRhythm, type PartnershipGoal, ProgrammeCall } from './programme';
import { SuccessStory, Tip } from './stories';

/**
 * Adds what is missing, in one transaction; of several processes one does it at a time, and seeding again changes nothing.
 * Demonstration listings are published at the moment `now`, so that they are open however late a demonstration begins.
 */
export async function seed(database: DataSource, what: 'none' | 'facts' | 'demo', now: Date): Promise<void> {
  if (what === 'none') return;
  const demo = what === 'demo';
  await alone(database, 'shelfbridge.seed', async (manager) => {
    await seedSources(manager);
    await seedProgramme(manager);
    await seedLibraries(manager, { demo });
    await seedListings(manager, { demo, now });
    await seedPartnerships(manager);
    await seedStories(manager);
    if (demo) {
      await seedDemoPartnerships(manager, now);
      await seedDemoStories(manager);
    }
  });
}

interface CallFacts extends Omit<ProgrammeCall, 'goals' | 'sourceIds'> {
  readonly sources: readonly string[];
}

/** Adds the documented calls. */
async function seedProgramme(manager: EntityManager): Promise<void> {
  const { calls } = readFacts<{ calls: CallFacts[] }>('calls.json');
  const rows = calls.map(({ sources, ...call }) => ({ ...call, sourceIds: sources }));
  await addMissing(manager, ProgrammeCall, rows);
}

/** A library in the facts; `SeekingFacts` says what it seeks. */
type LibraryFacts = Omit<Library, 'sourceIds' | 'meetingHours' | 'coordinates' | 'isilConfidence'> & {
  readonly sources: readonly string[];
  readonly isilConfidence: string | null;
};

/** Adds the documented libraries, and the invented ones when `demo`. */
async function seedLibraries(manager: EntityManager, { demo }: { demo: boolean }): Promise<void> {
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

/** What the facts say of a library that seeks a sister. */
interface SeekingFacts extends Pick<Listing, 'preferredCountries' | 'preferredLanguages' | 'activityInterests' | 'confidence'> {
  readonly id: string;
  readonly seeking: 'SEEKING' | 'PARTNERED' | 'UNKNOWN';
  readonly seekingAsOf: string | null;
  readonly commitmentLevel: Commitment | null;
  readonly demo: boolean;
  readonly sources: readonly string[];
}

/** What the demonstration adds to a listing, by the id of its library. */
type DemoWords = Partial<Pick<Listing, 'offers' | 'seeks' | 'meetingRhythm' | 'capacity' | 'answersCallId'>>;

/**
 * Adds a listing for each library that seeks: documented ones as historical, invented ones (only when `demo`) as published now.
 */
async function seedListings(manager: EntityManager, { demo, now }: { demo: boolean; now: Date }): Promise<void> {
  const seeking = readFacts<{ libraries: SeekingFacts[] }>('libraries.json').libraries.filter(
    (library) => library.seeking === 'SEEKING' && (demo || !library.demo),
  );
  const { listings: words } = readFacts<{ listings: Record<string, DemoWords> }>('demo-partnerships.json');
  const rows = seeking.map((library) => ({
    id: `seeking-${library.id}`,
    libraryId: library.id,
    state: ListingState.PUBLISHED,
    preferredCountries: library.preferredCountries,
    preferredLanguages: library.preferredLanguages,
    activityInterests: library.activityInterests,
    commitment: library.commitmentLevel,
    sourceIds: library.sources,
    confidence: library.confidence,
    demo: library.confidence === Confidence.DEMO,
    ...(library.demo ? { ...publishedAt(now), ...words[library.id] } : historical(library.seekingAsOf)),
  }));
  await addMissing(manager, Listing, rows);
}

function publishedAt(now: Date) {
  const day = dayOf(now);
  return { historical: false, submittedOn: day, publishedOn: day, expiresOn: expiryOf(day), listedAt: now };
}

function historical(seekingAsOf: string | null) {
  const { day, precision } = wholeDay(seekingAsOf);
  return { historical: true, asOfDay: day, asOfPrecision: precision, listedAt: new Date(day ?? undated) };
}

interface PartnershipFacts {
  readonly id: string;
  /** The partners that allow stories which name them. */
  readonly storyConsents?: readonly string[];
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

/** Adds the documented partnerships and what is known of their activities. */
async function seedPartnerships(manager: EntityManager): Promise<void> {
  await addPartnerships(manager, readFacts<{ partnerships: PartnershipFacts[] }>('partnerships.json').partnerships);
  await addActivities(manager, readFacts<{ activities: ActivityFacts[] }>('activities.json').activities);
}

interface DemoMeeting extends Pick<Meeting, 'id' | 'partnershipId' | 'proposedBy' | 'minutes' | 'timeZone' | 'topic' | 'place'> {
  /** The day on which it begins, counted from the first start, and the hour (UTC). */
  readonly inDays: number;
  readonly hour: number;
  readonly agreed: boolean;
}

/** Adds the invented partnerships and activities, and meetings around the moment `now`. */
async function seedDemoPartnerships(manager: EntityManager, now: Date): Promise<void> {
  const facts = readFacts<{
    partnerships: PartnershipFacts[];
    activities: ActivityFacts[];
    meetings: DemoMeeting[];
    stories: DemoStory[];
  }>('demo-partnerships.json');
  const told = new Set(facts.stories.map(({ partnershipId }) => partnershipId));
  await addPartnerships(
    manager,
    facts.partnerships.map((pair) => ({ ...pair, storyConsents: told.has(pair.id) ? pair.libraryIds : [] })),
  );
  // Earlier releases told of pairs without their consent. As with facts, what somebody changed since stays as it is.
  await manager.query(
    `UPDATE partnership SET story_consents = ARRAY[library_a, library_b] WHERE id = ANY($1) AND demo AND story_consents = '{}'
       AND NOT EXISTS (SELECT FROM audit_entry WHERE record_id = partnership.id)`,
    [[...told]],
  );
  await addActivities(manager, facts.activities);
  const meetings = facts.meetings.map(({ inDays, hour, agreed, ...meeting }) => ({
    ...meeting,
    startsAt: DateTime.fromJSDate(now, { zone: 'utc' }).startOf('day').plus({ days: inDays, hours: hour }).toJSDate(),
    state: agreed ? MeetingState.AGREED : MeetingState.PROPOSED,
    agreedAt: agreed ? now : null,
    changedAt: now,
  }));
  await addMissing(manager, Meeting, meetings);
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

interface PartnershipStory {
  readonly id: string;
  readonly libraryIds: readonly [string, string];
  readonly story: string;
  readonly sources: readonly string[];
  readonly confidence: Confidence;
}

type DemoStory = Pick<SuccessStory, 'id' | 'title' | 'body' | 'partnershipId' | 'goals' | 'publishedOn'>;

/** Adds the tips, and a story for each documented partnership, named after its libraries. */
async function seedStories(manager: EntityManager): Promise<void> {
  const { partnerships, tips } = readFacts<{
    partnerships: PartnershipStory[];
    tips: { id: string; text: string; sources: readonly string[] }[];
  }>('partnerships.json');
  const libraries = await manager.findBy(Library, { id: In(partnerships.flatMap(({ libraryIds }) => libraryIds)) });
  const names = new Map(libraries.map(({ id, name }) => [id, name]));
  const stories = partnerships.map(({ id, libraryIds, story, sources, confidence }) => ({
    id: id.replace(/^p-/, 'story-'),
    title: libraryIds.map((library) => names.get(library)).join(' and '),
    body: story,
    partnershipId: id,
    goals: [],
    listedOn: undated,
    demo: false,
    sourceIds: sources,
    confidence,
  }));
  await addMissing(manager, SuccessStory, stories);
  const rows = tips.map(({ sources, ...tip }, index) => ({ ...tip, place: index + 1, sourceIds: sources }));
  await addMissing(manager, Tip, rows);
}

/** Adds the invented stories. */
async function seedDemoStories(manager: EntityManager): Promise<void> {
  const { stories } = readFacts<{ stories: DemoStory[] }>('demo-partnerships.json');
  const marks = { demo: true, sourceIds: [], confidence: Confidence.DEMO };
  const rows = stories.map((story) => ({ ...story, ...marks, listedOn: story.publishedOn ?? undated }));
  await addMissing(manager, SuccessStory, rows);
}
