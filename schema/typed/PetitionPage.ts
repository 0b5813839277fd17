// Generated from operations/PetitionPage.graphql by "npm run schema".
/** Internal type. DO NOT USE DIRECTLY. */
type Exact<T extends { [key: string]: unknown }> = { [K in keyof T]: T[K] };
/** Internal type. DO NOT USE DIRECTLY. */
export type Incremental<T> = T | { [P in keyof T]?: P extends ' $fragmentName' | '__typename' ? T[P] : never };
import type { TypedDocumentNode as DocumentNode } from '@graphql-typed-document-node/core';
/** How well a fact is supported by its sources. */
export type Confidence =
  /** One primary source or two independent ones say so. */
  | 'HIGH'
  /** One secondary source, or a step of inference. */
  | 'MEDIUM'
  /** Weakly supported. */
  | 'LOW'
  /** Invented for demonstration; not a fact. */
  | 'DEMO';

/** What it takes for a signature to count. */
export type Confirmation =
  /** Nothing more. It counts at once. */
  | 'NONE'
  /** The person opens the link in a mail to the address they gave. */
  | 'EMAIL';

/** How the source put a number. */
export type CountQualifier =
  /** Exactly this number. */
  | 'EXACT'
  /** About this number. */
  | 'ABOUT'
  /** A little less than this number. */
  | 'NEARLY'
  /** More than this number. */
  | 'MORE_THAN'
  /** This number or more. */
  | 'AT_LEAST'
  /** Calculated from other numbers; the note says how. */
  | 'DERIVED';

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

/** What became of what a petition asked for: what happened, not why. */
export type PetitionOutcome =
  /** The policy it opposed was withdrawn. */
  | 'POLICY_WITHDRAWN'
  /** The policy it opposed was changed. */
  | 'POLICY_CHANGED'
  /** The policy it opposed stayed. */
  | 'POLICY_KEPT'
  /** Our sources do not say. */
  | 'UNKNOWN';

/** The state of a petition. */
export type PetitionState =
  /** Being written. Nobody can sign yet. */
  | 'DRAFT'
  /** Can be signed. */
  | 'OPEN'
  /** No longer takes signatures. */
  | 'CLOSED'
  /** Delivered to those it addresses; see its deliveries. */
  | 'DELIVERED';

/** What kind of text a resource is. */
export type ResourceKind =
  /** A report. */
  | 'NEWS'
  /** A press release. */
  | 'PRESS_RELEASE'
  /** A public statement. */
  | 'STATEMENT'
  /** An opinion or analysis. */
  | 'COMMENTARY'
  /** A text for others to adapt. */
  | 'TEMPLATE'
  /** A page of those who campaign. */
  | 'CAMPAIGN_PAGE';

export type PetitionPageQueryVariables = Exact<{
  id: string;
}>;


export type PetitionPageQuery = { petition: { id: string, title: string, ask: string, target: string, language: string, hashtag: string | null, organizers: Array<string>, state: PetitionState, historical: boolean, demo: boolean, goal: number | null, confirmation: Confirmation, closedOn: string | null, outcome: PetitionOutcome | null, outcomeOn: string | null, note: string | null, signatureCount: number | null, paperCount: number, totalCount: number | null, signedLastDay: number | null, launchedOn: { date: string, precision: DatePrecision } | null, milestones: Array<{ target: number, reachedAt: string | null }>, news: Array<{ id: string, subject: string, text: string, sentAt: string }>, reportedCounts: Array<{ on: string, precision: DatePrecision, count: number, qualifier: CountQualifier, confidence: Confidence, note: string | null, sources: Array<{ title: string, url: string | null }> }>, deliveries: Array<{ on: string, to: string, count: number, qualifier: CountQualifier, sources: Array<{ title: string, url: string | null }> }>, resources: Array<{ kind: ResourceKind, publisher: string, publishedOn: { date: string, precision: DatePrecision } | null, source: { title: string, url: string | null } }>, sources: Array<{ title: string, url: string | null, publishedOn: { date: string, precision: DatePrecision } | null }> } | null, currentConsent: { version: number, signing: string, showName: string, updates: string } | null };


export const PetitionPageDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"query","name":{"kind":"Name","value":"PetitionPage"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"id"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"ID"}}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"petition"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"id"},"value":{"kind":"Variable","name":{"kind":"Name","value":"id"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"title"}},{"kind":"Field","name":{"kind":"Name","value":"ask"}},{"kind":"Field","name":{"kind":"Name","value":"target"}},{"kind":"Field","name":{"kind":"Name","value":"language"}},{"kind":"Field","name":{"kind":"Name","value":"hashtag"}},{"kind":"Field","name":{"kind":"Name","value":"organizers"}},{"kind":"Field","name":{"kind":"Name","value":"state"}},{"kind":"Field","name":{"kind":"Name","value":"historical"}},{"kind":"Field","name":{"kind":"Name","value":"demo"}},{"kind":"Field","name":{"kind":"Name","value":"goal"}},{"kind":"Field","name":{"kind":"Name","value":"confirmation"}},{"kind":"Field","name":{"kind":"Name","value":"closedOn"}},{"kind":"Field","name":{"kind":"Name","value":"outcome"}},{"kind":"Field","name":{"kind":"Name","value":"outcomeOn"}},{"kind":"Field","name":{"kind":"Name","value":"note"}},{"kind":"Field","name":{"kind":"Name","value":"launchedOn"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"date"}},{"kind":"Field","name":{"kind":"Name","value":"precision"}}]}},{"kind":"Field","name":{"kind":"Name","value":"signatureCount"}},{"kind":"Field","name":{"kind":"Name","value":"paperCount"}},{"kind":"Field","name":{"kind":"Name","value":"totalCount"}},{"kind":"Field","name":{"kind":"Name","value":"signedLastDay"}},{"kind":"Field","name":{"kind":"Name","value":"milestones"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"target"}},{"kind":"Field","name":{"kind":"Name","value":"reachedAt"}}]}},{"kind":"Field","name":{"kind":"Name","value":"news"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"first"},"value":{"kind":"IntValue","value":"5"}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"subject"}},{"kind":"Field","name":{"kind":"Name","value":"text"}},{"kind":"Field","name":{"kind":"Name","value":"sentAt"}}]}},{"kind":"Field","name":{"kind":"Name","value":"reportedCounts"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"on"}},{"kind":"Field","name":{"kind":"Name","value":"precision"}},{"kind":"Field","name":{"kind":"Name","value":"count"}},{"kind":"Field","name":{"kind":"Name","value":"qualifier"}},{"kind":"Field","name":{"kind":"Name","value":"confidence"}},{"kind":"Field","name":{"kind":"Name","value":"note"}},{"kind":"Field","name":{"kind":"Name","value":"sources"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"title"}},{"kind":"Field","name":{"kind":"Name","value":"url"}}]}}]}},{"kind":"Field","name":{"kind":"Name","value":"deliveries"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"on"}},{"kind":"Field","name":{"kind":"Name","value":"to"}},{"kind":"Field","name":{"kind":"Name","value":"count"}},{"kind":"Field","name":{"kind":"Name","value":"qualifier"}},{"kind":"Field","name":{"kind":"Name","value":"sources"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"title"}},{"kind":"Field","name":{"kind":"Name","value":"url"}}]}}]}},{"kind":"Field","name":{"kind":"Name","value":"resources"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"kind"}},{"kind":"Field","name":{"kind":"Name","value":"publisher"}},{"kind":"Field","name":{"kind":"Name","value":"publishedOn"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"date"}},{"kind":"Field","name":{"kind":"Name","value":"precision"}}]}},{"kind":"Field","name":{"kind":"Name","value":"source"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"title"}},{"kind":"Field","name":{"kind":"Name","value":"url"}}]}}]}},{"kind":"Field","name":{"kind":"Name","value":"sources"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"title"}},{"kind":"Field","name":{"kind":"Name","value":"url"}},{"kind":"Field","name":{"kind":"Name","value":"publishedOn"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"date"}},{"kind":"Field","name":{"kind":"Name","value":"precision"}}]}}]}}]}},{"kind":"Field","name":{"kind":"Name","value":"currentConsent"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"version"}},{"kind":"Field","name":{"kind":"Name","value":"signing"}},{"kind":"Field","name":{"kind":"Name","value":"showName"}},{"kind":"Field","name":{"kind":"Name","value":"updates"}}]}}]}}]} as unknown as DocumentNode<PetitionPageQuery, PetitionPageQueryVariables>;