// Generated from operations/SendPetitionNews.graphql by "npm run schema".
/** Internal type. DO NOT USE DIRECTLY. */
type Exact<T extends { [key: string]: unknown }> = { [K in keyof T]: T[K] };
/** Internal type. DO NOT USE DIRECTLY. */
export type Incremental<T> = T | { [P in keyof T]?: P extends ' $fragmentName' | '__typename' ? T[P] : never };
import type { TypedDocumentNode as DocumentNode } from '@graphql-typed-document-node/core';
/** News to send. */
export type SendNewsInput = {
  /** The petition, which must not be a DRAFT. */
  petitionId: string;
  /** The subject of the mail: one line. */
  subject: string;
  /** The text of the mail, as plain text: paragraphs, separated by empty lines. */
  text: string;
};

export type SendPetitionNewsMutationVariables = Exact<{
  input: SendNewsInput;
}>;


export type SendPetitionNewsMutation = { sendPetitionNews: { recipients: number } | null };


export const SendPetitionNewsDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"mutation","name":{"kind":"Name","value":"SendPetitionNews"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"input"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"SendNewsInput"}}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"sendPetitionNews"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"input"},"value":{"kind":"Variable","name":{"kind":"Name","value":"input"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"recipients"}}]}}]}}]} as unknown as DocumentNode<SendPetitionNewsMutation, SendPetitionNewsMutationVariables>;