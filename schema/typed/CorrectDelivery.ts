// Generated from operations/CorrectDelivery.graphql by "npm run schema".
/** Internal type. DO NOT USE DIRECTLY. */
type Exact<T extends { [key: string]: unknown }> = { [K in keyof T]: T[K] };
/** Internal type. DO NOT USE DIRECTLY. */
export type Incremental<T> = T | { [P in keyof T]?: P extends ' $fragmentName' | '__typename' ? T[P] : never };
import type { TypedDocumentNode as DocumentNode } from '@graphql-typed-document-node/core';
/** What is right about a delivery. A field that is left out stays as it is. */
export type CorrectDeliveryInput = {
  /** The petition. */
  petitionId: string;
  /** The delivery. */
  deliveryId: string;
  /** Why it is corrected. It is kept in the audit log. */
  reason: string;
  /** Who received it. */
  to?: string | null | undefined;
  /** The day. Without count, the count of that day is taken. */
  on?: string | null | undefined;
  /** How many signatures were handed over. */
  count?: number | null | undefined;
};

export type CorrectDeliveryMutationVariables = Exact<{
  input: CorrectDeliveryInput;
}>;


export type CorrectDeliveryMutation = { correctDelivery: { id: string } | null };


export const CorrectDeliveryDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"mutation","name":{"kind":"Name","value":"CorrectDelivery"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"input"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"CorrectDeliveryInput"}}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"correctDelivery"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"input"},"value":{"kind":"Variable","name":{"kind":"Name","value":"input"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}}]}}]}}]} as unknown as DocumentNode<CorrectDeliveryMutation, CorrectDeliveryMutationVariables>;