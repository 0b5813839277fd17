// Success stories and tips.
import type { Request } from '#kit/data/request';
import type { Feature } from '#kit/subgraph/federate';
import { SuccessStory } from './story';
import { findStory, PartnershipStoriesResolver, SuccessStoryResolver, Tip, TipResolver } from './story.resolver';
import { StoryMutations } from './writeStory';

export { SuccessStory, storiesInMerge } from './story';
export { Tip } from './story.resolver';

export const storyEntities = [SuccessStory, Tip];

export const storiesFeature: Feature<Request> = {
  resolvers: [SuccessStoryResolver, PartnershipStoriesResolver, TipResolver, StoryMutations],
  references: { SuccessStory: ({ id }: { id: string }, request: Request) => findStory(id, request) },
};
