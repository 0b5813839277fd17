// Generated from operations/CorrectLibrary.graphql by "npm run schema".
/** Internal type. DO NOT USE DIRECTLY. */
type Exact<T extends { [key: string]: unknown }> = { [K in keyof T]: T[K] };
/** Internal type. DO NOT USE DIRECTLY. */
export type Incremental<T> = T | { [P in keyof T]?: P extends ' $fragmentName' | '__typename' ? T[P] : never };
import type { TypedDocumentNode as DocumentNode } from '@graphql-typed-document-node/core';
/** Corrections of a library. What is left out stays; null removes what can be unknown. */
export type CorrectLibraryInput = {
  /** The id of the library, which stays the same. */
  libraryId: string;
  /** Why, for the audit log: plain text of at most 4000 characters, without names of people. */
  reason: string;
  /** Its name: one line of at most 200 characters. */
  name?: string | null | undefined;
  /** Whom it is for. */
  type?: LibraryType | null | undefined;
  /** Its city or town: one line of at most 200 characters. */
  city?: string | null | undefined;
  /** Its country (ISO 3166-1 alpha-2). Partners stay in other countries. */
  country?: string | null | undefined;
  /** Its region, by its ISO 3166-2 code such as US-IL, or by its name. */
  region?: string | null | undefined;
  /** Its ISIL (ISO 15511), such as DK-710100. */
  isil?: string | null | undefined;
  /** The address of its website; at most 500 characters. */
  website?: string | null | undefined;
  /** How many people it serves, 0 or more. */
  populationServed?: number | null | undefined;
  /** How many items its collection holds, 0 or more. */
  collectionSize?: number | null | undefined;
  /** Languages used in it, the main one first; 1 to 20. */
  languages?: Array<string> | null | undefined;
  /** Latitude in degrees north, from -90 to 90; with longitude, or neither. */
  latitude?: number | null | undefined;
  /** Longitude in degrees east, from -180 to 180. */
  longitude?: number | null | undefined;
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

export type CorrectLibraryMutationVariables = Exact<{
  input: CorrectLibraryInput;
}>;


export type CorrectLibraryMutation = { correctLibrary: { id: string, name: string } | null };


export const CorrectLibraryDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"mutation","name":{"kind":"Name","value":"CorrectLibrary"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"input"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"CorrectLibraryInput"}}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"correctLibrary"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"input"},"value":{"kind":"Variable","name":{"kind":"Name","value":"input"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"name"}}]}}]}}]} as unknown as DocumentNode<CorrectLibraryMutation, CorrectLibraryMutationVariables>;