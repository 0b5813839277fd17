// Generated from operations/DraftPetition.graphql by "npm run schema".
/** Internal type. DO NOT USE DIRECTLY. */
type Exact<T extends { [key: string]: unknown }> = { [K in keyof T]: T[K] };
/** Internal type. DO NOT USE DIRECTLY. */
export type Incremental<T> = T | { [P in keyof T]?: P extends ' $fragmentName' | '__typename' ? T[P] : never };
import type { TypedDocumentNode as DocumentNode } from '@graphql-typed-document-node/core';
/** What it takes for a signature to count. */
export type Confirmation =
  /** Nothing more. It counts at once. */
  | 'NONE'
  /** The person opens the link in a mail to the address they gave. */
  | 'EMAIL';

/** A petition as its organizer wants it. It can be rewritten until it opens. */
export type DraftPetitionInput = {
  /** A readable id of lower-case letters, digits and hyphens. It appears in web addresses. */
  id: string;
  /** The title. */
  title: string;
  /** What it asks for, in one sentence. */
  ask: string;
  /** Who it is addressed to, in words. */
  target: string;
  /** The language in which these words are written, such as es. They are shown as they are, whatever the language of a page. */
  language?: string;
  /** Who organizes it, by name. */
  organizers: Array<string>;
  /** The hashtag used to share it, including the #. */
  hashtag?: string | null | undefined;
  /** What it takes for a signature to count: EMAIL unless told. With NONE a stranger can learn who signed: whoever enters the address of another person is told whether it has signed, and can sign in its name. */
  confirmation?: Confirmation;
  /** Whether people who have not confirmed their signature get one reminder by mail, two days before it is forgotten or the petition ends. It can be changed while the petition is open; see movePetition. */
  reminders?: boolean;
  /** How many signatures it aims for, here and on paper. */
  goal?: number | null | undefined;
  /** Further numbers of signatures that it aims for. */
  milestones?: Array<number>;
  /** When it opens by itself. Without it, the petition opens by openPetition. */
  opensAt?: string | null | undefined;
  /** When it stops taking signatures and closes by itself. A day, such as 2027-11-30, means its end in timeZone. */
  closesAt?: string | null | undefined;
  /** Where its days begin and end: an IANA time zone by area and city, such as Asia/Tokyo, or UTC. */
  timeZone?: string;
  /** The policies it is about. */
  relatedPolicyIds?: Array<string>;
};

export type DraftPetitionMutationVariables = Exact<{
  input: DraftPetitionInput;
}>;


export type DraftPetitionMutation = { draftPetition: { id: string } | null };


export const DraftPetitionDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"mutation","name":{"kind":"Name","value":"DraftPetition"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"input"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"DraftPetitionInput"}}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"draftPetition"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"input"},"value":{"kind":"Variable","name":{"kind":"Name","value":"input"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}}]}}]}}]} as unknown as DocumentNode<DraftPetitionMutation, DraftPetitionMutationVariables>;