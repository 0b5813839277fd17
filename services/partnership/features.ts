// What is the partnership subgraph made of? A new feature is one more line in each list.
import { AuditEntry } from '../kit/data/audit';
import { auditLog } from '../kit/subgraph/auditLog';
import type { Feature } from '../kit/subgraph/federate';
import { Source } from '../kit/words/facts';
import { librariesFeature, libraryEntities } from './libraries';
import { listingEntities, listingsFeature } from './listings';
import { meetingEntities, meetingsFeature } from './meetings';
import { type PartnershipRequest, partnershipEntities, partnershipsFeature } from './partnerships';
import { programmeEntities, programmeFeature } from './programme';
import { storiesFeature, storyEntities } from './stories';
import { suggestionEntities, suggestionsFeature } from './suggestions';

export const features: readonly Feature<PartnershipRequest>[] = [
  programmeFeature,
  librariesFeature,
  listingsFeature,
  partnershipsFeature,
  meetingsFeature,
  storiesFeature,
  suggestionsFeature,
  auditLog('partnership'),
];

export const entities = [
  Source,
  AuditEntry,
  ...programmeEntities,
  ...libraryEntities,
  ...listingEntities,
  ...partnershipEntities,
  ...meetingEntities,
  ...storyEntities,
  ...suggestionEntities,
];

/** The folder of the migrations. */
export const migrations = 'services/partnership/migrations';
