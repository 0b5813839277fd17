// Generated from operations/SisterReading.graphql by "npm run schema".
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

export type SisterReadingQueryVariables = Exact<{ [key: string]: never; }>;


export type SisterReadingQuery = { stories: { totalCount: number, nodes: Array<{ id: string, title: string, publishedOn: string | null, demo: boolean }> } | null, tips: Array<{ id: string, textHtml: string }> | null, programmeCalls: { nodes: Array<{ id: string, title: string, by: string, committee: string | null, on: string, body: string, reasons: Array<{ goal: PartnershipGoal, text: string }>, links: Array<{ title: string, url: string | null }>, sources: Array<{ title: string, url: string | null }> }> } | null };


export const SisterReadingDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"query","name":{"kind":"Name","value":"SisterReading"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"stories"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"first"},"value":{"kind":"IntValue","value":"3"}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"totalCount"}},{"kind":"Field","name":{"kind":"Name","value":"nodes"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"title"}},{"kind":"Field","name":{"kind":"Name","value":"publishedOn"}},{"kind":"Field","name":{"kind":"Name","value":"demo"}}]}}]}},{"kind":"Field","name":{"kind":"Name","value":"tips"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"first"},"value":{"kind":"IntValue","value":"50"}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"textHtml"}}]}},{"kind":"Field","name":{"kind":"Name","value":"programmeCalls"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"first"},"value":{"kind":"IntValue","value":"5"}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"nodes"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"title"}},{"kind":"Field","name":{"kind":"Name","value":"by"}},{"kind":"Field","name":{"kind":"Name","value":"committee"}},{"kind":"Field","name":{"kind":"Name","value":"on"}},{"kind":"Field","name":{"kind":"Name","value":"body"}},{"kind":"Field","name":{"kind":"Name","value":"reasons"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"goal"}},{"kind":"Field","name":{"kind":"Name","value":"text"}}]}},{"kind":"Field","name":{"kind":"Name","value":"links"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"title"}},{"kind":"Field","name":{"kind":"Name","value":"url"}}]}},{"kind":"Field","name":{"kind":"Name","value":"sources"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"title"}},{"kind":"Field","name":{"kind":"Name","value":"url"}}]}}]}}]}}]}}]} as unknown as DocumentNode<SisterReadingQuery, SisterReadingQueryVariables>;