// Generated from operations/StoryPage.graphql by "npm run schema".
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

/** A goal of a partnership, in the terms of the call for partnerships of 2019. */
export type PartnershipGoal =
  /** Broaden the staff's view of the library profession. */
  | 'BROADEN_STAFF_VIEW'
  /** Increase staff and community knowledge of other cultures. */
  | 'CULTURAL_KNOWLEDGE'
  /** Exchange information, resources, expertise and training. */
  | 'EXCHANGE_RESOURCES'
  /** Share techniques and technologies to help solve problems. */
  | 'SHARE_TECHNOLOGY'
  /** Improve access to information in both countries. */
  | 'IMPROVE_ACCESS'
  /** Promote awareness of libraries and their international reach. */
  | 'PROMOTE_AWARENESS'
  /** Raise awareness of issues and needs facing libraries in various countries. */
  | 'RAISE_ISSUES';

/** The state of a partnership. Only active, paused and ended ones are public. */
export type PartnershipState =
  /** One library proposed it, and the other has not answered yet. */
  | 'PROPOSED'
  /** Both libraries agreed. A historical partnership counts as active until someone reports its end. */
  | 'ACTIVE'
  /** Both libraries agreed, and are taking a break. */
  | 'PAUSED'
  /** It was active and has ended. */
  | 'ENDED'
  /** It was proposed, and the other library declined. */
  | 'DECLINED'
  /** It was proposed, and the proposer withdrew it before an answer. */
  | 'WITHDRAWN'
  /** It became part of another partnership of the same two libraries when the committee merged two records of one. Its id answers as that one. */
  | 'MERGED';

export type StoryPageQueryVariables = Exact<{
  id: string;
}>;


export type StoryPageQuery = { story: { id: string, title: string, bodyHtml: string, publishedOn: string | null, demo: boolean, goals: Array<PartnershipGoal>, sources: Array<{ title: string, url: string | null }>, partnership: { id: string, state: PartnershipState, startedOn: { date: string, precision: DatePrecision } | null, partners: Array<{ id: string, name: string, city: string, country: string, listed: boolean }> } | null } | null };


export const StoryPageDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"query","name":{"kind":"Name","value":"StoryPage"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"id"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"ID"}}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"story"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"id"},"value":{"kind":"Variable","name":{"kind":"Name","value":"id"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"title"}},{"kind":"Field","name":{"kind":"Name","value":"bodyHtml"}},{"kind":"Field","name":{"kind":"Name","value":"publishedOn"}},{"kind":"Field","name":{"kind":"Name","value":"demo"}},{"kind":"Field","name":{"kind":"Name","value":"goals"}},{"kind":"Field","name":{"kind":"Name","value":"sources"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"title"}},{"kind":"Field","name":{"kind":"Name","value":"url"}}]}},{"kind":"Field","name":{"kind":"Name","value":"partnership"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"state"}},{"kind":"Field","name":{"kind":"Name","value":"startedOn"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"date"}},{"kind":"Field","name":{"kind":"Name","value":"precision"}}]}},{"kind":"Field","name":{"kind":"Name","value":"partners"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"name"}},{"kind":"Field","name":{"kind":"Name","value":"city"}},{"kind":"Field","name":{"kind":"Name","value":"country"}},{"kind":"Field","name":{"kind":"Name","value":"listed"}}]}}]}}]}}]}}]} as unknown as DocumentNode<StoryPageQuery, StoryPageQueryVariables>;