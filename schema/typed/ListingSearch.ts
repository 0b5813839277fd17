// Generated from operations/ListingSearch.graphql by "npm run schema".
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

/** Which listings to show. All conditions given must hold; conditions that are null or left out do not count. A list holds when any of its values does, and an empty list finds nothing. Lists have at most 50 values. */
export type ListingFilter = {
  /** Only libraries in these countries. */
  countries?: Array<string> | null | undefined;
  /** Only libraries that use one of these languages. pt also finds pt-BR; pt-BR does not find pt. A macrolanguage and its members find each other: no finds nb and nn. */
  languages?: Array<string> | null | undefined;
  /** Only libraries of these types. */
  types?: Array<LibraryType> | null | undefined;
  /** Only libraries interested in one of these activities. */
  interests?: Array<ActivityKind> | null | undefined;
  /** Only listings that state exactly this commitment. */
  commitment?: Commitment | null | undefined;
  /** Words that the library's name or city or the listing's texts must contain, also as parts of words, ignoring case and accents; oe is ö. Or a country, a region or a big city by its name in English, Spanish or its own language. At most 200 characters. */
  text?: string | null | undefined;
  /** Only libraries inside this circle. Libraries without a known position are left out. */
  near?: NearInput | null | undefined;
  /** True for demonstration listings only, false to leave them out. */
  demo?: boolean | null | undefined;
  /** True for historical listings only, false to leave them out. */
  historical?: boolean | null | undefined;
  /** True for libraries without a sister now, neither active nor paused; false for those that have one. */
  withoutSister?: boolean | null | undefined;
};

/** The order of a list of listings. */
export type ListingOrder =
  /** The latest published first. Historical ones stand by their date, undated ones last. */
  | 'NEWEST'
  /** By the name of the library, ignoring accents. */
  | 'NAME'
  /** The nearest to the centre of filter.near first. Needs filter.near. */
  | 'NEAREST';

/** A circle on the map. */
export type NearInput = {
  /** Latitude of the centre in degrees north, from -90 to 90. */
  latitude: number;
  /** Longitude of the centre in degrees east, from -180 to 180. */
  longitude: number;
  /** Radius in kilometres, in a straight line over the earth: from 1 to 20040, which covers everything. */
  withinKm: number;
};

export type ListingSearchQueryVariables = Exact<{
  filter?: ListingFilter | null | undefined;
  orderBy?: ListingOrder;
  after?: string | null | undefined;
}>;


export type ListingSearchQuery = { listings: { totalCount: number, nodes: Array<{ id: string, offers: string | null, seeks: string | null, commitment: Commitment | null, activityInterests: Array<ActivityKind>, historical: boolean, demo: boolean, library: { id: string, name: string, city: string, country: string, website: string | null, languages: Array<string> } | null }>, facets: { countries: Array<{ value: string, count: number }>, languages: Array<{ value: string, count: number }>, types: Array<{ value: string, count: number }>, interests: Array<{ value: string, count: number }>, commitments: Array<{ value: string, count: number }> }, hints: Array<{ field: string, suggestion: string | null, count: number }>, pageInfo: { endCursor: string | null, hasNextPage: boolean } } | null };


export const ListingSearchDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"query","name":{"kind":"Name","value":"ListingSearch"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"filter"}},"type":{"kind":"NamedType","name":{"kind":"Name","value":"ListingFilter"}}},{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"orderBy"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"ListingOrder"}}},"defaultValue":{"kind":"EnumValue","value":"NEWEST"}},{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"after"}},"type":{"kind":"NamedType","name":{"kind":"Name","value":"String"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"listings"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"filter"},"value":{"kind":"Variable","name":{"kind":"Name","value":"filter"}}},{"kind":"Argument","name":{"kind":"Name","value":"orderBy"},"value":{"kind":"Variable","name":{"kind":"Name","value":"orderBy"}}},{"kind":"Argument","name":{"kind":"Name","value":"first"},"value":{"kind":"IntValue","value":"20"}},{"kind":"Argument","name":{"kind":"Name","value":"after"},"value":{"kind":"Variable","name":{"kind":"Name","value":"after"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"totalCount"}},{"kind":"Field","name":{"kind":"Name","value":"nodes"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"offers"}},{"kind":"Field","name":{"kind":"Name","value":"seeks"}},{"kind":"Field","name":{"kind":"Name","value":"commitment"}},{"kind":"Field","name":{"kind":"Name","value":"activityInterests"}},{"kind":"Field","name":{"kind":"Name","value":"historical"}},{"kind":"Field","name":{"kind":"Name","value":"demo"}},{"kind":"Field","name":{"kind":"Name","value":"library"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"name"}},{"kind":"Field","name":{"kind":"Name","value":"city"}},{"kind":"Field","name":{"kind":"Name","value":"country"}},{"kind":"Field","name":{"kind":"Name","value":"website"}},{"kind":"Field","name":{"kind":"Name","value":"languages"}}]}}]}},{"kind":"Field","name":{"kind":"Name","value":"facets"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"countries"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"value"}},{"kind":"Field","name":{"kind":"Name","value":"count"}}]}},{"kind":"Field","name":{"kind":"Name","value":"languages"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"value"}},{"kind":"Field","name":{"kind":"Name","value":"count"}}]}},{"kind":"Field","name":{"kind":"Name","value":"types"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"value"}},{"kind":"Field","name":{"kind":"Name","value":"count"}}]}},{"kind":"Field","name":{"kind":"Name","value":"interests"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"value"}},{"kind":"Field","name":{"kind":"Name","value":"count"}}]}},{"kind":"Field","name":{"kind":"Name","value":"commitments"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"value"}},{"kind":"Field","name":{"kind":"Name","value":"count"}}]}}]}},{"kind":"Field","name":{"kind":"Name","value":"hints"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"field"}},{"kind":"Field","name":{"kind":"Name","value":"suggestion"}},{"kind":"Field","name":{"kind":"Name","value":"count"}}]}},{"kind":"Field","name":{"kind":"Name","value":"pageInfo"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"endCursor"}},{"kind":"Field","name":{"kind":"Name","value":"hasNextPage"}}]}}]}}]}}]} as unknown as DocumentNode<ListingSearchQuery, ListingSearchQueryVariables>;