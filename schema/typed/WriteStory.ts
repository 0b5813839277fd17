// Generated from operations/WriteStory.graphql by "npm run schema".
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

/** A success story of two sister libraries. */
export type WriteStoryInput = {
  /** The id of the story to rewrite. Leave it out to write a new one. */
  id?: string | null | undefined;
  /** The id of the partnership it is about, which must be public. Rewriting a story cannot change it. */
  partnershipId: string;
  /** Its title: one line of at most 200 characters. */
  title: string;
  /** The story in Markdown, at most 50000 characters. */
  body: string;
  /** The goals that the story shows were reached. */
  goals?: Array<PartnershipGoal>;
};

export type WriteStoryMutationVariables = Exact<{
  input: WriteStoryInput;
}>;


export type WriteStoryMutation = { writeStory: { id: string, title: string } | null };


export const WriteStoryDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"mutation","name":{"kind":"Name","value":"WriteStory"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"input"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"WriteStoryInput"}}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"writeStory"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"input"},"value":{"kind":"Variable","name":{"kind":"Name","value":"input"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"title"}}]}}]}}]} as unknown as DocumentNode<WriteStoryMutation, WriteStoryMutationVariables>;