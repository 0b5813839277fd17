// Generated from operations/CorrectPublisher.graphql by "npm run schema".
/** Internal type. DO NOT USE DIRECTLY. */
type Exact<T extends { [key: string]: unknown }> = { [K in keyof T]: T[K] };
/** Internal type. DO NOT USE DIRECTLY. */
export type Incremental<T> = T | { [P in keyof T]?: P extends ' $fragmentName' | '__typename' ? T[P] : never };
import type { TypedDocumentNode as DocumentNode } from '@graphql-typed-document-node/core';
/** A publisher, country branch or aggregator. */
export type PublisherInput = {
  /** A readable name for it, such as macmillan; at most 80 characters. */
  id: string;
  /** The name as the house writes it. */
  name: string;
  /** What it is, and its relation to its parent. */
  kind: PublisherKind;
  /** The house it belongs to; needed by every kind except PUBLISHER and AGGREGATOR, which have none. */
  parentId?: string | null | undefined;
  /** True for one of the five largest houses; only a PUBLISHER can be. */
  bigFive?: boolean;
  /** Where it is seated; null when not known. A BRANCH needs it. */
  country?: string | null | undefined;
  /** Other names and abbreviations; at most 20, 200 characters each. */
  aliases?: Array<string>;
  /** What else is known about it, such as where it was read; at most 2,000 characters. */
  note?: string | null | undefined;
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

export type CorrectPublisherMutationVariables = Exact<{
  input: PublisherInput;
  reason: string;
}>;


export type CorrectPublisherMutation = { correctPublisher: { id: string, name: string } | null };


export const CorrectPublisherDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"mutation","name":{"kind":"Name","value":"CorrectPublisher"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"input"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"PublisherInput"}}}},{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"reason"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"String"}}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"correctPublisher"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"input"},"value":{"kind":"Variable","name":{"kind":"Name","value":"input"}}},{"kind":"Argument","name":{"kind":"Name","value":"reason"},"value":{"kind":"Variable","name":{"kind":"Name","value":"reason"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"name"}}]}}]}}]} as unknown as DocumentNode<CorrectPublisherMutation, CorrectPublisherMutationVariables>;