// Petitions: their life, their signatures and exact counts, live and reported.
import type { Feature } from '#kit/subgraph/federate';
import type { PetitionRequest } from './context';
import { CountsResolver } from './counts.resolver';
import {
  Endorsement,
  EndorsementResolver,
  EndorsingLibraryResolver,
  EndorsingPartnershipResolver,
  EndorsingResolver,
  Library,
  Partnership,
} from './endorsement.resolver';
import { LiveCountsResolver } from './liveCounts';
import { MergedLibrary } from './mergedLibraries';
import { HandOverResolver, handOverPage } from './organizing/handOver';
import { PetitionNews } from './organizing/newsMail';
import { NewsResolver, OrganizeResolver, PetitionWorkResolver } from './organizing/organize.resolver';
import { Strike, StrikesResolver } from './organizing/strikes.resolver';
import { DomainSummary } from './organizing/summaries';
import { PaperCountsResolver, PaperImportsResolver, PaperResolver, paperUpload } from './paper/paperImports.resolver';
import { PaperLayout, PaperLayoutsResolver } from './paper/paperLayout';
import { PaperEarlier, PaperImport, PaperPart, PaperSignature } from './paper/paperSignature';
import { Milestone, Petition } from './petition';
import { DeliveryResolver, findPetition, PetitionResolver, ReportedCountResolver } from './petition.resolver';
import { RecordingResolver } from './recording.resolver';
import { Delivery, ReportedCount } from './reportedCount';
import { SigningAttempt } from './signing/attempts';
import { ConsentResolver } from './signing/consent';
import { AreaCount, HourCount, PendingSignature, Signature, Withdrawal } from './signing/signature';
import { SigningResolver } from './signing/signing.resolver';
import { WithdrawalResolver } from './signing/withdrawal.resolver';

export { openPetitions, type PetitionsApp, petitionJobs } from './context';
export { agrees, countAgain, type Tally } from './counts.resolver';
export { followMerged } from './mergedLibraries';
export { importPaper } from './paper/importPaper';
export { wishesIn } from './paper/paperImports.resolver';
export { Petition } from './petition';
export { petitionsAbout } from './petition.resolver';
export { CountMetric, CountQualifier, ReportedCount } from './reportedCount';
export { addReportedCounts, type SeedCount, seedDemoPetitions, seedPetitions, signDemoPetitions } from './seed';
export { secretsOf } from './signing/secrets';
export { SignatureBatch } from './signing/signatureBatch';

export const petitionEntities = [
  Petition,
  Milestone,
  ReportedCount,
  Delivery,
  Endorsement,
  MergedLibrary,
  Signature,
  PendingSignature,
  SigningAttempt,
  Withdrawal,
  PetitionNews,
  PaperSignature,
  PaperEarlier,
  PaperPart,
  PaperImport,
  PaperLayout,
  AreaCount,
  HourCount,
  Strike,
  DomainSummary,
];

export const petitionsFeature: Feature<PetitionRequest> = {
  resolvers: [
    PetitionResolver,
    SigningResolver,
    WithdrawalResolver,
    ConsentResolver,
    OrganizeResolver,
    RecordingResolver,
    StrikesResolver,
    LiveCountsResolver,
    CountsResolver,
    ReportedCountResolver,
    DeliveryResolver,
    HandOverResolver,
    PetitionWorkResolver,
    NewsResolver,
    EndorsingLibraryResolver,
    EndorsingPartnershipResolver,
    EndorsingResolver,
    EndorsementResolver,
    PaperResolver,
    PaperImportsResolver,
    PaperLayoutsResolver,
    PaperCountsResolver,
  ],
  orphanedTypes: [Library, Partnership],
  pages: [handOverPage],
  uploads: [paperUpload],
  references: {
    Petition: ({ id }: { id: string }, request) => findPetition(id, request),
    Library: ({ id, ...more }: Library, { merged }) => ({ ...more, id: merged.standing(id) }),
    Partnership: (reference: Partnership) => reference,
  },
};
