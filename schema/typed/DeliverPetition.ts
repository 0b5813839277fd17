// Generated from operations/DeliverPetition.graphql by "npm run schema".
/** Internal type. DO NOT USE DIRECTLY. */
type Exact<T extends { [key: string]: unknown }> = { [K in keyof T]: T[K] };
/** Internal type. DO NOT USE DIRECTLY. */
export type Incremental<T> = T | { [P in keyof T]?: P extends ' $fragmentName' | '__typename' ? T[P] : never };
import type { TypedDocumentNode as DocumentNode } from '@graphql-typed-document-node/core';
/** The delivery of a petition to those it addresses. */
export type DeliverPetitionInput = {
  /** The petition, which must be CLOSED or DELIVERED. */
  id: string;
  /** Who received it. Several can receive it on one day, each in a delivery of its own. */
  to: string;
  /** The day of the delivery in the petition's time zone: not before the petition opened, not in the future. */
  on: string;
};

export type DeliverPetitionMutationVariables = Exact<{
  input: DeliverPetitionInput;
}>;


export type DeliverPetitionMutation = { deliverPetition: { id: string } | null };


export const DeliverPetitionDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"mutation","name":{"kind":"Name","value":"DeliverPetition"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"input"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"DeliverPetitionInput"}}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"deliverPetition"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"input"},"value":{"kind":"Variable","name":{"kind":"Name","value":"input"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}}]}}]}}]} as unknown as DocumentNode<DeliverPetitionMutation, DeliverPetitionMutationVariables>;