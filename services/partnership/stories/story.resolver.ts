// Which stories people read, and which only the committee.
import { Arg, Args, Ctx, FieldResolver, ID, Query, Resolver, Root } from 'type-graphql';
import { FirstFiftyArgs, type List, PageArgs } from '#kit/data/page';
import { countAll, readPage } from '#kit/data/readPage';
import type { Request } from '#kit/data/request';
import { Audience, anyone, dependsOnReader } from '#kit/words/audience';
import { Source } from '#kit/words/facts';
import { Role } from '#kit/words/identity';
import { NotFound } from '#kit/words/problem';
import { findPartnership, Partnership } from '#partnership/partnerships/index';
import { PartnershipGoal } from '#partnership/programme/index';
import { isReadableBy, renderMarkdown, SuccessStory, SuccessStoryConnection } from './story';

@Resolver(() => SuccessStory)
export class SuccessStoryResolver {
  @Audience(anyone)
  @Query(() => SuccessStoryConnection, { description: 'Published stories, the latest first. Undated ones come last.' })
  async stories(
    @Args(() => PageArgs) page: PageArgs,
    @Arg('goal', () => PartnershipGoal, { nullable: true, description: 'Only stories that show this goal was reached.' })
    goal: PartnershipGoal | null,
    @Ctx() { database }: Request,
  ) {
    const list: List<SuccessStory> = {
      entity: SuccessStory,
      where: `state = 'PUBLISHED' AND ($1::text IS NULL OR $1 = ANY(goals))`,
      parameters: [goal ?? null],
      order: ['listed_on', 'id'],
      descending: true,
    };
    return SuccessStoryConnection.of(await readPage(database, list, page), () => countAll(database, list));
  }

  @Audience(dependsOnReader)
  @Query(() => SuccessStory, {
    nullable: true,
    description:
      'One story. Error NOT_FOUND when no story has the id, or when it is not published and the account is not of the committee.',
  })
  async story(
    @Arg('id', () => ID, { description: 'The id of the story.' }) id: string,
    @Ctx() request: Request,
  ): Promise<SuccessStory> {
    const story = await findStory(id, request);
    if (!story) throw new NotFound('story', id);
    return story;
  }

  @Audience(Role.COMMITTEE)
  @Query(() => SuccessStoryConnection, {
    description:
      'Drafts and retracted stories, by id in descending order, for the committee. Errors: UNAUTHENTICATED, FORBIDDEN.',
  })
  async unpublishedStories(@Args(() => PageArgs) page: PageArgs, @Ctx() { database }: Request) {
    const list: List<SuccessStory> = { entity: SuccessStory, where: `state <> 'PUBLISHED'`, order: ['id'], descending: true };
    return SuccessStoryConnection.of(await readPage(database, list, page), () => countAll(database, list));
  }

  @FieldResolver(() => String, {
    description: 'The story as sanitized HTML: no scripts, images or styles. Safe to insert into a page.',
  })
  bodyHtml(@Root() { body }: SuccessStory): string {
    return renderMarkdown(body);
  }

  @Audience(dependsOnReader)
  @FieldResolver(() => Partnership, { nullable: true, description: 'The partnership it is about; null when that is not public.' })
  partnership(@Root() { partnershipId }: SuccessStory, @Ctx() request: Request): Promise<Partnership | null> {
    return findPartnership(partnershipId, request);
  }

  @FieldResolver(() => [Source], { description: 'The sources it was taken from; empty for one written here.' })
  sources(@Root() { sourceIds }: SuccessStory, @Ctx() { loaders }: Request): Promise<Source[]> {
    return loaders.all(Source, sourceIds);
  }
}

@Resolver(() => Partnership)
export class PartnershipStoriesResolver {
  @FieldResolver(() => [SuccessStory], { description: 'Published stories about it, the latest first. Undated ones come last.' })
  stories(
    @Root() { id }: Partnership,
    @Args(() => FirstFiftyArgs) { first }: FirstFiftyArgs,
    @Ctx() { loaders }: Request,
  ): Promise<SuccessStory[]> {
    return loaders
      .children(SuccessStory, { parent: 'partnership_id', where: `state = 'PUBLISHED'`, order: 'listed_on DESC, id', first })
      .load(id);
  }
}

/** A story that the account may read, or null. */
export async function findStory(id: string, { loaders, identity }: Request): Promise<SuccessStory | null> {
  const story = await loaders.one(SuccessStory).load(id);
  return story && isReadableBy(story, identity) ? story : null;
}
