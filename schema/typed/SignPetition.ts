// Generated from operations/SignPetition.graphql by "npm run schema".
/** Internal type. DO NOT USE DIRECTLY. */
type Exact<T extends { [key: string]: unknown }> = { [K in keyof T]: T[K] };
/** Internal type. DO NOT USE DIRECTLY. */
export type Incremental<T> = T | { [P in keyof T]?: P extends ' $fragmentName' | '__typename' ? T[P] : never };
import type { TypedDocumentNode as DocumentNode } from '@graphql-typed-document-node/core';
/** What became of an attempt to sign. */
export type SigningOutcome =
  /** The signature is committed and counted. A repeated call with the same clientMutationId gets this answer again. */
  | 'SIGNED'
  /** This address has signed before. It counts once, and nothing changed. When the name was another one, the address gets a mail, at most one in ten minutes, that tells how a second person of a household can sign. */
  | 'ALREADY_SIGNED'
  /** The organizers struck out the signature of this address as abuse, so it does not count, and nothing changed. The address gets a mail, at most one in ten minutes, that says so and how to take it back. */
  | 'STRUCK_OUT'
  /** A mail is on its way to the address. The signature counts when the person opens its link. Until then the newest attempt is the one that will count. The answer is the same for an address that has signed before, which gets a mail that says so. Nobody learns here who has signed. */
  | 'CONFIRMATION_SENT';

/** A signature to give. */
export type SignPetitionInput = {
  /** The petition, which must be OPEN. */
  petitionId: string;
  /** The name of the person who signs: one line of at most 200 characters, with at least one letter. An e-mail address is no name. */
  name: string;
  /** Their e-mail address, which is never shown. A keyed hash of it is kept so that nobody signs twice. The address itself is kept, encrypted, if updatesConsent asks for news, and for at most seven days while it has not confirmed. */
  email: string;
  /** Their country. */
  country: string;
  /** Their region: its ISO 3166-2 code in any case, such as US-NE, or its name. It must be one that the country has. */
  region?: string | null | undefined;
  /** Whether the name may be shown publicly. */
  consentToShowName?: boolean;
  /** Whether the person wants news of the petition. */
  updatesConsent?: boolean;
  /** The version of the words that the person read and agreed to; see consentTexts. Without it, the current version. */
  consentVersion?: number | null | undefined;
  /** The language of the mails about the signature and of the pages that their links open: en or es, also as es-MX. English for a language in which we write no mails yet. Kept with the signature. */
  language?: string;
  /** A value chosen by the client that makes a retry safe: a repeated call gets the answer of the first. */
  clientMutationId?: string | null | undefined;
};

export type SignPetitionMutationVariables = Exact<{
  input: SignPetitionInput;
}>;


export type SignPetitionMutation = { signPetition: { outcome: SigningOutcome, petition: { id: string, signatureCount: number | null } } | null };


export const SignPetitionDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"mutation","name":{"kind":"Name","value":"SignPetition"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"input"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"SignPetitionInput"}}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"signPetition"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"input"},"value":{"kind":"Variable","name":{"kind":"Name","value":"input"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"outcome"}},{"kind":"Field","name":{"kind":"Name","value":"petition"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"signatureCount"}}]}}]}}]}}]} as unknown as DocumentNode<SignPetitionMutation, SignPetitionMutationVariables>;