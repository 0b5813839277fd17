// Generated from operations/EditorLaws.graphql by "npm run schema".
/** Internal type. DO NOT USE DIRECTLY. */
type Exact<T extends { [key: string]: unknown }> = { [K in keyof T]: T[K] };
/** Internal type. DO NOT USE DIRECTLY. */
export type Incremental<T> = T | { [P in keyof T]?: P extends ' $fragmentName' | '__typename' ? T[P] : never };
import type { TypedDocumentNode as DocumentNode } from '@graphql-typed-document-node/core';
/** How far a law or bill got. */
export type LawStage =
  /** Proposed in public, without a bill. */
  | 'PROPOSED'
  /** Introduced as a bill. */
  | 'INTRODUCED'
  /** Seen to be before the legislature. */
  | 'PENDING'
  /** Advanced; our sources do not say how far. */
  | 'ADVANCED'
  /** Passed by one house. */
  | 'PASSED_ONE_HOUSE'
  /** Passed by the whole legislature. */
  | 'PASSED'
  /** Signed into law. */
  | 'SIGNED'
  /** Vetoed. */
  | 'VETOED'
  /** In force as a law; triggerClause says whether it waits for something before it acts. */
  | 'IN_FORCE'
  /** Suspended by a court. */
  | 'ENJOINED'
  /** Declared void by a court. */
  | 'STRUCK_DOWN'
  /** Turned into a study or a commission. */
  | 'STUDY'
  /** Not passed in its session. */
  | 'FAILED'
  /** Not a bill: the decision of a court on what the law already allows. */
  | 'DECIDED';

export type EditorLawsQueryVariables = Exact<{
  after?: string | null | undefined;
}>;


export type EditorLawsQuery = { laws: { nodes: Array<{ id: string, name: string, number: string | null, jurisdiction: string, stage: LawStage | null }>, pageInfo: { endCursor: string | null, hasNextPage: boolean } } | null };


export const EditorLawsDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"query","name":{"kind":"Name","value":"EditorLaws"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"after"}},"type":{"kind":"NamedType","name":{"kind":"Name","value":"String"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"laws"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"first"},"value":{"kind":"IntValue","value":"50"}},{"kind":"Argument","name":{"kind":"Name","value":"after"},"value":{"kind":"Variable","name":{"kind":"Name","value":"after"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"nodes"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"name"}},{"kind":"Field","name":{"kind":"Name","value":"number"}},{"kind":"Field","name":{"kind":"Name","value":"jurisdiction"}},{"kind":"Field","name":{"kind":"Name","value":"stage"}}]}},{"kind":"Field","name":{"kind":"Name","value":"pageInfo"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"endCursor"}},{"kind":"Field","name":{"kind":"Name","value":"hasNextPage"}}]}}]}}]}}]} as unknown as DocumentNode<EditorLawsQuery, EditorLawsQueryVariables>;