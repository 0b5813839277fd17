// Generated from operations/CorrectPetition.graphql by "npm run schema".
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

/** A delivery of a petition of the past, as its sources report it. */
export type PastDeliveryInput = {
  /** Who received it. */
  to: string;
  /** The day. */
  on: string;
  /** How many signatures were delivered; qualifier says how the source put it. */
  count: number;
  /** How the source put the number. */
  qualifier: CountQualifier;
};

/** A petition that was signed elsewhere in the past, as its sources have it. */
export type PastPetitionInput = {
  /** The ids of its sources, the most important first; from 1 to 50. */
  sourceIds: Array<string>;
  /** Those of the sources that the record does not have yet; at most 50. Each must be named in sourceIds too. */
  newSources?: Array<NewSource>;
  /** A readable id such as ebooksforall. */
  id: string;
  /** The title as it was published. */
  title: string;
  /** What it asked for, in one sentence. */
  ask: string;
  /** Who it was addressed to, in words. */
  target: string;
  /** The publisher it was addressed to; null when to none on record. */
  targetPublisherId?: string | null | undefined;
  /** Who organized it, by name. */
  organizers: Array<string>;
  /** The hashtag used to share it, including the #. */
  hashtag?: string | null | undefined;
  /** When it was launched; null when not known. */
  launchedOn?: string | null | undefined;
  /** How exactly launchedOn is known. */
  launchedPrecision?: DatePrecision;
  /** How well launchedOn is supported; null when it is not known. */
  launchConfidence?: Confidence | null | undefined;
  /** The last day on which it took signatures; null when not known. */
  closedOn?: string | null | undefined;
  /** How many signatures it aimed for; null when not known. */
  goal?: number | null | undefined;
  /** What became of it; null while that is undecided. */
  outcome?: PetitionOutcome | null | undefined;
  /** The day of the outcome; null when not known. */
  outcomeOn?: string | null | undefined;
  /** What else is known, such as how its dates were found. */
  note?: string | null | undefined;
  /** The policies it was about. */
  relatedPolicyIds?: Array<string>;
  /** Its deliveries. With one it is DELIVERED, else CLOSED. */
  deliveries?: Array<PastDeliveryInput>;
};

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

export type CorrectPetitionMutationVariables = Exact<{
  input: PastPetitionInput;
  reason: string;
}>;


export type CorrectPetitionMutation = { correctPetition: { id: string, title: string } | null };


export const CorrectPetitionDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"mutation","name":{"kind":"Name","value":"CorrectPetition"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"input"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"PastPetitionInput"}}}},{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"reason"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"String"}}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"correctPetition"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"input"},"value":{"kind":"Variable","name":{"kind":"Name","value":"input"}}},{"kind":"Argument","name":{"kind":"Name","value":"reason"},"value":{"kind":"Variable","name":{"kind":"Name","value":"reason"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"title"}}]}}]}}]} as unknown as DocumentNode<CorrectPetitionMutation, CorrectPetitionMutationVariables>;