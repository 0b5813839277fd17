// The list of libraries seeking sisters.
import type { Feature } from '#kit/subgraph/federate';
import { Listing } from './listing';
import { findListing, ListingConnectionResolver, ListingResolver } from './listing.resolver';
import { ListingContact } from './listingContact';
import { ListingLifeResolver } from './listingLife.resolver';
import { ListingPublishedResolver } from './listingPublished.resolver';
import { FacetGroup, SearchedListing } from './listingSearch';
import type { ListingRequest } from './mailing';
import { OwnListingsResolver } from './ownListings.resolver';
import { AnsweredCallResolver, SeekingLibraryResolver } from './seeking.resolver';
import { SubmissionsResolver } from './submissions.resolver';

export { listingSchedules, listingTasks } from './keepListings';
export { Commitment, expiryOf, Listing, ListingState, openListings } from './listing';
export { contactOfLibrary, type LibraryContact } from './listingContact';
export { type ListingsApp, letterTask, type Mailing, noReminders, pageLink, type Written } from './mailing';
export { closeMatchedListing, lockStandingListings, type StandingListing } from './standing';
export { ContactPerson } from './submissions.resolver';

export const listingEntities = [Listing, ListingContact, FacetGroup, SearchedListing];

export const listingsFeature: Feature<ListingRequest> = {
  resolvers: [
    ListingResolver,
    ListingConnectionResolver,
    SeekingLibraryResolver,
    AnsweredCallResolver,
    ListingLifeResolver,
    ListingPublishedResolver,
    SubmissionsResolver,
    OwnListingsResolver,
  ],
  references: { Listing: ({ id }: { id: string }, request: ListingRequest) => findListing(id, request) },
};
