// Generated from operations/RemovePetitionCount.graphql by "npm run schema".
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

/** A reported number that should not have been recorded. */
export type RemovePetitionCountInput = {
  /** The petition. */
  petitionId: string;
  /** What is counted. */
  metric: CountMetric;
  /** The day for which it was reported. */
  on: string;
  /** Why it is removed. It is kept in the audit log, with the number. */
  reason: string;
};

export type RemovePetitionCountMutationVariables = Exact<{
  input: RemovePetitionCountInput;
}>;


export type RemovePetitionCountMutation = { removePetitionCount: { id: string } | null };


export const RemovePetitionCountDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"mutation","name":{"kind":"Name","value":"RemovePetitionCount"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"input"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"RemovePetitionCountInput"}}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"removePetitionCount"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"input"},"value":{"kind":"Variable","name":{"kind":"Name","value":"input"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}}]}}]}}]} as unknown as DocumentNode<RemovePetitionCountMutation, RemovePetitionCountMutationVariables>;