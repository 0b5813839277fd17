// What publishers add to the subgraph.

import type { Request } from '#kit/data/request';
import type { Feature } from '#kit/subgraph/federate';
import { Publisher } from './publisher';
import { PublisherEditingResolver, PublishersResolver } from './publisherEditing.resolver';

export { followedHouses, Publisher, PublisherKind, seedPublishers } from './publisher';

export const publisherEntities = [Publisher];

export const publishersFeature: Feature<Request> = {
  resolvers: [PublishersResolver, PublisherEditingResolver],
  references: { Publisher: ({ id }: { id: string }, { loaders }: Request) => loaders.one(Publisher).load(id) },
};
