// Generated from operations/ProposeMeetings.graphql by "npm run schema".
/** Internal type. DO NOT USE DIRECTLY. */
type Exact<T extends { [key: string]: unknown }> = { [K in keyof T]: T[K] };
/** Internal type. DO NOT USE DIRECTLY. */
export type Incremental<T> = T | { [P in keyof T]?: P extends ' $fragmentName' | '__typename' ? T[P] : never };
import type { TypedDocumentNode as DocumentNode } from '@graphql-typed-document-node/core';
/** How often sister libraries intend to be in touch. */
export type MeetingRhythm =
  /** Once a week. */
  | 'WEEKLY'
  /** Every two weeks. */
  | 'FORTNIGHTLY'
  /** Once a month. */
  | 'MONTHLY'
  /** Every three months. */
  | 'QUARTERLY'
  /** Once a year. */
  | 'YEARLY';

/** The state of a partnership. Only active, paused and ended ones are public. */
export type PartnershipState =
  /** One library proposed it, and the other has not answered yet. */
  | 'PROPOSED'
  /** Both libraries agreed. A historical partnership counts as active until someone reports its end. */
  | 'ACTIVE'
  /** Both libraries agreed, and are taking a break. */
  | 'PAUSED'
  /** It was active and has ended. */
  | 'ENDED'
  /** It was proposed, and the other library declined. */
  | 'DECLINED'
  /** It was proposed, and the proposer withdrew it before an answer. */
  | 'WITHDRAWN'
  /** It became part of another partnership of the same two libraries when the committee merged two records of one. Its id answers as that one. */
  | 'MERGED';

/** A meeting, or several that repeat, proposed by one partner to the other. */
export type ProposeMeetingsInput = {
  /** The id of the partnership. */
  partnershipId: string;
  /** When the first meeting begins. It must be in the future, at most 3 years ahead. */
  startsAt: string;
  /** How long each meeting lasts, in minutes, from 5 to 600. */
  minutes?: number;
  /** The time zone of the meetings by an area and city, such as Europe/Lisbon, or UTC. Repeated meetings keep their hour there when clocks change. */
  timeZone: string;
  /** What it is about: one line of at most 200 characters. */
  topic?: string | null | undefined;
  /** Where to meet: a room, or the address of a video call. One line of at most 500 characters. */
  place?: string | null | undefined;
  /** How often it repeats, on the same day of the week; null for a single meeting. */
  repeats?: MeetingRhythm | null | undefined;
  /** How many meetings in total when they repeat, from 1 to 52. */
  times?: number;
};

export type ProposeMeetingsMutationVariables = Exact<{
  input: ProposeMeetingsInput;
}>;


export type ProposeMeetingsMutation = { proposeMeetings: { id: string, state: PartnershipState } | null };


export const ProposeMeetingsDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"mutation","name":{"kind":"Name","value":"ProposeMeetings"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"input"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"ProposeMeetingsInput"}}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"proposeMeetings"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"input"},"value":{"kind":"Variable","name":{"kind":"Name","value":"input"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"state"}}]}}]}}]} as unknown as DocumentNode<ProposeMeetingsMutation, ProposeMeetingsMutationVariables>;