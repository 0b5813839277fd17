// The list of libraries seeking sisters.
import type { Feature } from '#kit/federate';
import type { PartnershipRequest } from '../context';
import { Listing } from './listing';
import { findListing, ListingConnectionResolver, ListingResolver } from './listing.resolver';
import { AnsweredCallResolver, SeekingLibraryResolver } from './seeking.resolver';

export { Listing } from './listing';
export { Commitment, ListingState } from './listingStates';
export { seedListings } from './seed';

export const listingEntities = [Listing];

export const listingsFeature: Feature<PartnershipRequest> = {
  resolvers: [ListingResolver, ListingConnectionResolver, SeekingLibraryResolver, AnsweredCallResolver],
  references: { Listing: ({ id }: { id: string }, request: PartnershipRequest) => findListing(id, request) },
};
