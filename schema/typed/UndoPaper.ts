// Generated from operations/UndoPaper.graphql by "npm run schema".
/** Internal type. DO NOT USE DIRECTLY. */
type Exact<T extends { [key: string]: unknown }> = { [K in keyof T]: T[K] };
/** Internal type. DO NOT USE DIRECTLY. */
export type Incremental<T> = T | { [P in keyof T]?: P extends ' $fragmentName' | '__typename' ? T[P] : never };
import type { TypedDocumentNode as DocumentNode } from '@graphql-typed-document-node/core';
/** An import of signatures on paper to take back. */
export type UndoPaperImportInput = {
  /** The import; see paperImports. */
  id: string;
  /** One sheet of it; without it, the whole import. */
  sheet?: string | null | undefined;
  /** Why, for the audit log. It must not name anybody who signed. */
  reason: string;
};

export type UndoPaperMutationVariables = Exact<{
  input: UndoPaperImportInput;
}>;


export type UndoPaperMutation = { undoPaperImport: { removed: number, restored: number } | null };


export const UndoPaperDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"mutation","name":{"kind":"Name","value":"UndoPaper"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"input"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"UndoPaperImportInput"}}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"undoPaperImport"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"input"},"value":{"kind":"Variable","name":{"kind":"Name","value":"input"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"removed"}},{"kind":"Field","name":{"kind":"Name","value":"restored"}}]}}]}}]} as unknown as DocumentNode<UndoPaperMutation, UndoPaperMutationVariables>;