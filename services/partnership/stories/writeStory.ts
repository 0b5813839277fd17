// How does the committee write, publish and retract a story?
import { ArrayMaxSize, ArrayUnique, IsOptional, MaxLength } from 'class-validator';
import { Field, ID, InputType } from 'type-graphql';
import type { EntityManager } from 'typeorm';
import { v7 as uuid } from 'uuid';
import { audit } from '#kit/data/audit';
import type { Request } from '#kit/data/request';
import { dayOf } from '#kit/words/clock';
import { Confidence, undated } from '#kit/words/facts';
import { NotFound } from '#kit/words/problem';
import { OneLine, SomeLines } from '#kit/words/texts';
import { Partnership } from '#partnership/partnerships/index';
import { PartnershipGoal } from '#partnership/programme/index';
import { ConsentMissing, StoryNotInState } from './refusals';
import { StoryState } from './storyStates';
import { SuccessStory } from './successStory';

@InputType({ description: 'A story of two sister libraries.' })
export class WriteStoryInput {
  @Field(() => ID, { nullable: true, description: 'The story that is rewritten; a new one without it.' })
  @IsOptional()
  @MaxLength(100)
  id?: string | null;

  @Field(() => ID, {
    description: 'The partnership it tells of, which must be public. It stays the same when a story is rewritten.',
  })
  @MaxLength(100)
  partnershipId!: string;

  @Field({ description: 'Its title: one line of at most 200 characters.' })
  @OneLine()
  title!: string;

  @Field({ description: 'The story in Markdown, at most 50000 characters.' })
  @SomeLines(50_000)
  body!: string;

  @Field(() => [PartnershipGoal], { defaultValue: [], description: 'The goals it shows reached.' })
  @ArrayMaxSize(7)
  @ArrayUnique()
  goals!: PartnershipGoal[];
}

/** Writes a draft, or rewrites a draft or published story made here. @throws NotFound, StoryNotInState */
export function writeStory(request: Request, { id, partnershipId, ...words }: WriteStoryInput): Promise<SuccessStory> {
  if (id) {
    return change(request, id, 'rewriteStory', [StoryState.DRAFT, StoryState.PUBLISHED], async (story) => {
      if (story.partnershipId !== partnershipId) throw new NotFound('story', id);
      Object.assign(story, words);
    });
  }
  const { database, identity, clock } = request;
  return database.transaction(async (manager) => {
    const partnership = await manager.findOneBy(Partnership, { id: partnershipId });
    if (!partnership?.isPublic()) throw new NotFound('partnership', partnershipId);
    const { demo } = partnership;
    const marks = { id: uuid(), partnershipId, state: StoryState.DRAFT, listedOn: undated, sourceIds: [] };
    const confidence = demo ? Confidence.DEMO : Confidence.HIGH;
    const story = await manager.save(manager.create(SuccessStory, { ...words, ...marks, demo, confidence }));
    const entry = { at: clock(), subject: identity.subject, action: 'writeStory', recordId: story.id };
    await audit(manager, { ...entry, before: null, after: auditable(story) });
    return manager.findOneByOrFail(SuccessStory, { id: story.id });
  });
}

/** Lets everyone read a draft or a retracted story. @throws NotFound, StoryNotInState, ConsentMissing */
export function publishStory(request: Request, id: string): Promise<SuccessStory> {
  return change(request, id, 'publishStory', [StoryState.DRAFT, StoryState.RETRACTED], async (story, manager, now) => {
    // Locked, so that a consent taken back at this moment is seen, or sees the story.
    const partnership = await manager.findOneOrFail(Partnership, {
      where: { id: story.partnershipId },
      lock: { mode: 'pessimistic_read' },
    });
    const missing = partnership.partnerIds.filter((libraryId) => !partnership.storyConsents.includes(libraryId));
    if (missing.length > 0) throw new ConsentMissing(missing);
    const day = dayOf(now);
    Object.assign(story, { state: StoryState.PUBLISHED, publishedOn: day, listedOn: day });
  });
}

/** Takes a published story back. @throws NotFound, StoryNotInState */
export function retractStory(request: Request, id: string): Promise<SuccessStory> {
  return change(request, id, 'retractStory', [StoryState.PUBLISHED], async (story) => {
    story.state = StoryState.RETRACTED;
  });
}

async function change(
  { database, identity, clock }: Request,
  id: string,
  action: string,
  possible: readonly StoryState[],
  work: (story: SuccessStory, manager: EntityManager, now: Date) => Promise<void>,
): Promise<SuccessStory> {
  return database.transaction(async (manager) => {
    const story = await manager.findOne(SuccessStory, { where: { id }, lock: { mode: 'pessimistic_write' } });
    if (!story) throw new NotFound('story', id);
    if (!possible.includes(story.state)) throw new StoryNotInState(id, story.state, possible);
    const before = auditable(story);
    const now = clock();
    await work(story, manager, now);
    await manager.save(story);
    await audit(manager, { at: now, subject: identity.subject, action, recordId: id, before, after: auditable(story) });
    return story;
  });
}

const auditable = ({ state, title, body, goals }: SuccessStory) => ({ state, title, body, goals });
