// Generated from operations/WhoAnswered.graphql by "npm run schema".
/** Internal type. DO NOT USE DIRECTLY. */
type Exact<T extends { [key: string]: unknown }> = { [K in keyof T]: T[K] };
/** Internal type. DO NOT USE DIRECTLY. */
export type Incremental<T> = T | { [P in keyof T]?: P extends ' $fragmentName' | '__typename' ? T[P] : never };
import type { TypedDocumentNode as DocumentNode } from '@graphql-typed-document-node/core';
/** What a reported number counts. */
export type CountMetric =
  /** Signatures. */
  | 'SIGNATURES'
  /** Library systems. */
  | 'SYSTEMS'
  /** Library systems in the state of Washington. */
  | 'SYSTEMS_WASHINGTON'
  /** Libraries that took part, as the source counts them. */
  | 'LIBRARIES'
  /** Library buildings. */
  | 'LOCATIONS'
  /** States with at least one participating library. */
  | 'STATES'
  /** People served by the libraries. */
  | 'POPULATION_SERVED';

/** How the source put a number. */
export type CountQualifier =
  /** Exactly this number. */
  | 'EXACT'
  /** About this number. */
  | 'ABOUT'
  /** A little less than this number. */
  | 'NEARLY'
  /** More than this number. */
  | 'MORE_THAN'
  /** This number or more. */
  | 'AT_LEAST'
  /** Calculated from other numbers; the note says how. */
  | 'DERIVED';

/** How exactly a date is known. */
export type DatePrecision =
  /** That very day. */
  | 'DAY'
  /** Some day of that month; the day written is the first or the middle of it. */
  | 'MONTH'
  /** Some day of that year. */
  | 'YEAR'
  /** About that day. */
  | 'APPROX'
  /** Seen to hold on that day; when it really began is not known. */
  | 'AS_OF';

/** What is known about the response of an organization that was asked. */
export type ResponseState =
  /** Spoke out on or after the day of the call. */
  | 'ANSWERED'
  /** Had spoken out before the call. */
  | 'SPOKE_BEFORE'
  /** Spoke out, but the dates do not tell whether before or after the call. */
  | 'ANSWERED_UNDATED'
  /** Our sources hold no statement. That does not prove that there is none. */
  | 'SILENT';

export type WhoAnsweredQueryVariables = Exact<{ [key: string]: never; }>;


export type WhoAnsweredQuery = { callsToRespond: Array<{ id: string, statement: { title: string, publishedOn: { date: string, precision: DatePrecision } | null, organizations: Array<{ name: string }>, sources: Array<{ url: string | null }> }, responses: Array<{ state: ResponseState, organization: { id: string, name: string }, statement: { title: string, publishedOn: { date: string, precision: DatePrecision } | null } | null }> }> | null, boycotts: Array<{ id: string, title: string, coordinator: string, startedOn: string, endedOn: string | null, note: string | null, targetPublisher: { id: string, name: string } | null, reportedCounts: Array<{ metric: CountMetric, on: string, precision: DatePrecision, count: number, qualifier: CountQualifier }>, sources: Array<{ title: string, url: string | null }> }> | null };


export const WhoAnsweredDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"query","name":{"kind":"Name","value":"WhoAnswered"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"callsToRespond"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"statement"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"title"}},{"kind":"Field","name":{"kind":"Name","value":"publishedOn"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"date"}},{"kind":"Field","name":{"kind":"Name","value":"precision"}}]}},{"kind":"Field","name":{"kind":"Name","value":"organizations"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"name"}}]}},{"kind":"Field","name":{"kind":"Name","value":"sources"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"url"}}]}}]}},{"kind":"Field","name":{"kind":"Name","value":"responses"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"state"}},{"kind":"Field","name":{"kind":"Name","value":"organization"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"name"}}]}},{"kind":"Field","name":{"kind":"Name","value":"statement"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"title"}},{"kind":"Field","name":{"kind":"Name","value":"publishedOn"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"date"}},{"kind":"Field","name":{"kind":"Name","value":"precision"}}]}}]}}]}}]}},{"kind":"Field","name":{"kind":"Name","value":"boycotts"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"first"},"value":{"kind":"IntValue","value":"20"}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"title"}},{"kind":"Field","name":{"kind":"Name","value":"coordinator"}},{"kind":"Field","name":{"kind":"Name","value":"startedOn"}},{"kind":"Field","name":{"kind":"Name","value":"endedOn"}},{"kind":"Field","name":{"kind":"Name","value":"note"}},{"kind":"Field","name":{"kind":"Name","value":"targetPublisher"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"name"}}]}},{"kind":"Field","name":{"kind":"Name","value":"reportedCounts"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"metric"}},{"kind":"Field","name":{"kind":"Name","value":"on"}},{"kind":"Field","name":{"kind":"Name","value":"precision"}},{"kind":"Field","name":{"kind":"Name","value":"count"}},{"kind":"Field","name":{"kind":"Name","value":"qualifier"}}]}},{"kind":"Field","name":{"kind":"Name","value":"sources"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"title"}},{"kind":"Field","name":{"kind":"Name","value":"url"}}]}}]}}]}}]} as unknown as DocumentNode<WhoAnsweredQuery, WhoAnsweredQueryVariables>;