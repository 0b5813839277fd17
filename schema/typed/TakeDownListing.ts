// Generated from operations/TakeDownListing.graphql by "npm run schema".
/** Internal type. DO NOT USE DIRECTLY. */
type Exact<T extends { [key: string]: unknown }> = { [K in keyof T]: T[K] };
/** Internal type. DO NOT USE DIRECTLY. */
export type Incremental<T> = T | { [P in keyof T]?: P extends ' $fragmentName' | '__typename' ? T[P] : never };
import type { TypedDocumentNode as DocumentNode } from '@graphql-typed-document-node/core';
/** The state of a listing. Only published listings are public. */
export type ListingState =
  /** Waits for the committee to review it. */
  | 'SUBMITTED'
  /** In the list of libraries seeking sisters. */
  | 'PUBLISHED'
  /** The committee decided not to publish it. */
  | 'DECLINED'
  /** The library found as many sisters as it can take on, so the listing left the list. */
  | 'MATCHED'
  /** Withdrawn by its library, or replaced by a newer listing of the same library. */
  | 'WITHDRAWN'
  /** It was not renewed, so it left the list. */
  | 'EXPIRED';

/** A listing that does not belong on the list. */
export type TakeDownListingInput = {
  /** The id of the listing. */
  listingId: string;
  /** Why: its contact reads it, and the audit log keeps it. Plain text of at most 4000 characters. */
  reason: string;
};

export type TakeDownListingMutationVariables = Exact<{
  input: TakeDownListingInput;
}>;


export type TakeDownListingMutation = { takeDownListing: { id: string, state: ListingState } | null };


export const TakeDownListingDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"mutation","name":{"kind":"Name","value":"TakeDownListing"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"input"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"TakeDownListingInput"}}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"takeDownListing"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"input"},"value":{"kind":"Variable","name":{"kind":"Name","value":"input"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"state"}}]}}]}}]} as unknown as DocumentNode<TakeDownListingMutation, TakeDownListingMutationVariables>;