// Generated from operations/EditorPetition.graphql by "npm run schema".
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

/** What a reported number counts. */
export type CountMetric =
  /** Signatures. */
  | 'SIGNATURES'
  /** Library systems. */
  | 'SYSTEMS'
  /** Library systems in the state of Washington. */
  | 'SYSTEMS_WASHINGTON'
  /** Libraries that took part, as the source counts them. */
  | 'LIBRARIES'
  /** Library buildings. */
  | 'LOCATIONS'
  /** States with at least one participating library. */
  | 'STATES'
  /** People served by the libraries. */
  | 'POPULATION_SERVED';

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

export type EditorPetitionQueryVariables = Exact<{
  id: string;
}>;


export type EditorPetitionQuery = { petition: { id: string, title: string, ask: string, target: string, organizers: Array<string>, hashtag: string | null, historical: boolean, goal: number | null, outcome: PetitionOutcome | null, outcomeOn: string | null, closedOn: string | null, note: string | null, launchConfidence: Confidence | null, launchedOn: { date: string, precision: DatePrecision } | null, targetPublisher: { id: string } | null, relatedPolicies: Array<{ id: string }>, sources: Array<{ id: string, title: string }>, deliveries: Array<{ on: string, to: string, count: number, qualifier: CountQualifier }>, reportedCounts: Array<{ metric: CountMetric, on: string, precision: DatePrecision, count: number, qualifier: CountQualifier, confidence: Confidence }> } | null };


export const EditorPetitionDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"query","name":{"kind":"Name","value":"EditorPetition"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"id"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"ID"}}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"petition"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"id"},"value":{"kind":"Variable","name":{"kind":"Name","value":"id"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"title"}},{"kind":"Field","name":{"kind":"Name","value":"ask"}},{"kind":"Field","name":{"kind":"Name","value":"target"}},{"kind":"Field","name":{"kind":"Name","value":"organizers"}},{"kind":"Field","name":{"kind":"Name","value":"hashtag"}},{"kind":"Field","name":{"kind":"Name","value":"historical"}},{"kind":"Field","name":{"kind":"Name","value":"goal"}},{"kind":"Field","name":{"kind":"Name","value":"outcome"}},{"kind":"Field","name":{"kind":"Name","value":"outcomeOn"}},{"kind":"Field","name":{"kind":"Name","value":"closedOn"}},{"kind":"Field","name":{"kind":"Name","value":"note"}},{"kind":"Field","name":{"kind":"Name","value":"launchConfidence"}},{"kind":"Field","name":{"kind":"Name","value":"launchedOn"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"date"}},{"kind":"Field","name":{"kind":"Name","value":"precision"}}]}},{"kind":"Field","name":{"kind":"Name","value":"targetPublisher"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}}]}},{"kind":"Field","name":{"kind":"Name","value":"relatedPolicies"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}}]}},{"kind":"Field","name":{"kind":"Name","value":"sources"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"title"}}]}},{"kind":"Field","name":{"kind":"Name","value":"deliveries"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"on"}},{"kind":"Field","name":{"kind":"Name","value":"to"}},{"kind":"Field","name":{"kind":"Name","value":"count"}},{"kind":"Field","name":{"kind":"Name","value":"qualifier"}}]}},{"kind":"Field","name":{"kind":"Name","value":"reportedCounts"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"metric"}},{"kind":"Field","name":{"kind":"Name","value":"on"}},{"kind":"Field","name":{"kind":"Name","value":"precision"}},{"kind":"Field","name":{"kind":"Name","value":"count"}},{"kind":"Field","name":{"kind":"Name","value":"qualifier"}},{"kind":"Field","name":{"kind":"Name","value":"confidence"}}]}}]}}]}}]} as unknown as DocumentNode<EditorPetitionQuery, EditorPetitionQueryVariables>;