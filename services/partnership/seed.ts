// Which facts, and which demonstration, a new database begins with.
import { DateTime } from 'luxon';
import { type DataSource, type EntityManager, In, IsNull } from 'typeorm';
import { alone } from '../kit/data/database';
import { dayOf } from '../kit/words/clock';
import { addMissing, Confidence, type DatePrecision, readFacts, seedSources, undated, wholeDay } from '../kit/words/facts';
import { Library } from './libraries';
import { type Commitment, expiryOf, Listing, ListingState } from './listings';
import { Meeting, MeetingState } from './meetings';
import { Activity, AgreementVersion, type Formality, Partnership, PartnershipState, pairOf } from './partnerships';
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
  const standing = await standingLibraries(
    manager,
    seeking.map(({ id }) => id),
  );
  const rows = seeking
    .filter(({ id }) => standing.has(id))
    .map((library) => ({
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

/** Those libraries that are not part of others: the database takes no listing and no pair of a record that was merged. */
async function standingLibraries(manager: EntityManager, ids: readonly string[]): Promise<ReadonlyMap<string, Library>> {
  const libraries = await manager.findBy(Library, { id: In([...ids]), mergedInto: IsNull() });
  return new Map(libraries.map((library) => [library.id, library]));
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

type DemoAgreement = Pick<
  AgreementVersion,
  'id' | 'partnershipId' | 'version' | 'proposedBy' | 'proposedAt' | 'heldSince' | 'startsOn' | 'endsOn' | 'text'
>;

/** Adds the invented partnerships and activities, what they agreed on, and meetings around the moment `now`. */
async function seedDemoPartnerships(manager: EntityManager, now: Date): Promise<void> {
  const facts = readFacts<{
    partnerships: PartnershipFacts[];
    activities: ActivityFacts[];
    agreements: DemoAgreement[];
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
  await addDemoAgreements(manager, facts);
  const meetings = facts.meetings.map(({ inDays, hour, agreed, ...meeting }) => ({
    ...meeting,
    startsAt: DateTime.fromJSDate(now, { zone: 'utc' }).startOf('day').plus({ days: inDays, hours: hour }).toJSDate(),
    state: agreed ? MeetingState.AGREED : MeetingState.PROPOSED,
    agreedAt: agreed ? now : null,
    changedAt: now,
  }));
  await addMissing(manager, Meeting, await ofKnownPairs(manager, meetings));
}

/** Adds the versions that two invented partners proposed and agreed to, where nobody changed anything since. */
async function addDemoAgreements(
  manager: EntityManager,
  {
    partnerships,
    agreements,
  }: { readonly partnerships: readonly PartnershipFacts[]; readonly agreements: readonly DemoAgreement[] },
): Promise<void> {
  const held = agreements.filter(({ heldSince }) => heldSince !== null);
  const [untouched] = await manager.query(
    `UPDATE partnership SET agreement_in_force = held.version FROM unnest($1::text[], $2::int[]) AS held(id, version)
     WHERE partnership.id = held.id AND demo AND agreement_in_force IS NULL
       AND num_nonnulls(given_a, given_b, merged_into) = 0
       AND NOT EXISTS (SELECT FROM agreement_version WHERE partnership_id = partnership.id)
       AND NOT EXISTS (SELECT FROM audit_entry WHERE record_id = partnership.id)
     RETURNING partnership.id`,
    [held.map(({ partnershipId }) => partnershipId), held.map(({ version }) => version)],
  );
  const ids = new Set((untouched as readonly { id: string }[]).map(({ id }) => id));
  const rows = agreements.flatMap((agreement) => {
    const pair = partnerships.find(({ id }) => id === agreement.partnershipId && ids.has(id));
    if (!pair) return [];
    const { agreement: formality, meetingRhythm, activities: activityKinds, goals = [], libraryIds } = pair;
    const second = libraryIds.filter((id) => id !== agreement.proposedBy && agreement.heldSince !== null);
    return [{ ...agreement, formality, meetingRhythm, activityKinds, goals, agreedBy: [agreement.proposedBy, ...second] }];
  });
  await addMissing(manager, AgreementVersion, rows);
}

async function addPartnerships(manager: EntityManager, facts: readonly PartnershipFacts[]) {
  const byId = await standingLibraries(
    manager,
    facts.flatMap(({ libraryIds }) => libraryIds),
  );
  const rows = facts.flatMap(({ libraryIds, startedOn, startedPrecision, agreement, activities, sources, ...rest }) => {
    const [a, b] = libraryIds.map((id) => byId.get(id));
    if (!a || !b) return [];
    const { day, precision } = wholeDay(startedOn, startedPrecision);
    const demo = rest.confidence === Confidence.DEMO;
    return {
      goals: [],
      ...rest,
      ...pairOf(a, b),
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
  await addMissing(manager, Activity, await ofKnownPairs(manager, rows));
}

/** What belongs to a partnership that is there. A pair is missing where one of its libraries was merged before the pair became known. */
async function ofKnownPairs<Row extends { readonly partnershipId: string | null }>(manager: EntityManager, rows: readonly Row[]) {
  const pairs = await manager.findBy(Partnership, { id: In(rows.map(({ partnershipId }) => partnershipId)) });
  const known = new Set(pairs.map(({ id }) => id));
  return rows.filter(({ partnershipId }) => partnershipId === null || known.has(partnershipId));
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
  await addMissing(manager, SuccessStory, await ofKnownPairs(manager, stories));
  const rows = tips.map(({ sources, ...tip }, index) => ({ ...tip, place: index + 1, sourceIds: sources }));
  await addMissing(manager, Tip, rows);
}

/** Adds the invented stories. */
async function seedDemoStories(manager: EntityManager): Promise<void> {
  const { stories } = readFacts<{ stories: DemoStory[] }>('demo-partnerships.json');
  const marks = { demo: true, sourceIds: [], confidence: Confidence.DEMO };
  const rows = stories.map((story) => ({ ...story, ...marks, listedOn: story.publishedOn ?? undated }));
  await addMissing(manager, SuccessStory, await ofKnownPairs(manager, rows));
}
