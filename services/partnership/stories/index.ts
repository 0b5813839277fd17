// Success stories and tips.
import type { Feature } from '#kit/subgraph/federate';
import type { PartnershipRequest } from '../context';
import { findStory, PartnershipStoriesResolver, SuccessStoryResolver, TipResolver } from './story.resolver';
import { StoryWritingResolver } from './storyWriting.resolver';
import { SuccessStory } from './successStory';
import { Tip } from './tip';

export { seedDemoStories, seedStories } from './seed';

export const storyEntities = [SuccessStory, Tip];

export const storiesFeature: Feature<PartnershipRequest> = {
  resolvers: [SuccessStoryResolver, PartnershipStoriesResolver, TipResolver, StoryWritingResolver],
  references: {
    SuccessStory: ({ id }: { id: string }, request: PartnershipRequest) => findStory(id, request),
  },
};
