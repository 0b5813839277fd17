// Generated from operations/EditorPolicies.graphql by "npm run schema".
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

/** The unit in which an embargo is counted from the publication of a title. */
export type EmbargoUnit =
  /** Days. */
  | 'DAY'
  /** Weeks of seven days. */
  | 'WEEK'
  /** Calendar months; a day that the month lacks becomes its last day. */
  | 'MONTH'
  /** Calendar years; 29 February becomes 28 February. */
  | 'YEAR';

/** What to tell whoever reads a policy as if it were in force on a day. */
export type KnowledgeMark =
  /** The last source that confirmed it is older than the operator allows (POLICY_STALE_DAYS, 365 days unless set). */
  | 'STALE'
  /** No source confirmed it after it began. */
  | 'NEVER_VERIFIED'
  /** The day lies after today: nobody knows what will hold, this is what is known now. */
  | 'FUTURE'
  /** It was not in force on that day. */
  | 'NOT_IN_FORCE'
  /** When it began is not known; it can have begun later than the day. */
  | 'START_UNKNOWN'
  /** Its first day is known only roughly, by its month, its year or about. */
  | 'START_APPROXIMATE'
  /** Its last day is known only roughly, by its month, its year or about. */
  | 'END_APPROXIMATE'
  /** Our sources do not say in which countries it holds. */
  | 'PLACE_UNKNOWN'
  /** Its embargo is as long as amount at most; titles can be free earlier. Figures are of the longest. */
  | 'EMBARGO_IS_RANGE'
  /** It has an embargo, and our sources do not say for how long. */
  | 'EMBARGO_LENGTH_UNKNOWN';

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

/** Whether a policy was in force. */
export type PolicyStatus =
  /** The standing policy of its scope on the days of its period. */
  | 'IN_FORCE_PERIOD'
  /** Offered for a time beside the standing policy, which went on. */
  | 'TEMPORARY_OPTION'
  /** Proposed but never in force; never part of what applied on a day. */
  | 'PROPOSED_NEVER_IN_FORCE';

export type EditorPoliciesQueryVariables = Exact<{
  after?: string | null | undefined;
}>;


export type EditorPoliciesQuery = { publishers: { nodes: Array<{ id: string, name: string, policies: Array<{ id: string, titleScope: string, formats: Array<MaterialFormat>, reach: PolicyReach, territories: Array<string>, status: PolicyStatus, embargoKnown: boolean, effectiveFrom: { date: string, precision: DatePrecision } | null, effectiveTo: { date: string, precision: DatePrecision } | null, license: { model: LicenseModel, checkouts: number | null, durationMonths: number | null, concurrency: number | null, lendingDays: number | null }, embargo: { amount: number | null, atLeast: number | null, unit: EmbargoUnit, copiesAllowedDuring: number } | null, knowledge: { lastVerifiedOn: string | null, ageDays: number | null, marks: Array<KnowledgeMark> } }> }>, pageInfo: { hasNextPage: boolean, endCursor: string | null } } | null };


export const EditorPoliciesDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"query","name":{"kind":"Name","value":"EditorPolicies"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"after"}},"type":{"kind":"NamedType","name":{"kind":"Name","value":"String"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"publishers"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"first"},"value":{"kind":"IntValue","value":"100"}},{"kind":"Argument","name":{"kind":"Name","value":"after"},"value":{"kind":"Variable","name":{"kind":"Name","value":"after"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"nodes"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"name"}},{"kind":"Field","name":{"kind":"Name","value":"policies"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"titleScope"}},{"kind":"Field","name":{"kind":"Name","value":"formats"}},{"kind":"Field","name":{"kind":"Name","value":"reach"}},{"kind":"Field","name":{"kind":"Name","value":"territories"}},{"kind":"Field","name":{"kind":"Name","value":"status"}},{"kind":"Field","name":{"kind":"Name","value":"embargoKnown"}},{"kind":"Field","name":{"kind":"Name","value":"effectiveFrom"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"date"}},{"kind":"Field","name":{"kind":"Name","value":"precision"}}]}},{"kind":"Field","name":{"kind":"Name","value":"effectiveTo"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"date"}},{"kind":"Field","name":{"kind":"Name","value":"precision"}}]}},{"kind":"Field","name":{"kind":"Name","value":"license"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"model"}},{"kind":"Field","name":{"kind":"Name","value":"checkouts"}},{"kind":"Field","name":{"kind":"Name","value":"durationMonths"}},{"kind":"Field","name":{"kind":"Name","value":"concurrency"}},{"kind":"Field","name":{"kind":"Name","value":"lendingDays"}}]}},{"kind":"Field","name":{"kind":"Name","value":"embargo"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"amount"}},{"kind":"Field","name":{"kind":"Name","value":"atLeast"}},{"kind":"Field","name":{"kind":"Name","value":"unit"}},{"kind":"Field","name":{"kind":"Name","value":"copiesAllowedDuring"}}]}},{"kind":"Field","name":{"kind":"Name","value":"knowledge"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"lastVerifiedOn"}},{"kind":"Field","name":{"kind":"Name","value":"ageDays"}},{"kind":"Field","name":{"kind":"Name","value":"marks"}}]}}]}}]}},{"kind":"Field","name":{"kind":"Name","value":"pageInfo"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"hasNextPage"}},{"kind":"Field","name":{"kind":"Name","value":"endCursor"}}]}}]}}]}}]} as unknown as DocumentNode<EditorPoliciesQuery, EditorPoliciesQueryVariables>;