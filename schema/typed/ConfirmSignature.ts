// Generated from operations/ConfirmSignature.graphql by "npm run schema".
/** Internal type. DO NOT USE DIRECTLY. */
type Exact<T extends { [key: string]: unknown }> = { [K in keyof T]: T[K] };
/** Internal type. DO NOT USE DIRECTLY. */
export type Incremental<T> = T | { [P in keyof T]?: P extends ' $fragmentName' | '__typename' ? T[P] : never };
import type { TypedDocumentNode as DocumentNode } from '@graphql-typed-document-node/core';
/** What became of an attempt to sign. */
export type SigningOutcome =
  /** The signature is committed and counted. A repeated call with the same clientMutationId gets this answer again. */
  | 'SIGNED'
  /** This address has signed before. It counts once, and nothing changed. When the name was another one, the address gets a mail, at most one in ten minutes, that tells how a second person of a household can sign. */
  | 'ALREADY_SIGNED'
  /** The organizers struck out the signature of this address as abuse, so it does not count, and nothing changed. The address gets a mail, at most one in ten minutes, that says so and how to take it back. */
  | 'STRUCK_OUT'
  /** A mail is on its way to the address. The signature counts when the person opens its link. Until then the newest attempt is the one that will count. The answer is the same for an address that has signed before, which gets a mail that says so. Nobody learns here who has signed. */
  | 'CONFIRMATION_SENT';

export type ConfirmSignatureMutationVariables = Exact<{
  token: string;
  attempt?: string | null | undefined;
}>;


export type ConfirmSignatureMutation = { confirmSignature: { outcome: SigningOutcome, petition: { id: string, title: string, signatureCount: number | null } } | null };


export const ConfirmSignatureDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"mutation","name":{"kind":"Name","value":"ConfirmSignature"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"token"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"String"}}}},{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"attempt"}},"type":{"kind":"NamedType","name":{"kind":"Name","value":"ID"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"confirmSignature"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"token"},"value":{"kind":"Variable","name":{"kind":"Name","value":"token"}}},{"kind":"Argument","name":{"kind":"Name","value":"attempt"},"value":{"kind":"Variable","name":{"kind":"Name","value":"attempt"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"outcome"}},{"kind":"Field","name":{"kind":"Name","value":"petition"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"title"}},{"kind":"Field","name":{"kind":"Name","value":"signatureCount"}}]}}]}}]}}]} as unknown as DocumentNode<ConfirmSignatureMutation, ConfirmSignatureMutationVariables>;