// Campaigns: what petitions, statements, boycotts, publishers and policies have to do with one another, and what to read of them.

import type { Request } from '#kit/data/request';
import type { Feature } from '#kit/subgraph/federate';
import {
  BoycottSubjectResolver,
  PetitionSubjectResolver,
  PolicyCampaignsResolver,
  ResourceResolver,
  StatementSubjectResolver,
} from './campaigns.resolver';
import { Resource } from './resource';

export { seedResources } from './seed';

export const campaignEntities = [Resource];

export const campaignsFeature: Feature<Request> = {
  resolvers: [
    PetitionSubjectResolver,
    StatementSubjectResolver,
    BoycottSubjectResolver,
    PolicyCampaignsResolver,
    ResourceResolver,
  ],
};
