// Generated from operations/EditorChoices.graphql by "npm run schema".
/** Internal type. DO NOT USE DIRECTLY. */
type Exact<T extends { [key: string]: unknown }> = { [K in keyof T]: T[K] };
/** Internal type. DO NOT USE DIRECTLY. */
export type Incremental<T> = T | { [P in keyof T]?: P extends ' $fragmentName' | '__typename' ? T[P] : never };
import type { TypedDocumentNode as DocumentNode } from '@graphql-typed-document-node/core';
/** How exactly a date is known. */
export type DatePrecision =
  /** That very day. */
  | 'DAY'
  /** Some day of that month; the day written is the first or the middle of it. */
  | 'MONTH'
  /** Some day of that year. */
  | 'YEAR'
  /** About that day. */
  | 'APPROX'
  /** Seen to hold on that day; when it really began is not known. */
  | 'AS_OF';

/** How a license meters lending. */
export type LicenseModel =
  /** Never expires and lends to one reader at a time (also called one copy, one user: OC/OU). */
  | 'PERPETUAL_ONE_USER'
  /** Expires after a time; until then any number of loans, one after another. */
  | 'METERED_BY_TIME'
  /** Expires after a number of loans, however long they take. */
  | 'METERED_BY_CHECKOUTS'
  /** Expires after a time or a number of loans, whichever comes first. */
  | 'METERED_BY_TIME_OR_CHECKOUTS'
  /** Expires when it has been lent for a number of days in all, however many loans that takes; a shorter loan leaves more for the next. */
  | 'METERED_BY_LENDING_DAYS'
  /** A bundle of loans, several of which may run at the same time. */
  | 'METERED_CONCURRENT_CHECKOUTS'
  /** Any number of readers at the same time. */
  | 'SIMULTANEOUS_USE'
  /** Nothing is bought in advance; the library pays for each loan. */
  | 'COST_PER_CIRC'
  /** Libraries could not license these titles. */
  | 'NOT_OFFERED'
  /** Something was offered, but our sources do not give the terms. */
  | 'UNKNOWN';

/** A kind of digital material that libraries license. */
export type MaterialFormat =
  /** A book to read on a screen. */
  | 'EBOOK'
  /** A book to listen to, as a download or stream. */
  | 'AUDIOBOOK';

/** Where a policy holds. */
export type PolicyReach =
  /** In the countries that territories names, as far as is documented. It may hold in others too. */
  | 'COUNTRIES'
  /** In every country. */
  | 'WORLD'
  /** Our sources do not say where. It is in the answers for every country, marked by this word. */
  | 'UNKNOWN';

/** The relation of a publisher to its parent. */
export type PublisherKind =
  /** A publishing house in its own right. */
  | 'PUBLISHER'
  /** A name under which its parent publishes. The only kind that inherits the policies of its parent. */
  | 'IMPRINT'
  /** A house that was merged into its parent; its policies are history of its own. */
  | 'PREDECESSOR'
  /** A house bought by its parent; its policies stay its own. */
  | 'ACQUIRED'
  /** A company of the same group; its policies are its own. */
  | 'AFFILIATE'
  /** The house in another country; its policies are its own. */
  | 'BRANCH'
  /** Not a publisher: it offers the titles of several houses under terms of its own. Nobody inherits them. */
  | 'AGGREGATOR';

export type EditorChoicesQueryVariables = Exact<{
  after?: string | null | undefined;
}>;


export type EditorChoicesQuery = { publishers: { nodes: Array<{ id: string, name: string, kind: PublisherKind, policies: Array<{ id: string, titleScope: string, formats: Array<MaterialFormat>, reach: PolicyReach, territories: Array<string>, effectiveFrom: { date: string, precision: DatePrecision } | null, license: { model: LicenseModel, checkouts: number | null, durationMonths: number | null, concurrency: number | null, lendingDays: number | null }, sources: Array<{ id: string, title: string }> }> }>, pageInfo: { hasNextPage: boolean, endCursor: string | null } } | null };


export const EditorChoicesDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"query","name":{"kind":"Name","value":"EditorChoices"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"after"}},"type":{"kind":"NamedType","name":{"kind":"Name","value":"String"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"publishers"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"first"},"value":{"kind":"IntValue","value":"100"}},{"kind":"Argument","name":{"kind":"Name","value":"after"},"value":{"kind":"Variable","name":{"kind":"Name","value":"after"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"nodes"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"name"}},{"kind":"Field","name":{"kind":"Name","value":"kind"}},{"kind":"Field","name":{"kind":"Name","value":"policies"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"titleScope"}},{"kind":"Field","name":{"kind":"Name","value":"formats"}},{"kind":"Field","name":{"kind":"Name","value":"reach"}},{"kind":"Field","name":{"kind":"Name","value":"territories"}},{"kind":"Field","name":{"kind":"Name","value":"effectiveFrom"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"date"}},{"kind":"Field","name":{"kind":"Name","value":"precision"}}]}},{"kind":"Field","name":{"kind":"Name","value":"license"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"model"}},{"kind":"Field","name":{"kind":"Name","value":"checkouts"}},{"kind":"Field","name":{"kind":"Name","value":"durationMonths"}},{"kind":"Field","name":{"kind":"Name","value":"concurrency"}},{"kind":"Field","name":{"kind":"Name","value":"lendingDays"}}]}},{"kind":"Field","name":{"kind":"Name","value":"sources"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"title"}}]}}]}}]}},{"kind":"Field","name":{"kind":"Name","value":"pageInfo"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"hasNextPage"}},{"kind":"Field","name":{"kind":"Name","value":"endCursor"}}]}}]}}]}}]} as unknown as DocumentNode<EditorChoicesQuery, EditorChoicesQueryVariables>;