// Generated from operations/CorrectListing.graphql by "npm run schema".
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

/** Corrections of a listing. What is left out stays; null removes what can be unknown. */
export type CorrectListingInput = {
  /** The id of the listing, which stays the same. */
  listingId: string;
  /** Why, for the audit log: plain text of at most 4000 characters, without names of people. */
  reason: string;
  /** What the library offers a sister, at most 4000 characters. */
  offers?: string | null | undefined;
  /** What the library hopes for, at most 4000 characters. */
  seeks?: string | null | undefined;
  /** Countries in which it would like a sister, at most 50. */
  preferredCountries?: Array<string> | null | undefined;
  /** Languages it would like to talk in, at most 50. */
  preferredLanguages?: Array<string> | null | undefined;
  /** What it would like to do together, each kind at most once. */
  activityInterests?: Array<ActivityKind> | null | undefined;
  /** How firm a commitment it is looking for. */
  commitment?: Commitment | null | undefined;
  /** How often it wants to be in touch. */
  meetingRhythm?: MeetingRhythm | null | undefined;
  /** How many sisters it can take on, from 1 to 20. */
  capacity?: number | null | undefined;
};

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

export type CorrectListingMutationVariables = Exact<{
  input: CorrectListingInput;
}>;


export type CorrectListingMutation = { correctListing: { id: string } | null };


export const CorrectListingDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"mutation","name":{"kind":"Name","value":"CorrectListing"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"input"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"CorrectListingInput"}}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"correctListing"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"input"},"value":{"kind":"Variable","name":{"kind":"Name","value":"input"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}}]}}]}}]} as unknown as DocumentNode<CorrectListingMutation, CorrectListingMutationVariables>;