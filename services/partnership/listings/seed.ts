// Which listings does a new database begin with?
import type { EntityManager } from 'typeorm';
import { dayOf } from '#kit/words/clock';
import { addMissing, Confidence, readFacts, undated, wholeDay } from '#kit/words/facts';
import { type Commitment, expiryOf, Listing, ListingState } from './listing';

/** What a library of the facts says of its wish for a sister. */
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
 * Runs inside the caller's transaction.
 */
export async function seedListings(manager: EntityManager, { demo, now }: { demo: boolean; now: Date }): Promise<void> {
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
