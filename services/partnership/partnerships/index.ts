// Partnerships of sister libraries: pairs, states and what they do together.
import type { Feature } from '#kit/federate';
import type { PartnershipRequest } from '../context';
import { Activity } from './activity';
import { Partnership } from './partnership';
import { ActivityResolver, findPartnership, PartnershipResolver } from './partnership.resolver';
import { SistersResolver } from './sisters.resolver';

export { Partnership } from './partnership';
export { findPartnership } from './partnership.resolver';
export { PartnershipState } from './partnershipStates';
export { seedDemoPartnerships, seedPartnerships } from './seed';

export const partnershipEntities = [Partnership, Activity];

export const partnershipsFeature: Feature<PartnershipRequest> = {
  resolvers: [PartnershipResolver, ActivityResolver, SistersResolver],
  references: { Partnership: ({ id }: { id: string }, request: PartnershipRequest) => findPartnership(id, request) },
};
