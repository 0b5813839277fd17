// Petitions: their life, their signatures and exact counts, live and reported.
import type { Feature } from '#kit/subgraph/federate';
import type { PetitionRequest } from './context';
import { CountsResolver } from './counts/counts.resolver';
import { LiveCountResolver } from './counts/liveCount.resolver';
import { Endorsement, Library } from './endorsement';
import { EndorsingLibraryResolver, EndorsingPartnershipResolver, EndorsingResolver, Partnership } from './endorsement.resolver';
import { NewsResolver } from './organizing/news.resolver';
import { PetitionNews } from './organizing/newsMail';
import { OrganizeResolver } from './organizing/organize.resolver';
import { PaperResolver, PaperSignature, paperUpload } from './organizing/paper.resolver';
import { Milestone, Petition } from './petition';
import { DeliveryResolver, findPetition, PetitionResolver, ReportedCountResolver } from './petition.resolver';
import { Delivery, ReportedCount } from './reportedCount';
import { ConsentResolver } from './signing/consent';
import { AreaCount, HourCount, PendingSignature, Signature, Withdrawal } from './signing/signature';
import { SigningResolver } from './signing/signing.resolver';
import { WithdrawalResolver } from './signing/withdrawal.resolver';

export type { PetitionsApp } from './context';
export { type CountNotices, exchangeCounts } from './counts/countNotices';
export { PetitionFeed } from './counts/petitionFeed';
export { agrees, countAgain, type Tally } from './counts/verifyCounts';
export { Petition } from './petition';
export { petitionsAbout } from './petitionFilter';
export { petitionJobs } from './petitionJobs';
export { CountMetric, CountQualifier, ReportedCount } from './reportedCount';
export { addReportedCounts, type SeedCount, seedDemoPetitions, seedPetitions } from './seed';
export { secretsOf } from './signing/secrets';
export { SignatureBatch } from './signing/signatureBatch';

export const petitionEntities = [
  Petition,
  Milestone,
  ReportedCount,
  Delivery,
  Endorsement,
  Signature,
  PendingSignature,
  Withdrawal,
  PetitionNews,
  PaperSignature,
  AreaCount,
  HourCount,
];

export const petitionsFeature: Feature<PetitionRequest> = {
  resolvers: [
    PetitionResolver,
    SigningResolver,
    WithdrawalResolver,
    ConsentResolver,
    OrganizeResolver,
    CountsResolver,
    ReportedCountResolver,
    DeliveryResolver,
    LiveCountResolver,
    NewsResolver,
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
