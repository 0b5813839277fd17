// Generated from operations/EditorLaw.graphql by "npm run schema".
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

/** How far a law or bill got. */
export type LawStage =
  /** Proposed in public, without a bill. */
  | 'PROPOSED'
  /** Introduced as a bill. */
  | 'INTRODUCED'
  /** Seen to be before the legislature. */
  | 'PENDING'
  /** Advanced; our sources do not say how far. */
  | 'ADVANCED'
  /** Passed by one house. */
  | 'PASSED_ONE_HOUSE'
  /** Passed by the whole legislature. */
  | 'PASSED'
  /** Signed into law. */
  | 'SIGNED'
  /** Vetoed. */
  | 'VETOED'
  /** In force as a law; triggerClause says whether it waits for something before it acts. */
  | 'IN_FORCE'
  /** Suspended by a court. */
  | 'ENJOINED'
  /** Declared void by a court. */
  | 'STRUCK_DOWN'
  /** Turned into a study or a commission. */
  | 'STUDY'
  /** Not passed in its session. */
  | 'FAILED'
  /** Not a bill: the decision of a court on what the law already allows. */
  | 'DECIDED';

/** What a law on reasonable terms bars. The check is mechanical and is not legal advice. */
export type PolicyFlagCode =
  /** A license is limited both in loans and in time. */
  | 'LOAN_AND_TIME_LIMIT'
  /** The number of copies is limited on the day of release. */
  | 'COPY_LIMIT_AT_RELEASE'
  /** Licenses expire by time, and libraries can neither buy the same titles permanently nor pay for them by the loan. */
  | 'NO_LASTING_OPTION'
  /** Libraries cannot license the titles at all. */
  | 'NOT_OFFERED';

export type EditorLawQueryVariables = Exact<{
  id: string;
}>;


export type EditorLawQuery = { law: { id: string, name: string, number: string | null, country: string | null, region: string | null, triggerClause: string | null, checks: Array<PolicyFlagCode>, notChecked: Array<string>, confidence: Confidence, note: string | null, steps: Array<{ stage: LawStage, on: string | null, precision: DatePrecision, confidence: Confidence, note: string | null }>, sources: Array<{ id: string, title: string }> } | null };


export const EditorLawDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"query","name":{"kind":"Name","value":"EditorLaw"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"id"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"ID"}}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"law"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"id"},"value":{"kind":"Variable","name":{"kind":"Name","value":"id"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"name"}},{"kind":"Field","name":{"kind":"Name","value":"number"}},{"kind":"Field","name":{"kind":"Name","value":"country"}},{"kind":"Field","name":{"kind":"Name","value":"region"}},{"kind":"Field","name":{"kind":"Name","value":"triggerClause"}},{"kind":"Field","name":{"kind":"Name","value":"checks"}},{"kind":"Field","name":{"kind":"Name","value":"notChecked"}},{"kind":"Field","name":{"kind":"Name","value":"confidence"}},{"kind":"Field","name":{"kind":"Name","value":"note"}},{"kind":"Field","name":{"kind":"Name","value":"steps"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"stage"}},{"kind":"Field","name":{"kind":"Name","value":"on"}},{"kind":"Field","name":{"kind":"Name","value":"precision"}},{"kind":"Field","name":{"kind":"Name","value":"confidence"}},{"kind":"Field","name":{"kind":"Name","value":"note"}}]}},{"kind":"Field","name":{"kind":"Name","value":"sources"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"title"}}]}}]}}]}}]} as unknown as DocumentNode<EditorLawQuery, EditorLawQueryVariables>;