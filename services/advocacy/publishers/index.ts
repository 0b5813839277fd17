// What do publishers add to the subgraph?
import type { Feature } from '#kit/subgraph/federate';
import type { AdvocacyRequest } from '../context';
import { Publisher } from './publisher';
import { PublishersResolver } from './publishers.resolver';

export { Publisher, PublisherKind } from './publisher';
export { seedPublishers } from './seed';

export const publisherEntities = [Publisher];

export const publishersFeature: Feature<AdvocacyRequest> = {
  resolvers: [PublishersResolver],
  references: { Publisher: ({ id }: { id: string }, { loaders }: AdvocacyRequest) => loaders.one(Publisher).load(id) },
};
