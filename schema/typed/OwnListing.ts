// Generated from operations/OwnListing.graphql by "npm run schema".
/** Internal type. DO NOT USE DIRECTLY. */
type Exact<T extends { [key: string]: unknown }> = { [K in keyof T]: T[K] };
/** Internal type. DO NOT USE DIRECTLY. */
export type Incremental<T> = T | { [P in keyof T]?: P extends ' $fragmentName' | '__typename' ? T[P] : never };
import type { TypedDocumentNode as DocumentNode } from '@graphql-typed-document-node/core';
/** A kind of thing that sister libraries do together. */
export type ActivityKind =
  /** A talk by video, telephone or chat, for instance once a month. */
  | 'VIRTUAL_CONVERSATION'
  /** Books, newspapers or other materials sent to each other, or given. */
  | 'MATERIAL_EXCHANGE'
  /** Staff who work in the other library for a while. */
  | 'STAFF_EXCHANGE'
  /** Courses, conferences and teaching of each other. */
  | 'TRAINING'
  /** Readers in both libraries who read the same books. */
  | 'READING_CLUB'
  /** Programmes for children and pupils. */
  | 'CHILDREN_PROGRAMME'
  /** Exhibitions and displays about each other. */
  | 'DISPLAY_EXCHANGE'
  /** Letters or e-mail between readers or staff. */
  | 'PEN_PALS'
  /** Loans from one library to the other. */
  | 'INTERLIBRARY_LOAN'
  /** Help to buy what is hard to get in the partner's country. */
  | 'PURCHASE_ASSISTANCE'
  /** Sharing techniques and tools to solve a problem. */
  | 'TECHNOLOGY_SHARING'
  /** Digitizing collections together. */
  | 'DIGITIZATION'
  /** Work on the history of both places. */
  | 'LOCAL_HISTORY'
  /** Services for people who came from another country. */
  | 'NEWCOMER_SERVICES'
  /** Festivals, shared holidays and other programmes for everyone. */
  | 'COMMUNITY_PROGRAMME'
  /** Helping to found or expand a library. */
  | 'LIBRARY_DEVELOPMENT'
  /** Making the partnership known. */
  | 'PUBLICITY'
  /** Evaluating together what the partnership achieved. */
  | 'EVALUATION'
  /** A short visit to learn how the other library works. */
  | 'STUDY_VISIT';

/** How firm a commitment a library is looking for. */
export type Commitment =
  /** A written agreement. */
  | 'FORMAL'
  /** Contact without an agreement. */
  | 'INFORMAL'
  /** Either of the two, as the partner prefers. */
  | 'FLEXIBLE';

/** The state of a listing. Only published listings are public. */
export type ListingState =
  /** Waits for the committee to review it. */
  | 'SUBMITTED'
  /** In the list of libraries seeking sisters. */
  | 'PUBLISHED'
  /** The committee decided not to publish it. */
  | 'DECLINED'
  /** The library found as many sisters as it can take on, so the listing left the list. */
  | 'MATCHED'
  /** Withdrawn by its library, or replaced by a newer listing of the same library. */
  | 'WITHDRAWN'
  /** It was not renewed, so it left the list. */
  | 'EXPIRED';

/** How often sister libraries intend to be in touch. */
export type MeetingRhythm =
  /** Once a week. */
  | 'WEEKLY'
  /** Every two weeks. */
  | 'FORTNIGHTLY'
  /** Once a month. */
  | 'MONTHLY'
  /** Every three months. */
  | 'QUARTERLY'
  /** Once a year. */
  | 'YEARLY';

export type OwnListingQueryVariables = Exact<{
  library: string;
}>;


export type OwnListingQuery = { library: { id: string, name: string } | null, ownListings: { nodes: Array<{ id: string, state: ListingState, offers: string | null, seeks: string | null, preferredCountries: Array<string>, preferredLanguages: Array<string>, activityInterests: Array<ActivityKind>, commitment: Commitment | null, meetingRhythm: MeetingRhythm | null, capacity: number | null }> } | null };


export const OwnListingDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"query","name":{"kind":"Name","value":"OwnListing"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"library"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"ID"}}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"library"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"id"},"value":{"kind":"Variable","name":{"kind":"Name","value":"library"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"name"}}]}},{"kind":"Field","name":{"kind":"Name","value":"ownListings"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"libraryId"},"value":{"kind":"Variable","name":{"kind":"Name","value":"library"}}},{"kind":"Argument","name":{"kind":"Name","value":"first"},"value":{"kind":"IntValue","value":"1"}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"nodes"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"state"}},{"kind":"Field","name":{"kind":"Name","value":"offers"}},{"kind":"Field","name":{"kind":"Name","value":"seeks"}},{"kind":"Field","name":{"kind":"Name","value":"preferredCountries"}},{"kind":"Field","name":{"kind":"Name","value":"preferredLanguages"}},{"kind":"Field","name":{"kind":"Name","value":"activityInterests"}},{"kind":"Field","name":{"kind":"Name","value":"commitment"}},{"kind":"Field","name":{"kind":"Name","value":"meetingRhythm"}},{"kind":"Field","name":{"kind":"Name","value":"capacity"}}]}}]}}]}}]} as unknown as DocumentNode<OwnListingQuery, OwnListingQueryVariables>;