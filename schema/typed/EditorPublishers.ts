// Generated from operations/EditorPublishers.graphql by "npm run schema".
/** Internal type. DO NOT USE DIRECTLY. */
type Exact<T extends { [key: string]: unknown }> = { [K in keyof T]: T[K] };
/** Internal type. DO NOT USE DIRECTLY. */
export type Incremental<T> = T | { [P in keyof T]?: P extends ' $fragmentName' | '__typename' ? T[P] : never };
import type { TypedDocumentNode as DocumentNode } from '@graphql-typed-document-node/core';
/** Which publishers to list. A publisher must meet every condition that is given; a condition that is left out or null does not count. */
export type PublisherFilter = {
  /** True for the Big Five only, false for all others. */
  bigFive?: boolean | null | undefined;
  /** Only these kinds; an empty list finds nothing. */
  kinds?: Array<PublisherKind> | null | undefined;
  /** Part of a name, alias or id, in any case; at most 100 characters. */
  text?: string | null | undefined;
};

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

export type EditorPublishersQueryVariables = Exact<{
  filter?: PublisherFilter | null | undefined;
  after?: string | null | undefined;
}>;


export type EditorPublishersQuery = { publishers: { totalCount: number, nodes: Array<{ id: string, name: string, kind: PublisherKind, parent: { name: string } | null }>, pageInfo: { endCursor: string | null, hasNextPage: boolean } } | null };


export const EditorPublishersDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"query","name":{"kind":"Name","value":"EditorPublishers"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"filter"}},"type":{"kind":"NamedType","name":{"kind":"Name","value":"PublisherFilter"}}},{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"after"}},"type":{"kind":"NamedType","name":{"kind":"Name","value":"String"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"publishers"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"filter"},"value":{"kind":"Variable","name":{"kind":"Name","value":"filter"}}},{"kind":"Argument","name":{"kind":"Name","value":"first"},"value":{"kind":"IntValue","value":"50"}},{"kind":"Argument","name":{"kind":"Name","value":"after"},"value":{"kind":"Variable","name":{"kind":"Name","value":"after"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"totalCount"}},{"kind":"Field","name":{"kind":"Name","value":"nodes"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"name"}},{"kind":"Field","name":{"kind":"Name","value":"kind"}},{"kind":"Field","name":{"kind":"Name","value":"parent"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"name"}}]}}]}},{"kind":"Field","name":{"kind":"Name","value":"pageInfo"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"endCursor"}},{"kind":"Field","name":{"kind":"Name","value":"hasNextPage"}}]}}]}}]}}]} as unknown as DocumentNode<EditorPublishersQuery, EditorPublishersQueryVariables>;