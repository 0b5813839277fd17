// What is the advocacy subgraph made of? A new feature is one more line in each list.
import { AuditEntry } from '../kit/data/audit';
import { auditLog } from '../kit/subgraph/auditLog';
import type { Feature } from '../kit/subgraph/federate';
import { Source } from '../kit/words/facts';
import { campaignEntities, campaignsFeature } from './campaigns';
import type { AdvocacyRequest } from './context';
import { petitionEntities, petitionsFeature } from './petitions';
import { policiesFeature, policyEntities } from './policies';
import { publisherEntities, publishersFeature } from './publishers';
import { statementEntities, statementsFeature } from './statements';

export const features: readonly Feature<AdvocacyRequest>[] = [
  publishersFeature,
  policiesFeature,
  petitionsFeature,
  statementsFeature,
  campaignsFeature,
  auditLog('advocacy'),
];

export const entities = [
  Source,
  AuditEntry,
  ...publisherEntities,
  ...policyEntities,
  ...petitionEntities,
  ...statementEntities,
  ...campaignEntities,
];
