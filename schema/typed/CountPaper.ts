// Generated from operations/CountPaper.graphql by "npm run schema".
/** Internal type. DO NOT USE DIRECTLY. */
type Exact<T extends { [key: string]: unknown }> = { [K in keyof T]: T[K] };
/** Internal type. DO NOT USE DIRECTLY. */
export type Incremental<T> = T | { [P in keyof T]?: P extends ' $fragmentName' | '__typename' ? T[P] : never };
import type { TypedDocumentNode as DocumentNode } from '@graphql-typed-document-node/core';
/** Signatures on paper. */
export type ImportPaperSignaturesInput = {
  /** The petition, which must be OPEN or CLOSED. */
  petitionId: string;
  /** CSV, separated by commas, semicolons or tabs. A row at its top names the columns: name, country and, where there are, sheet, line, region, signed_on and email, or what other programs call them; or, for totals, a place and its count. Names are not kept, of addresses only a keyed hash. A line of a sheet counts once, however often it is sent; rows without sheet and line are known again by what they say. Send files of more than a few thousand rows by POST to /petitions/{id}/paper-signatures as text/csv, which reports its progress. */
  csv: string;
  /** True to read everything, write nothing and get the report. */
  preview?: boolean;
  /** The order of dates such as 10/3/2026: YMD, MDY or DMY. Without it, only dates that begin with the year are read. */
  dates?: string | null | undefined;
  /** The country of rows that name none. */
  country?: string | null | undefined;
  /** The mark of the sheet of rows that name none, at most 100 characters. */
  sheet?: string | null | undefined;
  /** False when the first row is a signature already; then columns are named by numbers. */
  hasHeader?: boolean;
  /** What columns hold whose headers do not tell. What is left out is read as an earlier file with the same header was. */
  columns?: Array<PaperColumnInput>;
  /** False to neither read the file as an earlier one with the same header was, nor remember how this one is read. */
  remember?: boolean;
};

/** What a column of a file holds. */
export type PaperColumnInput = {
  /** One of sheet, line, name, first_name, last_name, email, country, region, signed_on, count. */
  name: string;
  /** Its header or, from 1, its number; empty for what is not to be read. */
  header: string;
};

export type CountPaperMutationVariables = Exact<{
  input: ImportPaperSignaturesInput;
}>;


export type CountPaperMutation = { importPaperSignatures: { rows: number, added: number, changed: number, unchanged: number, refused: number, preview: boolean, faults: Array<{ row: number, message: string }>, changes: Array<{ row: number, message: string }>, columns: Array<{ name: string, number: number }> } | null };


export const CountPaperDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"mutation","name":{"kind":"Name","value":"CountPaper"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"input"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"ImportPaperSignaturesInput"}}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"importPaperSignatures"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"input"},"value":{"kind":"Variable","name":{"kind":"Name","value":"input"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"rows"}},{"kind":"Field","name":{"kind":"Name","value":"added"}},{"kind":"Field","name":{"kind":"Name","value":"changed"}},{"kind":"Field","name":{"kind":"Name","value":"unchanged"}},{"kind":"Field","name":{"kind":"Name","value":"refused"}},{"kind":"Field","name":{"kind":"Name","value":"preview"}},{"kind":"Field","name":{"kind":"Name","value":"faults"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"row"}},{"kind":"Field","name":{"kind":"Name","value":"message"}}]}},{"kind":"Field","name":{"kind":"Name","value":"changes"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"row"}},{"kind":"Field","name":{"kind":"Name","value":"message"}}]}},{"kind":"Field","name":{"kind":"Name","value":"columns"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"name"}},{"kind":"Field","name":{"kind":"Name","value":"number"}}]}}]}}]}}]} as unknown as DocumentNode<CountPaperMutation, CountPaperMutationVariables>;