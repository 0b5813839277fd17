// Generated from operations/CommitteeImports.graphql by "npm run schema".
/** Internal type. DO NOT USE DIRECTLY. */
type Exact<T extends { [key: string]: unknown }> = { [K in keyof T]: T[K] };
/** Internal type. DO NOT USE DIRECTLY. */
export type Incremental<T> = T | { [P in keyof T]?: P extends ' $fragmentName' | '__typename' ? T[P] : never };
import type { TypedDocumentNode as DocumentNode } from '@graphql-typed-document-node/core';
/** What a file of the committee holds. */
export type ImportKind =
  /** Libraries, one a row. */
  | 'LIBRARIES'
  /** Existing pairs of sister libraries, one a row. */
  | 'PAIRS';

export type CommitteeImportsQueryVariables = Exact<{ [key: string]: never; }>;


export type CommitteeImportsQuery = { committeeImports: Array<{ id: string, kind: ImportKind, importedAt: string, added: number, undoneAt: string | null }> | null };


export const CommitteeImportsDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"query","name":{"kind":"Name","value":"CommitteeImports"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"committeeImports"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"kind"}},{"kind":"Field","name":{"kind":"Name","value":"importedAt"}},{"kind":"Field","name":{"kind":"Name","value":"added"}},{"kind":"Field","name":{"kind":"Name","value":"undoneAt"}}]}}]}}]} as unknown as DocumentNode<CommitteeImportsQuery, CommitteeImportsQueryVariables>;