// Success stories and tips: what everyone reads of them, and what they add to the subgraph.

import { IsOptional, MaxLength, Min } from 'class-validator';
import {
  Arg,
  Args,
  Ctx,
  Field,
  FieldResolver,
  ID,
  InputType,
  Int,
  Mutation,
  ObjectType,
  Query,
  Resolver,
  Root,
} from 'type-graphql';
import { Column, Entity, PrimaryColumn } from 'typeorm';
import { v7 as uuid } from 'uuid';
import { change } from '#kit/data/change';
import { FirstFiftyArgs, type List, PageArgs } from '#kit/data/page';
import { countAll, readPage } from '#kit/data/readPage';
import type { Request } from '#kit/data/request';
import type { Feature } from '#kit/subgraph/federate';
import { Audience, anyone, dependsOnReader } from '#kit/words/audience';
import { Source } from '#kit/words/facts';
import { Role } from '#kit/words/identity';
import { NotFound } from '#kit/words/problem';
import { SomeLines } from '#kit/words/validation';
import { findPartnership, Partnership } from '#partnership/partnerships/index';
import { PartnershipGoal } from '#partnership/programme/index';
import { renderMarkdown } from './markdown';
import { isReadableBy, SuccessStory, SuccessStoryConnection } from './story';
import { StoryMutations } from './writeStory';

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

@ObjectType({ description: 'A piece of advice on finding and keeping a sister library.' })
@Entity()
export class Tip {
  @Field(() => ID, { description: 'A readable id such as tip-travel.' })
  @PrimaryColumn('text')
  id!: string;

  @Field({ description: 'The advice in one sentence, as Markdown source. Treat it as untrusted; textHtml is rendered and safe.' })
  @Column('text')
  text!: string;

  /** Its place in the list, from 1. */
  @Column('integer')
  place!: number;

  @Column('text', { array: true })
  sourceIds!: string[];
}

@InputType({ description: 'A tip on finding and keeping a sister library.' })
class WriteTipInput {
  @Field(() => ID, { nullable: true, description: 'The id of the tip to rewrite. Leave it out to add a new one.' })
  @IsOptional()
  @MaxLength(100)
  id?: string | null;

  @Field({ description: 'The advice in Markdown, at most 2000 characters.' })
  @SomeLines(2_000)
  text!: string;

  @Field(() => Int, { description: 'Its place in the list, from 1. Tips in the same place are sorted by id.' })
  @Min(1)
  place!: number;
}

const refusals = 'Errors: UNAUTHENTICATED, FORBIDDEN, NOT_FOUND';

@Resolver(() => Tip)
export class TipResolver {
  @Audience(anyone)
  @Query(() => [Tip], { description: 'Advice on finding and keeping a sister library, in the order of the programme.' })
  tips(@Args(() => FirstFiftyArgs) { first }: FirstFiftyArgs, @Ctx() { database }: Request): Promise<Tip[]> {
    return database.getRepository(Tip).find({ order: { place: 'ASC', id: 'ASC' }, take: first });
  }

  @FieldResolver(() => String, {
    description: 'The advice as sanitized HTML: no scripts, images or styles. Safe to insert into a page.',
  })
  textHtml(@Root() { text }: Tip): string {
    return renderMarkdown(text);
  }

  @FieldResolver(() => [Source], { description: 'The sources it was taken from; empty for one written here.' })
  sources(@Root() { sourceIds }: Tip, @Ctx() { loaders }: Request): Promise<Source[]> {
    return loaders.all(Source, sourceIds);
  }

  @Audience(Role.COMMITTEE)
  @Mutation(() => Tip, { description: `Adds a tip, or rewrites one. ${refusals}.` })
  writeTip(
    @Arg('input', () => WriteTipInput, { description: 'The tip.' }) { id, text, place }: WriteTipInput,
    @Ctx() request: Request,
  ): Promise<Tip> {
    return change(request, 'writeTip', async (writing) => {
      const { manager } = writing;
      const known = id ? await writing.lock(Tip, 'tip', id) : null;
      const before = known && auditable(known);
      const tip = await manager.save(Object.assign(known ?? manager.create(Tip, { id: uuid(), sourceIds: [] }), { text, place }));
      await writing.record(tip.id, before, auditable(tip));
      return tip;
    });
  }

  @Audience(Role.COMMITTEE)
  @Mutation(() => Tip, { description: `Removes a tip and answers with what it was. The audit log keeps its text. ${refusals}.` })
  removeTip(@Arg('id', () => ID, { description: 'The id of the tip.' }) id: string, @Ctx() request: Request): Promise<Tip> {
    return change(request, 'removeTip', async (writing) => {
      const tip = await writing.lock(Tip, 'tip', id);
      await writing.manager.delete(Tip, { id });
      await writing.record(id, auditable(tip), null);
      return tip;
    });
  }
}

const auditable = ({ text, place }: Tip) => ({ text, place });

export { SuccessStory, storiesInMerge } from './story';

export const storyEntities = [SuccessStory, Tip];

export const storiesFeature: Feature<Request> = {
  resolvers: [SuccessStoryResolver, PartnershipStoriesResolver, TipResolver, StoryMutations],
  references: { SuccessStory: ({ id }: { id: string }, request: Request) => findStory(id, request) },
};
