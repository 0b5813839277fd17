// Generated from operations/RecordPetitionCount.graphql by "npm run schema".
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

/** A number that a source reported of a petition. */
export type PetitionCountInput = {
  /** The ids of its sources, the most important first; from 1 to 50. */
  sourceIds: Array<string>;
  /** Those of the sources that the record does not have yet; at most 50. Each must be named in sourceIds too. */
  newSources?: Array<NewSource>;
  /** The petition. */
  petitionId: string;
  /** What is counted. SIGNATURES of a petition that is signed here are counted, not recorded. */
  metric: CountMetric;
  /** The day for which the number was reported. */
  on: string;
  /** How exactly that day is known. */
  precision?: DatePrecision;
  /** The number. */
  count: number;
  /** How the source put the number. */
  qualifier: CountQualifier;
  /** How well the number is supported. */
  confidence: Confidence;
  /** What else is known about the number. */
  note?: string | null | undefined;
  /** Why the number of that day was wrong: needed where it replaces one. It is kept in the audit log. */
  reason?: string | null | undefined;
};

export type RecordPetitionCountMutationVariables = Exact<{
  input: PetitionCountInput;
}>;


export type RecordPetitionCountMutation = { recordPetitionCount: { id: string } | null };


export const RecordPetitionCountDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"mutation","name":{"kind":"Name","value":"RecordPetitionCount"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"input"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"PetitionCountInput"}}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"recordPetitionCount"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"input"},"value":{"kind":"Variable","name":{"kind":"Name","value":"input"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}}]}}]}}]} as unknown as DocumentNode<RecordPetitionCountMutation, RecordPetitionCountMutationVariables>;