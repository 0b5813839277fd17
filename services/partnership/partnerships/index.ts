// Partnerships of sister libraries: pairs, states and what they do together.
import type { Feature } from '#kit/subgraph/federate';
import { ActivitiesResolver, ProgrammeTotalsResolver } from './activities.resolver';
import { Activity } from './activity';
import { AgreementVersion } from './agreement';
import { agreementPage, type PartnershipRequest } from './agreementPage';
import { AgreementVersionResolver, ConfidentialPartnershipResolver, OwnPartnershipResolver } from './confidential.resolver';
import { OwnPartnershipsResolver } from './ownPartnerships.resolver';
import { Partnership } from './partnership';
import { ActivityResolver, findPartnership, PartnershipResolver } from './partnership.resolver';
import { PartnershipLifeResolver } from './partnershipLife.resolver';
import { PartnershipUpdatedResolver } from './partnershipUpdated.resolver';
import { SistersResolver } from './sisters.resolver';

export { Activity } from './activity';
export type { PartnershipRequest, PartnershipsApp } from './agreementPage';
export { librariesWithPartner } from './capacity';
export { changePartnership, type Turn } from './changePartnership';
export { ConfidentialPartnership } from './confidential.resolver';
export { partnershipSchedules, partnershipTasks } from './keepPartnerships';
export { pairOf } from './pair';
export { allPartnershipsOf, arePartners, begunSince, Partnership } from './partnership';
export { findPartnership } from './partnership.resolver';
export { PartnershipAction } from './partnershipActions';
export { type Formality, PartnershipState, sisterStates } from './partnershipStates';
export { writeToPartner } from './writeLetter';

export const partnershipEntities = [Partnership, Activity, AgreementVersion];

export const partnershipsFeature: Feature<PartnershipRequest> = {
  resolvers: [
    PartnershipResolver,
    ActivityResolver,
    SistersResolver,
    PartnershipLifeResolver,
    PartnershipUpdatedResolver,
    ActivitiesResolver,
    ProgrammeTotalsResolver,
    OwnPartnershipsResolver,
    OwnPartnershipResolver,
    ConfidentialPartnershipResolver,
    AgreementVersionResolver,
  ],
  pages: [agreementPage],
  references: { Partnership: ({ id }: { id: string }, request: PartnershipRequest) => findPartnership(id, request) },
};
