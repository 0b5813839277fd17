// How do stories and tips come to be read, and who allows it?
import { Arg, Ctx, ID, Mutation, Resolver } from 'type-graphql';
import type { Request } from '#kit/data/request';
import { Audience } from '#kit/words/audience';
import { Role } from '#kit/words/identity';
import { Partnership } from '#partnership/partnerships/index';
import { consentToStories } from './consentToStories';
import { SuccessStory } from './successStory';
import { Tip } from './tip';
import { publishStory, retractStory, WriteStoryInput, writeStory } from './writeStory';
import { removeTip, WriteTipInput, writeTip } from './writeTip';

const refusals = 'Errors: UNAUTHENTICATED, FORBIDDEN, NOT_FOUND';
const storyId = { description: 'The id of the story.' };

@Resolver()
export class StoryWritingResolver {
  @Audience(Role.COMMITTEE)
  @Mutation(() => SuccessStory, { description: `Writes a draft, or rewrites a story. ${refusals}, STORY_STATE.` })
  writeStory(
    @Arg('input', () => WriteStoryInput, { description: 'The story.' }) input: WriteStoryInput,
    @Ctx() request: Request,
  ): Promise<SuccessStory> {
    return writeStory(request, input);
  }

  @Audience(Role.COMMITTEE)
  @Mutation(() => SuccessStory, {
    description: `Publishes a story, which names both partners, so both must allow it. ${refusals}, STORY_STATE, CONSENT_MISSING.`,
  })
  publishStory(@Arg('id', () => ID, storyId) id: string, @Ctx() request: Request): Promise<SuccessStory> {
    return publishStory(request, id);
  }

  @Audience(Role.COMMITTEE)
  @Mutation(() => SuccessStory, { description: `Takes a published story back. ${refusals}, STORY_STATE.` })
  retractStory(@Arg('id', () => ID, storyId) id: string, @Ctx() request: Request): Promise<SuccessStory> {
    return retractStory(request, id);
  }

  @Audience(Role.STAFF)
  @Mutation(() => Partnership, {
    description:
      'Allows stories that name the own library, or takes that back: published stories that were written here are then retracted. ' +
      `${refusals}, ACTION_NOT_ALLOWED.`,
  })
  consentToStories(
    @Arg('id', () => ID, { description: 'The id of the partnership.' }) id: string,
    @Arg('consent', () => Boolean, { description: 'True allows, false takes back.' }) consent: boolean,
    @Ctx() request: Request,
  ): Promise<Partnership> {
    return consentToStories(request, id, consent);
  }

  @Audience(Role.COMMITTEE)
  @Mutation(() => Tip, { description: `Adds a tip, or rewrites one. ${refusals}.` })
  writeTip(
    @Arg('input', () => WriteTipInput, { description: 'The tip.' }) input: WriteTipInput,
    @Ctx() request: Request,
  ): Promise<Tip> {
    return writeTip(request, input);
  }

  @Audience(Role.COMMITTEE)
  @Mutation(() => Tip, { description: `Removes a tip, and answers with what it was. ${refusals}.` })
  removeTip(@Arg('id', () => ID, { description: 'The id of the tip.' }) id: string, @Ctx() request: Request): Promise<Tip> {
    return removeTip(request, id);
  }
}
