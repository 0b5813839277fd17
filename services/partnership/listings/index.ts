// The list of libraries seeking sisters.
import type { Feature } from '#kit/subgraph/federate';
import { ListingCareMutations } from './careForListings';
import { Listing } from './listing';
import {
  AnsweredCallResolver,
  findListing,
  ListingConnectionResolver,
  ListingPublishedResolver,
  ListingResolver,
  OwnListingsResolver,
  SeekingLibraryResolver,
  SubmissionsResolver,
} from './listing.resolver';
import { ListingContact } from './listingContact';
import { OwnListingMutations, ReviewListingMutation } from './listingLife';
import { FacetGroup, SearchedListing } from './listingSearch';
import type { ListingRequest } from './mailing';
import { ListingToConfirmResolver, SubmitListingMutation } from './submitListing';

export { listingSchedules, listingTasks } from './careForListings';
export { BadLink, ContactKeys } from './contactKeys';
export { Commitment, expiryOf, Listing, ListingState, openListings } from './listing';
export { ContactPerson } from './listing.resolver';
export { contactOfLibrary, resealContacts, resealContactsTask } from './listingContact';
export { type ListingsApp, letterTask, type Mailing, noReminders, pageLink, type Written } from './mailing';
export { closeMatchedListing, listingsInMerge, lockStandingListings, type StandingListing } from './standing';

export const listingEntities = [Listing, ListingContact, FacetGroup, SearchedListing];

export const listingsFeature: Feature<ListingRequest> = {
  resolvers: [
    ListingResolver,
    ListingConnectionResolver,
    SeekingLibraryResolver,
    AnsweredCallResolver,
    ListingPublishedResolver,
    OwnListingsResolver,
    SubmissionsResolver,
    SubmitListingMutation,
    OwnListingMutations,
    ListingToConfirmResolver,
    ReviewListingMutation,
    ListingCareMutations,
  ],
  references: { Listing: ({ id }: { id: string }, request: ListingRequest) => findListing(id, request) },
};
