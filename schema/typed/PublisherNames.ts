// Generated from operations/PublisherNames.graphql by "npm run schema".
/** Internal type. DO NOT USE DIRECTLY. */
type Exact<T extends { [key: string]: unknown }> = { [K in keyof T]: T[K] };
/** Internal type. DO NOT USE DIRECTLY. */
export type Incremental<T> = T | { [P in keyof T]?: P extends ' $fragmentName' | '__typename' ? T[P] : never };
import type { TypedDocumentNode as DocumentNode } from '@graphql-typed-document-node/core';
/** The relation of a publisher to its parent. */
export type PublisherKind =
  /** A publishing house in its own right. */
  | 'PUBLISHER'
  /** A name under which its parent publishes. The only kind that inherits the policies of its parent. */
  | 'IMPRINT'
  /** A house that was merged into its parent; its policies are history of its own. */
  | 'PREDECESSOR'
  /** A house bought by its parent; its policies stay its own. */
  | 'ACQUIRED'
  /** A company of the same group; its policies are its own. */
  | 'AFFILIATE'
  /** The house in another country; its policies are its own. */
  | 'BRANCH'
  /** Not a publisher: it offers the titles of several houses under terms of its own. Nobody inherits them. */
  | 'AGGREGATOR';

export type PublisherNamesQueryVariables = Exact<{
  after?: string | null | undefined;
}>;


export type PublisherNamesQuery = { publishers: { nodes: Array<{ id: string, name: string, kind: PublisherKind, bigFive: boolean, parent: { id: string, name: string } | null }>, pageInfo: { hasNextPage: boolean, endCursor: string | null } } | null };


export const PublisherNamesDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"query","name":{"kind":"Name","value":"PublisherNames"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"after"}},"type":{"kind":"NamedType","name":{"kind":"Name","value":"String"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"publishers"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"first"},"value":{"kind":"IntValue","value":"100"}},{"kind":"Argument","name":{"kind":"Name","value":"after"},"value":{"kind":"Variable","name":{"kind":"Name","value":"after"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"nodes"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"name"}},{"kind":"Field","name":{"kind":"Name","value":"kind"}},{"kind":"Field","name":{"kind":"Name","value":"bigFive"}},{"kind":"Field","name":{"kind":"Name","value":"parent"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"name"}}]}}]}},{"kind":"Field","name":{"kind":"Name","value":"pageInfo"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"hasNextPage"}},{"kind":"Field","name":{"kind":"Name","value":"endCursor"}}]}}]}}]}}]} as unknown as DocumentNode<PublisherNamesQuery, PublisherNamesQueryVariables>;