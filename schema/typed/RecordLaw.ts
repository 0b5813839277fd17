// Generated from operations/RecordLaw.graphql by "npm run schema".
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

/** A law or bill, as its sources have it. */
export type LawInput = {
  /** The ids of its sources, the most important first; from 1 to 50. */
  sourceIds: Array<string>;
  /** Those of the sources that the record does not have yet; at most 50. Each must be named in sourceIds too. */
  newSources?: Array<NewSource>;
  /** A readable id such as us-ct-sb-1234; at most 80 characters. */
  id: string;
  /** Its name. */
  name: string;
  /** Its number, such as SB 1234; null when it has none or it was not found. */
  number?: string | null | undefined;
  /** The country; null for the European Union. */
  country?: string | null | undefined;
  /** The state or province, by its ISO 3166-2 code or its name; null for a whole country. */
  region?: string | null | undefined;
  /** How far it got, the first step first; from 1 to 30, each not before the one before it. */
  steps: Array<LawStepInput>;
  /** What must happen before it acts; at most 1,000 characters. */
  triggerClause?: string | null | undefined;
  /** The checks of policyFlags that it stands behind; none for a law that is listed only. */
  checks?: Array<PolicyFlagCode>;
  /** What it also bars and no check looks at; at most 20, 300 characters each. */
  notChecked?: Array<string>;
  /** How well it is supported that there is such a law or bill. */
  confidence: Confidence;
  /** What else is known of it; at most 2,000 characters. */
  note?: string | null | undefined;
};

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

/** One step of a law or bill. */
export type LawStepInput = {
  /** What it reached. */
  stage: LawStage;
  /** The day; null when it was not found. */
  on?: string | null | undefined;
  /** How exactly the day is known. */
  precision?: DatePrecision;
  /** How well the step and its day are supported. */
  confidence: Confidence;
  /** What else is known of the step, in at most 500 characters; null when nothing is. */
  note?: string | null | undefined;
};

/** A source that the record does not have yet. */
export type NewSource = {
  /** A short readable name for it: small letters, digits and hyphens, at most 60 characters. */
  id: string;
  /** Title of the page or document, at most 300 characters. */
  title: string;
  /** Its address, http or https, at most 2,000 characters; null when it has none. */
  url?: string | null | undefined;
  /** When it was published, or a day of the month or year if that is all we know; null when not known. */
  publishedOn?: string | null | undefined;
  /** How exactly publishedOn is known. */
  publishedPrecision?: DatePrecision;
};

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

export type RecordLawMutationVariables = Exact<{
  input: LawInput;
}>;


export type RecordLawMutation = { recordLaw: { id: string, name: string } | null };


export const RecordLawDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"mutation","name":{"kind":"Name","value":"RecordLaw"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"input"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"LawInput"}}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"recordLaw"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"input"},"value":{"kind":"Variable","name":{"kind":"Name","value":"input"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"name"}}]}}]}}]} as unknown as DocumentNode<RecordLawMutation, RecordLawMutationVariables>;