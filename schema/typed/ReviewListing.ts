// Generated from operations/ReviewListing.graphql by "npm run schema".
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

/** A decision of the committee on a submission. */
export type ReviewDecision =
  /** Publish the listing for twelve months. A new library joins the list of libraries. */
  | 'APPROVE'
  /** Do not publish the listing. Its contact reads the reason. */
  | 'DECLINE';

/** A decision of the committee on a submission. */
export type ReviewListingInput = {
  /** The id of the submission. */
  listingId: string;
  /** Whether to publish or decline the submission. */
  decision: ReviewDecision;
  /** Why the submission is declined, which its contact reads. Required with DECLINE. Plain text of at most 4000 characters. */
  reason?: string | null | undefined;
  /** With APPROVE: the id of the library that the submission is about, if it turned out to be in the list of libraries already. */
  libraryId?: string | null | undefined;
};

export type ReviewListingMutationVariables = Exact<{
  input: ReviewListingInput;
}>;


export type ReviewListingMutation = { reviewListing: { id: string, state: ListingState, expiresOn: string | null, library: { id: string, name: string } | null } | null };


export const ReviewListingDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"mutation","name":{"kind":"Name","value":"ReviewListing"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"input"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"ReviewListingInput"}}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"reviewListing"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"input"},"value":{"kind":"Variable","name":{"kind":"Name","value":"input"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"state"}},{"kind":"Field","name":{"kind":"Name","value":"expiresOn"}},{"kind":"Field","name":{"kind":"Name","value":"library"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"name"}}]}}]}}]}}]} as unknown as DocumentNode<ReviewListingMutation, ReviewListingMutationVariables>;