// What is the advocacy subgraph made of? A new feature is one more line in each list.
import { AuditEntry } from '../kit/data/audit';
import type { Request } from '../kit/data/request';
import { auditLog } from '../kit/subgraph/auditLog';
import type { Feature } from '../kit/subgraph/federate';
import { Source } from '../kit/words/facts';
import { campaignEntities, campaignsFeature } from './campaigns';
import { policyImportFeature } from './importPolicies/importing.resolver';
import { lawEntities, lawsFeature } from './laws';
import { type PetitionsApp, petitionEntities, petitionsFeature } from './petitions';
import { type PoliciesApp, policiesFeature, policyEntities } from './policies';
import { publisherEntities, publishersFeature } from './publishers';
import { type StatementsApp, statementEntities, statementsFeature } from './statements';

/** What the features keep for the life of the process. */
export interface AdvocacyApp extends PetitionsApp, PoliciesApp, StatementsApp {}

export const features: readonly Feature<Request<AdvocacyApp>>[] = [
  publishersFeature,
  lawsFeature,
  policiesFeature,
  policyImportFeature,
  petitionsFeature,
  statementsFeature,
  campaignsFeature,
  auditLog('advocacy'),
];

export const entities = [
  Source,
  AuditEntry,
  ...publisherEntities,
  ...lawEntities,
  ...policyEntities,
  ...petitionEntities,
  ...statementEntities,
  ...campaignEntities,
];

/** The folder of the migrations. */
export const migrations = 'services/advocacy/migrations';
