// Generated from operations/OrganizerWork.graphql by "npm run schema".
/** Internal type. DO NOT USE DIRECTLY. */
type Exact<T extends { [key: string]: unknown }> = { [K in keyof T]: T[K] };
/** Internal type. DO NOT USE DIRECTLY. */
export type Incremental<T> = T | { [P in keyof T]?: P extends ' $fragmentName' | '__typename' ? T[P] : never };
import type { TypedDocumentNode as DocumentNode } from '@graphql-typed-document-node/core';
/** What became of what a petition asked for: what happened, not why. */
export type PetitionOutcome =
  /** The policy it opposed was withdrawn. */
  | 'POLICY_WITHDRAWN'
  /** The policy it opposed was changed. */
  | 'POLICY_CHANGED'
  /** The policy it opposed stayed. */
  | 'POLICY_KEPT'
  /** Our sources do not say. */
  | 'UNKNOWN';

/** The state of a petition. */
export type PetitionState =
  /** Being written. Nobody can sign yet. */
  | 'DRAFT'
  /** Can be signed. */
  | 'OPEN'
  /** No longer takes signatures. */
  | 'CLOSED'
  /** Delivered to those it addresses; see its deliveries. */
  | 'DELIVERED';

export type OrganizerWorkQueryVariables = Exact<{ [key: string]: never; }>;


export type OrganizerWorkQuery = { myPetitionWork: Array<{ unconfirmedCount: number, petition: { id: string, title: string, state: PetitionState, demo: boolean, timeZone: string, opensAt: string | null, closesAt: string | null, closedOn: string | null, outcome: PetitionOutcome | null, goal: number | null, signatureCount: number | null, paperCount: number, totalCount: number | null }, imports: Array<{ id: string, finishedAt: string | null, undoneAt: string | null }> }> | null };


export const OrganizerWorkDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"query","name":{"kind":"Name","value":"OrganizerWork"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"myPetitionWork"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"unconfirmedCount"}},{"kind":"Field","name":{"kind":"Name","value":"petition"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"title"}},{"kind":"Field","name":{"kind":"Name","value":"state"}},{"kind":"Field","name":{"kind":"Name","value":"demo"}},{"kind":"Field","name":{"kind":"Name","value":"timeZone"}},{"kind":"Field","name":{"kind":"Name","value":"opensAt"}},{"kind":"Field","name":{"kind":"Name","value":"closesAt"}},{"kind":"Field","name":{"kind":"Name","value":"closedOn"}},{"kind":"Field","name":{"kind":"Name","value":"outcome"}},{"kind":"Field","name":{"kind":"Name","value":"goal"}},{"kind":"Field","name":{"kind":"Name","value":"signatureCount"}},{"kind":"Field","name":{"kind":"Name","value":"paperCount"}},{"kind":"Field","name":{"kind":"Name","value":"totalCount"}}]}},{"kind":"Field","name":{"kind":"Name","value":"imports"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"finishedAt"}},{"kind":"Field","name":{"kind":"Name","value":"undoneAt"}}]}}]}}]}}]} as unknown as DocumentNode<OrganizerWorkQuery, OrganizerWorkQueryVariables>;