// Generated from operations/RecordOrganization.graphql by "npm run schema".
/** Internal type. DO NOT USE DIRECTLY. */
type Exact<T extends { [key: string]: unknown }> = { [K in keyof T]: T[K] };
/** Internal type. DO NOT USE DIRECTLY. */
export type Incremental<T> = T | { [P in keyof T]?: P extends ' $fragmentName' | '__typename' ? T[P] : never };
import type { TypedDocumentNode as DocumentNode } from '@graphql-typed-document-node/core';
/** An organization that takes a public stance. Its id is made from its name. */
export type OrganizationInput = {
  /** Its name. */
  name: string;
  /** What kind of organization it is. */
  kind: OrganizationKind;
  /** Its country. */
  country: string;
  /** Its region, by its ISO 3166-2 code or its name; null for a national organization. */
  region?: string | null | undefined;
  /** True for a state chapter of the American Library Association. */
  isAlaChapter?: boolean;
};

/** What kind of organization it is. */
export type OrganizationKind =
  /** An association of libraries or of people who work in them. */
  | 'ASSOCIATION'
  /** The chapter of a national association in one state. */
  | 'STATE_CHAPTER'
  /** Libraries that buy or lend together. */
  | 'CONSORTIUM'
  /** Organizations that campaign together. */
  | 'COALITION'
  /** A library or library system. */
  | 'LIBRARY'
  /** The board of a library. */
  | 'LIBRARY_BOARD'
  /** A city, county or other local government. */
  | 'LOCAL_GOVERNMENT';

export type RecordOrganizationMutationVariables = Exact<{
  input: OrganizationInput;
}>;


export type RecordOrganizationMutation = { recordOrganization: { id: string, name: string } | null };


export const RecordOrganizationDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"mutation","name":{"kind":"Name","value":"RecordOrganization"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"input"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"OrganizationInput"}}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"recordOrganization"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"input"},"value":{"kind":"Variable","name":{"kind":"Name","value":"input"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"name"}}]}}]}}]} as unknown as DocumentNode<RecordOrganizationMutation, RecordOrganizationMutationVariables>;