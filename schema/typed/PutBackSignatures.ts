// Generated from operations/PutBackSignatures.graphql by "npm run schema".
/** Internal type. DO NOT USE DIRECTLY. */
type Exact<T extends { [key: string]: unknown }> = { [K in keyof T]: T[K] };
/** Internal type. DO NOT USE DIRECTLY. */
export type Incremental<T> = T | { [P in keyof T]?: P extends ' $fragmentName' | '__typename' ? T[P] : never };
import type { TypedDocumentNode as DocumentNode } from '@graphql-typed-document-node/core';
/** A batch of struck out signatures to put back. */
export type PutBackSignaturesInput = {
  /** The batch; see petitionWork. */
  id: string;
  /** Why, for the audit log. It must not name anybody who signed. */
  reason: string;
};

export type PutBackSignaturesMutationVariables = Exact<{
  input: PutBackSignaturesInput;
}>;


export type PutBackSignaturesMutation = { putBackSignatures: { signatures: number } | null };


export const PutBackSignaturesDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"mutation","name":{"kind":"Name","value":"PutBackSignatures"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"input"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"PutBackSignaturesInput"}}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"putBackSignatures"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"input"},"value":{"kind":"Variable","name":{"kind":"Name","value":"input"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"signatures"}}]}}]}}]} as unknown as DocumentNode<PutBackSignaturesMutation, PutBackSignaturesMutationVariables>;