// Success stories and tips.

import type { Request } from '#kit/data/request';
import type { Feature } from '#kit/subgraph/federate';
import { findStory, PartnershipStoriesResolver, SuccessStoryResolver, TipResolver } from './story.resolver';
import { StoryWritingResolver } from './storyWriting.resolver';
import { SuccessStory } from './successStory';
import { Tip } from './tip';

export { seedDemoStories, seedStories } from './seed';

export const storyEntities = [SuccessStory, Tip];

export const storiesFeature: Feature<Request> = {
  resolvers: [SuccessStoryResolver, PartnershipStoriesResolver, TipResolver, StoryWritingResolver],
  references: {
    SuccessStory: ({ id }: { id: string }, request: Request) => findStory(id, request),
  },
};
