// Generated from operations/CommitteeReport.graphql by "npm run schema".
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

export type CommitteeReportQueryVariables = Exact<{
  year: number;
}>;


export type CommitteeReportQuery = { annualReport: { year: number, pairs: number, documented: number, silent: number, begun: number, ended: number, byCountry: Array<{ country: string, pairs: number }>, byYear: Array<{ year: number | null, pairs: number }>, activities: Array<{ kind: ActivityKind, count: number, hours: number | null, items: number | null }> } | null };


export const CommitteeReportDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"query","name":{"kind":"Name","value":"CommitteeReport"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"year"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"Int"}}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"annualReport"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"year"},"value":{"kind":"Variable","name":{"kind":"Name","value":"year"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"year"}},{"kind":"Field","name":{"kind":"Name","value":"pairs"}},{"kind":"Field","name":{"kind":"Name","value":"documented"}},{"kind":"Field","name":{"kind":"Name","value":"silent"}},{"kind":"Field","name":{"kind":"Name","value":"begun"}},{"kind":"Field","name":{"kind":"Name","value":"ended"}},{"kind":"Field","name":{"kind":"Name","value":"byCountry"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"country"}},{"kind":"Field","name":{"kind":"Name","value":"pairs"}}]}},{"kind":"Field","name":{"kind":"Name","value":"byYear"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"year"}},{"kind":"Field","name":{"kind":"Name","value":"pairs"}}]}},{"kind":"Field","name":{"kind":"Name","value":"activities"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"kind"}},{"kind":"Field","name":{"kind":"Name","value":"count"}},{"kind":"Field","name":{"kind":"Name","value":"hours"}},{"kind":"Field","name":{"kind":"Name","value":"items"}}]}}]}}]}}]} as unknown as DocumentNode<CommitteeReportQuery, CommitteeReportQueryVariables>;