// Campaigns: how petitions, statements, boycotts, publishers and policies belong together, and what to read about them.

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

export { seedResources } from './resource';

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
