// Which stories and tips does a new database begin with?
import { type EntityManager, In } from 'typeorm';
import { addMissing, Confidence, readFacts, undated } from '#kit/words/facts';
import { Library } from '#partnership/libraries/index';
import { SuccessStory } from './successStory';
import { Tip } from './tip';

interface PartnershipStory {
  readonly id: string;
  readonly libraryIds: readonly [string, string];
  readonly story: string;
  readonly sources: readonly string[];
  readonly confidence: Confidence;
}

type DemoStory = Pick<SuccessStory, 'id' | 'title' | 'body' | 'partnershipId' | 'goals' | 'publishedOn'>;

/** Adds the tips, and a story for each documented partnership, named after its libraries; runs inside the caller's transaction. */
export async function seedStories(manager: EntityManager): Promise<void> {
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

/** Adds the invented stories; runs inside the caller's transaction. */
export async function seedDemoStories(manager: EntityManager): Promise<void> {
  const { stories } = readFacts<{ stories: DemoStory[] }>('demo-partnerships.json');
  const marks = { demo: true, sourceIds: [], confidence: Confidence.DEMO };
  const rows = stories.map((story) => ({ ...story, ...marks, listedOn: story.publishedOn ?? undated }));
  await addMissing(manager, SuccessStory, rows);
}
