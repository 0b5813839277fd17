// Success stories and tips.
import type { Feature } from '#kit/federate';
import type { PartnershipRequest } from '../context';
import { PartnershipStoriesResolver, SuccessStoryResolver, TipResolver } from './story.resolver';
import { SuccessStory } from './successStory';
import { Tip } from './tip';

export { seedDemoStories, seedStories } from './seed';

export const storyEntities = [SuccessStory, Tip];

export const storiesFeature: Feature<PartnershipRequest> = {
  resolvers: [SuccessStoryResolver, PartnershipStoriesResolver, TipResolver],
  references: {
    SuccessStory: ({ id }: { id: string }, { loaders }: PartnershipRequest) => loaders.one(SuccessStory).load(id),
  },
};
