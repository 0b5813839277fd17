// Partnerships of sister libraries: pairs, states and what they do together.
import type { Feature } from '#kit/subgraph/federate';
import type { Upload } from '#kit/subgraph/uploads';
import { Activity, ActivityMutations } from './activity';
import { AgreementMutations } from './agree';
import { AgreementVersion } from './agreement';
import { agreementPage, type PartnershipRequest } from './agreementPage';
import { AnnualReportResolver, annualReportPage } from './annualReport';
import { AcceptPartnershipMutation, AnswerPartnershipMutations } from './answerPartnership';
import { DocumentedPairMutations, pairsUpload } from './documentedPairs';
import {
  AgreementVersionResolver,
  ConfidentialPartnershipResolver,
  OwnPartnershipResolver,
  OwnPartnershipsResolver,
  PartnershipUpdatedResolver,
} from './ownPartnerships.resolver';
import { Partnership } from './partnership';
import {
  ActivityResolver,
  findPartnership,
  PartnershipResolver,
  ProgrammeTotalsResolver,
  SisterMapResolver,
  SistersResolver,
} from './partnership.resolver';
import { ProposePartnershipMutation } from './proposePartnership';

export { Activity } from './activity';
export { AgreementVersion } from './agreement';
export type { PartnershipRequest, PartnershipsApp } from './agreementPage';
export { librariesWithPartner } from './capacity';
export { changePartnership, type Turn } from './changePartnership';
export { partnershipSchedules, partnershipTasks } from './keepPartnerships';
export { writeToPartner } from './letters';
export { followers, partnershipsInMerge, renamed, rootOf } from './mergePartnerships';
export { ConfidentialPartnership } from './ownPartnerships.resolver';
export { allPartnershipsOf, arePartners, begunSince, hasSister, Partnership, pairOf } from './partnership';
export { findPartnership } from './partnership.resolver';
export { type Formality, PartnershipAction, PartnershipState, sisterStates } from './partnershipStates';

export const partnershipEntities = [Partnership, Activity, AgreementVersion];

export const partnershipsFeature: Feature<PartnershipRequest> = {
  resolvers: [
    PartnershipResolver,
    ActivityResolver,
    SistersResolver,
    PartnershipUpdatedResolver,
    ProgrammeTotalsResolver,
    OwnPartnershipsResolver,
    OwnPartnershipResolver,
    ConfidentialPartnershipResolver,
    AgreementVersionResolver,
    ProposePartnershipMutation,
    AcceptPartnershipMutation,
    AnswerPartnershipMutations,
    AgreementMutations,
    ActivityMutations,
    DocumentedPairMutations,
    AnnualReportResolver,
    SisterMapResolver,
  ],
  pages: [agreementPage, annualReportPage],
  uploads: [pairsUpload as Upload<PartnershipRequest>],
  references: { Partnership: ({ id }: { id: string }, request: PartnershipRequest) => findPartnership(id, request) },
};
