// Generated from operations/EnterPair.graphql by "npm run schema".
/** Internal type. DO NOT USE DIRECTLY. */
type Exact<T extends { [key: string]: unknown }> = { [K in keyof T]: T[K] };
/** Internal type. DO NOT USE DIRECTLY. */
export type Incremental<T> = T | { [P in keyof T]?: P extends ' $fragmentName' | '__typename' ? T[P] : never };
import type { TypedDocumentNode as DocumentNode } from '@graphql-typed-document-node/core';
/** A pair of sister libraries that the committee knows from a source. */
export type EnterPairInput = {
  /** The id of one library. */
  libraryId: string;
  /** The id of the other one, in another country. */
  otherLibraryId: string;
  /** Since when they are sisters: a day, a month or a year, such as 1999-05; null when not known. */
  since?: string | null | undefined;
  /** Whether there is a written agreement. */
  formality?: Formality;
  /** Where it is documented: the title of a page or document, one line of at most 200 characters. */
  source: string;
  /** The address of the source; null when it has none. */
  sourceUrl?: string | null | undefined;
};

/** Whether two sister libraries have a written agreement. */
export type Formality =
  /** They have signed an agreement. */
  | 'FORMAL'
  /** They work together without one. */
  | 'INFORMAL'
  /** Our sources do not say. */
  | 'UNKNOWN';

export type EnterPairMutationVariables = Exact<{
  input: EnterPairInput;
}>;


export type EnterPairMutation = { enterPair: { id: string } | null };


export const EnterPairDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"mutation","name":{"kind":"Name","value":"EnterPair"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"input"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"EnterPairInput"}}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"enterPair"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"input"},"value":{"kind":"Variable","name":{"kind":"Name","value":"input"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}}]}}]}}]} as unknown as DocumentNode<EnterPairMutation, EnterPairMutationVariables>;