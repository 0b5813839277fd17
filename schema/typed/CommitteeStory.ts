// Generated from operations/CommitteeStory.graphql by "npm run schema".
/** Internal type. DO NOT USE DIRECTLY. */
type Exact<T extends { [key: string]: unknown }> = { [K in keyof T]: T[K] };
/** Internal type. DO NOT USE DIRECTLY. */
export type Incremental<T> = T | { [P in keyof T]?: P extends ' $fragmentName' | '__typename' ? T[P] : never };
import type { TypedDocumentNode as DocumentNode } from '@graphql-typed-document-node/core';
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

/** The state of a story. Only published stories are public. */
export type StoryState =
  /** The committee is writing it. */
  | 'DRAFT'
  /** Everyone can read it. */
  | 'PUBLISHED'
  /** It was published, and has been taken back. */
  | 'RETRACTED';

export type CommitteeStoryQueryVariables = Exact<{
  id: string;
}>;


export type CommitteeStoryQuery = { story: { id: string, title: string, state: StoryState, body: string, bodyHtml: string, goals: Array<PartnershipGoal>, publishedOn: string | null, demo: boolean, sources: Array<{ title: string, url: string | null }>, partnership: { id: string, partners: Array<{ id: string, name: string, country: string }> } | null } | null };


export const CommitteeStoryDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"query","name":{"kind":"Name","value":"CommitteeStory"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"id"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"ID"}}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"story"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"id"},"value":{"kind":"Variable","name":{"kind":"Name","value":"id"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"title"}},{"kind":"Field","name":{"kind":"Name","value":"state"}},{"kind":"Field","name":{"kind":"Name","value":"body"}},{"kind":"Field","name":{"kind":"Name","value":"bodyHtml"}},{"kind":"Field","name":{"kind":"Name","value":"goals"}},{"kind":"Field","name":{"kind":"Name","value":"publishedOn"}},{"kind":"Field","name":{"kind":"Name","value":"demo"}},{"kind":"Field","name":{"kind":"Name","value":"sources"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"title"}},{"kind":"Field","name":{"kind":"Name","value":"url"}}]}},{"kind":"Field","name":{"kind":"Name","value":"partnership"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"partners"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"name"}},{"kind":"Field","name":{"kind":"Name","value":"country"}}]}}]}}]}}]}}]} as unknown as DocumentNode<CommitteeStoryQuery, CommitteeStoryQueryVariables>;