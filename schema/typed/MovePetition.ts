// Generated from operations/MovePetition.graphql by "npm run schema".
/** Internal type. DO NOT USE DIRECTLY. */
type Exact<T extends { [key: string]: unknown }> = { [K in keyof T]: T[K] };
/** Internal type. DO NOT USE DIRECTLY. */
export type Incremental<T> = T | { [P in keyof T]?: P extends ' $fragmentName' | '__typename' ? T[P] : never };
import type { TypedDocumentNode as DocumentNode } from '@graphql-typed-document-node/core';
/** The new end, goal or reminders of an open petition. A field that is left out stays as it is. */
export type MovePetitionInput = {
  /** The petition, which must be OPEN. */
  id: string;
  /** When it stops taking signatures and closes by itself, a moment in the future; null for no end. A day means its end in the petition's time zone. */
  closesAt?: string | null | undefined;
  /** How many signatures it aims for, here and on paper, more than it has; null for no goal. The former goal stays as a milestone. */
  goal?: number | null | undefined;
  /** Whether people who have not confirmed are reminded, once. */
  reminders?: boolean | null | undefined;
};

export type MovePetitionMutationVariables = Exact<{
  input: MovePetitionInput;
}>;


export type MovePetitionMutation = { movePetition: { id: string, closesAt: string | null } | null };


export const MovePetitionDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"mutation","name":{"kind":"Name","value":"MovePetition"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"input"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"MovePetitionInput"}}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"movePetition"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"input"},"value":{"kind":"Variable","name":{"kind":"Name","value":"input"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"closesAt"}}]}}]}}]} as unknown as DocumentNode<MovePetitionMutation, MovePetitionMutationVariables>;