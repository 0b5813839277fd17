// Generated from operations/StrikeOutSignatures.graphql by "npm run schema".
/** Internal type. DO NOT USE DIRECTLY. */
type Exact<T extends { [key: string]: unknown }> = { [K in keyof T]: T[K] };
/** Internal type. DO NOT USE DIRECTLY. */
export type Incremental<T> = T | { [P in keyof T]?: P extends ' $fragmentName' | '__typename' ? T[P] : never };
import type { TypedDocumentNode as DocumentNode } from '@graphql-typed-document-node/core';
/** Which signatures given online to strike out: those that meet all conditions that are given, at least one. */
export type StrikeOutSignaturesInput = {
  /** The petition. */
  petitionId: string;
  /** Why they are abuse. Organizers see it, and the audit log keeps it. It must not name anybody who signed. */
  reason: string;
  /** Those that counted from this moment on. */
  from?: string | null | undefined;
  /** Those that counted before this moment. */
  to?: string | null | undefined;
  /** Those with addresses of exactly this domain, such as example.org. It is compared by its keyed hash under all keys, and not kept. */
  domain?: string | null | undefined;
  /** The same by the keyed hash of the domain, as petitionWork lists it. */
  domainHash?: string | null | undefined;
  /** Those of this country. */
  country?: string | null | undefined;
  /** Those of this region of the country, by its ISO 3166-2 code such as US-NE, or by its name. */
  region?: string | null | undefined;
  /** True to learn how many they are, and change nothing. */
  preview?: boolean;
  /** How many they were in the preview: nothing is struck out when they are another number by now. */
  expected?: number | null | undefined;
};

export type StrikeOutSignaturesMutationVariables = Exact<{
  input: StrikeOutSignaturesInput;
}>;


export type StrikeOutSignaturesMutation = { strikeOutSignatures: { signatures: number, withoutDomain: number, strike: { id: string } | null } | null };


export const StrikeOutSignaturesDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"mutation","name":{"kind":"Name","value":"StrikeOutSignatures"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"input"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"StrikeOutSignaturesInput"}}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"strikeOutSignatures"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"input"},"value":{"kind":"Variable","name":{"kind":"Name","value":"input"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"signatures"}},{"kind":"Field","name":{"kind":"Name","value":"withoutDomain"}},{"kind":"Field","name":{"kind":"Name","value":"strike"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}}]}}]}}]}}]} as unknown as DocumentNode<StrikeOutSignaturesMutation, StrikeOutSignaturesMutationVariables>;