// Petitions: their life, their signatures and exact counts, live and reported.
import type { Feature } from '#kit/federate';
import type { AdvocacyRequest } from '../context';
import { CountsResolver } from './counts.resolver';
import { Delivery } from './delivery';
import { Endorsement, Library } from './endorsement';
import { EndorsingLibraryResolver, EndorsingPartnershipResolver, EndorsingResolver, Partnership } from './library.resolver';
import { LiveCountResolver } from './liveCount.resolver';
import { Milestone } from './milestone';
import { OrganizeResolver } from './organize.resolver';
import { PaperResolver, paperUpload } from './paper.resolver';
import { PaperSignature } from './paperSignature';
import { PendingSignature } from './pendingSignature';
import { Petition } from './petition';
import { DeliveryResolver, findPetition, PetitionResolver, ReportedCountResolver } from './petition.resolver';
import { ReportedCount } from './reportedCount';
import { AreaCount, HourCount, Signature } from './signature';
import { SigningResolver } from './signing.resolver';
import { Withdrawal } from './withdrawal';

export { type CountNotices, exchangeCounts } from './countNotices';
export { Petition } from './petition';
export { PetitionFeed } from './petitionFeed';
export { petitionJobs } from './petitionJobs';
export { ReportedCount } from './reportedCount';
export { secretsOf } from './secrets';
export { addReportedCounts, type SeedCount, seedDemoPetitions, seedPetitions } from './seed';
export { SignatureBatch } from './signatureBatch';
export { CountMetric, CountQualifier } from './states';
export { agrees, countAgain, type Tally } from './verifyCounts';

export const petitionEntities = [
  Petition,
  Milestone,
  ReportedCount,
  Delivery,
  Endorsement,
  Signature,
  PendingSignature,
  Withdrawal,
  PaperSignature,
  AreaCount,
  HourCount,
];

export const petitionsFeature: Feature<AdvocacyRequest> = {
  resolvers: [
    PetitionResolver,
    SigningResolver,
    OrganizeResolver,
    CountsResolver,
    ReportedCountResolver,
    DeliveryResolver,
    LiveCountResolver,
    EndorsingLibraryResolver,
    EndorsingPartnershipResolver,
    EndorsingResolver,
    PaperResolver,
  ],
  orphanedTypes: [Library, Partnership],
  uploads: [paperUpload],
  references: {
    Petition: ({ id }: { id: string }, request) => findPetition(id, request),
    Library: (reference: Library) => reference,
    Partnership: (reference: Partnership) => reference,
  },
};
