// Generated from operations/AccountSuggestions.graphql by "npm run schema".
/** Internal type. DO NOT USE DIRECTLY. */
type Exact<T extends { [key: string]: unknown }> = { [K in keyof T]: T[K] };
/** Internal type. DO NOT USE DIRECTLY. */
export type Incremental<T> = T | { [P in keyof T]?: P extends ' $fragmentName' | '__typename' ? T[P] : never };
import type { TypedDocumentNode as DocumentNode } from '@graphql-typed-document-node/core';
/** Why a library is suggested. */
export type FitReason =
  /** Both libraries use these languages or would like to talk in them; nb and nn are no, too. 25 points. */
  | 'SHARED_LANGUAGES'
  /** Activities that interest both. 25 points if all interests of the library with fewer of them are shared, otherwise in proportion. */
  | 'COMMON_INTERESTS'
  /** You want a sister in its country: 10 points; 5 if you would take any country. */
  | 'WANTED_COUNTRY'
  /** It wants a sister in your country: 10 points; 5 if it would take any country. */
  | 'WANTS_YOUR_COUNTRY'
  /** Both want the same commitment, or one is flexible. 10 points. */
  | 'COMMITMENT'
  /** Hours a week in which both can meet: 2 points for each hour, at most 10. */
  | 'MEETING_HOURS'
  /** Both want to be in touch equally often. 5 points. */
  | 'MEETING_RHYTHM'
  /** One serves at most three times as many people as the other. 5 points. */
  | 'SIMILAR_SIZE'
  /** How many more sisters it can take on. No points: a library without a place is not suggested. */
  | 'CAPACITY_LEFT';

export type AccountSuggestionsQueryVariables = Exact<{
  library: string;
}>;


export type AccountSuggestionsQuery = { suggestSisters: Array<{ reasons: Array<{ reason: FitReason, values: Array<string> }>, library: { id: string, name: string, city: string, country: string } }> | null };


export const AccountSuggestionsDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"query","name":{"kind":"Name","value":"AccountSuggestions"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"library"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"ID"}}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"suggestSisters"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"libraryId"},"value":{"kind":"Variable","name":{"kind":"Name","value":"library"}}},{"kind":"Argument","name":{"kind":"Name","value":"first"},"value":{"kind":"IntValue","value":"5"}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"reasons"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"reason"}},{"kind":"Field","name":{"kind":"Name","value":"values"}}]}},{"kind":"Field","name":{"kind":"Name","value":"library"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"name"}},{"kind":"Field","name":{"kind":"Name","value":"city"}},{"kind":"Field","name":{"kind":"Name","value":"country"}}]}}]}}]}}]} as unknown as DocumentNode<AccountSuggestionsQuery, AccountSuggestionsQueryVariables>;