// Generated from operations/RecordStatement.graphql by "npm run schema".
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

/** The stance of a statement towards what it is about. */
export type Stance =
  /** Against it. */
  | 'OPPOSES'
  /** Worried, without rejecting it. */
  | 'CONCERNED'
  /** Against it, and stops buying while it applies. */
  | 'BOYCOTTS'
  /** Asks others to speak out. */
  | 'CALL_TO_RESPOND'
  /** Supports the campaign of others. */
  | 'SUPPORTS_CAMPAIGN'
  /** Supports a lending model. */
  | 'SUPPORTS_MODEL'
  /** In favor of it. */
  | 'WELCOMES';

/** A statement, as its source has it. */
export type StatementInput = {
  /** The ids of its sources, the most important first; from 1 to 50. */
  sourceIds: Array<string>;
  /** Those of the sources that the record does not have yet; at most 50. Each must be named in sourceIds too. */
  newSources?: Array<NewSource>;
  /** A readable id such as nla-2019-10-09. */
  id: string;
  /** Its title, or a description where it has none. */
  title: string;
  /** The stance it takes; CALL_TO_RESPOND for an appeal to others. */
  stance: Stance;
  /** Who made it; ids of recorded organizations. */
  organizationIds: Array<string>;
  /** Who a call asks to respond; every state chapter when none are named. */
  askedIds?: Array<string>;
  /** The policies it is about. A call needs at least one: its answers are the statements about the same policies. */
  policyIds?: Array<string>;
  /** When it was published; null when no date was found. */
  publishedOn?: string | null | undefined;
  /** How exactly that date is known. */
  precision?: DatePrecision;
  /** How well the record is supported. */
  confidence: Confidence;
  /** What else is known about it. */
  note?: string | null | undefined;
};

export type RecordStatementMutationVariables = Exact<{
  input: StatementInput;
}>;


export type RecordStatementMutation = { recordStatement: { id: string, title: string } | null };


export const RecordStatementDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"mutation","name":{"kind":"Name","value":"RecordStatement"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"input"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"StatementInput"}}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"recordStatement"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"input"},"value":{"kind":"Variable","name":{"kind":"Name","value":"input"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"title"}}]}}]}}]} as unknown as DocumentNode<RecordStatementMutation, RecordStatementMutationVariables>;