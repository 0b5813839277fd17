// Petitions: their life, their signatures and exact counts, live and reported.
import type { Feature } from '#kit/federate';
import type { AdvocacyRequest } from '../context';
import { Delivery } from './delivery';
import { Endorsement, Library } from './endorsement';
import { EndorsingLibraryResolver, EndorsingPartnershipResolver, Partnership } from './library.resolver';
import { LiveCountResolver } from './liveCount.resolver';
import { Petition } from './petition';
import { DeliveryResolver, findPetition, PetitionResolver, ReportedCountResolver } from './petition.resolver';
import { ReportedCount } from './reportedCount';
import { AreaCount, HourCount, Signature } from './signature';

export { type CountNotices, exchangeCounts } from './countNotices';
export { Petition } from './petition';
export { PetitionFeed } from './petitionFeed';
export { ReportedCount } from './reportedCount';
export { addReportedCounts, type SeedCount, seedDemoPetitions, seedPetitions } from './seed';
export { SignatureBatch } from './signatureBatch';

export const petitionEntities = [Petition, ReportedCount, Delivery, Endorsement, Signature, AreaCount, HourCount];

export const petitionsFeature: Feature<AdvocacyRequest> = {
  resolvers: [
    PetitionResolver,
    ReportedCountResolver,
    DeliveryResolver,
    LiveCountResolver,
    EndorsingLibraryResolver,
    EndorsingPartnershipResolver,
  ],
  orphanedTypes: [Library, Partnership],
  references: {
    Petition: ({ id }: { id: string }, request) => findPetition(id, request),
    Library: (reference: Library) => reference,
    Partnership: (reference: Partnership) => reference,
  },
};
