// Generated from operations/FrontPolicies.graphql by "npm run schema".
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

export type FrontPoliciesQueryVariables = Exact<{
  on: string;
  tomorrow: string;
}>;


export type FrontPoliciesQuery = { embargoWatch: { inForce: Array<{ daysSoFar: number | null, approximate: boolean, publisher: { name: string } }>, history: Array<{ inForce: boolean, publisher: { name: string }, period: { effectiveTo: { date: string, precision: DatePrecision } | null } }> } | null, policyChanges: { nodes: Array<{ id: string, kind: PolicyChangeKind, direction: ChangeDirection | null, effectiveOn: { date: string, precision: DatePrecision } | null, publisher: { id: string, name: string }, reasons: Array<{ code: ChangeReasonCode }> }> } | null };


export const FrontPoliciesDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"query","name":{"kind":"Name","value":"FrontPolicies"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"on"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"Date"}}}},{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"tomorrow"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"Date"}}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"embargoWatch"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"on"},"value":{"kind":"Variable","name":{"kind":"Name","value":"on"}}},{"kind":"Argument","name":{"kind":"Name","value":"territory"},"value":{"kind":"StringValue","value":"US","block":false}},{"kind":"Argument","name":{"kind":"Name","value":"format"},"value":{"kind":"EnumValue","value":"EBOOK"}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"inForce"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"publisher"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"name"}}]}},{"kind":"Field","name":{"kind":"Name","value":"daysSoFar"}},{"kind":"Field","name":{"kind":"Name","value":"approximate"}}]}},{"kind":"Field","name":{"kind":"Name","value":"history"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"inForce"}},{"kind":"Field","name":{"kind":"Name","value":"publisher"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"name"}}]}},{"kind":"Field","name":{"kind":"Name","value":"period"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"effectiveTo"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"date"}},{"kind":"Field","name":{"kind":"Name","value":"precision"}}]}}]}}]}}]}},{"kind":"Field","name":{"kind":"Name","value":"policyChanges"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"first"},"value":{"kind":"IntValue","value":"8"}},{"kind":"Argument","name":{"kind":"Name","value":"order"},"value":{"kind":"EnumValue","value":"EFFECTIVE_NEWEST_FIRST"}},{"kind":"Argument","name":{"kind":"Name","value":"filter"},"value":{"kind":"ObjectValue","fields":[{"kind":"ObjectField","name":{"kind":"Name","value":"kinds"},"value":{"kind":"ListValue","values":[{"kind":"EnumValue","value":"STARTED"},{"kind":"EnumValue","value":"REPLACED"},{"kind":"EnumValue","value":"ENDED"}]}},{"kind":"ObjectField","name":{"kind":"Name","value":"effectiveBefore"},"value":{"kind":"Variable","name":{"kind":"Name","value":"tomorrow"}}},{"kind":"ObjectField","name":{"kind":"Name","value":"territory"},"value":{"kind":"StringValue","value":"US","block":false}}]}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"nodes"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"kind"}},{"kind":"Field","name":{"kind":"Name","value":"direction"}},{"kind":"Field","name":{"kind":"Name","value":"effectiveOn"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"date"}},{"kind":"Field","name":{"kind":"Name","value":"precision"}}]}},{"kind":"Field","name":{"kind":"Name","value":"publisher"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"name"}}]}},{"kind":"Field","name":{"kind":"Name","value":"reasons"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"code"}}]}}]}}]}}]}}]} as unknown as DocumentNode<FrontPoliciesQuery, FrontPoliciesQueryVariables>;