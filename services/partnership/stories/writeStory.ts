// How the committee writes, publishes and retracts stories, and how partners allow stories that name them.
import { ArrayMaxSize, ArrayUnique, IsOptional, MaxLength } from 'class-validator';
import { Arg, Ctx, Field, ID, InputType, Mutation, Resolver } from 'type-graphql';
import type { EntityManager } from 'typeorm';
import { v7 as uuid } from 'uuid';
import { change } from '#kit/data/change';
import type { Request } from '#kit/data/request';
import { Audience } from '#kit/words/audience';
import { dayOf } from '#kit/words/clock';
import { Confidence, undated } from '#kit/words/facts';
import { Role } from '#kit/words/identity';
import { NotFound, Problem } from '#kit/words/problem';
import { OneLine, SomeLines } from '#kit/words/validation';
import { changePartnership, Partnership, PartnershipAction, rootOf } from '#partnership/partnerships/index';
import { PartnershipGoal } from '#partnership/programme/index';
import { StoryState, SuccessStory } from './story';

/** A partner that the story names has not allowed that. */
class ConsentMissing extends Problem {
  constructor(libraryIds: readonly string[]) {
    const who = `${libraryIds.join(' and ')} ${libraryIds.length === 1 ? 'has' : 'have'}`;
    super('CONSENT_MISSING', `A story names both partners, and ${who} not allowed that. Staff can, by consentToStories.`, {
      libraryIds,
    });
  }
}

/** The state of the story does not allow the change. */
class StoryNotInState extends Problem {
  constructor(storyId: string, state: StoryState, allowed: readonly StoryState[]) {
    super(
      'STORY_STATE',
      `The story ${JSON.stringify(storyId)} is ${state}. This is possible only while it is ${allowed.join(' or ')}.`,
      { storyId, state, allowed },
    );
  }
}

@InputType({ description: 'A success story of two sister libraries.' })
class WriteStoryInput {
  @Field(() => ID, { nullable: true, description: 'The id of the story to rewrite. Leave it out to write a new one.' })
  @IsOptional()
  @MaxLength(100)
  id?: string | null;

  @Field(() => ID, {
    description: 'The id of the partnership it is about, which must be public. Rewriting a story cannot change it.',
  })
  @MaxLength(100)
  partnershipId!: string;

  @Field({ description: 'Its title: one line of at most 200 characters.' })
  @OneLine()
  title!: string;

  @Field({ description: 'The story in Markdown, at most 50000 characters.' })
  @SomeLines(50_000)
  body!: string;

  @Field(() => [PartnershipGoal], { defaultValue: [], description: 'The goals that the story shows were reached.' })
  @ArrayMaxSize(7)
  @ArrayUnique()
  goals!: PartnershipGoal[];
}

const refusals = 'Errors: UNAUTHENTICATED, FORBIDDEN, NOT_FOUND';
const anyState = Object.values(StoryState);
const storyId = { description: 'The id of the story.' };

@Resolver()
export class StoryMutations {
  @Audience(Role.COMMITTEE)
  @Mutation(() => SuccessStory, {
    description:
      'Writes a new draft, or rewrites a story in any state. A published story stays public, in its new words; one that was taken back ' +
      `stays so. The audit log keeps what it said. ${refusals}.`,
  })
  writeStory(
    @Arg('input', () => WriteStoryInput, { description: 'The story.' }) { id, partnershipId, ...words }: WriteStoryInput,
    @Ctx() request: Request,
  ): Promise<SuccessStory> {
    if (!id) return draftStory(request, partnershipId, words);
    return changeStory(request, id, 'rewriteStory', anyState, async (story, manager) => {
      const named = await manager.findOneBy(Partnership, { id: partnershipId });
      if (!named || (await rootOf(manager, named)).id !== story.partnershipId) throw new NotFound('story', id);
      Object.assign(story, words);
    });
  }

  @Audience(Role.COMMITTEE)
  @Mutation(() => SuccessStory, {
    description: `Publishes a draft or a retracted story. It names both partners, so both must have allowed that, unless it stands in a published source. ${refusals}, STORY_STATE, CONSENT_MISSING.`,
  })
  publishStory(@Arg('id', () => ID, storyId) id: string, @Ctx() request: Request): Promise<SuccessStory> {
    return changeStory(request, id, 'publishStory', [StoryState.DRAFT, StoryState.RETRACTED], async (story, manager, now) => {
      // The lock orders this and a consent that is taken back at the same moment.
      const partnership = await manager.findOneOrFail(Partnership, {
        where: { id: story.partnershipId },
        lock: { mode: 'pessimistic_read' },
      });
      const mayName = story.sourceIds.length > 0 ? partnership.partnerIds : partnership.storyConsents;
      const missing = partnership.partnerIds.filter((libraryId) => !mayName.includes(libraryId));
      if (missing.length > 0) throw new ConsentMissing(missing);
      const day = dayOf(now);
      Object.assign(story, { state: StoryState.PUBLISHED, publishedOn: day, listedOn: day });
    });
  }

  @Audience(Role.COMMITTEE)
  @Mutation(() => SuccessStory, {
    description: `Takes a published story back, so that only the committee reads it. ${refusals}, STORY_STATE.`,
  })
  retractStory(@Arg('id', () => ID, storyId) id: string, @Ctx() request: Request): Promise<SuccessStory> {
    return changeStory(request, id, 'retractStory', [StoryState.PUBLISHED], async (story) => {
      story.state = StoryState.RETRACTED;
    });
  }

  @Audience(Role.STAFF)
  @Mutation(() => Partnership, {
    description:
      'Allows stories that name your library, or takes that back. Taking it back retracts the published stories of the partnership ' +
      `that were written here. ${refusals}, ACTION_NOT_ALLOWED.`,
  })
  consentToStories(
    @Arg('id', () => ID, { description: 'The id of the partnership.' }) id: string,
    @Arg('consent', () => Boolean, { description: 'True allows it, false takes it back.' }) consent: boolean,
    @Ctx() request: Request,
  ): Promise<Partnership> {
    const action = PartnershipAction.CONSENT_TO_STORIES;
    return changePartnership(request, id, action, async ({ manager, partnership, libraryId }) => {
      const others = partnership.storyConsents.filter((one) => one !== libraryId);
      partnership.storyConsents = consent ? [...others, libraryId] : others;
      if (!consent) {
        await manager
          .createQueryBuilder()
          .update(SuccessStory)
          .set({ state: StoryState.RETRACTED })
          .where(`partnership_id = :id AND state = 'PUBLISHED' AND cardinality(source_ids) = 0`, { id })
          .execute();
      }
      return null;
    });
  }
}

type Words = Pick<WriteStoryInput, 'title' | 'body' | 'goals'>;

function draftStory(request: Request, asked: string, words: Words): Promise<SuccessStory> {
  return change(request, 'writeStory', async (writing) => {
    const { manager } = writing;
    const named = await manager.findOneBy(Partnership, { id: asked });
    const partnership = named && (await rootOf(manager, named));
    if (!partnership?.isPublic()) throw new NotFound('partnership', asked);
    const { id: partnershipId, demo } = partnership;
    const marks = { id: uuid(), partnershipId, state: StoryState.DRAFT, listedOn: undated, sourceIds: [] };
    const confidence = demo ? Confidence.DEMO : Confidence.HIGH;
    const story = await manager.save(manager.create(SuccessStory, { ...words, ...marks, demo, confidence }));
    await writing.record(story.id, null, auditable(story));
    return manager.findOneByOrFail(SuccessStory, { id: story.id });
  });
}

function changeStory(
  request: Request,
  id: string,
  action: string,
  allowed: readonly StoryState[],
  work: (story: SuccessStory, manager: EntityManager, now: Date) => Promise<void>,
): Promise<SuccessStory> {
  return change(request, action, async (writing) => {
    const story = await writing.lock(SuccessStory, 'story', id);
    if (!allowed.includes(story.state)) throw new StoryNotInState(id, story.state, allowed);
    const before = auditable(story);
    await work(story, writing.manager, writing.now);
    await writing.manager.save(story);
    await writing.record(id, before, auditable(story));
    return story;
  });
}

const auditable = ({ state, title, body, goals }: SuccessStory) => ({ state, title, body, goals });
