// Generated from operations/EditorPublisher.graphql by "npm run schema".
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

export type EditorPublisherQueryVariables = Exact<{
  id: string;
}>;


export type EditorPublisherQuery = { publisher: { id: string, name: string, kind: PublisherKind, bigFive: boolean, country: string | null, aliases: Array<string>, note: string | null, parent: { id: string, name: string } | null } | null };


export const EditorPublisherDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"query","name":{"kind":"Name","value":"EditorPublisher"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"id"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"ID"}}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"publisher"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"id"},"value":{"kind":"Variable","name":{"kind":"Name","value":"id"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"name"}},{"kind":"Field","name":{"kind":"Name","value":"kind"}},{"kind":"Field","name":{"kind":"Name","value":"bigFive"}},{"kind":"Field","name":{"kind":"Name","value":"country"}},{"kind":"Field","name":{"kind":"Name","value":"aliases"}},{"kind":"Field","name":{"kind":"Name","value":"note"}},{"kind":"Field","name":{"kind":"Name","value":"parent"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"name"}}]}}]}}]}}]} as unknown as DocumentNode<EditorPublisherQuery, EditorPublisherQueryVariables>;