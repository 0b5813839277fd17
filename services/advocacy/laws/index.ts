// What laws add to the subgraph.

import type { Request } from '#kit/data/request';
import type { Feature } from '#kit/subgraph/federate';
import { Law } from './law';
import { LawEditingResolver } from './lawEditing.resolver';
import { LawsResolver } from './laws.resolver';

export { Law, lawsBehind, PolicyFlagCode } from './law';
export { seedLaws } from './seed';

export const lawEntities = [Law];

/**
 * Laws are rows that editors record. The checks of policyFlags are code in `policies/`: a row names those that it stands behind, and a
 * row without one is listed and never flagged.
 */
export const lawsFeature: Feature<Request> = {
  resolvers: [LawsResolver, LawEditingResolver],
};
