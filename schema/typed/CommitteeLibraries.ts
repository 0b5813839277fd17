// Generated from operations/CommitteeLibraries.graphql by "npm run schema".
/** Internal type. DO NOT USE DIRECTLY. */
type Exact<T extends { [key: string]: unknown }> = { [K in keyof T]: T[K] };
/** Internal type. DO NOT USE DIRECTLY. */
export type Incremental<T> = T | { [P in keyof T]?: P extends ' $fragmentName' | '__typename' ? T[P] : never };
import type { TypedDocumentNode as DocumentNode } from '@graphql-typed-document-node/core';
/** Which libraries to list. All conditions given must hold; conditions that are null or left out do not count. */
export type LibraryFilter = {
  /** Only in these countries, at most 50; an empty list finds nothing. */
  countries?: Array<string> | null | undefined;
  /** Only of these types; an empty list finds nothing. */
  types?: Array<LibraryType> | null | undefined;
  /** Words that the name or city must contain, also as parts of words, ignoring case and accents; oe is ö. Or a country, a region or a big city by its name in English, Spanish or its own language. At most 200 characters. */
  text?: string | null | undefined;
  /** Only with this ISIL, such as DK-710100, ignoring case. */
  isil?: string | null | undefined;
  /** True for demonstration libraries only, false to leave them out. */
  demo?: boolean | null | undefined;
  /** True for libraries without a sister now, neither active nor paused; false for those that have one. */
  withoutSister?: boolean | null | undefined;
};

/** Whom a library is for. */
export type LibraryType =
  /** For everyone in a city, town or region. */
  | 'PUBLIC'
  /** For the pupils of a school. */
  | 'SCHOOL'
  /** For a university or college. */
  | 'ACADEMIC'
  /** For one subject or institution. */
  | 'SPECIAL'
  /** For a whole country. */
  | 'NATIONAL';

export type CommitteeLibrariesQueryVariables = Exact<{
  filter?: LibraryFilter | null | undefined;
  after?: string | null | undefined;
}>;


export type CommitteeLibrariesQuery = { libraries: { totalCount: number, nodes: Array<{ id: string, name: string, city: string, country: string, demo: boolean, listing: { id: string } | null }>, pageInfo: { endCursor: string | null, hasNextPage: boolean } } | null };


export const CommitteeLibrariesDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"query","name":{"kind":"Name","value":"CommitteeLibraries"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"filter"}},"type":{"kind":"NamedType","name":{"kind":"Name","value":"LibraryFilter"}}},{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"after"}},"type":{"kind":"NamedType","name":{"kind":"Name","value":"String"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"libraries"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"filter"},"value":{"kind":"Variable","name":{"kind":"Name","value":"filter"}}},{"kind":"Argument","name":{"kind":"Name","value":"first"},"value":{"kind":"IntValue","value":"20"}},{"kind":"Argument","name":{"kind":"Name","value":"after"},"value":{"kind":"Variable","name":{"kind":"Name","value":"after"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"totalCount"}},{"kind":"Field","name":{"kind":"Name","value":"nodes"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"name"}},{"kind":"Field","name":{"kind":"Name","value":"city"}},{"kind":"Field","name":{"kind":"Name","value":"country"}},{"kind":"Field","name":{"kind":"Name","value":"demo"}},{"kind":"Field","name":{"kind":"Name","value":"listing"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}}]}}]}},{"kind":"Field","name":{"kind":"Name","value":"pageInfo"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"endCursor"}},{"kind":"Field","name":{"kind":"Name","value":"hasNextPage"}}]}}]}}]}}]} as unknown as DocumentNode<CommitteeLibrariesQuery, CommitteeLibrariesQueryVariables>;