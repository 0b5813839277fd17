// Generated from operations/OrganizationChoices.graphql by "npm run schema".
/** Internal type. DO NOT USE DIRECTLY. */
type Exact<T extends { [key: string]: unknown }> = { [K in keyof T]: T[K] };
/** Internal type. DO NOT USE DIRECTLY. */
export type Incremental<T> = T | { [P in keyof T]?: P extends ' $fragmentName' | '__typename' ? T[P] : never };
import type { TypedDocumentNode as DocumentNode } from '@graphql-typed-document-node/core';
/** What kind of organization it is. */
export type OrganizationKind =
  /** An association of libraries or of people who work in them. */
  | 'ASSOCIATION'
  /** The chapter of a national association in one state. */
  | 'STATE_CHAPTER'
  /** Libraries that buy or lend together. */
  | 'CONSORTIUM'
  /** Organizations that campaign together. */
  | 'COALITION'
  /** A library or library system. */
  | 'LIBRARY'
  /** The board of a library. */
  | 'LIBRARY_BOARD'
  /** A city, county or other local government. */
  | 'LOCAL_GOVERNMENT';

export type OrganizationChoicesQueryVariables = Exact<{
  after?: string | null | undefined;
}>;


export type OrganizationChoicesQuery = { organizations: { nodes: Array<{ id: string, name: string, kind: OrganizationKind }>, pageInfo: { hasNextPage: boolean, endCursor: string | null } } | null };


export const OrganizationChoicesDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"query","name":{"kind":"Name","value":"OrganizationChoices"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"after"}},"type":{"kind":"NamedType","name":{"kind":"Name","value":"String"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"organizations"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"first"},"value":{"kind":"IntValue","value":"100"}},{"kind":"Argument","name":{"kind":"Name","value":"after"},"value":{"kind":"Variable","name":{"kind":"Name","value":"after"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"nodes"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"name"}},{"kind":"Field","name":{"kind":"Name","value":"kind"}}]}},{"kind":"Field","name":{"kind":"Name","value":"pageInfo"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"hasNextPage"}},{"kind":"Field","name":{"kind":"Name","value":"endCursor"}}]}}]}}]}}]} as unknown as DocumentNode<OrganizationChoicesQuery, OrganizationChoicesQueryVariables>;