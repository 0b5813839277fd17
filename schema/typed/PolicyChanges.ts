// Generated from operations/PolicyChanges.graphql by "npm run schema".
/** Internal type. DO NOT USE DIRECTLY. */
type Exact<T extends { [key: string]: unknown }> = { [K in keyof T]: T[K] };
/** Internal type. DO NOT USE DIRECTLY. */
export type Incremental<T> = T | { [P in keyof T]?: P extends ' $fragmentName' | '__typename' ? T[P] : never };
import type { TypedDocumentNode as DocumentNode } from '@graphql-typed-document-node/core';
/** Whether terms became stricter for libraries. */
export type ChangeDirection =
  /** Stricter in some respects and in none less strict. */
  | 'MORE_RESTRICTIVE'
  /** Less strict in some respects and in none stricter. */
  | 'LESS_RESTRICTIVE'
  /** Stricter in some respects and less strict in others. */
  | 'MIXED';

/** In which respect terms became stricter or less strict. */
export type ChangeReasonCode =
  /** Less strict: libraries can license what they could not. */
  | 'NOW_OFFERED'
  /** Stricter: libraries can no longer license. */
  | 'NO_LONGER_OFFERED'
  /** Stricter: licenses now expire by time. */
  | 'TIME_LIMIT_ADDED'
  /** Less strict: licenses no longer expire by time. */
  | 'TIME_LIMIT_REMOVED'
  /** Stricter: licenses last less long. */
  | 'SHORTER'
  /** Less strict: licenses last longer. */
  | 'LONGER'
  /** Stricter: the number of loans is now limited. */
  | 'LOAN_LIMIT_ADDED'
  /** Less strict: the number of loans is no longer limited. */
  | 'LOAN_LIMIT_REMOVED'
  /** Stricter: fewer loans per license. */
  | 'FEWER_LOANS'
  /** Less strict: more loans per license. */
  | 'MORE_LOANS'
  /** Stricter: fewer loans at the same time. */
  | 'FEWER_AT_ONCE'
  /** Less strict: more loans at the same time. */
  | 'MORE_AT_ONCE'
  /** Stricter: new titles are now under an embargo. */
  | 'EMBARGO_ADDED'
  /** Less strict: no embargo any more. */
  | 'EMBARGO_REMOVED'
  /** Stricter: the embargo lasts longer. */
  | 'EMBARGO_LONGER'
  /** Less strict: the embargo lasts less long. */
  | 'EMBARGO_SHORTER'
  /** Stricter: fewer copies are allowed during the embargo. */
  | 'FEWER_COPIES_IN_EMBARGO'
  /** Less strict: more copies are allowed during the embargo. */
  | 'MORE_COPIES_IN_EMBARGO'
  /** Stricter: a price stated in the same way for the same titles rose. */
  | 'PRICE_UP'
  /** Less strict: a price stated in the same way for the same titles fell. */
  | 'PRICE_DOWN'
  /** Less strict: libraries can choose other terms as well. */
  | 'OPTION_ADDED'
  /** Stricter: terms that libraries could choose ended. */
  | 'OPTION_ENDED';

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

/** A kind of digital material that libraries license. */
export type MaterialFormat =
  /** A book to read on a screen. */
  | 'EBOOK'
  /** A book to listen to, as a download or stream. */
  | 'AUDIOBOOK';

/** Which changes to show. A change must meet every condition that is given; a condition that is left out or null does not count. An empty list finds nothing. */
export type PolicyChangeFilter = {
  /** Only changes of these publishers. Name imprints too: each is a publisher of its own. */
  publisherIds?: Array<string> | null | undefined;
  /** Only these directions; changes without a direction are left out. */
  directions?: Array<ChangeDirection> | null | undefined;
  /** Only these kinds. */
  kinds?: Array<PolicyChangeKind> | null | undefined;
  /** Only changes for this format. */
  format?: MaterialFormat | null | undefined;
  /** Only changes that took effect on this day or later; changes without a known day are left out. */
  effectiveFrom?: string | null | undefined;
  /** Only changes that took effect before this day. */
  effectiveBefore?: string | null | undefined;
  /** Only changes recorded at this moment or later. To follow the feed, use the argument since instead: it skips nothing. */
  recordedSince?: string | null | undefined;
  /** Only changes of policies that hold in this country: those documented for it, for the world, or for places that are not known. */
  territory?: string | null | undefined;
};

/** What happened to a policy. */
export type PolicyChangeKind =
  /** The record of a policy began. When the policy itself began is not known, so this is not a change. */
  | 'FIRST_SEEN'
  /** A policy began where none is recorded before it, or beside others that went on. */
  | 'STARTED'
  /** A policy followed another. */
  | 'REPLACED'
  /** A policy ended and no other followed. */
  | 'ENDED'
  /** A policy was proposed that never came into force, as far as is known. */
  | 'PROPOSED'
  /** The record was wrong and was corrected; the policy itself did not change. */
  | 'CORRECTED';

export type PolicyChangesQueryVariables = Exact<{
  filter?: PolicyChangeFilter | null | undefined;
  since?: string | null | undefined;
}>;


export type PolicyChangesQuery = { policyChanges: { pageInfo: { hasNextPage: boolean, endCursor: string | null }, nodes: Array<{ id: string, kind: PolicyChangeKind, direction: ChangeDirection | null, publisher: { id: string, name: string }, effectiveOn: { date: string, precision: DatePrecision } | null, reasons: Array<{ code: ChangeReasonCode, before: string | null, after: string | null }>, from: { id: string, embargo: { amount: number | null, atLeast: number | null, unit: EmbargoUnit, copiesAllowedDuring: number } | null } | null, to: { id: string, embargo: { amount: number | null, atLeast: number | null, unit: EmbargoUnit, copiesAllowedDuring: number } | null } | null }> } | null };

export type HeldFragment = { amount: number | null, atLeast: number | null, unit: EmbargoUnit, copiesAllowedDuring: number };

export const HeldFragmentDoc = {"kind":"Document","definitions":[{"kind":"FragmentDefinition","name":{"kind":"Name","value":"Held"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"Embargo"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"amount"}},{"kind":"Field","name":{"kind":"Name","value":"atLeast"}},{"kind":"Field","name":{"kind":"Name","value":"unit"}},{"kind":"Field","name":{"kind":"Name","value":"copiesAllowedDuring"}}]}}]} as unknown as DocumentNode<HeldFragment, unknown>;
export const PolicyChangesDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"query","name":{"kind":"Name","value":"PolicyChanges"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"filter"}},"type":{"kind":"NamedType","name":{"kind":"Name","value":"PolicyChangeFilter"}}},{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"since"}},"type":{"kind":"NamedType","name":{"kind":"Name","value":"String"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"policyChanges"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"first"},"value":{"kind":"IntValue","value":"10"}},{"kind":"Argument","name":{"kind":"Name","value":"since"},"value":{"kind":"Variable","name":{"kind":"Name","value":"since"}}},{"kind":"Argument","name":{"kind":"Name","value":"filter"},"value":{"kind":"Variable","name":{"kind":"Name","value":"filter"}}},{"kind":"Argument","name":{"kind":"Name","value":"order"},"value":{"kind":"EnumValue","value":"EFFECTIVE_NEWEST_FIRST"}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"pageInfo"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"hasNextPage"}},{"kind":"Field","name":{"kind":"Name","value":"endCursor"}}]}},{"kind":"Field","name":{"kind":"Name","value":"nodes"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"kind"}},{"kind":"Field","name":{"kind":"Name","value":"direction"}},{"kind":"Field","name":{"kind":"Name","value":"publisher"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"name"}}]}},{"kind":"Field","name":{"kind":"Name","value":"effectiveOn"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"date"}},{"kind":"Field","name":{"kind":"Name","value":"precision"}}]}},{"kind":"Field","name":{"kind":"Name","value":"reasons"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"code"}},{"kind":"Field","name":{"kind":"Name","value":"before"}},{"kind":"Field","name":{"kind":"Name","value":"after"}}]}},{"kind":"Field","name":{"kind":"Name","value":"from"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"embargo"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"FragmentSpread","name":{"kind":"Name","value":"Held"}}]}}]}},{"kind":"Field","name":{"kind":"Name","value":"to"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"embargo"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"FragmentSpread","name":{"kind":"Name","value":"Held"}}]}}]}}]}}]}}]}},{"kind":"FragmentDefinition","name":{"kind":"Name","value":"Held"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"Embargo"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"amount"}},{"kind":"Field","name":{"kind":"Name","value":"atLeast"}},{"kind":"Field","name":{"kind":"Name","value":"unit"}},{"kind":"Field","name":{"kind":"Name","value":"copiesAllowedDuring"}}]}}]} as unknown as DocumentNode<PolicyChangesQuery, PolicyChangesQueryVariables>;