// Generated from operations/CommitteeLibrary.graphql by "npm run schema".
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

/** Something about a library that is probably wrong. A person looks at it; nothing is refused for it. */
export type LibraryDoubt =
  /** Its position lies more than 50 km outside its country: often latitude and longitude are swapped. */
  | 'POSITION_OUTSIDE_COUNTRY'
  /** Its ISIL was given out by the agency of another country. It keeps nobody else from having that ISIL. */
  | 'ISIL_OF_ANOTHER_COUNTRY';

/** Whom a library is for. */
export type LibraryType =
  /** For everyone in a city, town or region. */
  | 'PUBLIC'
  /** For the pupils of a school. */
  | 'SCHOOL'
  /** For a university or college. */
  | 'ACADEMIC'
  /** For one subject or institution. */
  | 'SPECIAL'
  /** For a whole country. */
  | 'NATIONAL';

/** Why two libraries may be one. */
export type Likeness =
  /** They have the same ISIL, without regard to case. */
  | 'SAME_ISIL'
  /** Their names are alike without case, accents and ways to write ö, and they are in one country. */
  | 'SIMILAR_NAME'
  /** They are at most 300 metres apart, or in one city with names that have words in common. */
  | 'SAME_PLACE';

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

export type CommitteeLibraryQueryVariables = Exact<{
  id: string;
}>;


export type CommitteeLibraryQuery = { library: { id: string, name: string, type: LibraryType, city: string, region: string | null, country: string, isil: string | null, website: string | null, populationServed: number | null, collectionSize: number | null, languages: Array<string>, demo: boolean, doubts: Array<LibraryDoubt>, mergedIds: Array<string>, coordinates: { latitude: number, longitude: number } | null, sources: Array<{ id: string, title: string, url: string | null }>, sisters: Array<{ id: string, name: string, country: string }>, possibleDuplicates: Array<{ reasons: Array<Likeness>, submissionId: string | null, newLibrary: { name: string, type: LibraryType, city: string, region: string | null, country: string, isil: string | null, website: string | null, populationServed: number | null, collectionSize: number | null, languages: Array<string> } | null, library: { id: string, name: string, type: LibraryType, city: string, region: string | null, country: string, isil: string | null, website: string | null, populationServed: number | null, collectionSize: number | null, languages: Array<string>, demo: boolean, listing: { id: string } | null, sisters: Array<{ id: string, name: string }> } | null }> } | null, ownListings: { nodes: Array<{ id: string, state: ListingState, offers: string | null, seeks: string | null, preferredCountries: Array<string>, activityInterests: Array<ActivityKind>, commitment: Commitment | null, meetingRhythm: MeetingRhythm | null, capacity: number | null, publishedOn: string | null, expiresOn: string | null }> } | null, libraryMerges: { nodes: Array<{ id: string, intoId: string, mergedAt: string, reason: string, undoneAt: string | null, undoableUntil: string, from: { name: string, city: string, country: string } }> } | null };


export const CommitteeLibraryDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"query","name":{"kind":"Name","value":"CommitteeLibrary"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"id"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"ID"}}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"library"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"id"},"value":{"kind":"Variable","name":{"kind":"Name","value":"id"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"name"}},{"kind":"Field","name":{"kind":"Name","value":"type"}},{"kind":"Field","name":{"kind":"Name","value":"city"}},{"kind":"Field","name":{"kind":"Name","value":"region"}},{"kind":"Field","name":{"kind":"Name","value":"country"}},{"kind":"Field","name":{"kind":"Name","value":"isil"}},{"kind":"Field","name":{"kind":"Name","value":"website"}},{"kind":"Field","name":{"kind":"Name","value":"populationServed"}},{"kind":"Field","name":{"kind":"Name","value":"collectionSize"}},{"kind":"Field","name":{"kind":"Name","value":"languages"}},{"kind":"Field","name":{"kind":"Name","value":"demo"}},{"kind":"Field","name":{"kind":"Name","value":"doubts"}},{"kind":"Field","name":{"kind":"Name","value":"mergedIds"}},{"kind":"Field","name":{"kind":"Name","value":"coordinates"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"latitude"}},{"kind":"Field","name":{"kind":"Name","value":"longitude"}}]}},{"kind":"Field","name":{"kind":"Name","value":"sources"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"title"}},{"kind":"Field","name":{"kind":"Name","value":"url"}}]}},{"kind":"Field","name":{"kind":"Name","value":"sisters"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"first"},"value":{"kind":"IntValue","value":"50"}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"name"}},{"kind":"Field","name":{"kind":"Name","value":"country"}}]}},{"kind":"Field","name":{"kind":"Name","value":"possibleDuplicates"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"reasons"}},{"kind":"Field","name":{"kind":"Name","value":"submissionId"}},{"kind":"Field","name":{"kind":"Name","value":"newLibrary"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"name"}},{"kind":"Field","name":{"kind":"Name","value":"type"}},{"kind":"Field","name":{"kind":"Name","value":"city"}},{"kind":"Field","name":{"kind":"Name","value":"region"}},{"kind":"Field","name":{"kind":"Name","value":"country"}},{"kind":"Field","name":{"kind":"Name","value":"isil"}},{"kind":"Field","name":{"kind":"Name","value":"website"}},{"kind":"Field","name":{"kind":"Name","value":"populationServed"}},{"kind":"Field","name":{"kind":"Name","value":"collectionSize"}},{"kind":"Field","name":{"kind":"Name","value":"languages"}}]}},{"kind":"Field","name":{"kind":"Name","value":"library"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"name"}},{"kind":"Field","name":{"kind":"Name","value":"type"}},{"kind":"Field","name":{"kind":"Name","value":"city"}},{"kind":"Field","name":{"kind":"Name","value":"region"}},{"kind":"Field","name":{"kind":"Name","value":"country"}},{"kind":"Field","name":{"kind":"Name","value":"isil"}},{"kind":"Field","name":{"kind":"Name","value":"website"}},{"kind":"Field","name":{"kind":"Name","value":"populationServed"}},{"kind":"Field","name":{"kind":"Name","value":"collectionSize"}},{"kind":"Field","name":{"kind":"Name","value":"languages"}},{"kind":"Field","name":{"kind":"Name","value":"demo"}},{"kind":"Field","name":{"kind":"Name","value":"listing"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}}]}},{"kind":"Field","name":{"kind":"Name","value":"sisters"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"first"},"value":{"kind":"IntValue","value":"5"}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"name"}}]}}]}}]}}]}},{"kind":"Field","name":{"kind":"Name","value":"ownListings"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"libraryId"},"value":{"kind":"Variable","name":{"kind":"Name","value":"id"}}},{"kind":"Argument","name":{"kind":"Name","value":"first"},"value":{"kind":"IntValue","value":"1"}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"nodes"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"state"}},{"kind":"Field","name":{"kind":"Name","value":"offers"}},{"kind":"Field","name":{"kind":"Name","value":"seeks"}},{"kind":"Field","name":{"kind":"Name","value":"preferredCountries"}},{"kind":"Field","name":{"kind":"Name","value":"activityInterests"}},{"kind":"Field","name":{"kind":"Name","value":"commitment"}},{"kind":"Field","name":{"kind":"Name","value":"meetingRhythm"}},{"kind":"Field","name":{"kind":"Name","value":"capacity"}},{"kind":"Field","name":{"kind":"Name","value":"publishedOn"}},{"kind":"Field","name":{"kind":"Name","value":"expiresOn"}}]}}]}},{"kind":"Field","name":{"kind":"Name","value":"libraryMerges"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"first"},"value":{"kind":"IntValue","value":"100"}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"nodes"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"intoId"}},{"kind":"Field","name":{"kind":"Name","value":"mergedAt"}},{"kind":"Field","name":{"kind":"Name","value":"reason"}},{"kind":"Field","name":{"kind":"Name","value":"undoneAt"}},{"kind":"Field","name":{"kind":"Name","value":"undoableUntil"}},{"kind":"Field","name":{"kind":"Name","value":"from"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"name"}},{"kind":"Field","name":{"kind":"Name","value":"city"}},{"kind":"Field","name":{"kind":"Name","value":"country"}}]}}]}}]}}]}}]} as unknown as DocumentNode<CommitteeLibraryQuery, CommitteeLibraryQueryVariables>;